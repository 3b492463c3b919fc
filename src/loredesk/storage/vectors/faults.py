"""What can be wrong with Chroma beyond being away; both pass after a restart."""

from loredesk.domain.errors import TransientError


class BrokenIndexError(TransientError):
    """Chroma answers, but its files do not: only an empty folder helps."""


class HungIndexError(TransientError):
    """Chroma did not answer in time: its process must be replaced."""
