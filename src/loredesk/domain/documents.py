"""Documents: what of an entry is searched, cut into passages an embedder can read whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from loredesk.domain.diff import pieces
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.lore import LORE_HEADING, NOTE_HEADING, composite

_HEADINGS = frozenset({LORE_HEADING, NOTE_HEADING})
PASSAGE_CHARS = 900
"""About 200 tokens of English, so that every embedder with a window of 256 reads a passage whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One passage of a composite document that is in force."""

    key: str
    world_id: WorldId
    session_id: SessionId | None
    """The session it belongs to; None for the base document of a canon entry."""
    entry_id: LoreId
    passage: int
    revision: str
    """The note revision it shows, or `lore:` and the revision of the entry."""
    text: str
    text_hash: str


def document_key(session_id: SessionId | None, entry_id: LoreId, passage: int) -> str:
    """Return the name of a passage in every index."""
    return f"{session_id or '-'}:{entry_id}:{passage}"


def owner_of(key: str) -> tuple[SessionId | None, LoreId]:
    """Return the session (None for canon) and the entry of the passage named *key*."""
    session_id, entry_id, _passage = key.rsplit(":", 2)
    return (None if session_id == "-" else SessionId(session_id)), LoreId(entry_id)


def text_hash(text: str) -> str:
    """Return the name of *text* by its content: SHA-256 of its UTF-8, in hex."""
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def passages(
    title: str, content: str, note: str = "", *, longest: int = PASSAGE_CHARS
) -> tuple[str, ...]:
    """Return the passages of an entry, each headed by its title.

    A composite that fits is one passage. Otherwise base lore and note are cut apart at sentence
    ends, each part headed by its section; the note always begins a passage.
    """
    whole = f"{title}\n{composite(content, note)}"
    if len(whole) <= longest:
        return (whole,)
    sections = [(LORE_HEADING, content), (NOTE_HEADING, note)]
    return tuple(
        f"{title}\n{heading}\n{part}"
        for heading, text in sections
        if text.strip()
        for part in parts_of(text, longest=longest - len(title) - len(heading) - 2)
    ) or (whole,)


def embedded(passage: str) -> str:
    """Return what of a passage is embedded: what it says, without its title and headings.

    Whoever is named is found by name; in a vector names push aside what is told. Of a passage that
    says nothing the title is left.
    """
    title, _, rest = passage.partition("\n")
    lines = [line for line in rest.split("\n") if line not in _HEADINGS]
    return "\n".join(lines).strip() or title


def parts_of(text: str, *, longest: int = PASSAGE_CHARS) -> Iterator[str]:
    """Yield *text* in parts an embedder reads whole, cut at sentence ends where there are any."""
    longest = max(longest, 80)
    part = ""
    for piece in pieces(text):
        for start in range(0, len(piece), longest):
            cut = piece[start : start + longest]
            if part.strip() and len(part) + len(cut) > longest:
                yield part.strip()
                part = ""
            part += cut
    if part.strip():
        yield part.strip()
