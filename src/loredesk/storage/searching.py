"""Finding typed words in the names of entries, in any alphabet: a function SQLite can call."""

import json
import sqlite3
import unicodedata
from functools import lru_cache

HOLDS = "loredesk_holds"
"""Called in SQL with typed words, a title, and aliases and tags as JSON; answers 0 or 1."""
_ENTRIES_REMEMBERED = 20_000


def teach(connection: sqlite3.Connection) -> None:
    """Let *connection* know the function."""
    connection.create_function(HOLDS, 4, holds, deterministic=True)


def folded(text: str) -> str:
    """Return *text* as it is compared: capitals and ways to write an accent do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def holds(words: str, title: str, aliases: str, tags: str) -> bool:
    """Tell whether *words*, folded, stand in the title or in one of the aliases or tags."""
    return words in _names(title, aliases, tags)


@lru_cache(_ENTRIES_REMEMBERED)
def _names(title: str, aliases: str, tags: str) -> str:
    # Remembered, because each letter that is typed asks for every entry again.
    return folded("\n".join((title, *json.loads(aliases), *json.loads(tags))))
