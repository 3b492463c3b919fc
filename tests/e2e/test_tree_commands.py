"""The tree of a session through the command line: takes, edits, branches, the trash."""

import pytest


@pytest.fixture
def loredesk(replayed):
    """Type commands about a home in which the sample script was played."""
    return replayed


@pytest.fixture
def story(loredesk):
    """Return the id of the session that was played."""
    return loredesk.done("sessions")[0]["id"]


@pytest.fixture
def messages(loredesk, story):
    def read(*more):
        return loredesk.done("messages", "--session", story, *more)

    return read


def on_session(loredesk, session, command, *words):
    return loredesk.done(command, "--session", session, *words)


def ids(rows):
    return [one["message_id"] for one in rows]


def revisions(changes):
    return {one["revision"] for one in changes}


def test_a_reply_is_edited_and_its_consequences_go_and_come_back(loredesk, story, messages):
    last = messages()[-1]

    edited = on_session(
        loredesk, story, "edit", "--message", last["message_id"], "--text", "Nothing happens."
    )
    back = on_session(loredesk, story, "goto", "--message", last["message_id"])

    assert set(edited) == {"head", "in_force", "out_of_force"}
    assert edited["out_of_force"]
    assert set(edited["out_of_force"][0]) == {"entry_id", "title", "revision"}
    assert revisions(back["in_force"]) == revisions(edited["out_of_force"])
    takes = [one for one in messages("--all") if one["parent_id"] == last["parent_id"]]
    assert [(one["take"], one["text"]) for one in takes][1] == (2, "Nothing happens.")


def test_a_message_goes_into_the_trash_and_comes_back(loredesk, story, messages):
    line = messages()
    reply = line[2]["message_id"]
    assert line[2]["turn"] == 1

    gone = on_session(loredesk, story, "delete", "--message", reply)

    assert gone["head"] == line[1]["message_id"]
    assert gone["out_of_force"]
    assert ids(messages("--all")) == ids(line)[:2]
    trash = [one for one in messages("--all", "--deleted") if one["deleted"]]
    assert ids(trash) == [reply]
    told = loredesk("messages", "--session", story, "--deleted")
    assert "deleted" in told.out

    back = on_session(loredesk, story, "restore", "--message", reply)

    assert ids(messages()) == ids(line)
    assert back["head"] == line[-1]["message_id"]
    assert revisions(back["in_force"]) == revisions(gone["out_of_force"])


def test_a_branch_is_begun_and_listed_and_compared_with_where_it_left(loredesk, story, messages):
    line = messages()
    reply, last = line[2]["message_id"], line[-1]["message_id"]

    begun = on_session(loredesk, story, "branch", "--message", reply, "--name", "The quiet way")
    unnamed = on_session(loredesk, story, "branch", "--message", reply)

    assert begun["head"] == reply
    assert begun["out_of_force"]
    assert (begun["branch"]["name"], begun["branch"]["tip"]) == ("The quiet way", reply)
    assert unnamed["branch"]["name"] == "Branch from turn 1"
    assert unnamed["out_of_force"] == []
    listed = on_session(loredesk, story, "branches")
    assert [one["name"] for one in listed] == ["The quiet way", "Branch from turn 1"]
    assert "The quiet way: up to turn 1" in loredesk("branches", "--session", story).out

    found = on_session(loredesk, story, "compare", "--message", reply, "--with", last)
    turns = line[-1]["turn"]
    assert (found["common"], found["one_turns"], found["other_turns"]) == (reply, 0, turns - 1)
    assert {"entry_id", "title", "one", "other"} == set(found["notes"][0])
    told = loredesk("compare", "--session", story, "--message", last, "--with", reply)
    assert "the same up to turn 1" in told.out
    assert found["notes"][0]["title"] in told.out


def test_the_narrator_goes_on_without_a_turn(loredesk, story, messages):
    last = messages()[-1]

    change = on_session(loredesk, story, "continue")

    new = messages()[-1]
    assert change["head"] == new["message_id"]
    assert (new["parent_id"], new["turn"]) == (last["message_id"], last["turn"])
    assert new["text"] != last["text"]
    assert set(change) == {"head", "in_force", "out_of_force"}

    on_session(loredesk, story, "regenerate", "--message", new["message_id"])
    again = messages()[-1]
    assert (again["parent_id"], again["take"]) == (last["message_id"], 2)


def test_what_cannot_be_done_is_told_in_a_sentence(loredesk, story, messages):
    first = messages()[0]["message_id"]

    for words in (
        ("delete", "--message", first),
        ("restore", "--message", first),
        ("edit", "--message", first, "--text", " "),
        ("goto", "--message", "nobody"),
    ):
        told = loredesk(words[0], "--session", story, *words[1:])
        assert told.code == 1
        assert told.err.strip()
        assert "Traceback" not in told.err
