"""What goes wrong is a sentence that names the thing and the way out, and nothing is lost."""

import asyncio
import os
import socket
import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.command_line import CommandLine
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.model_speech import Fault

TURN = "I wait for Dagny Roe."
TEXTS = ("generation", "analysis", "maintenance")


def profile(service, base_url, **more):
    values = {"provider": "openai", "base_url": base_url, "model": "m", "api_key": "k", **more}
    return {
        f"LOREDESK_SERVICES__{service.upper()}__{name.upper()}": value
        for name, value in values.items()
    }


def failed(told, *words):
    """Assert that *told* is one sentence with every one of *words* in it."""
    assert told.code == 1, told
    assert told.out == "", told
    assert told.err.count("\n") == 1, told
    assert "Traceback" not in told.err
    for word in words:
        assert word in told.err, told
    return told.err


@contextmanager
def serving(*faults, manner=Manner.OPENAI, answer="Hello."):
    """Run a model server on a loop of its own while a command runs on this thread."""
    loop = asyncio.new_event_loop()
    server = ModelServer(manner, answer=answer)
    server.then(*faults)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@pytest.fixture(scope="module")
def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def last_turn(line):
    session = line.done("sessions")[0]["id"]
    return line.done("messages", "--session", session)[-1]


class TestModels:
    def test_a_wrong_key_keeps_the_turn_and_says_where_to_mend_it(self, fresh, turns):
        with serving(Fault.UNAUTHORIZED) as server:
            env = profile("generation", server.base_url, api_key="sk-canary-987654")
            told = fresh("play", "--world", "sample", "--script", turns(TURN), "--json", env=env)

        sentence = failed(told, "refused the key", "Your turn is kept", "regenerate")
        assert "sk-canary-987654" not in sentence + fresh.log()
        assert (last_turn(fresh)["role"], last_turn(fresh)["text"]) == ("author", TURN)

    def test_the_turn_that_was_kept_gets_its_reply_once_the_key_is_mended(self, fresh, turns):
        with serving(Fault.UNAUTHORIZED) as server:
            env = profile("generation", server.base_url)
            words = ("play", "--world", "sample", "--script", turns(TURN), "--json")
            failed(fresh(*words, env=env))
        session = fresh.done("sessions")[0]["id"]
        kept = last_turn(fresh)["message_id"]

        fresh.done("regenerate", "--session", session, "--message", kept)

        reply = last_turn(fresh)
        assert (reply["role"], reply["parent_id"], reply["turn"]) == ("narrator", kept, 1)

    def test_a_dead_server_is_named_with_its_address(self, fresh, turns, closed_port):
        env = profile("generation", f"http://127.0.0.1:{closed_port}/v1")

        told = fresh("play", "--world", "sample", "--script", turns(TURN), "--json", env=env)

        failed(told, str(closed_port), "Your turn is kept")
        assert last_turn(fresh)["text"] == TURN

    def test_trying_the_models_says_which_of_them_do_not_answer(self, fresh, closed_port):
        env = profile("analysis", f"http://127.0.0.1:{closed_port}/v1")

        told = fresh("models", "test", "--json", env=env)

        assert told.code == 1
        checks = {one["service"]: one for one in told.json}
        assert [name for name, one in checks.items() if not one["ok"]] == ["analysis"]
        assert checks["analysis"]["problem"]
        assert told.err == "These models do not answer: analysis.\n"

    def test_work_waits_for_a_model_that_refuses_the_key_and_is_done_once_it_is_mended(
        self, fresh, turns
    ):
        with serving() as server:
            server.then(*[Fault.UNAUTHORIZED] * 30)
            env = profile("analysis", server.base_url)
            played = fresh(
                *("play", "--world", "sample", "--drain", "--accept", "all", "--json"),
                *("--script", turns("Dagny Roe has broken her wrist.", "I meet Pim Oster.")),
                env=env,
            )

        assert played.code == 0
        assert played.events[-1]["failed"] == 0
        assert "Waiting for the analysis model" in played.err
        assert "refused the key" in played.err
        status = fresh.done("queue", "status")
        assert (status["failed"], status["pending"]) == (0, 2)
        asked, *_ = reversed(fresh.done("queue", "list", "--status", "pending"))
        assert "refused the key" in asked["error_message"]
        assert "Settings" in asked["error_message"]
        assert asked["attempt"] == 0

        after = fresh.done("queue", "run")

        assert (after["failed"], after["pending"]) == (0, 0)
        assert after["by_type"]["ANALYZE_TURN"]["completed"] == 2
        assert fresh.done("review", "list")

    def test_an_embedder_that_is_away_costs_no_reply(self, fresh, turns, closed_port):
        env = profile("embedding", f"http://127.0.0.1:{closed_port}/v1")

        told = fresh("play", "--world", "sample", "--script", turns(TURN), "--json", env=env)

        assert told.code == 0, told
        assert told.events[0]["text"]


class TestFiles:
    def test_settings_that_cannot_be_read_are_named_with_the_line(self, fresh):
        fresh.home.mkdir()
        (fresh.home / "settings.toml").write_text("theme = [broken\n", encoding="utf-8")

        failed(fresh("worlds"), "settings.toml")

    @pytest.mark.parametrize(
        "text", ["engine = 'quick'", "[services.generation]\nmax_tokens = 'many'", "theme = 7"]
    )
    def test_a_wrong_setting_is_named_with_what_is_allowed(self, fresh, text):
        fresh.home.mkdir()
        (fresh.home / "settings.toml").write_text(text, encoding="utf-8")

        failed(fresh("worlds"), "settings.toml", text.split("=")[0].split("\n")[-1].strip())

    def test_a_wrong_variable_is_named(self, fresh):
        told = fresh("worlds", env={"LOREDESK_ENGINE": "quick"})

        failed(told, "LOREDESK_ENGINE", "quick")

    def test_a_library_of_a_newer_version_is_left_alone(self, fresh):
        fresh.done("worlds")
        file = fresh.home / "loredesk.db"
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
        connection.close()
        before = file.read_bytes()

        failed(fresh("worlds"), "newer Loredesk", "Update Loredesk")

        assert file.read_bytes() == before

    def test_a_file_that_is_no_library_is_left_alone(self, fresh):
        fresh.home.mkdir()
        file = fresh.home / "loredesk.db"
        file.write_bytes(b"A letter to my aunt. " * 100)

        failed(fresh("worlds"), "loredesk.db")

        assert file.read_bytes() == b"A letter to my aunt. " * 100

    def test_a_broken_prompt_is_named_and_the_one_that_came_along_is_used(self, fresh, turns):
        (fresh.home / "prompts").mkdir(parents=True)
        (fresh.home / "prompts" / "reply.yaml").write_text("id: reply\n", encoding="utf-8")

        told = fresh("play", "--world", "sample", "--script", turns(TURN), "--json")

        assert told.code == 0
        assert told.events[0]["text"]
        assert "reply.yaml" in told.err
        (prompts,) = [one for one in fresh.done("doctor")["checks"] if one["name"] == "prompts"]
        assert not prompts["ok"]
        assert "reply.yaml" in prompts["detail"]

    @pytest.mark.skipif(
        os.name != "posix" or os.geteuid() == 0, reason="everything may be written here"
    )
    def test_a_home_that_may_not_be_written_is_refused(self, tmp_path):
        (tmp_path / "locked").mkdir(mode=0o500)

        failed(CommandLine(tmp_path / "locked" / "home")("worlds"), "locked", "--home")

    @pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no such folder here")
    def test_a_home_where_nothing_can_be_written_is_refused(self):
        failed(CommandLine(Path("/proc/loredesk"))("worlds"), "/proc/loredesk", "--home")

    def test_a_home_that_is_a_file_is_refused(self, tmp_path):
        (tmp_path / "home").write_text("I am a file.", encoding="utf-8")

        failed(CommandLine(tmp_path / "home")("worlds"), "home", "--home")

    def test_a_script_there_is_not_leaves_no_session_behind(self, fresh):
        told = fresh("play", "--world", "sample", "--script", "/nowhere/turns.txt")

        failed(told, "/nowhere/turns.txt", "cannot be read")
        assert fresh.done("sessions") == []

    def test_a_script_that_is_no_text_leaves_no_session_behind(self, fresh, tmp_path):
        file = tmp_path / "latin.txt"
        file.write_bytes("Ich gehe über die Brücke.\n".encode("latin-1"))

        failed(fresh("play", "--world", "sample", "--script", str(file)), "latin.txt", "UTF-8")
        assert fresh.done("sessions") == []


@pytest.fixture(scope="module")
def session(played):
    return played.done("sessions")[0]["id"]


class TestNames:
    @pytest.mark.parametrize(
        "words",
        [
            ("messages", "--session", "nobody"),
            ("lore", "list", "--session", "nobody"),
            ("lore", "show", "c1", "--session", "nobody"),
            ("context", "--session", "nobody", "x"),
            ("search", "x", "--session", "nobody"),
            ("goto", "--session", "nobody", "--message", "m"),
            ("regenerate", "--session", "nobody", "--message", "m"),
            ("analyse", "--session", "nobody"),
            ("tick", "--session", "nobody"),
            ("queue", "list", "--session", "nobody"),
            ("review", "list", "--session", "nobody"),
            ("review", "accept", "--all", "--session", "nobody"),
            ("review", "show", "nobody"),
            ("review", "accept", "nobody"),
            ("review", "reject", "nobody"),
            ("queue", "retry", "nobody"),
            ("queue", "cancel", "nobody"),
            ("lore", "show", "nobody"),
            ("lore", "list", "--world", "nobody"),
            ("search", "x", "--world", "nobody"),
            ("play", "--world", "nobody", "--script", os.devnull),
            ("play", "--session", "nobody", "--script", os.devnull),
        ],
    )
    def test_what_there_is_not_is_named_with_where_to_look(self, played, words):
        for how in ((), ("--json",)):
            failed(played(*words, *how), "'nobody'", "`loredesk ")

    @pytest.mark.parametrize("verb", ["goto", "regenerate"])
    def test_an_unknown_message_is_named(self, played, session, verb):
        failed(
            played(verb, "--session", session, "--message", "nobody"),
            "'nobody'",
            "`loredesk messages",
        )

    @pytest.mark.parametrize(
        ("words", "named"),
        [
            (("analyse", "--turn", "99"), "no turn 99"),
            (("review", "accept"), "No proposal was named"),
            (("queue", "cancel"), "No task was named"),
            (("queue", "retry"), "--all"),
        ],
    )
    def test_what_is_missing_is_named(self, played, session, words, named):
        about = ("--session", session) if words[0] == "analyse" else ()

        failed(played(*words, *about), named)

    def test_the_opening_scene_has_no_other_take(self, played, session):
        opening = played.done("messages", "--session", session)[0]["message_id"]

        failed(played("regenerate", "--session", session, "--message", opening), "opening scene")

    def test_hunks_of_several_proposals_at_once_are_refused(self, played):
        failed(played("review", "accept", "a", "b", "--hunks", "1"), "Hunks belong to one")


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("lore",),
        ("lore", "show"),
        ("review", "show"),
        ("review", "list", "--state", "lost"),
        ("review", "accept", "x", "--hunks", "one"),
        ("queue",),
        ("queue", "list", "--type", "DREAM"),
        ("queue", "list", "--status", "lost"),
        ("messages",),
        ("goto", "--session", "s"),
        ("context", "text"),
        ("search",),
        ("search", "x", "--only", "smell"),
        ("search", "x", "--engine", "steam"),
        ("search", "x", "--limit", "-3"),
        ("search", "x", "--limit", "many"),
        ("index", "polish"),
        ("models", "test", "--service", "cooking"),
        ("analyse", "--session", "s", "--turn", "last"),
        ("play", "--accept", "some"),
        ("bench", "nothing"),
        ("worlds", "--unknown"),
    ],
)
def test_wrong_usage_ends_with_two_and_leaves_no_home_behind(fresh, words):
    told = fresh(*words)

    assert told.code == 2
    assert told.out == ""
    assert "usage: loredesk" in told.err
    assert not fresh.home.exists()
