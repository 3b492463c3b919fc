"""The audit log as a chain of hashes, and a place for damaged rows that are put aside."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0006_audit"
down_revision = "0005_queue"
branch_labels = None
depends_on = None

_SOME_ROWS = sa.text(
    "SELECT seq, at, actor, action, subject, session_id, entry_id, why, before, after, details"
    " FROM audit_log WHERE seq > :last ORDER BY seq LIMIT 1000"
)


def upgrade() -> None:
    """Go forward one step."""
    with op.batch_alter_table(
        "audit_log", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column("details", existing_type=sa.JSON(), type_=sa.Text(), nullable=False)
        batch_op.add_column(sa.Column("entry_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("before", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("after", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("hash", sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_audit_log_subject", ["subject", "seq"], unique=False)
        batch_op.create_index("ix_audit_log_entry", ["entry_id", "seq"], unique=False)
        batch_op.create_index("ix_audit_log_session", ["session_id", "seq"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sqlite_autoincrement=True,
    )
    _chain()


def _chain() -> None:
    """Bind the rows there are, as the log describes it; written out here, for all time."""
    connection = op.get_bind()
    last, previous = 0, ""
    while rows := connection.execute(_SOME_ROWS, {"last": last}).mappings().all():
        bound = []
        for row in rows:
            text = json.dumps(dict(row), sort_keys=True, separators=(",", ":"), default=repr)
            previous = sha256(f"{previous}\n{text}".encode()).hexdigest()
            bound.append({"row": row["seq"], "hash": previous})
        connection.execute(sa.text("UPDATE audit_log SET hash = :hash WHERE seq = :row"), bound)
        last = rows[-1]["seq"]
    if last:
        connection.execute(
            sa.text("INSERT INTO meta (key, value) VALUES ('audit_head', :head)"),
            {"head": f"{last} {previous}"},
        )
