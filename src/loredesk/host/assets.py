"""The files that come with Loredesk: in the package once installed, in the checkout otherwise."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from loredesk.domain.errors import UserFixableError

Asset = Literal["prompts", "resources"]

_PACKAGE = files("loredesk")
_CHECKOUT = Path(__file__).resolve().parents[3]


def folder(name: Asset) -> Traversable:
    """Return the folder *name*, raising UserFixableError where the installation lacks it."""
    bundled = _PACKAGE / "_assets" / name
    if bundled.is_dir():
        return bundled
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir():
        return _CHECKOUT / name
    message = f"Loredesk was installed without its folder {name!r}."
    raise UserFixableError(message, hint="Install Loredesk again.")
