"""The file of what the author has written and not sent yet, session by session."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from loredesk.domain.ids import SessionId
from loredesk.host.files import write_whole

logger = logging.getLogger(__name__)

_MAX_BYTES = 50_000_000


def load(file: Path) -> dict[SessionId, str]:
    """Return the drafts in *file*; none where there is no file, or none that can be read."""
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(_MAX_BYTES))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("The drafts in %s cannot be read: %s", file, error)
        return {}
    if not isinstance(told, dict):
        logger.warning("The drafts in %s are written in another way", file)
        return {}
    return {SessionId(key): text for key, text in told.items() if isinstance(text, str) and text}


def save(file: Path, drafts: Mapping[SessionId, str]) -> None:
    """Put *drafts* in the place of what *file* holds, in one move. Raises OSError."""
    write_whole(file, json.dumps(dict(drafts), ensure_ascii=False, indent=1) + "\n")
