"""The peer of the search: Chroma in this process for meaning, SQLite's full text for words."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.errors import UserFixableError
from loredesk.recall.lexical import telling_words
from loredesk.storage.words.fts5 import any_of

FOUND = 50
ABOUT = (
    f"the {FOUND} nearest of Chroma's graph (HNSW, its own defaults, cosine, in this process) and"
    f" the {FOUND} best of FTS5 for the same telling words of the turn; nothing is fused, read or"
    " held against what a session sees, and the vector of the turn is given to both sides"
)
_AT_ONCE = 2_000
_VECTORS = (
    "SELECT documents.key, embeddings.vector FROM documents"
    " JOIN embeddings ON embeddings.text_hash = documents.text_hash"
)
_WORDS = (
    "SELECT rowid, bm25(lore_fts) AS score FROM lore_fts WHERE lore_fts MATCH ?"
    " ORDER BY score LIMIT ?"
)


class FullText:
    """A bare full-text query over the words in force."""

    def __init__(self, file: Path) -> None:
        # Asked on whichever thread the other side of the search runs on, one at a time.
        self.reader = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)

    def __call__(self, text: str) -> int:
        """Return how many documents are found for *text*."""
        query = any_of(telling_words(text))
        return len(self.reader.execute(_WORDS, (query, FOUND)).fetchall())

    def close(self) -> None:
        """Close the file."""
        self.reader.close()


class ChromaAndFullText:
    """Finds by meaning in Chroma and by words in FTS5."""

    def __init__(self, file: Path) -> None:
        """Fill Chroma with every vector in force; raises UserFixableError where there is none."""
        self._words = FullText(file)
        try:
            self._collection = _collection()
        except ImportError as error:
            self._words.close()
            message = f"Chroma cannot be loaded here ({error})."
            raise UserFixableError(
                message, hint="Install chromadb to measure beside it."
            ) from error
        rows = self._words.reader.execute(_VECTORS).fetchall()
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            vectors = np.array([np.frombuffer(row[1], "<f4") for row in some], np.float32)
            self._collection.upsert(ids=[row[0] for row in some], embeddings=vectors)

    def __call__(self, text: str, vector: NDArray[np.float32]) -> int:
        """Return how many are found."""
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=FOUND, include=["distances"]
        )
        return len(found["ids"][0]) + self._words(text)

    def rewrite(self, key: str, vector: NDArray[np.float32]) -> None:
        """Give a document another vector."""
        self._collection.upsert(ids=[key], embeddings=vector[None, :])

    def close(self) -> None:
        """Close the file."""
        self._words.close()


def _collection() -> Any:  # noqa: ANN401  # loaded when needed, and where it is installed
    import chromadb
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False, allow_reset=True))
    client.reset()
    return client.create_collection(
        "loredesk", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
