"""`loredesk eval`, whole: what a script may rely on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from loredesk.domain.measures import MEASURES
from loredesk.recall.story.weights import FIRST, SECOND, basis_of
from tests.fakes.command_line import CommandLine
from tests.fakes.lessons import lesson
from tests.unit.services.evaluation.test_dialogue_runs import data

STAGES = {"words", "meaning", "near", "first", "final"}


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    return CommandLine(tmp_path_factory.mktemp("evaluated") / "home")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "harbour.json"
    path.write_text(json.dumps(data()), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory):
    """Return an empty folder that is used as the temporary one while the file is measured."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def told(line, file, temporary):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(temporary))
        return line.done("eval", "recall", file)


def is_figures(value):
    return tuple(value) == MEASURES and all(0 <= share <= 1 for share in value.values())


class TestRecallOnAFile:
    def test_it_reports_the_figures_and_those_of_each_stage(self, told):
        assert list(told) == [*MEASURES, "questions", "skipped", "stages"]
        assert is_figures({name: told[name] for name in MEASURES})
        assert set(told["stages"]) == STAGES
        assert all(is_figures(one) for one in told["stages"].values())
        assert told["stages"]["final"] == {name: told[name] for name in MEASURES}
        assert (told["questions"], told["skipped"]) == (2, 1)

    def test_a_list_of_dialogues_is_reported_together_and_each_for_itself(self, line, tmp_path):
        path = tmp_path / "two.json"
        path.write_text(json.dumps([{**data(), "id": "a"}, {**data(), "id": "b"}]), "utf-8")

        told = line.done("eval", "recall", str(path))

        assert told["questions"] == 4
        assert [one["name"] for one in told["dialogues"]] == ["a", "b"]
        assert all(is_figures({name: one[name] for name in MEASURES}) for one in told["dialogues"])

    def test_measured_again_it_comes_to_the_same_to_the_last_digit(self, line, file, told):
        assert line.done("eval", "recall", file) == told

    def test_ablation_is_reported_for_each_clue(self, line, file):
        told = line.done("eval", "recall", file, "--ablation")

        assert "near" in told["ablation"]
        assert all(is_figures(one) for one in told["ablation"].values())

    def test_people_get_lines(self, line, file):
        told = line("eval", "recall", file)

        assert told.code == 0
        assert told.out.startswith("harbour.json: 2 questions, 1 unknown name skipped")
        assert "budget_recall@2048" in told.out
        assert "Kept as evaluation" in told.err

    def test_nothing_of_it_is_left_in_the_library_or_the_temporary_folder(
        self, line, told, temporary
    ):
        assert line.done("worlds") == []
        assert line.done("sessions") == []
        assert list(temporary.iterdir()) == []

    def test_with_another_setting_that_one_counts_and_is_not_kept(self, line, file):
        line.done("eval", "recall", file, "--set", "engine=exact")
        refused = line("eval", "recall", file, "--set", "services.embedding.provider=nobody")
        unknown = line("eval", "recall", file, "--set", "services.embeding.model=x")
        empty = line("eval", "recall", file, "--set", "engine")

        assert (refused.code, unknown.code, empty.code) == (1, 1, 1)
        assert "must be one of" in refused.err
        assert "Did you mean 'services.embedding.model'?" in unknown.err
        assert "KEY=VALUE" in empty.err
        assert not (line.home / "settings.toml").exists()


class TestWhatCannotBeMeasured:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("{", "is not readable as JSON"),
            ('{"sessions": [{"id": 1, "turns": [{"id": 1}]}]}', "sessions[0].turns[0].speaker"),
            ('{"sessions": 1, "questions": []}', "sessions must be a list, not a number."),
            ("[]", "The file is an empty list"),
        ],
    )
    def test_a_bad_file_is_refused_with_a_sentence_and_its_place(
        self, line, tmp_path, content, said
    ):
        path = tmp_path / "bad.json"
        path.write_text(content, encoding="utf-8")

        told = line("eval", "recall", str(path), "--json")

        assert (told.code, told.out) == (1, "")
        assert said in told.err
        assert "Traceback" not in told.err

    @pytest.mark.parametrize(
        "words",
        [
            ("recall", "none.json"),
            ("recall", "--session", "nobody"),
            ("recall", "--session", "s", "file.json"),
            ("recall", "--world", "sample"),
            ("recall", "--ablation"),
            ("recall", "--learn"),
            ("recall", "--learn", "file.json"),
            ("recall", "--session", "s", "--learn", "--forget"),
            ("recall", "--session", "nobody", "--learn"),
            ("recall", "--forget"),
            ("recall", "--forget", "file.json"),
            ("recall", "--forget", "--session", "s", "--world", "w"),
            ("recall", "--forget", "--world", "nowhere"),
            ("show", "99"),
            ("compare", "98", "99"),
            ("remove", "99"),
        ],
    )
    def test_what_is_not_there_or_does_not_go_together_is_said(self, line, words):
        told = line("eval", *words)

        assert (told.code, told.out) == (1, "")
        assert told.err.strip()

    @pytest.mark.parametrize("words", [(), ("nothing",), ("prompts", "--service", "embedding")])
    def test_what_cannot_be_understood_is_wrong_usage(self, line, words):
        assert line("eval", *words).code == 2


class TestWhatIsKept:
    def test_runs_are_listed_shown_and_removed(self, line, file, told):
        line.done("eval", "recall", file)
        newest, *older = line.done("eval", "list")

        assert newest["kind"] == "dialogues"
        assert newest["figures"] == {name: told[name] for name in MEASURES}
        assert newest["settings"]["embedding"]
        assert any(name.startswith("prompt ") for name in newest["settings"])
        shown = line.done("eval", "show", newest["id"])
        assert shown["report"] == told
        assert line.done("eval", "remove", newest["id"]) == {"removed": newest["id"]}
        assert line.done("eval", "list") == older

    def test_two_are_compared_side_by_side(self, line, file, told):
        line.done("eval", "recall", file)
        one, other = (row["id"] for row in line.done("eval", "list")[:2])

        compared = line.done("eval", "compare", one, other)

        assert compared["same_questions"] in {True, False}
        assert set(compared["figures"]["mrr"]) == {"a", "b", "difference"}
        assert line("eval", "compare", one, other).out.startswith("A: ")


def test_the_prompts_are_measured_with_the_authors_own_among_them(fresh):
    before = fresh.done("eval", "prompts")
    folder = fresh.home / "prompts"
    shipped = Path(__file__).parents[2] / "prompts" / "rewrite_note.yaml"
    changed = shipped.read_text(encoding="utf-8").replace("version: 1", "version: 2")
    (folder / "rewrite_note.yaml").write_text(
        changed.replace("Answer with the text", "Please answer with the text"), encoding="utf-8"
    )

    after = fresh.done("eval", "prompts", "--service", "maintenance")

    assert before["passed"] == after["passed"] == 1
    assert {one["name"] for one in before["tasks"]} > {one["name"] for one in after["tasks"]}
    two, one = fresh.done("eval", "list")
    changed = {name for name in one["settings"] if one["settings"][name] != two["settings"][name]}
    assert changed == {"prompt rewrite_note"}


def test_the_sample_world_is_measured_where_no_file_is_named(played):
    told = played.done("eval", "recall")

    assert told["questions"] >= 60
    assert set(told["stages"]) == {"words", "meaning", "triggers", "final"}
    assert {one["name"] for one in told["kinds"]} >= {"named", "alias", "described"}
    assert told["recall@10"] > 0.9


def test_the_authors_own_campaign_is_measured_and_stays_as_it_is(replayed):
    session = replayed.done("sessions")[0]["id"]
    before = (replayed.done("messages", "--session", session), replayed.done("worlds"))

    told = replayed.done("eval", "recall", "--session", session)

    assert told["questions"] > 5
    assert {"turns", "entries", "newest", "final"} <= set(told["stages"])
    assert is_figures({name: told[name] for name in MEASURES})
    after = (replayed.done("messages", "--session", session), replayed.done("worlds"))
    assert after == before


class TestLearning:
    @pytest.fixture
    def session(self, replayed):
        return replayed.done("sessions")[0]

    @pytest.fixture
    def teach(self, replayed, session):
        """Put weights into the library as if the session had taught them."""

        def teach():
            with closing(sqlite3.connect(replayed.home / "loredesk.db")) as file, file:
                (model,) = file.execute("SELECT DISTINCT model FROM embeddings").fetchone()
                told = asdict(lesson())
                values = (
                    session["world_id"],
                    session["id"],
                    json.dumps({"first": dict(FIRST), "second": dict(SECOND)}),
                    basis_of(model),
                    json.dumps(told),
                    1_767_225_600.0,
                )
                file.execute("INSERT INTO learned_weights VALUES (?, ?, ?, ?, ?, ?)", values)

        return teach

    def test_from_a_short_session_nothing_is_learned_and_that_is_said(self, replayed, session):
        told = replayed.done("eval", "recall", "--session", session["id"], "--learn")
        lines = replayed("eval", "show", replayed.done("eval", "list")[0]["id"])

        assert told["lesson"]["verdict"] == "too few turns"
        assert told["remarks"][0].startswith("Nothing was learned: ")
        assert told["remarks"][0] in lines.out
        forgotten = replayed.done("eval", "recall", "--session", session["id"], "--forget")
        assert forgotten == {"forgotten": False}

    def test_what_was_learned_is_used_told_and_given_up(self, replayed, session, teach):
        teach()

        told = replayed.done("eval", "recall", "--session", session["id"])
        context = replayed.done("context", "--session", session["id"], "I wait.")
        forgotten = replayed.done("eval", "recall", "--world", "sample", "--forget")
        after = replayed.done("context", "--session", session["id"], "I wait.")

        assert told["lesson"] is None
        assert "messages were ordered as learned from 40 turns" in told["remarks"][0]
        assert context["remarks"][0].startswith("Messages were ordered as learned from 40 turns")
        assert forgotten == {"forgotten": True}
        assert after["remarks"] == []
        assert replayed.done("doctor")


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal elsewhere")
def test_one_that_is_interrupted_says_so_and_leaves_nothing_behind(tmp_path):
    said = [[("Odo", f"The herring ran late in the year {at}.") for at in range(3000)]]
    file = tmp_path / "long.json"
    file.write_text(json.dumps(data(said, [("When did it run?", ["1:7"])])), encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    words = ("-m", "loredesk", "--home", str(tmp_path / "home"), "eval", "recall", str(file))

    with subprocess.Popen(
        [sys.executable, *words],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has them ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        assert "reading the turns" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

    assert (process.returncode, out) == (1, "")
    assert err.strip() == "Stopped."
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "home" / "evaluations").exists()
