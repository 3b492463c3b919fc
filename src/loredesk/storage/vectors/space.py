"""A vector space: one embedding model and the length of its vectors."""

import hashlib
from dataclasses import dataclass

COLLECTION_PREFIX = "loredesk-"
_HASH_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorSpace:
    """Vectors are comparable only inside one space; an index holds one."""

    model: str
    dimension: int

    @property
    def collection(self) -> str:
        """The name of its collection: valid for Chroma whatever the model is called."""
        digest = hashlib.sha256(self.model.encode()).hexdigest()[:_HASH_LENGTH]
        return f"{COLLECTION_PREFIX}{digest}-{self.dimension}"
