"""Passages of the story in manifests, and what the author says about recall."""

import sqlalchemy as sa
from alembic import op

revision = "0007_recall"
down_revision = "0006_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
    op.add_column(
        "manifests", sa.Column("passages", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column(
        "sessions",
        sa.Column("shows_unreviewed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "recall_steering",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("steer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_recall_steering_session_id_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["lore_entries.id"],
            name=op.f("fk_recall_steering_entry_id_lore_entries"),
        ),
        sa.PrimaryKeyConstraint("session_id", "entry_id", name=op.f("pk_recall_steering")),
    )
