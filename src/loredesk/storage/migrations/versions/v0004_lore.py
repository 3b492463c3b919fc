"""Lore: locks, the trash, redirects of merged entries, and where canon came from."""

import sqlalchemy as sa
from alembic import op

revision = "0004_lore"
down_revision = "0003_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
    op.add_column(
        "lore_entries", sa.Column("locked", sa.JSON(), nullable=False, server_default="[]")
    )
    for table in ("lore_entries", "links", "sessions", "worlds"):
        op.add_column(table, sa.Column("deleted_at", sa.Float(), nullable=True))
    op.add_column("lore_entries", sa.Column("promoted_from", sa.String(), nullable=True))
    op.add_column("lore_revisions", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    op.add_column("lore_revisions", sa.Column("note_revision", sa.String(), nullable=True))
    op.create_table(
        "redirects",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("world_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("note_revision", sa.String(), nullable=True),
        sa.Column("lore_revision", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("undone_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"], ["lore_entries.id"], name=op.f("fk_redirects_from_id_lore_entries")
        ),
        sa.ForeignKeyConstraint(
            ["note_revision"],
            ["note_revisions.id"],
            name=op.f("fk_redirects_note_revision_note_revisions"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_redirects_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["lore_entries.id"], name=op.f("fk_redirects_to_id_lore_entries")
        ),
        sa.ForeignKeyConstraint(
            ["world_id"], ["worlds.id"], name=op.f("fk_redirects_world_id_worlds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redirects")),
    )
    op.create_index("ix_redirects_world_id", "redirects", ["world_id"], unique=False)
    op.create_table(
        "redirect_anchors",
        sa.Column("redirect_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_redirect_anchors_message_id_messages")
        ),
        sa.ForeignKeyConstraint(
            ["redirect_id"],
            ["redirects.id"],
            name=op.f("fk_redirect_anchors_redirect_id_redirects"),
        ),
        sa.PrimaryKeyConstraint("redirect_id", "message_id", name=op.f("pk_redirect_anchors")),
    )
    op.create_table(
        "redirect_notes",
        sa.Column("redirect_id", sa.String(), nullable=False),
        sa.Column("revision_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["redirect_id"],
            ["redirects.id"],
            name=op.f("fk_redirect_notes_redirect_id_redirects"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["note_revisions.id"],
            name=op.f("fk_redirect_notes_revision_id_note_revisions"),
        ),
        sa.PrimaryKeyConstraint("redirect_id", "revision_id", name=op.f("pk_redirect_notes")),
    )
