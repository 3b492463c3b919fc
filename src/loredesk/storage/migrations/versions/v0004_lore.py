"""Lore: locks, the trash, redirects of merged entries, and where canon came from."""

revision = "0004_lore"
down_revision = "0003_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
