"""The past of an entry from the command line, in a home where the sample script was played."""


def _noted(line):
    """Return a session and an entry of canon whose note was rewritten there more than once."""
    session = line.done("sessions")[0]["id"]
    for row in line.done("lore", "list", "--session", session):
        if row["origin"] != "canon":
            continue
        found = line.done("lore", "history", row["id"], "--session", session)
        rewrites = [one for one in found["versions"] if one["part"] == "note" and one["in_force"]]
        if len(rewrites) > 1:
            return session, row["id"], rewrites
    raise AssertionError("No note was rewritten twice")


def test_history_lists_the_versions_of_entry_and_note_with_their_quotes(played):
    session, entry, rewrites = _noted(played)

    versions = played.done("lore", "history", entry, "--session", session)["versions"]

    assert versions[-1]["part"] == "entry"
    assert all(one["events"] and one["why"] and one["turn"] for one in rewrites)
    assert any(event["quote"] for one in rewrites for event in one["events"])
    told = played("lore", "history", entry, "--session", session)
    assert told.code == 0
    assert rewrites[0]["revision"] in told.out


def test_blame_gives_each_sentence_of_the_note_a_revision_and_a_turn(played):
    session, entry, _ = _noted(played)
    note = played.done("lore", "show", entry, "--session", session)["note"]["note_content"]

    pieces = played.done("lore", "blame", entry, "--session", session)

    assert "".join(one["text"] for one in pieces) == note
    assert all(one["by"] == "model" and one["turn"] for one in pieces)
    assert played("lore", "blame", entry, "--session", session).code == 0


def test_show_as_of_a_turn_shows_the_note_as_it_was(played):
    session, entry, rewrites = _noted(played)
    last = max(one["turn"] for one in rewrites)

    now = played.done("lore", "show", entry, "--session", session, "--as-of", str(last))
    before = played.done("lore", "show", entry, "--session", session, "--as-of", "0")

    assert now["note"]["note_content"] == rewrites[0]["content"]
    assert before["note"] is None
    assert before["content"]
    late = played("lore", "show", entry, "--session", session, "--as-of", "999")
    assert late.code == 1
    assert "no turn 999" in late.err
    assert played("lore", "show", entry, "--as-of", "1").code == 1
    assert played("lore", "show", entry, "--session", session, "--as-of", "x").code == 2


def test_a_change_is_taken_back_and_reinstated(replayed):
    session, entry, rewrites = _noted(replayed)
    first = rewrites[-1]["revision"]
    before = replayed.done("lore", "show", entry, "--session", session)["note"]

    gone = replayed.done("lore", "withdraw", first, "--session", session)

    assert [one["revision"] for one in gone["out_of_force"]] == [before["revision"]]
    after = replayed.done("lore", "show", entry, "--session", session)["note"]
    assert after != before
    assert replayed("lore", "withdraw", first, "--session", session).code == 1
    back = replayed.done("lore", "reinstate", first, "--session", session)
    assert [one["revision"] for one in back["in_force"]] == [before["revision"]]
    assert replayed.done("lore", "show", entry, "--session", session)["note"] == before
