"""Backups damaged in every way we can think of: none may take the place of a library."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.domain.backups import BY_HAND
from loredesk.domain.errors import LoredeskError
from loredesk.storage.backup_files import measured, read_manifest, write_manifest
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import upgrade
from loredesk.storage.restoring import restore
from tests.faults.content import content_hash, listing, shipped_versions, unpacked
from tests.faults.report import Report

PAGE = 4096
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A backup that is to be damaged, and another one beside it."""

    folder: Path
    name: str
    other: str
    chance: random.Random

    @property
    def copy(self) -> Path:
        """Return the copy."""
        return self.folder / f"{self.name}.db"

    @property
    def manifest(self) -> Path:
        """Return the manifest."""
        return self.folder / f"{self.name}.json"

    def rewrite(self, change: Callable[[bytearray], None]) -> None:
        """Change the bytes of the copy."""
        data = bytearray(self.copy.read_bytes())
        change(data)
        self.copy.write_bytes(data)

    def forge(self, *, version: str | None = None) -> None:
        """Write a manifest that goes with the copy as it is now."""
        size, digest = measured(self.copy)
        manifest = read_manifest(self.folder, self.name)
        version = manifest.version if version is None else version
        forged = replace(manifest, bytes=size, sha256=digest, version=version)
        write_manifest(self.folder, forged)

    def execute(self, statement: str) -> None:
        """Change the copy as a program would, and make its manifest go with it."""
        with closing(sqlite3.connect(self.copy)) as connection, connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(statement)
        self.forge()


def _flip_bit(victim: Victim) -> None:
    def flip(data: bytearray) -> None:
        data[victim.chance.randrange(len(data))] ^= 1 << victim.chance.randrange(8)

    victim.rewrite(flip)


def _flip_text(victim: Victim) -> None:
    """Change a letter of what is told, which no check of the structure sees."""

    def flip(data: bytearray) -> None:
        places = [place for place in range(PAGE, len(data)) if 97 <= data[place] <= 121]
        data[victim.chance.choice(places)] += 1

    victim.rewrite(flip)


def _cut(victim: Victim) -> None:
    def cut(data: bytearray) -> None:
        del data[victim.chance.randrange(len(data)) :]

    victim.rewrite(cut)


def _cut_at_a_page(victim: Victim) -> None:
    def cut(data: bytearray) -> None:
        del data[PAGE * victim.chance.randrange(len(data) // PAGE) :]

    victim.rewrite(cut)


def _zero_page(victim: Victim) -> None:
    def zero(data: bytearray) -> None:
        place = PAGE * victim.chance.randrange(len(data) // PAGE)
        data[place : place + PAGE] = bytes(PAGE)

    victim.rewrite(zero)


def _swap_pages(victim: Victim) -> None:
    def swap(data: bytearray) -> None:
        one, other = (PAGE * page for page in victim.chance.sample(range(len(data) // PAGE), 2))
        first, second = data[one : one + PAGE], data[other : other + PAGE]
        data[one : one + PAGE], data[other : other + PAGE] = second, first

    victim.rewrite(swap)


def _append(victim: Victim) -> None:
    victim.rewrite(
        lambda data: data.extend(victim.chance.randbytes(victim.chance.randrange(1, PAGE)))
    )


def _empty(victim: Victim) -> None:
    victim.copy.write_bytes(b"")


def _garbage(victim: Victim) -> None:
    victim.copy.write_bytes(victim.chance.randbytes(50_000))
    if victim.chance.random() < 0.5:
        victim.forge()


def _other_copy(victim: Victim) -> None:
    shutil.copyfile(victim.folder / f"{victim.other}.db", victim.copy)


def _other_manifest(victim: Victim) -> None:
    shutil.copyfile(victim.folder / f"{victim.other}.json", victim.manifest)


def _no_manifest(victim: Victim) -> None:
    victim.manifest.unlink()


def _no_copy(victim: Victim) -> None:
    victim.copy.unlink()


def _flip_manifest(victim: Victim) -> None:
    data = bytearray(victim.manifest.read_bytes())
    data[victim.chance.randrange(len(data))] ^= 1 << victim.chance.randrange(8)
    victim.manifest.write_bytes(data)


def _cut_manifest(victim: Victim) -> None:
    data = victim.manifest.read_bytes()
    victim.manifest.write_bytes(data[: victim.chance.randrange(len(data) - 2)])


def _newer(victim: Victim) -> None:
    with closing(sqlite3.connect(victim.copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    victim.forge(version=victim.chance.choice(["9999_future", ""]))


def _foreign(victim: Victim) -> None:
    victim.copy.unlink()
    with closing(sqlite3.connect(victim.copy)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        if victim.chance.random() < 0.5:
            connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
            version = read_manifest(victim.folder, victim.name).version
            connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    if victim.chance.random() < 0.8:
        victim.forge()


_HOSTILE = (
    "CREATE TRIGGER evil AFTER INSERT ON messages BEGIN DELETE FROM worlds; END",
    "CREATE TRIGGER evil BEFORE UPDATE ON sessions BEGIN SELECT load_extension('evil'); END",
    "CREATE VIEW evil AS SELECT * FROM worlds",
    "CREATE VIEW sqlite_evil2 AS SELECT * FROM worlds",
    "CREATE TABLE evil (name TEXT DEFAULT (randomblob(9)))",
    "CREATE INDEX evil ON worlds (title)",
    "CREATE INDEX evil ON worlds (length(title))",
    "CREATE VIRTUAL TABLE evil USING fts5 (body)",
    "ALTER TABLE worlds ADD COLUMN evil TEXT",
    "ALTER TABLE worlds ADD COLUMN evil TEXT AS (title || title)",
    "DROP TABLE task_answers",
    "DROP INDEX ix_proposals_state",
    "UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'BLOB') WHERE name = 'worlds'",
    "UPDATE sqlite_master SET sql = sql || ' STRICT' WHERE name = 'meta'",
    "INSERT INTO sqlite_master VALUES ('view', 'evil', 'evil', 0, 'CREATE VIEW evil AS SELECT 1')",
    "DELETE FROM alembic_version",
    "INSERT INTO alembic_version VALUES ('0001_first_playable')",
    "DELETE FROM sessions",
    "UPDATE messages SET session_id = 'nobody'",
    "DELETE FROM lore_entries",
)
"""What a copy may have been made to do or to lack, with a manifest that vouches for it."""


def _hostile(victim: Victim) -> None:
    statement = victim.chance.choice(_HOSTILE)
    try:
        victim.execute(statement)
    except sqlite3.DatabaseError:
        # SQLite itself does not let this one in; another will do.
        victim.execute(_HOSTILE[0])


KINDS: tuple[Callable[[Victim], None], ...] = (
    _flip_bit,
    _flip_bit,
    _flip_text,
    _flip_text,
    _cut,
    _cut_at_a_page,
    _zero_page,
    _swap_pages,
    _append,
    _empty,
    _garbage,
    _other_copy,
    _other_manifest,
    _no_manifest,
    _no_copy,
    _flip_manifest,
    _cut_manifest,
    _newer,
    _foreign,
    _hostile,
    _hostile,
)


def damaged_backups(number: int, seed: int) -> Report:
    """Try to restore *number* damaged backups over a library; it may not lose a byte by it."""
    report, chance = Report(f"{number} damaged backups, seed {seed}"), random.Random(seed)
    with TemporaryDirectory(prefix="loredesk-faults-") as place:
        home = Path(place) / "home"
        home.mkdir()
        live = unpacked(shipped_versions()[-1], home / "loredesk.db")
        upgrade(live, backups=Path(place) / "before")
        sound, names = Path(place) / "sound", []
        for hours in (0, 1):
            shelf = FolderShelf(live, sound)
            made = shelf.create(BY_HAND, NOW + timedelta(hours=hours))
            names.append(made.name if made else "")
            with closing(sqlite3.connect(live)) as connection, connection:
                connection.execute("INSERT INTO meta VALUES (?, ?)", (f"hour {hours}", "x"))
        held = content_hash(sound / f"{names[0]}.db")
        for index in range(number):
            folder = Path(place) / "backups"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(sound, folder)
            kind = KINDS[index % len(KINDS)]
            victim = Victim(folder=folder, name=names[0], other=names[1], chance=chance)
            before = listing(folder)
            kind(victim)
            if listing(folder) == before:
                report.count("the same bytes as before, passed over")
                continue
            _judge(live, victim, kind.__name__.strip("_").replace("_", " "), held, report)
    return report


def _judge(live: Path, victim: Victim, kind: str, held: str, report: Report) -> None:
    before = listing(live.parent)
    try:
        restore(live, victim.folder, victim.name, now=NOW)
    except LoredeskError as error:
        report.count("refused with a sentence")
        report.count(f"  {kind}")
        if not error.message.endswith("."):
            report.blame(f"{kind}: no sentence: {error.message}")
        if listing(live.parent) != before:
            report.blame(f"{kind}: the library is not byte for byte what it was")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is no sentence
        report.blame(f"{kind}: {type(error).__name__}: {error}")
    else:
        if content_hash(live) == held:
            report.count("taken, and the same to the last row")
        else:
            report.blame(f"{kind}: a damaged backup was restored")
        _put_back(live.parent, before)


def _put_back(folder: Path, before: dict[str, bytes]) -> None:
    for file in folder.iterdir():
        file.unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
