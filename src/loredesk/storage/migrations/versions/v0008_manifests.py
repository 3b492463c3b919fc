"""Manifests in a tenth of the room: their paragraphs by number, and all of it compressed."""

import json
import re
import zlib
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_manifests"
down_revision = "0007_recall"
branch_labels = None
depends_on = None

_SOME = sa.text(
    "SELECT id, blocks, entries, left_out, passages FROM manifests"
    " WHERE id > :last ORDER BY id LIMIT 200"
)
_BLOB = sa.text("SELECT data FROM blobs WHERE hash = :name")
_NUMBER = sa.text("SELECT id FROM told_texts WHERE hash = :name")
_KEEP = sa.text("INSERT INTO told_texts (hash, data) VALUES (:name, :data)")
_PUT = sa.text("UPDATE manifests SET sent = :sent, told = :told WHERE id = :id")
_DROP = sa.text("DELETE FROM blobs WHERE hash = :name")
_AFTER_BLANK_LINE = re.compile(rb"(?<=\n\n)")


def upgrade() -> None:
    """Go forward one step."""
    op.create_table(
        "told_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_texts")),
        sa.UniqueConstraint("hash", name=op.f("uq_told_texts_hash")),
    )
    for name in ("sent", "told"):
        op.add_column("manifests", sa.Column(name, sa.LargeBinary(), nullable=True))
    _rewrite()
    with op.batch_alter_table("manifests", schema=None) as batch_op:
        for name in ("blocks", "entries", "left_out", "passages"):
            batch_op.drop_column(name)
        for name in ("sent", "told"):
            batch_op.alter_column(name, existing_type=sa.LargeBinary(), nullable=False)
        # Named in order, or they would be written down in an order that differs from file to file.
        for table in ("messages", "sessions"):
            column = f"{table.removesuffix('s')}_id"
            key = op.f(f"fk_manifests_{column}_{table}")
            batch_op.drop_constraint(key, type_="foreignkey")
            batch_op.create_foreign_key(key, table, [column], ["id"])


def _rewrite() -> None:
    """Write the manifests there are anew, as they are kept from now on."""
    connection = op.get_bind()
    last, moved = "", set[str]()
    while rows := connection.execute(_SOME, {"last": last}).mappings().all():
        for row in rows:
            blocks = _read(row["blocks"])
            sent = [{**_without_text(one), "texts": _numbers(one["text"], moved)} for one in blocks]
            told = {name: _read(row[name]) for name in ("entries", "passages", "left_out")}
            for one in told["left_out"]:
                one.setdefault("unit", "entry")
            connection.execute(_PUT, {"id": row["id"], "sent": _pack(sent), "told": _pack(told)})
        last = rows[-1]["id"]
    for name in moved:
        connection.execute(_DROP, {"name": name})


def _numbers(name: str, moved: set[str]) -> list[int]:
    """Move the paragraphs of a text and return their numbers; one that cannot be read stays."""
    connection = op.get_bind()
    try:
        text = zlib.decompress(connection.execute(_BLOB, {"name": name}).scalar() or b"")
    except zlib.error:
        return []
    moved.add(name)
    found = []
    for part in filter(None, _AFTER_BLANK_LINE.split(text)):
        known = {"name": sha256(part).digest()[:16]}
        if connection.execute(_NUMBER, known).scalar() is None:
            connection.execute(_KEEP, {**known, "data": zlib.compress(part, 6)})
        found.append(connection.execute(_NUMBER, known).scalar_one())
    return found


def _without_text(block: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in block.items() if name != "text"}


def _read(value: object) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(value) if isinstance(value, str) else value


def _pack(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", errors="surrogatepass"), 6)
