"""What a library says, and whether SQLite finds it whole."""

import hashlib
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def shipped_versions() -> list[Path]:
    """Return a played library of every version that was ever shipped."""
    return sorted(DATA.glob("v*.db.xz"))


def unpacked(packed: Path, target: Path) -> Path:
    """Put the library in *packed* at *target*."""
    target.write_bytes(lzma.decompress(packed.read_bytes()))
    return target


def content_hash(file: Path) -> str:
    """Return a hash of everything the library in *file* defines and holds, however it is laid."""
    digest = hashlib.sha256()
    for line in _told(file):
        digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def flaws(file: Path) -> list[str]:
    """Return what is wrong with the library in *file*."""
    found = []
    with closing(sqlite3.connect(file)) as connection:
        found += [
            str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"
        ]
        found += [f"foreign key {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        try:
            connection.execute("INSERT INTO lore_fts(lore_fts) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            found.append(f"full text: {error}")
        connection.rollback()
    return found


def listing(folder: Path) -> dict[str, bytes]:
    """Return every file of *folder* and below, byte for byte."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): one.read_bytes() for one in files}


def _told(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute(
            "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
            " ORDER BY name"
        ).fetchall()
        for name, sql in tables:
            yield f"{name} {sql}"
            if sql.startswith("CREATE TABLE") and not name.startswith("lore_fts_"):
                # Our own names, out of our own file.
                yield from sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
