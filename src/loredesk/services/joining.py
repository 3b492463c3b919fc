"""Telling what sessions note on a merged canon entry with the entry that stands for it.

What the one note says is added to the other step by step, each step resting on the messages it
came from: so it comes and goes with its turns, wherever the author goes.
"""

from collections.abc import Callable, Iterator

from loredesk.domain.causes import is_undone
from loredesk.domain.diff import pieces
from loredesk.domain.ids import RevisionId, SessionId
from loredesk.domain.lore import Redirect
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision, spine
from loredesk.ports.store import Repos


def joined_steps(
    repos: Repos, new_id: Callable[[], str], session_id: SessionId, redirect: Redirect
) -> Iterator[NoteRevision]:
    """Yield what the note on the merged entry has to add to that of the one that stands for it.

    Each revision is to be kept before the next is asked for. One that was added before is not
    again, also where the author has since taken it back or written something else.
    """
    gone, stands = redirect.from_id, redirect.to_id
    line = repos.messages.line_of_entry(session_id, gone)
    steps = spine(repos.notes.revisions(session_id, gone), line)
    known = {
        one.carried_from for one in repos.notes.revisions(session_id, stands) if not is_undone(one)
    }
    before = ""
    for step in steps:
        note = repos.notes.current(session_id, stands)
        under = note.note_content if note else ""
        text = _with_step(under, before, step.content)
        if step.id not in known and text != under:
            yield NoteRevision(
                id=RevisionId(new_id()),
                session_id=session_id,
                entry_id=stands,
                seq=0,
                base=note.revision if note else None,
                anchors=step.anchors,
                content=text,
                by="author",
                stood_at=repos.sessions.get(session_id).head,
                carried_from=step.id,
                created_at=repos.now,
            )
        before = step.content


def together(text: str, more: str, *, known: str | None = None) -> str:
    """Return *text* with those sentences of *more* that it, or *known*, does not say already."""
    said = {piece.strip() for piece in pieces(text if known is None else known)}
    new = "".join(piece for piece in pieces(more) if piece.strip() not in said or not piece.strip())
    return "\n".join(part for part in (text.rstrip(), new.strip()) if part)


def _with_step(under: str, before: str, after: str) -> str:
    """Return *under* with what changed from *before* to *after*."""
    changed = merged(before, after, under) if before else None
    return together(under, after) if changed is None else changed
