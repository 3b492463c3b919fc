"""The file of what the author has written and not sent yet, session by session."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId
from loredesk.host.files import set_aside, write_whole

logger = logging.getLogger(__name__)

_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What was found in the file."""

    texts: Mapping[SessionId, str] = field(default_factory=dict)
    problem: str = ""
    """What could not be read and where it is kept, as a sentence; empty where all could."""
    may_write: bool = True
    """Whether the file may be written: not where what cannot be read still stands in it."""


def load(file: Path, today: date) -> Drafts:
    """Return the drafts in *file*; what cannot be read is set aside, and never written over."""
    try:
        told = _told(file)
    except FileNotFoundError:
        return Drafts()
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("The drafts in %s cannot be read: %s", file, error)
        return _set_aside(file, today, {})
    texts = {SessionId(key): text for key, text in told.items() if isinstance(text, str)}
    if len(texts) < len(told):
        logger.warning("Some of the drafts in %s are written in another way", file)
        return _set_aside(file, today, texts)
    return Drafts(texts={key: text for key, text in texts.items() if text})


def save(file: Path, drafts: Mapping[SessionId, str]) -> None:
    """Put *drafts* in the place of what *file* holds, in one move. Raises OSError."""
    write_whole(file, json.dumps(dict(drafts), ensure_ascii=False, indent=1) + "\n")


def _told(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        told = json.loads(stream.read(_MAX_BYTES).decode("utf-8"))
    if not isinstance(told, dict):
        message = "they are written in another way"
        raise ValueError(message)  # noqa: TRY004  # the file is wrong, not our code
    return told


def _set_aside(file: Path, today: date, texts: Mapping[SessionId, str]) -> Drafts:
    lost = "What you had written and not sent could not be read"
    try:
        kept = set_aside(file, today, "the drafts")
    except UserFixableError as error:
        problem = f"{lost}. {error.sentence()} Until then no draft is kept."
        return Drafts(texts=texts, problem=problem, may_write=False)
    return Drafts(texts=texts, problem=f"{lost}; the file is kept as {kept}.")
