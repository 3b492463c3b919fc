"""Keeping closed what leaves a session: where it goes, what closed it there is not in force."""

from collections.abc import Callable

from loredesk.domain.diff import sentences
from loredesk.domain.ids import LoreId, MarkId, SessionId
from loredesk.domain.knowing import SentenceMark, own_mark
from loredesk.domain.withholding import closed_by
from loredesk.domain.wording import sentence_key
from loredesk.ports.store import Repos
from loredesk.services.who_knows import source_of


def keep_closed(
    repos: Repos,
    new_id: Callable[[], str],
    came_from: SessionId,
    entry_id: LoreId,
    text: str,
    *,
    to: SessionId | None = None,
) -> None:
    """Mark those sentences of *text* that are closed in a session by what is merged into the entry.

    The marks count in the session *to*, or in canon. Marks of their own go with the note anyway.
    """
    source = source_of(repos, entry_id, came_from)
    if not source.guarded.merged:
        return
    for sentence in sentences(text):
        key = sentence_key(sentence)
        counts = closed_by(source, "note", sentence, session_id=came_from)
        own = own_mark(source.guarded.marks, "note", key, came_from)
        if own is None and counts != source.entry.visibility:
            repos.knowledge.put_mark(
                SentenceMark(
                    id=MarkId(new_id()),
                    entry_id=entry_id,
                    session_id=to,
                    key=key,
                    text=sentence,
                    visibility=counts,
                    created_at=repos.now,
                )
            )
