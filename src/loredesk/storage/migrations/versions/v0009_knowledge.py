"""Who knows what: visibility of entries and sentences, what was learned, who speaks and may tell."""

import sqlalchemy as sa
from alembic import op

revision = "0009_knowledge"
down_revision = "0008_manifests"
branch_labels = None
depends_on = None

_CONTENT, _NOTE = sa.text("session_id IS NULL"), sa.text("session_id IS NOT NULL")
_GUARDED = sa.text("visibility IS NOT NULL")


def upgrade() -> None:
    """Go forward one step; what is there already everyone knows."""
    op.add_column("lore_entries", sa.Column("visibility", sa.JSON(), nullable=True))
    op.create_index(
        "ix_lore_entries_guarded",
        "lore_entries",
        ["world_id"],
        unique=False,
        sqlite_where=_GUARDED,
        postgresql_where=_GUARDED,
    )
    op.add_column("sessions", sa.Column("voice", sa.String(), nullable=True))
    op.add_column(
        "sessions",
        sa.Column("narrator_tells", sa.String(), nullable=False, server_default="all"),
    )
    _create_marks()
    _create_learned()


def _create_marks() -> None:
    op.create_table(
        "sentence_marks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visibility", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["lore_entries.id"], name=op.f("fk_sentence_marks_entry_id_lore_entries")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_sentence_marks_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence_marks")),
    )
    op.create_index(
        "ix_sentence_marks_content",
        "sentence_marks",
        ["entry_id", "key"],
        unique=True,
        sqlite_where=_CONTENT,
        postgresql_where=_CONTENT,
    )
    op.create_index(
        "ix_sentence_marks_note",
        "sentence_marks",
        ["entry_id", "session_id", "key"],
        unique=True,
        sqlite_where=_NOTE,
        postgresql_where=_NOTE,
    )


def _create_learned() -> None:
    op.create_table(
        "learned",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("withdrawn_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_learned_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["lore_entries.id"], name=op.f("fk_learned_entry_id_lore_entries")
        ),
        sa.ForeignKeyConstraint(
            ["who"], ["lore_entries.id"], name=op.f("fk_learned_who_lore_entries")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_learned_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
    )
    op.create_index("ix_learned_entry", "learned", ["session_id", "entry_id"], unique=False)
