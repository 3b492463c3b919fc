"""The tree in full: the line, branches, and messages in the trash."""

import sqlalchemy as sa
from alembic import op

revision = "0002_tree"
down_revision = "0001_first_playable"
branch_labels = None
depends_on = None

_messages = sa.table(
    "messages",
    sa.column("id", sa.String),
    sa.column("session_id", sa.String),
    sa.column("parent_id", sa.String),
    sa.column("seq", sa.Integer),
    sa.column("role", sa.String),
    sa.column("turn", sa.Integer),
    sa.column("depth", sa.Integer),
    sa.column("on_line", sa.Boolean),
)
_sessions = sa.table("sessions", sa.column("id", sa.String), sa.column("head", sa.String))


def upgrade() -> None:
    """Go forward one step."""
    for column in (
        sa.Column("turn", sa.Integer, nullable=False, server_default="0"),
        sa.Column("depth", sa.Integer, nullable=False, server_default="0"),
        sa.Column("on_line", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("deleted_at", sa.Float),
        sa.Column("deleted_with", sa.String),
    ):
        op.add_column("messages", column)
    _place_messages()
    op.create_index("ix_messages_parent_id", "messages", ["parent_id"])
    op.create_index(
        "ix_messages_line",
        "messages",
        ["session_id", "depth"],
        sqlite_where=sa.text("on_line = 1"),
        postgresql_where=sa.text("on_line"),
    )
    op.create_index(
        "ix_messages_deleted",
        "messages",
        ["session_id", "deleted_with"],
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_table(
        "branches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_branches_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(["tip"], ["messages.id"], name=op.f("fk_branches_tip_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
        sa.UniqueConstraint("session_id", "name", name=op.f("uq_branches_session_id_name")),
    )
    op.create_index("ix_branches_tip", "branches", ["tip"])
    op.drop_index("ix_note_revisions_note", "note_revisions")
    op.create_index("ix_note_revisions_note", "note_revisions", ["session_id", "entry_id", "seq"])
    for table, origin in (("lore_entries", "origin_message"), ("note_revisions", "stood_at")):
        is_there = sa.text(f"{origin} IS NOT NULL")
        op.create_index(
            f"ix_{table}_{origin}",
            table,
            [origin],
            sqlite_where=is_there,
            postgresql_where=is_there,
        )
    op.create_index("ix_note_anchors_message_id", "note_anchors", ["message_id"])
    op.create_index("ix_proposal_events_message_id", "proposal_events", ["message_id"])
    op.create_index(
        "ix_maintenance_queue_anchor",
        "maintenance_queue",
        ["anchor"],
        sqlite_where=sa.text("status IN ('pending', 'parked')"),
        postgresql_where=sa.text("status IN ('pending', 'parked')"),
    )


def _place_messages() -> None:
    """Work out the turn, the depth and the line of every message there is."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_messages).order_by(_messages.c.session_id, _messages.c.seq)
    ).all()
    parents: dict[str, str | None] = {}
    places: dict[str, tuple[int, int]] = {}
    for row in rows:
        # A parent is written before its children; what hangs on nothing counts as a beginning.
        turn, depth = places.get(row.parent_id, (0, -1))
        places[row.id] = (turn + (row.role == "author"), depth + 1)
        parents[row.id] = row.parent_id if row.parent_id in places else None
    line: set[str] = set()
    for head in connection.execute(sa.select(_sessions.c.head)).scalars():
        at = head if head in parents else None
        while at is not None:
            line.add(at)
            at = parents[at]
    values = [
        {"name": name, "turn": turn, "depth": depth, "on_line": name in line}
        for name, (turn, depth) in places.items()
    ]
    if values:
        place = (
            sa.update(_messages)
            .where(_messages.c.id == sa.bindparam("name"))
            .values(
                turn=sa.bindparam("turn"),
                depth=sa.bindparam("depth"),
                on_line=sa.bindparam("on_line"),
            )
        )
        connection.execute(place, values)
