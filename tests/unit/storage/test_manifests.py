"""Manifests keep each paragraph once, and outlive the ways in which they were kept before."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest
from sqlalchemy import text

from loredesk.domain.ids import ManifestId
from loredesk.domain.manifest import Block, Manifest
from loredesk.storage.engine import open_reader
from loredesk.storage.manifests import LOST, SqlManifestRepo
from loredesk.storage.migrate import upgrade
from loredesk.storage.told_texts import paragraphs
from tests.faults.content import shipped_versions, unpacked


@pytest.mark.parametrize("told", ["", "a", "a\n\nb", "\n\n\n\n", "a\r\n\n\nb\n", "x\n\n"])
def test_paragraphs_together_are_the_text(told):
    assert "".join(paragraphs(told)) == told
    assert "" not in paragraphs(told)


async def test_a_paragraph_that_is_damaged_is_said_to_be_and_the_others_stay(library):
    world = await library.add_world()
    session = await library.add_session(world)
    _, reply = await library.add_turn(session.id, "I wait.", "You wait.")
    block = Block(name="Canon", role="user", text="One.\n\nTwo.\n\nThree.", tokens=3)
    manifest = Manifest(
        id=ManifestId("m"),
        session_id=session.id,
        message_id=reply.id,
        tokens=3,
        budget=9,
        blocks=(block,),
    )

    def damage(repos):
        repos.manifests.add(manifest)
        run = repos.sessions._connection.execute
        second = text("SELECT id FROM told_texts ORDER BY id LIMIT 1 OFFSET 1")
        number = run(second).scalar_one()
        run(text("UPDATE told_texts SET data = X'00' WHERE id = :id"), {"id": number})

    await library.write(damage)

    kept = await library.read(lambda repos: repos.manifests.of_message(reply.id))
    assert kept.blocks[0].text == f"One.\n\n{LOST}Three."


def test_what_was_told_in_the_first_version_is_still_told_word_for_word(tmp_path):
    file = unpacked(shipped_versions()[0], tmp_path / "loredesk.db")
    with closing(sqlite3.connect(file)) as connection:
        texts = {
            name: zlib.decompress(data).decode()
            for name, data in connection.execute("SELECT hash, data FROM blobs")
        }
        sent = {
            message: ([texts[block["text"]] for block in json.loads(blocks)], json.loads(entries))
            for message, blocks, entries in connection.execute(
                "SELECT message_id, blocks, entries FROM manifests"
            )
        }
    assert len(sent) == 4

    upgrade(file)

    engine = open_reader(file)
    with engine.connect() as connection:
        repo = SqlManifestRepo(connection)
        for message, (blocks, entries) in sent.items():
            manifest = repo.of_message(message)
            assert [block.text for block in manifest.blocks] == blocks
            assert [entry.title for entry in manifest.entries] == [one["title"] for one in entries]
        assert connection.execute(text("SELECT count(*) FROM blobs")).scalar() == 0
    engine.dispose()
