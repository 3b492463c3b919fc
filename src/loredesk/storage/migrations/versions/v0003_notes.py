"""Notes: automatic changes that were taken back, and what they were carried from."""

from alembic import op
from sqlalchemy import Column, Float, ForeignKey, String, Text

revision = "0003_notes"
down_revision = "0002_tree"
branch_labels = None
depends_on = None


_EDIT_OF_CARD = """
    UPDATE proposals SET edit = (
        SELECT note.id FROM note_revisions AS note
        WHERE note.session_id = proposals.session_id
          AND note.entry_id = proposals.entry_id
          AND note."by" = 'author'
          AND note.merge_of IS NULL
          AND note.content = proposals.proposed
        ORDER BY note.seq DESC LIMIT 1
    )
    WHERE kind = 'merge edit'
"""
_BASE_OF_EDIT = """
    UPDATE proposals SET base_text = COALESCE((
        SELECT beneath.content FROM note_revisions AS note
        JOIN note_revisions AS beneath ON beneath.id = note.base
        WHERE note.id = proposals.edit
    ), '')
    WHERE edit IS NOT NULL
"""


def upgrade() -> None:
    """Add what is kept of a change taken back, and the third side of merge cards."""
    op.add_column("note_revisions", Column("withdrawn_at", Float))
    for name in ("withdrawn_with", "carried_from"):
        op.add_column(
            "note_revisions",
            Column(name, String, ForeignKey("note_revisions.id")),
            inline_references=True,
        )
    op.add_column(
        "proposals",
        Column("edit", String, ForeignKey("note_revisions.id")),
        inline_references=True,
    )
    op.add_column("proposals", Column("base_text", Text, nullable=False, server_default=""))
    op.execute(_EDIT_OF_CARD)
    op.execute(_BASE_OF_EDIT)
