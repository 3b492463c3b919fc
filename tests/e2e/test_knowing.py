"""Who knows what, from the command line, in a home that was played."""

import pytest


@pytest.fixture
def session(replayed):
    return replayed.done("sessions")[0]["id"]


@pytest.fixture
def show(replayed, session):
    def shown(entry, *words):
        return replayed.done("lore", "show", entry, "--session", session, *words)

    return shown


@pytest.fixture
def noted(replayed, session):
    rows = replayed.done("lore", "list", "--session", session)
    return max((row for row in rows if row["note"]), key=lambda row: row["note"]["note_content"])


@pytest.fixture
def people(replayed):
    rows = [row for row in replayed.done("lore", "list") if row["category"] == "character"]
    return [row["title"] for row in rows][:2]


def test_everyone_knows_what_nothing_is_said_of(show, noted):
    found = show(noted["id"])

    assert found["visibility"] == {"kind": "everyone", "by": []}
    assert found["learned"] == []
    assert {one["of"] for one in found["sentences"]} == {"entry", "note"}
    assert all(one["own"] is None for one in found["sentences"])


def test_an_entry_is_hidden_but_from_some_and_revealed_again(replayed, show, noted, people):
    hidden = replayed.done("lore", "hide", noted["id"], "--but", ", ".join(people))

    assert hidden["visibility"]["kind"] == "known"
    assert {one["title"] for one in hidden["visibility"]["by"]} == set(people)
    other = next(
        row["title"] for row in replayed.done("lore", "list") if row["title"] not in people
    )
    assert show(noted["id"], "--as", people[0])["told"] is True
    untold = show(noted["id"], "--as", other)
    assert (untold["told"], untold["content"], untold["note"]) == (False, "", "")
    (withheld,) = untold["withheld"]
    assert withheld["whole"]
    assert people[0] in withheld["reason"]
    assert show(noted["id"], "--as", "reply")["told"] is True
    assert replayed.done("lore", "reveal", noted["id"])["visibility"]["kind"] == "everyone"
    assert show(noted["id"], "--as", other)["withheld"] == []


def test_a_secret_is_learned_forgotten_and_remembered(replayed, session, show, noted, people):
    replayed.done("lore", "hide", noted["id"])
    messages = replayed.done("messages", "--session", session)
    at = messages[2]["message_id"]
    words = ("lore", "know", noted["id"], "--session", session, "--who", people[0])

    (learned,) = replayed.done(*words, "--at", at)["learned"]

    assert (learned["who"]["title"], learned["message_id"]) == (people[0], at)
    assert show(noted["id"])["learned"] == [
        {
            "id": learned["id"],
            "who": learned["who"],
            "message_id": at,
            "turn": messages[2]["turn"],
            "in_force": True,
        }
    ]
    assert show(noted["id"], "--as", people[0])["told"] is True
    assert show(noted["id"], "--as", people[1])["told"] is False
    replayed.done("goto", "--session", session, "--message", messages[0]["message_id"])
    assert show(noted["id"], "--as", people[0])["told"] is False
    replayed.done("goto", "--session", session, "--message", messages[-1]["message_id"])
    assert replayed.done("lore", "forget", learned["id"])["forgotten"] == [learned["id"]]
    assert show(noted["id"], "--as", people[0])["told"] is False
    assert replayed.done("lore", "remember", learned["id"])["remembered"] == [learned["id"]]
    assert show(noted["id"], "--as", people[0])["told"] is True
    assert replayed.done(*words)["learned"] == []


@pytest.mark.parametrize("by", ["number", "quote"])
def test_a_sentence_of_the_entry_or_its_note_is_hidden_and_let_go(
    replayed, session, show, noted, people, by
):
    for part in ("entry", "note"):
        first = next(one for one in show(noted["id"])["sentences"] if one["of"] == part)
        which = ["--sentence", "1"] if by == "number" else ["--quote", first["text"][:-1]]
        words = [noted["id"], "--session", session, *which, "--of", part]

        hidden = replayed.done("lore", "hide", *words)

        again = next(one for one in hidden["sentences"] if one["of"] == part)
        assert again["own"] == again["visibility"] == {"kind": "secret", "by": []}
        told = show(noted["id"], "--as", people[0])
        assert first["text"] not in told["content" if part == "entry" else "note"]
        assert [one["text"] for one in told["withheld"]] == [first["text"]]
        replayed.done("lore", "know", *words, "--who", people[0])
        assert show(noted["id"], "--as", people[0])["withheld"] == []
        assert len(show(noted["id"], "--as", people[1])["withheld"]) == 1
        replayed.done("lore", "reveal", *words, "--as-entry")
        assert show(noted["id"], "--as", people[1])["withheld"] == []


def test_people_read_who_knows_what(replayed, session, noted, people):
    replayed.done("lore", "hide", noted["id"])
    replayed.done("lore", "know", noted["id"], "--session", session, "--who", people[0])
    replayed.done("lore", "reveal", noted["id"], "--sentence", "1")

    shown = replayed("lore", "show", noted["id"], "--session", session).out
    untold = replayed("lore", "show", noted["id"], "--session", session, "--as", people[1]).out

    assert "Known to nobody in the story." in shown
    assert f"{people[0]} learned it in turn" in shown
    assert "sentence 1 of the entry: " in shown
    assert "known to everyone" in shown
    assert "Withheld, known to nobody in the story: " in untold


def test_who_speaks_and_what_the_narrator_tells_is_set_and_shown(replayed, session, people):
    before = replayed.done("sessions", "set", session)
    assert (before["voice"], before["narrator_tells"]) == (None, "all")

    words = ("--voice", people[0], "--narrator-tells", "present")
    after = replayed.done("sessions", "set", session, *words)

    assert (after["voice"]["title"], after["narrator_tells"]) == (people[0], "present")
    said = replayed("sessions", "set", session).out
    assert f"Replies are spoken by {people[0]}." in said
    assert "somebody who is present" in said
    assert replayed.done("sessions", "set", session, "--voice", "")["voice"] is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["hide", "{id}", "--but", "Nobody Ever"], "There is no entry 'Nobody Ever'."),
        (["hide", "{id}", "--sentence", "99"], "There is no sentence 99 there."),
        (["hide", "{id}", "--quote", "xyzzy plugh"], "No sentence says 'xyzzy plugh'."),
        (["hide", "{id}", "--quote", "the"], "Several sentences say 'the'."),
        (["reveal", "{id}", "--as-entry"], "Only a sentence can be known as its entry is."),
        (["know", "{id}", "--session", "{s}", "--who", ","], "Nobody was named."),
        (["know", "{id}", "--session", "{s}", "--who", "{id}", "--at", "x"], "no message 'x'."),
        (["forget", "x"], "Nothing was learned under 'x'."),
        (["show", "{id}", "--as", "{id}"], "What is known belongs to a session."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(replayed, session, noted, words, sentence):
    typed = [word.format(id=noted["id"], s=session) for word in words]

    refused = replayed("lore", *typed)

    assert refused.code == 1
    assert sentence in refused.err
    assert "Traceback" not in refused.err


def test_what_the_sample_world_keeps_secret_is_told_to_those_who_know_it_alone(show):
    """Hester heads the house that knows of the ledger; the bell's secret is two people's own."""
    assert show("The Red Ledger", "--as", "Hester Vane")["told"] is True
    assert show("The Red Ledger", "--as", "Ansel Quill")["told"] is False
    bell = {
        who: show("Old Patience", "--as", who)["content"] for who in ("Corvin Tael", "Pim Oster")
    }
    assert "but spent them" in bell["Corvin Tael"]
    assert "but spent them" not in bell["Pim Oster"]
    assert "Ilse Marran has thought it" not in bell["Corvin Tael"]
    assert "I ASK. LET WHO CAN ANSWER." in bell["Pim Oster"]


def test_a_session_there_is_not_is_refused(replayed):
    refused = replayed("sessions", "set", "x", "--voice", "y")

    assert (refused.code, "There is no session 'x'" in refused.err) == (1, True)
