"""The line of a session, without the texts of its messages.

Each message knows its turn, its depth and whether it is on the line its session shows. Moving
along the tree reads and writes only where the two lines differ.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    Connection,
    Select,
    bindparam,
    func,
    literal,
    select,
    union,
    update,
)

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.messages import LineShift, Role
from loredesk.storage.schema.lore import (
    note_anchors,
    note_revisions,
    proposal_events,
    proposals,
)
from loredesk.storage.schema.story import messages
from loredesk.storage.slices import slices


def path_to(head: str, last: int | None = None) -> CTE:
    """Return the query for the messages from *head* up to the root, or only the *last* of them."""
    here = messages.c
    columns = (here.id, here.parent_id)
    path = select(*columns, literal(1).label("number")).where(here.id == head).cte(recursive=True)
    above = select(*columns, path.c.number + 1).join(path, here.id == path.c.parent_id)
    if last is not None:
        above = above.where(path.c.number < last)
    return path.union_all(above)


def place_below(connection: Connection, parent_id: MessageId | None, role: Role) -> dict[str, int]:
    """Return the turn and the depth of a new message below *parent_id*."""
    own = int(role is Role.AUTHOR)
    if parent_id is None:
        return {"turn": own, "depth": 0}
    query = select(messages.c.turn, messages.c.depth).where(messages.c.id == parent_id)
    parent = connection.execute(query).one()
    return {"turn": parent.turn + own, "depth": parent.depth + 1}


def shift_to(connection: Connection, session_id: SessionId, head: MessageId) -> LineShift:
    """Return what leaves the line and what comes onto it when *head* is shown."""
    here = messages.c
    came, shared = parting(connection, head)
    below = (
        select(here.id)
        .where(here.session_id == session_id, here.on_line, here.depth > shared)
        .order_by(here.depth)
    )
    return LineShift(
        left=tuple(MessageId(row.id) for row in connection.execute(below)),
        came=tuple(MessageId(name) for _, name in came),
    )


def parting(connection: Connection, head: MessageId) -> tuple[list[tuple[int, str]], int]:
    """Return what leads to *head* and is not on the line shown, by depth, and how deep they part.

    Down to that depth both lines are one; it is -1 where they share nothing.
    """
    here = messages.c
    columns = (here.id, here.parent_id, here.depth, here.on_line)
    path = select(*columns).where(here.id == head).cte(recursive=True)
    above = select(*columns).join(path, here.id == path.c.parent_id).where(~path.c.on_line)
    path = path.union_all(above)
    rows = connection.execute(select(path.c.id, path.c.depth, path.c.on_line)).all()
    shared = max((row.depth for row in rows if row.on_line), default=-1)
    return sorted((row.depth, row.id) for row in rows if not row.on_line), shared


def show(connection: Connection, session_id: SessionId, head: MessageId) -> LineShift:
    """Make the line end at *head*; return which messages left it and which came."""
    shift = shift_to(connection, session_id, head)
    for ids, is_on in ((shift.left, False), (shift.came, True)):
        for some in slices(ids):
            connection.execute(
                update(messages).where(messages.c.id.in_(some)).values(on_line=is_on)
            )
    return shift


def on_line(connection: Connection, message_ids: Collection[MessageId]) -> frozenset[MessageId]:
    """Return those of *message_ids* that are on the line their session shows."""
    found: set[MessageId] = set()
    for some in slices(sorted(message_ids)):
        query = select(messages.c.id).where(messages.c.id.in_(some), messages.c.on_line)
        found.update(connection.execute(query).scalars())
    return frozenset(found)


def line_of_entry(
    connection: Connection, session_id: SessionId, entry_id: LoreId, shift: LineShift
) -> Mapping[MessageId, int]:
    """Return the messages on the line that an entry's notes and proposals rest on, by turn."""
    left, came = frozenset(shift.left), frozenset(shift.came)
    values = {"session_id": session_id, "entry_id": entry_id}
    return {
        MessageId(row.id): row.turn
        for row in connection.execute(_MENTIONED, values)
        if row.id in came or (row.on_line and row.id not in left)
    }


def entries_resting_on(
    connection: Connection, message_ids: Collection[MessageId]
) -> tuple[LoreId, ...]:
    """Return the entries whose note may read differently where *message_ids* do not count.

    Messages are of one session, and so is what rests on them: it is not named here, or a planner
    would look through all notes of the session.
    """
    revision, proposal, event = note_revisions.c, proposals.c, proposal_events.c
    found: set[LoreId] = set()
    for some in slices(sorted(message_ids)):
        noted = select(revision.entry_id)
        proposed = select(proposal.entry_id).join(proposal_events)
        proposed = proposed.where(proposal.entry_id.is_not(None))
        query = union(
            noted.join(note_anchors).where(note_anchors.c.message_id.in_(some)),
            noted.where(revision.stood_at.in_(some)),
            proposed.where(event.anchor.in_(some)),
            proposed.where(event.message_id.in_(some)),
        )
        found.update(connection.execute(query).scalars())
    return tuple(sorted(found))


def replies_to(connection: Connection, message_id: MessageId) -> int:
    """Return how many messages of the narrator follow *message_id*, on any line."""
    query = select(func.count()).where(
        messages.c.parent_id == message_id, messages.c.role == Role.NARRATOR.value
    )
    return int(connection.execute(query).scalar_one())


def _mentioned() -> Select[Any]:
    """Return the query for the messages an entry's notes and proposals rest on."""
    revision, proposal, event = note_revisions.c, proposals.c, proposal_events.c
    session_id: BindParameter[str] = bindparam("session_id")
    entry_id: BindParameter[str] = bindparam("entry_id")
    noted = (revision.session_id == session_id, revision.entry_id == entry_id)
    proposed = (proposal.session_id == session_id, proposal.entry_id == entry_id)
    named = union(
        select(note_anchors.c.message_id)
        .join(note_revisions, revision.id == note_anchors.c.revision_id)
        .where(*noted),
        select(revision.stood_at).where(*noted, revision.stood_at.is_not(None)),
        select(event.anchor).join(proposals, proposal.id == event.proposal_id).where(*proposed),
        select(event.message_id).join(proposals, proposal.id == event.proposal_id).where(*proposed),
    )
    here = messages.c
    return select(here.id, here.turn, here.on_line).where(here.id.in_(named))


_MENTIONED = _mentioned()
"""Built once: it is asked for every note that is folded again."""
