"""The words that some embedding models want before a text."""

import re
from collections.abc import Mapping

from loredesk.ports.models import Purpose

_BGE = "Represent this sentence for searching relevant passages: "
_TABLE: tuple[tuple[str, Mapping[Purpose, str]], ...] = (
    (r"nomic-embed", {"query": "search_query: ", "document": "search_document: "}),
    (r"(?:^|[^a-z0-9])e5-", {"query": "query: ", "document": "passage: "}),
    (r"bge-(?:small|base|large)-en", {"query": _BGE, "document": ""}),
    (r"mxbai-embed|arctic-embed", {"query": _BGE, "document": ""}),
)


def prefixes_of(model: str) -> dict[Purpose, str]:
    """Return what *model* wants before a query and before a document; empty for nothing."""
    for pattern, prefixes in _TABLE:
        if re.search(pattern, model, re.IGNORECASE):
            return dict(prefixes)
    return {}
