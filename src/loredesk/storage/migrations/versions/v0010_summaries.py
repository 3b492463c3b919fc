"""Rolling summaries of chapters and of the story, and how long a chapter is."""

import sqlalchemy as sa
from alembic import op

revision = "0010_summaries"
down_revision = "0009_knowledge"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
    op.add_column(
        "sessions", sa.Column("chapter_turns", sa.Integer(), nullable=False, server_default="10")
    )
    op.create_table(
        "summaries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("first_message", sa.String(), nullable=False),
        sa.Column("last_message", sa.String(), nullable=False),
        sa.Column("first_turn", sa.Integer(), nullable=False),
        sa.Column("last_turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_summaries_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["first_message"], ["messages.id"], name=op.f("fk_summaries_first_message_messages")
        ),
        sa.ForeignKeyConstraint(
            ["last_message"], ["messages.id"], name=op.f("fk_summaries_last_message_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        sa.UniqueConstraint("session_id", "seq", name=op.f("uq_summaries_session_id_seq")),
    )
    op.create_index("ix_summaries_first_message", "summaries", ["first_message"])
    op.create_index("ix_summaries_last_message", "summaries", ["last_message"])
