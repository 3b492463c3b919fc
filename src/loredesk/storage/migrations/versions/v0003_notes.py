"""Notes: automatic changes that were taken back, and what they were carried from."""

revision = "0003_notes"
down_revision = "0002_tree"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
