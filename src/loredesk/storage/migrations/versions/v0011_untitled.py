"""Vectors of lore anew: from what it says, without its titles and headings."""

import sqlalchemy as sa
from alembic import op

revision = "0011_untitled"
down_revision = "0010_summaries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step; what has no vector is embedded in the background."""
    documents = sa.text(
        "DELETE FROM embeddings WHERE text_hash IN (SELECT text_hash FROM documents)"
    )
    op.execute(documents)
