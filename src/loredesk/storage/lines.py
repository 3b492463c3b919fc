"""The line of a session in numbers, without the texts of its messages."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role

_ROLES = text(
    "WITH RECURSIVE line(id, parent_id, role, distance) AS ("
    " SELECT id, parent_id, role, 0 FROM messages WHERE id = :head"
    " UNION ALL SELECT m.id, m.parent_id, m.role, line.distance + 1"
    "  FROM line JOIN messages m ON m.id = line.parent_id"
    ") SELECT id, role FROM line ORDER BY distance DESC"
)
_REPLIES = text(
    "SELECT count(*) FROM messages WHERE parent_id = :id AND role = :role AND session_id ="
    " (SELECT session_id FROM messages WHERE id = :id)"
)


def line_turns(connection: Connection, head: MessageId | None) -> Mapping[MessageId, int]:
    """Return the messages from the root to *head*, each with the number of its turn."""
    turns: dict[MessageId, int] = {}
    number = 0
    for row in connection.execute(_ROLES, {"head": head}):
        number += row.role == Role.AUTHOR.value
        turns[MessageId(row.id)] = number
    return turns


def replies_to(connection: Connection, message_id: MessageId) -> int:
    """Return how many messages answer *message_id*, on any line."""
    values = {"id": message_id, "role": Role.NARRATOR.value}
    return int(connection.execute(_REPLIES, values).scalar_one())
