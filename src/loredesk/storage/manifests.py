"""Context manifests: what each model was told, its texts kept once and compressed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from loredesk.domain.documents import text_hash
from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId
from loredesk.domain.manifest import (
    Block,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.storage.dialect import upsert
from loredesk.storage.schema.story import blobs, manifests
from loredesk.storage.values import moment, packed, seconds, unpacked


class SqlManifestRepo:
    """The manifests of all replies."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, manifest: Manifest) -> None:
        """Keep a manifest; texts kept before are not kept again."""
        named = [(text_hash(block.text), block) for block in manifest.blocks]
        for name, block in named:
            self._connection.execute(
                upsert(self._connection, blobs)
                .values(hash=name, data=packed(block.text))
                .on_conflict_do_nothing()
            )
        self._connection.execute(
            insert(manifests),
            {
                "id": manifest.id,
                "session_id": manifest.session_id,
                "message_id": manifest.message_id,
                "tokens": manifest.tokens,
                "budget": manifest.budget,
                "blocks": [
                    {"name": block.name, "role": block.role, "tokens": block.tokens, "text": name}
                    for name, block in named
                ],
                "entries": [asdict(entry) for entry in manifest.entries],
                "left_out": [asdict(left) for left in manifest.left_out],
                "passages": [asdict(passage) for passage in manifest.passages],
                "created_at": seconds(manifest.created_at),
            },
        )

    def of_message(self, message_id: MessageId) -> Manifest | None:
        """Return what the model was told for a reply, or None."""
        query = select(manifests).where(manifests.c.message_id == message_id)
        row = self._connection.execute(query.order_by(manifests.c.created_at.desc())).first()
        return None if row is None else self._manifest(row)

    def told(self, message_ids: Sequence[MessageId]) -> Mapping[MessageId, frozenset[LoreId]]:
        """Return which entries the model was told for each of some replies."""
        query = select(manifests.c.message_id, manifests.c.entries).where(
            manifests.c.message_id.in_(message_ids)
        )
        return {
            MessageId(row.message_id): frozenset(LoreId(one["entry_id"]) for one in row.entries)
            for row in self._connection.execute(query)
        }

    def _manifest(self, row: Row[Any]) -> Manifest:
        names = [block["text"] for block in row.blocks]
        query = select(blobs).where(blobs.c.hash.in_(names))
        texts: Mapping[str, str] = {
            blob.hash: unpacked(blob.data) for blob in self._connection.execute(query)
        }
        return Manifest(
            id=ManifestId(row.id),
            session_id=SessionId(row.session_id),
            message_id=row.message_id,
            tokens=row.tokens,
            budget=row.budget,
            blocks=tuple(Block(**{**block, "text": texts[block["text"]]}) for block in row.blocks),
            entries=tuple(ContextEntry(**entry) for entry in row.entries),
            left_out=tuple(
                LeftOut(**{**left, "unit": Unit(left.get("unit", Unit.ENTRY))})
                for left in row.left_out
            ),
            passages=tuple(
                ContextPassage(**{**passage, "unit": Unit(passage["unit"])})
                for passage in row.passages
            ),
            created_at=moment(row.created_at),
        )
