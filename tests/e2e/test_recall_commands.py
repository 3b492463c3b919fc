"""`context`, `why-not` and `steer`, whole."""

import pytest

from tests.fakes.command_line import CommandLine

TURNS = "Dagny Roe hands me the mailbag.\nI ask Hester Vane about the mine.\n"
HORN = "The Warden's Horn"


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recall")
    (folder / "turns.txt").write_text(TURNS, encoding="utf-8")
    line = CommandLine(folder / "home")
    told = line("play", "--world", "sample", "--script", str(folder / "turns.txt"))
    assert told.code == 0
    return line


@pytest.fixture(scope="module")
def session(line):
    return line.done("sessions")[0]["id"]


@pytest.fixture(scope="module")
def replies(line, session):
    messages = line.done("messages", "--session", session)
    return [one["message_id"] for one in messages if one["role"] == "narrator" and one["turn"]]


def test_what_a_reply_was_told_is_shown_and_compared_with_another(line, session, replies):
    told = line.done("context", "--session", session, "--message", replies[0])
    found = line.done(
        "context", "--session", session, "--message", replies[0], "--with", replies[1]
    )

    assert "Dagny Roe" in {one["title"] for one in told["entries"]}
    assert found["here"]["tokens"] == told["tokens"]
    reasons = {one["title"]: (one["here"], one["there"]) for one in found["items"]}
    assert reasons["Dagny Roe"][0] == "named in the turn"
    alone = line("context", "--session", session, "--with", replies[1])
    assert (alone.code, alone.out) == (1, "")
    assert "Two replies are needed" in alone.err


def test_what_is_steered_is_listed_and_set_free(line, session):
    nothing = line("steer", "--session", session)
    assert nothing.out == "Nothing is pinned, banned or boosted in this session.\n"

    line.done("steer", HORN, "--session", session)
    steered = line.done("steer", "Dagny Roe", "--session", session, "--how", "ban")
    told = line.done("context", "--session", session, "I ask Dagny Roe.")

    assert [(one["title"], one["steer"]) for one in steered] == [
        ("Dagny Roe", "ban"),
        (HORN, "pin"),
    ]
    reasons = {one["title"]: one["reason"] for one in told["entries"]}
    assert reasons[HORN] == "pinned by you"
    assert "Dagny Roe" not in reasons
    for name in (HORN, "Dagny Roe"):
        steered = line.done("steer", name, "--session", session, "--how", "free")
    assert steered == []


def test_why_an_entry_was_not_told_is_said_in_a_sentence(line, session, replies):
    told = line.done("why-not", "Dagny Roe", "--session", session, "--message", replies[0])
    now = line.done("why-not", "Ostrel", "--session", session)
    spoken = line("why-not", "Ostrel", "--session", session)

    assert (told["was_told"], told["sentence"]) == (True, "It was told: named in the turn.")
    assert now["sentence"].startswith("It would be told now: ")
    assert spoken.out.startswith("Ostrel: It would be told")

    line.done("steer", "Ostrel", "--session", session, "--how", "ban")
    banned = line.done("why-not", "Ostrel", "--session", session)
    line.done("steer", "Ostrel", "--session", session, "--how", "free")

    assert banned["sentence"] == "It would be left out now: banned by you in this session."
    assert {one["stage"] for one in banned["standings"]} == {"words", "meaning"}
