"""The audit log as a chain of hashes."""

revision = "0006_audit"
down_revision = "0005_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward one step."""
