"""Summaries: the stretch of a line each covers, and the turns its sentences name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.domain.summaries import SummaryLevel, fingerprint
from loredesk.storage.checks.check import Check, finding, repairing

_Tree = Mapping[str, Row[Any]]


def _sessions(connection: Connection) -> Sequence[str]:
    query = "SELECT DISTINCT session_id FROM summaries ORDER BY session_id"
    return [str(name) for name in connection.execute(text(query)).scalars()]


def _off_every_line(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    tree = _tree(connection, part)
    for row in _summaries(connection, part):
        if not _leads_to(tree, row.first_message, row.last_message):
            why = "begins with a message that does not lead to its last one"
            yield Damage(table="summaries", key=(row.id,), why=why)


def _out_of_range(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    for row in _summaries(connection, part):
        turns = range(row.first_turn, row.last_turn + 1)
        # What the author wrote rests on no turn, and is carried from one story to the next.
        must = row.by == "model" and row.level == SummaryLevel.CHAPTER.value
        if not _is_told(row.sentences, turns, must_name_turns=must):
            why = "says what rests on none of the turns it covers"
            yield Damage(table="summaries", key=(row.id,), why=why)


def _misprinted(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    for row in _summaries(connection, part):
        right = fingerprint(row.text, hidden=bool(row.hidden))
        if row.level == SummaryLevel.CHAPTER.value and row.fingerprint != right:
            why = "has the fingerprint of another text"
            yield Damage(table="summaries", key=(row.id,), why=why, cure=right)


def _print(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    connection.execute(
        text("UPDATE summaries SET fingerprint = :right WHERE id = :id"),
        {"right": damage.cure, "id": damage.key[0]},
    )
    return Mending.REPAIRED


def _is_told(sentences: str, turns: range, *, must_name_turns: bool) -> bool:
    """Return whether *sentences* are sentences, none of which names turns that are not covered."""
    found = json.loads(sentences)
    if not isinstance(found, list) or (must_name_turns and not found):
        return False
    for one in found:
        named = one.get("turns") if isinstance(one, dict) else None
        if not isinstance(named, list) or not isinstance(one.get("text"), str):
            return False
        if any(turn not in turns for turn in named) or (must_name_turns and not named):
            return False
    return True


def _leads_to(tree: _Tree, first: str, last: str) -> bool:
    if first not in tree or last not in tree:
        return True  # what is not there at all is found by another check
    at = last
    # In a damaged tree parents may lead in a circle, but no line is longer than there are messages.
    for _ in tree:
        above = tree[at].parent_id
        if at == first or above not in tree:
            break
        at = above
    return at == first


def _tree(connection: Connection, session_id: str) -> _Tree:
    query = text("SELECT id, parent_id, depth FROM messages WHERE session_id = :id")
    return {row.id: row for row in connection.execute(query, {"id": session_id})}


def _summaries(connection: Connection, session_id: str) -> Sequence[Row[Any]]:
    query = text("SELECT * FROM summaries WHERE session_id = :id ORDER BY seq")
    return connection.execute(query, {"id": session_id}).all()


_TURNS = (
    "SELECT s.id FROM summaries s JOIN messages f ON f.id = s.first_message"
    " JOIN messages l ON l.id = s.last_message"
    " WHERE s.first_turn <> f.turn OR s.last_turn <> l.turn"
)

CHECKS = (
    Check(
        kind="summaries of nothing",
        look=finding(
            "summaries",
            "belongs to a session or to messages that are not there",
            "SELECT s.id FROM summaries s WHERE s.session_id NOT IN (SELECT id FROM sessions)"
            " OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = s.first_message"
            "  AND m.session_id = s.session_id)"
            " OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = s.last_message"
            "  AND m.session_id = s.session_id)",
        ),
    ),
    Check(kind="summaries of no stretch of a line", look=_off_every_line, parts=_sessions),
    Check(
        kind="summaries with wrong turns",
        look=finding("summaries", "names other turns than those of its messages", _TURNS),
        mend=repairing(
            "UPDATE summaries SET"
            " first_turn = (SELECT turn FROM messages WHERE id = first_message),"
            " last_turn = (SELECT turn FROM messages WHERE id = last_message) WHERE id = :id",
            "id",
        ),
    ),
    Check(kind="summaries without a source", look=_out_of_range, parts=_sessions),
    Check(
        kind="summaries under a wrong fingerprint", look=_misprinted, mend=_print, parts=_sessions
    ),
)
"""Looked at once the tree is in order; what is put aside is written again by itself."""
