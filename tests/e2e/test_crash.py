import asyncio
import os
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from tests.crash.__main__ import sample_script
from tests.crash.campaign import Plan, campaign
from tests.crash.library_copy import library_copy
from tests.crash.outcome import drained, finally_
from tests.crash.program import run
from tests.crash.progress import next_step
from tests.crash.rules import always
from tests.fakes.model_server import ModelServer
from tests.fakes.model_speech import Reply


def test_nothing_is_lost_or_done_twice_when_the_program_is_killed_at_random_moments():
    report = campaign(Plan(kills=6, seed=20260601, script=sample_script()))

    assert report.violations == []
    assert report.kills == 6


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The home of a session that was played to the end, and its script."""
    home, script = tmp_path_factory.mktemp("played") / "home", sample_script()[:3]
    assert drained(home, play_argv(home, script), "exact") == []
    return home, script


@pytest.fixture(scope="module")
def summed_up(played, tmp_path_factory):
    """A copy of that home whose chapters are three turns long, and its script."""
    home, script = played
    copy = shutil.copytree(home, tmp_path_factory.mktemp("summed-up") / "home")
    with library_copy(copy) as library:
        (session,) = library.values("SELECT id FROM sessions")
    for argv in (["summarise", "--session", session, "--every", "3"], ["queue", "run"]):
        assert run(copy, argv, engine="exact").code == 0
    return copy, script


def play_argv(home, lines, *session):
    file = home.parent / "lines.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    where = ["--session", *session] if session else ["--world", "sample"]
    return ["play", *where, "--script", str(file), "--accept", "all", "--drain"]


def judge(home, script):
    with library_copy(home) as library:
        return [*always(library, script), *finally_(library, script)]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE messages SET text = 'x' WHERE role = 'author' AND seq = 2", "other turns"),
        ("UPDATE session_notes SET note_content = 'x'", "is not its fold"),
        ("DELETE FROM session_notes", "no note in force"),
        ("DELETE FROM note_anchors; DELETE FROM note_revisions", "without a revision"),
        ("UPDATE maintenance_queue SET dedupe_key = 'same'", "queued twice"),
        ("UPDATE maintenance_queue SET status = 'failed'", "is failed"),
        ("DELETE FROM maintenance_queue WHERE task_type = 'ANALYZE_TURN'", "0 readings"),
        ("DELETE FROM documents WHERE session_id IS NOT NULL", "document missing"),
        ("UPDATE documents SET revision = 'old'", "document behind"),
        ("DELETE FROM lore_fts", "full-text rows"),
        ("DELETE FROM embeddings", "has no vector"),
        ("UPDATE lore_entries SET title = 'One name'", "two entries called"),
        ("UPDATE proposals SET state = 'open'", "is not accepted"),
        ("DELETE FROM proposal_events", "is told 0 times"),
        ("DELETE FROM audit_log", "the audit log"),
        ("DELETE FROM manifests", "has no context"),
    ],
)
def test_the_harness_sees_what_is_wrong(played, tmp_path, damage, sentence):
    home, script = played
    harmed = shutil.copytree(home, tmp_path / "home")
    with closing(sqlite3.connect(harmed / "loredesk.db")) as connection:
        connection.executescript(damage)

    found = judge(harmed, script)

    assert judge(home, script) == []
    assert any(sentence in violation for violation in found)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DELETE FROM summaries WHERE level = 'chapter'", "1 chapters have ended, 0 are"),
        ("DELETE FROM summaries WHERE level = 'story'", "summed up and the summaries differ"),
        ("UPDATE summaries SET last_turn = 1", "names turns"),
        ("UPDATE summaries SET sentences = replace(sentences, 'wrist', 'leg')", "does not stand"),
        ("UPDATE summaries SET level = 'story'", "summed up twice"),
        ("UPDATE summaries SET last_message = first_message", "does not stand"),
    ],
)
def test_the_harness_sees_what_is_wrong_with_summaries(summed_up, tmp_path, damage, sentence):
    home, script = summed_up
    harmed = shutil.copytree(home, tmp_path / "home")
    with closing(sqlite3.connect(harmed / "loredesk.db")) as connection:
        connection.executescript(damage)

    found = judge(harmed, script)

    assert judge(home, script) == []
    assert any(sentence in violation for violation in found)


@pytest.mark.parametrize("arrived", [["The lamps", " burn low"], []], ids=["mid-reply", "before"])
async def test_a_turn_survives_a_kill_while_its_reply_is_on_the_way(tmp_path, arrived):
    home, script = tmp_path / "home", sample_script()[:2]
    async with ModelServer() as server:
        parts = (*server.dialect.begin, *map(server.dialect.text, arrived))
        server.then(Reply(parts=parts, ending="stall"))
        process = await start(play_argv(home, script[:1]), home, server)
        wanted = "role = 'narrator' AND parent_id IS NOT NULL" if arrived else "role = 'author'"
        await until_stored(home, wanted, server)
        process.kill()
        await process.wait()

    with library_copy(home) as library:
        left = next_step(library, script)
    if left.answer:
        await asyncio.to_thread(
            run, home, ["regenerate", "--session", left.session_id, "--message", left.answer],
            engine="exact",
        )  # fmt: skip
    argv = play_argv(home, left.lines, left.session_id)

    assert await asyncio.to_thread(drained, home, argv, "exact") == []
    assert bool(left.answer) is not bool(arrived)
    assert judge(home, script) == []
    with library_copy(home) as library:
        cut = library.values("SELECT text FROM messages WHERE state = 'cut'")
    assert cut == (["The lamps"] if arrived else [])


async def start(argv, home, server):
    environ = os.environ | {
        "LOREDESK_ENGINE": "exact",
        "LOREDESK_SERVICES__GENERATION__PROVIDER": "openai",
        "LOREDESK_SERVICES__GENERATION__BASE_URL": server.base_url,
        "LOREDESK_SERVICES__GENERATION__MODEL": "fake-model",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "loredesk", *argv, "--home", str(home), "--json",
        env=environ, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


async def until_stored(home, condition, server):
    """Wait until a message is stored and the model has been asked."""
    async with asyncio.timeout(30):
        while True:
            with library_copy(home) as library:
                query = f"SELECT count(*) FROM messages WHERE {condition}"
                if library is not None and library.values(query) != [0] and server.bodies:
                    return
            await asyncio.sleep(0.05)
