"""The queue: ageing, pauses, and what doctor put aside."""

revision = "0005_queue"
down_revision = "0004_lore"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
