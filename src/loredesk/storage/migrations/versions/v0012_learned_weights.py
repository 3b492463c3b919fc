"""What each clue of recall counts in a world, as learned from a session."""

import sqlalchemy as sa
from alembic import op

revision = "0012_learned_weights"
down_revision = "0011_untitled"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step; the built-in weights count wherever nothing is learned."""
    op.create_table(
        "learned_weights",
        sa.Column("world_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("lesson", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["world_id"], ["worlds.id"], name=op.f("fk_learned_weights_world_id_worlds")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_learned_weights_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("world_id", name=op.f("pk_learned_weights")),
    )
