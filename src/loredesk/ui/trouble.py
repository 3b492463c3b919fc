"""Telling the author about an error, and the log about one that is our own fault."""

import logging

from loredesk.domain.errors import LoredeskError
from loredesk.ui.notice import Notice, notice_of

logger = logging.getLogger(__name__)


def told(name: str, error: BaseException) -> Notice:
    """Return what to say about *error* that ended the work called *name*; log what is a bug."""
    if not isinstance(error, LoredeskError):
        logger.error("%s failed", name, exc_info=error)
    return notice_of(error)
