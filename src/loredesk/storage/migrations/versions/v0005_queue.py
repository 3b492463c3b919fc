"""The queue: ageing, pauses, and of twins only one that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0005_queue"
down_revision = "0004_lore"
branch_labels = None
depends_on = None

_queue = sa.table(
    "maintenance_queue",
    *map(sa.column, ("seq", "id", "dedupe_key", "status", "processed_at", "created_at")),
    sa.column("result", sa.JSON()),
)


def upgrade() -> None:
    """Go forward one step."""
    op.create_table(
        "queue_pauses",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name", name=op.f("pk_queue_pauses")),
    )
    op.execute(
        "INSERT INTO queue_pauses (scope, name, since)"
        " SELECT 'all', '', 0 FROM meta WHERE key = 'queue_paused' AND value = 'yes'"
    )
    op.execute("DELETE FROM meta WHERE key = 'queue_paused'")
    op.add_column(
        "maintenance_queue", sa.Column("aged_at", sa.Float(), nullable=False, server_default="0")
    )
    op.add_column(
        "task_answers", sa.Column("together", sa.Integer(), nullable=False, server_default="1")
    )
    op.execute("UPDATE maintenance_queue SET aged_at = created_at")
    _merge_twins()
    op.drop_index("ix_maintenance_queue_waiting", table_name="maintenance_queue")
    waits = sa.text("status IN ('pending', 'parked') AND dedupe_key <> ''")
    op.create_index(
        "ix_maintenance_queue_waiting",
        "maintenance_queue",
        ["dedupe_key"],
        unique=True,
        sqlite_where=waits,
        postgresql_where=waits,
    )


def _merge_twins() -> None:
    """Let of those that wait for the same thing only the oldest go on waiting."""
    connection = op.get_bind()
    waiting = sa.select(_queue).where(
        _queue.c.status.in_(("pending", "parked")), _queue.c.dedupe_key != ""
    )
    oldest: dict[str, str] = {}
    for row in connection.execute(waiting.order_by(_queue.c.seq)).all():
        if oldest.setdefault(row.dedupe_key, row.id) != row.id:
            connection.execute(
                sa.update(_queue)
                .where(_queue.c.seq == row.seq)
                .values(
                    status="completed",
                    processed_at=row.created_at,
                    result={"merged_into": oldest[row.dedupe_key]},
                )
            )
