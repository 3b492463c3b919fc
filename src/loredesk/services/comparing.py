"""Looking at other lines without going there: what leaving withdraws, how two lines differ."""

from collections.abc import Collection, Mapping

from loredesk.domain.branches import LineComparison, NoteDifference
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId
from loredesk.domain.messages import LineShift
from loredesk.domain.notes import NoteRevision, current, in_force
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ports.store import Repos


def withdrawal(repos: Repos, session_id: SessionId, head: MessageId | None) -> Withdrawal:
    """Return what showing the line to *head* would put out of force and into it."""
    if head is None:
        return Withdrawal()
    shift = repos.messages.shift_to(session_id, head)
    changes = returning = 0
    for entry_id in repos.messages.entries_resting_on(shift.moved):
        revisions = repos.notes.revisions(session_id, entry_id)
        before = _accepted(revisions, repos.messages.line_of_entry(session_id, entry_id))
        after = _accepted(revisions, repos.messages.line_of_entry(session_id, entry_id, shift))
        changes += len(before - after)
        returning += len(after - before)
    leaving = repos.lore.arrived_with(session_id, shift.left)
    return Withdrawal(
        changes=changes,
        newcomers=tuple(one.title for one in leaving),
        edited_newcomers=tuple(
            (one.id, one.title)
            for one in leaving
            if any(revision.by == "author" for revision in repos.lore.revisions(one.id))
        ),
        returning=returning,
        tasks=repos.queue.waiting_for(shift.left),
    )


def compared(
    repos: Repos, session_id: SessionId, one: MessageId, other: MessageId
) -> LineComparison:
    """Return where the lines to two messages part, and what differs in their lore."""
    path, other_path = repos.messages.path(one), repos.messages.path(other)
    shared = sum(here == there for here, there in zip(path, other_path, strict=False))
    common = path[shared - 1] if shared else None
    mine, theirs = path[shared:], other_path[shared:]
    return LineComparison(
        common=common,
        common_turn=repos.messages.turn_of(common) if common else 0,
        one_turns=_turns(repos, mine),
        other_turns=_turns(repos, theirs),
        notes=_differences(repos, session_id, one, other, (*mine, *theirs)),
        only_one=_newcomers(repos, session_id, mine),
        only_other=_newcomers(repos, session_id, theirs),
    )


def _accepted(
    revisions: Collection[NoteRevision], line: Mapping[MessageId, int]
) -> frozenset[RevisionId]:
    """Return the accepted changes that count on *line*, however they are carried there."""
    standing = in_force(revisions, line)
    return frozenset(
        one.merge_of or one.id for one in revisions if one.id in standing and one.by == "model"
    )


def _differences(
    repos: Repos,
    session_id: SessionId,
    one: MessageId,
    other: MessageId,
    apart: tuple[MessageId, ...],
) -> tuple[NoteDifference, ...]:
    here = repos.messages.shift_to(session_id, one)
    there = repos.messages.shift_to(session_id, other)
    found = repos.messages.entries_resting_on(apart)
    titles = {entry.id: entry.title for entry in repos.lore.many(found).values()}
    differences = [
        NoteDifference(
            entry_id=entry_id,
            title=titles[entry_id],
            one=_text(repos, session_id, entry_id, here),
            other=_text(repos, session_id, entry_id, there),
        )
        for entry_id in found
    ]
    unlike = [one for one in differences if one.one != one.other]
    return tuple(sorted(unlike, key=lambda one: (one.title, one.entry_id)))


def _text(repos: Repos, session_id: SessionId, entry_id: LoreId, shift: LineShift) -> str:
    revisions = repos.notes.revisions(session_id, entry_id)
    standing = current(revisions, repos.messages.line_of_entry(session_id, entry_id, shift))
    return standing.content if standing else ""


def _newcomers(
    repos: Repos, session_id: SessionId, messages: tuple[MessageId, ...]
) -> tuple[str, ...]:
    found = repos.lore.arrived_with(session_id, messages)
    return tuple(sorted(one.title for one in found))


def _turns(repos: Repos, messages: tuple[MessageId, ...]) -> int:
    """Return how many turns *messages*, a stretch of one line, belong to."""
    if not messages:
        return 0
    return repos.messages.turn_of(messages[-1]) - repos.messages.turn_of(messages[0]) + 1
