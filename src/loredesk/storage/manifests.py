"""Context manifests: what each model was told, its paragraphs kept once and all of it compressed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId
from loredesk.domain.manifest import (
    Block,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.storage import told_texts
from loredesk.storage.schema.story import manifests
from loredesk.storage.values import moment, packed, seconds, unpacked

LOST = "[A paragraph that was sent can no longer be read.]\n\n"


class SqlManifestRepo:
    """The manifests of all replies."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, manifest: Manifest) -> None:
        """Keep a manifest; paragraphs kept before are not kept again."""
        parts = [told_texts.paragraphs(block.text) for block in manifest.blocks]
        numbers = told_texts.keep(self._connection, (one for part in parts for one in part))
        sent = [
            {
                "name": block.name,
                "role": block.role,
                "tokens": block.tokens,
                "texts": [numbers[one] for one in part],
            }
            for block, part in zip(manifest.blocks, parts, strict=True)
        ]
        told = {
            "entries": list(map(_as_told, manifest.entries)),
            "passages": list(map(_as_told, manifest.passages)),
            "left_out": list(map(_as_told, manifest.left_out)),
            "remarks": manifest.remarks,
        }
        self._connection.execute(
            insert(manifests),
            {
                "id": manifest.id,
                "session_id": manifest.session_id,
                "message_id": manifest.message_id,
                "tokens": manifest.tokens,
                "budget": manifest.budget,
                "sent": _pack(sent),
                "told": _pack(told),
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
        query = select(manifests.c.message_id, manifests.c.told).where(
            manifests.c.message_id.in_(message_ids)
        )
        return {
            MessageId(row.message_id): frozenset(
                LoreId(one["entry_id"]) for one in _unpack(row.told)["entries"]
            )
            for row in self._connection.execute(query)
        }

    def _manifest(self, row: Row[Any]) -> Manifest:
        sent = sent_blocks(row.sent)
        numbers = (number for block in sent for number in block["texts"])
        texts = told_texts.kept(self._connection, numbers)
        return Manifest(
            id=ManifestId(row.id),
            session_id=SessionId(row.session_id),
            message_id=row.message_id,
            tokens=row.tokens,
            budget=row.budget,
            blocks=tuple(
                Block(
                    name=block["name"],
                    role=block["role"],
                    text="".join(texts.get(number, LOST) for number in block["texts"]),
                    tokens=block["tokens"],
                )
                for block in sent
            ),
            created_at=moment(row.created_at),
            **told_things(row.told),
        )


def sent_blocks(data: bytes) -> Sequence[Mapping[str, Any]]:
    """Return name, role, tokens and the numbers of the texts of each block that was sent.

    :raises ValueError, LookupError, zlib.error: it cannot be read.
    """
    blocks: Sequence[Mapping[str, Any]] = _unpack(data)
    return blocks


def told_things(data: bytes) -> Mapping[str, Any]:
    """Return the entries, the passages, what was left out and the remarks, as a `Manifest` is made of them.

    :raises ValueError, LookupError, TypeError, zlib.error: it cannot be read.
    """
    told = _unpack(data)
    return {
        "entries": tuple(ContextEntry(**entry) for entry in told["entries"]),
        "passages": tuple(
            ContextPassage(**{**passage, "unit": Unit(passage["unit"])})
            for passage in told["passages"]
        ),
        "left_out": tuple(
            LeftOut(**{**left, "unit": Unit(left["unit"])}) for left in told["left_out"]
        ),
        "remarks": tuple(told.get("remarks", ())),
    }


def _as_told(thing: ContextEntry | ContextPassage | LeftOut) -> Mapping[str, Any]:
    """Return everything a thing says; a manifest has hundreds, none with anything deeper in it."""
    said = {each.name: getattr(thing, each.name) for each in fields(thing)}
    return {**said, "scores": dict(thing.scores)}


def _pack(value: object) -> bytes:
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _unpack(data: bytes) -> Any:  # noqa: ANN401 - its readers know what it is
    return json.loads(unpacked(data))
