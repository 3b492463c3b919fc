"""Promotions, merges, locks and the trash from the command line, in a home that was played."""

import pytest


@pytest.fixture
def session(replayed):
    return replayed.done("sessions")[0]["id"]


@pytest.fixture
def rows(replayed, session):
    return replayed.done("lore", "list", "--session", session)


@pytest.fixture
def newcomer(rows):
    return next(row for row in rows if row["origin"] == "session")


@pytest.fixture
def noted(rows):
    return next(row for row in rows if row["origin"] == "canon" and row["note"])


def shown(line, session, row):
    return line.done("lore", "show", row["id"], "--session", session)


def test_a_newcomer_is_promoted_and_demoted(replayed, session, newcomer):
    before = shown(replayed, session, newcomer)
    assert before["source"].startswith("turn ")

    kept = replayed.done("lore", "promote", newcomer["id"], "--session", session)

    assert (kept["origin"], kept["content"]) == ("canon", before["content"])
    assert newcomer["id"] in {row["id"] for row in replayed.done("lore", "list")}
    replayed.done("lore", "demote", newcomer["id"], "--session", session)
    assert shown(replayed, session, newcomer) == before


def test_a_note_is_promoted_by_hunk_and_rolled_back(replayed, session, noted):
    base = shown(replayed, session, noted)["content"]

    kept = replayed.done("lore", "promote", noted["id"], "--session", session, "--hunks", "1")

    assert kept["before"] == base
    assert kept["content"].startswith(base.rstrip())
    assert kept["revision"] == 2
    after = replayed.done("lore", "rollback", noted["id"], "--revision", "1")
    assert (after["content"], after["revision"]) == (base, 3)


def test_the_authors_own_text_is_what_canon_says(replayed, session, noted):
    words = ("lore", "promote", noted["id"], "--session", session, "--text", "All is told.")

    assert replayed.done(*words)["content"] == "All is told."


def test_what_is_locked_is_refused_with_a_way_out(replayed, session, noted):
    told = replayed.done("lore", "lock", noted["id"], "--fields", "content,note")
    assert told["locked"] == ["content", "note"]

    refused = replayed("lore", "promote", noted["id"], "--session", session)

    assert refused.code == 1
    assert "is locked" in refused.err
    assert "Unlock it first" in refused.err
    assert replayed.done("lore", "lock", noted["id"], "--fields", "")["locked"] == []


def test_two_entries_are_merged_and_split(replayed, session, newcomer, noted):
    before = [shown(replayed, session, row) for row in (newcomer, noted)]
    words = ("lore", "merge", newcomer["id"], noted["id"], "--session", session)

    made = replayed.done(*words, "--text", "They are one.")

    listed = replayed.done("lore", "list", "--session", session)
    assert newcomer["id"] not in {row["id"] for row in listed}
    found = replayed.done("lore", "show", newcomer["title"], "--session", session)
    assert (found["id"], found["note"]["note_content"]) == (noted["id"], "They are one.")
    assert [one["id"] for one in found["redirects"]] == [made["id"]]
    replayed.done("lore", "split", made["id"])
    after = [shown(replayed, session, row) for row in (newcomer, noted)]
    assert [one["note"] for one in after] == [one["note"] for one in before]
    assert [one["composite"] for one in after] == [one["composite"] for one in before]


def test_an_entry_goes_to_the_trash_and_comes_back(replayed, session, noted, rows):
    replayed.done("lore", "delete", noted["id"])

    (item,) = replayed.done("trash")
    assert (item["kind"], item["id"], item["title"]) == ("entry", noted["id"], noted["title"])
    listed = replayed.done("lore", "list", "--session", session)
    assert len(listed) == len(rows) - 1
    hits = replayed.done("search", noted["title"], "--session", session)
    assert noted["id"] not in {hit["entry_id"] for hit in hits}
    check = replayed.done("index", "check")
    assert (check["missing"], check["ghosts"]) == (0, 0)
    replayed.done("lore", "restore", noted["title"])
    assert replayed.done("lore", "list", "--session", session) == rows
    assert replayed.done("trash") == []


def test_a_session_and_its_world_go_to_the_trash_and_come_back(replayed, session, rows):
    (world,) = replayed.done("worlds")

    replayed.done("sessions", "delete", session)

    assert replayed.done("sessions") == []
    refused = replayed("messages", "--session", session)
    assert (refused.code, "is in the trash" in refused.err) == (1, True)
    replayed.done("worlds", "delete", world["title"])
    assert replayed.done("worlds") == []
    assert [one["kind"] for one in replayed.done("trash")] == ["world", "session"]
    replayed.done("worlds", "restore", world["title"])
    replayed.done("sessions", "restore", session)
    assert replayed.done("lore", "list", "--session", session) == rows


def test_what_is_not_in_the_trash_is_said(replayed):
    told = replayed("lore", "restore", "Nobody")

    assert told.code == 1
    assert "There is no entry 'Nobody' in the trash." in told.err


def test_a_session_begins_with_what_another_knows(replayed, session, newcomer, noted):
    words = ("sessions", "new", "--carry-from", session, "--title", "Next")

    made = replayed.done(*words, "--entries", f"{newcomer['handle']},{noted['id']}")

    rows = replayed.done("lore", "list", "--session", made["id"])
    carried = {row["title"]: row for row in rows}
    assert carried[newcomer["title"]]["origin"] == "session"
    assert carried[noted["title"]]["note"]["note_content"] == noted["note"]["note_content"]
    assert replayed.done("sessions")[0]["title"] == "Next"


def test_a_decision_is_opened_again_and_a_newcomer_is_somebody_known(replayed, session, noted):
    accepted = replayed.done("review", "list", "--session", session, "--state", "accepted")
    newcomers = [one for one in accepted if one["kind"] == "create entity"]
    opened = None
    for one in newcomers:
        told = replayed("review", "reopen", one["id"])
        if told.code == 0:
            opened = one
            break
    assert opened is not None
    listed = replayed.done("review", "list", "--session", session)
    assert opened["id"] in {one["id"] for one in listed}

    outcome = replayed.done("review", "same-as", opened["id"], noted["id"])

    assert outcome["accepted"] == [opened["id"]]
    found = replayed.done("lore", "show", opened["title"], "--session", session)
    assert found["id"] == noted["id"]


@pytest.mark.parametrize(
    "words",
    [("trash",), ("sessions",), ("worlds",)],
    ids=" ".join,
)
def test_every_list_can_be_read_by_people_too(played, words):
    assert played(*words).code == 0
