"""The story so far from the command line: listed, asked for, switched off, and along the tree."""

import pytest

KEYS = {
    "id",
    "level",
    "chapter",
    "first_turn",
    "last_turn",
    "first_message",
    "last_message",
    "text",
    "sentences",
    "by",
    "hidden",
    "tokens",
    "in_force",
    "on_line",
    "created_at",
}


def session_of(line):
    return line.done("sessions")[0]["id"]


def told(line, *words):
    return line.done("summaries", "--session", session_of(line), *words)


def turns_of(rows):
    return [(one["level"], one["first_turn"], one["last_turn"]) for one in rows]


def test_what_was_played_is_summed_up_by_chapter_and_as_a_whole(played):
    rows = told(played)

    assert all(set(row) == KEYS for row in rows)
    assert turns_of(rows) == [("chapter", 0, 10), ("story", 0, 10)]
    line = played.done("messages", "--session", session_of(played))
    texts = {}
    for message in line:
        texts[message["turn"]] = f"{texts.get(message['turn'], '')} {message['text']}"
    for row in rows:
        assert row["text"] == " ".join(one["text"] for one in row["sentences"])
        for one in row["sentences"]:
            assert one["text"] in " ".join(" ".join(texts[turn] for turn in one["turns"]).split())
        assert (row["by"], row["in_force"], row["on_line"], row["hidden"]) == (
            "model",
            True,
            True,
            False,
        )
        assert row["tokens"] > 0


def test_what_a_person_reads_names_the_turns(played):
    out = played("summaries", "--session", session_of(played)).out

    assert "Chapter 1 (turns 0 to 10; by the model)" in out
    assert "  [1]" in out


def test_going_back_takes_a_summary_along_and_coming_back_brings_it_again(replayed):
    session = session_of(replayed)
    line = replayed.done("messages", "--session", session)

    replayed.done("goto", "--session", session, "--message", line[4]["message_id"])
    assert told(replayed) == []
    assert [one["on_line"] for one in told(replayed, "--all")] == [False, False]

    replayed.done("goto", "--session", session, "--message", line[-1]["message_id"])
    assert turns_of(told(replayed)) == [("chapter", 0, 10), ("story", 0, 10)]


def test_a_chapter_is_written_again_only_when_that_is_said(replayed):
    session = session_of(replayed)
    asking = ("summarise", "--session", session, "--chapter", "1")

    refused = replayed(*asking)
    assert (refused.code, refused.out) == (1, "")
    assert "Chapter 1 is written already." in refused.err

    queued = replayed.done(*asking, "--again")["queued"]
    assert (queued["task_type"], queued["status"]) == ("SUMMARIZE", "pending")
    assert replayed.done(*asking, "--again") == {"queued": None}
    replayed.done("queue", "run")

    # The chapter says what it said, so that the story stands as it is.
    versions = [(one["level"], one["in_force"]) for one in told(replayed, "--all")]
    assert versions == [("chapter", False), ("story", True), ("chapter", True)]


def test_the_story_as_a_whole_is_told_again(replayed):
    before = told(replayed)[-1]

    replayed.done("summarise", "--session", session_of(replayed), "--again")
    replayed.done("queue", "run")

    after = told(replayed)[-1]
    assert after["id"] != before["id"]
    assert after["text"] == before["text"]


def test_shorter_chapters_begin_behind_what_is_written(replayed):
    session = session_of(replayed)

    replayed.done("summarise", "--session", session, "--every", "2")
    replayed.done("queue", "run")

    assert turns_of(told(replayed)) == [("chapter", 0, 10), ("chapter", 11, 12), ("story", 0, 12)]
    assert replayed.done("doctor")["ok"]


def test_a_session_can_go_without_summaries_and_have_them_back(replayed):
    session = session_of(replayed)

    switched_off = replayed("summarise", "--session", session, "--every", "0")
    assert "goes without summaries now" in switched_off.out
    assert [one["in_force"] for one in told(replayed)] == [False, False]
    refused = replayed("summarise", "--session", session)
    assert (refused.code, "goes without summaries" in refused.err) == (1, True)

    assert replayed.done("summarise", "--session", session, "--every", "10") == {"queued": None}
    assert [one["in_force"] for one in told(replayed)] == [True, True]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--chapter", "7"), "no chapter 7 that has ended"),
        (("--every", "501"), "cannot have 501 turns"),
        (("--every", "9" * 30), "cannot have"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(replayed, words, sentence):
    refused = replayed("summarise", "--session", session_of(replayed), *words)

    assert (refused.code, refused.out) == (1, "")
    assert sentence in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.parametrize("words", [("--chapter", "0"), ("--every", "-1"), ("--chapter", "x")])
def test_what_makes_no_sense_is_wrong_usage(played, words):
    assert played("summarise", "--session", "s", *words).code == 2


@pytest.mark.parametrize("command", ["summaries", "summarise"])
def test_a_session_that_is_not_there_is_refused(replayed, command):
    refused = replayed(command, "--session", "nobody")

    assert (refused.code, "no session 'nobody'" in refused.err) == (1, True)


def test_the_audit_log_and_the_queue_know_of_summaries(replayed):
    acts = [row["action"] for row in replayed.done("audit", "--limit", "1000")]
    status = replayed.done("queue", "status")

    assert acts.count("add summary") == 2
    assert status["by_type"]["SUMMARIZE"]["completed"] == 2
    assert status["by_lane"]["summaries"]["completed"] == 2
    assert len(replayed.done("queue", "list", "--type", "SUMMARIZE")) == 2
    assert replayed.done("queue", "pause", "--lane", "summaries")["paused_lanes"] == ["summaries"]
