"""Reading a file of questions, whichever of the two sorts it is."""

import asyncio
import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable

from loredesk.domain.dialogues import Dialogue, read_dialogues
from loredesk.domain.entry_questions import EntryQuestion, is_about_entries, read_entry_questions
from loredesk.domain.errors import UserFixableError
from loredesk.domain.json_parts import FORMAT_HINT

MOST_BYTES = 256_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What a file asks: about its own dialogues, or about the entries of a world."""

    name: str
    digest: str
    """Tells one file from another by what it says."""
    dialogues: tuple[Dialogue, ...] = ()
    entries: tuple[EntryQuestion, ...] = ()


def read(file: Traversable) -> Questions:
    """Return the questions in *file*.

    Raises UserFixableError that names the file and says what is wrong with it, and where.
    """
    data, digest = _parsed(file)
    try:
        if is_about_entries(data) and not _has_evidence(data):
            return Questions(name=file.name, digest=digest, entries=read_entry_questions(data))
        dialogues = read_dialogues(data, file.name.removesuffix(".json"))
        return Questions(name=file.name, digest=digest, dialogues=dialogues)
    except UserFixableError as error:
        message = f"{file.name!r} cannot be used: {error.message}"
        raise UserFixableError(message, hint=error.hint) from error


def _has_evidence(data: object) -> bool:
    """Return whether the questions are of a dialogue whose sessions were forgotten."""
    questions = data.get("questions") if isinstance(data, dict) else None
    asked = questions if isinstance(questions, list) else []
    return any(isinstance(one, dict) and "evidence" in one for one in asked)


def _parsed(file: Traversable) -> tuple[object, str]:
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UserFixableError(f"{str(file)!r} cannot be read: {reason or error}.") from error
    if len(data) > MOST_BYTES:
        raise UserFixableError(f"{file.name!r} is larger than {MOST_BYTES:,} bytes.")
    try:
        return json.loads(data.decode("utf-8-sig")), sha256(data).hexdigest()[:16]
    except UnicodeDecodeError as error:
        message = f"{file.name!r} is not written in UTF-8."
        raise UserFixableError(message, hint="Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        message = (
            f"{file.name!r} is not readable as JSON: {error.msg}, line {error.lineno}, "
            f"column {error.colno}."
        )
        raise UserFixableError(message, hint=FORMAT_HINT) from error
    except (RecursionError, ValueError) as error:
        message = (
            f"{file.name!r} is not readable as JSON: it is nested too deep or has too long numbers."
        )
        raise UserFixableError(message, hint=FORMAT_HINT) from error


async def asks_about_entries(file: Traversable) -> bool:
    """Return whether the questions in *file* are about a world; False where nothing can be said."""
    try:
        told = await asyncio.to_thread(read, file)
    except UserFixableError:
        return False
    return bool(told.entries)
