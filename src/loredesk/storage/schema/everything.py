"""All tables at once, for migrations."""

from loredesk.storage.schema import index, knowledge, lore, story, work
from loredesk.storage.schema.base import metadata

FAMILIES = (story, lore, knowledge, work, index)
"""Importing them is what puts their tables into the metadata."""

__all__ = ["FAMILIES", "metadata"]
