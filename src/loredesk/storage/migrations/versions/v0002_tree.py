"""The tree in full: the line, branches, and messages in the trash."""

revision = "0002_tree"
down_revision = "0001_first_playable"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
