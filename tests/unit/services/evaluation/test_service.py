import asyncio
import json

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.evaluations import EvaluationKind
from loredesk.domain.lessons import Verdict
from loredesk.domain.services import Profile, Service
from loredesk.gateway.builtin.models import BuiltInTextModel
from loredesk.host import assets
from loredesk.host.evaluation_files import FolderRuns
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.story.weights import FIRST, SECOND, StoryWeights
from loredesk.services.asking import Asker
from loredesk.services.evaluation import question_files
from loredesk.services.evaluation.service import EvaluationService, EvaluationTools
from loredesk.services.evaluation.session_lessons import Learned, SessionLessons
from loredesk.services.weights import WeightService
from tests.fakes.evaluations import MemoryShelf, fingerprint
from tests.fakes.lessons import lesson
from tests.fakes.library import EMBEDDER, NOON
from tests.unit.services.evaluation.test_dialogue_runs import data

OTHERS = StoryWeights({**FIRST, "length": -3.0}, {**SECOND, "length": -3.0, "words": 1.0})
PROMPTS = PromptCatalog.load(assets.folder("prompts"))
WORLD = {"questions": [{"text": "Who rows?", "entries": ["Odo"]}]}


@pytest.fixture
def shelf():
    return MemoryShelf()


@pytest.fixture
def weights(campaign):
    return WeightService(store=campaign.library.store, books=campaign.books, may_write=True)


@pytest.fixture
def evaluations(campaign, open_bench, shelf, weights):
    model = BuiltInTextModel()
    askers = {
        service: Asker(
            service=service,
            model=model,
            prompts=PROMPTS,
            profile=lambda service=service: Profile(service=service),
        )
        for service in Service
    }
    return EvaluationService(
        EvaluationTools(
            store=campaign.library.store,
            shelf=shelf,
            bench=open_bench,
            askers=askers,
            folder=lambda: assets.folder("resources"),
            fingerprint=fingerprint,
            weights=weights,
        )
    )


@pytest.fixture
def written(tmp_path):
    def write(told, name="questions.json"):
        file = tmp_path / name
        file.write_text(json.dumps(told), encoding="utf-8")
        return file

    return write


async def test_a_file_of_dialogues_is_measured_and_kept(evaluations, shelf, written):
    run = await evaluations.file(written(data()))

    report = run.report
    assert (report.kind, report.subject) == (EvaluationKind.DIALOGUES, "questions.json")
    assert (report.questions, report.skipped) == (2, 1)
    assert shelf.runs() == (run,)
    assert await evaluations.runs() == (run,)
    assert await evaluations.run(run.id) == run


async def test_the_same_file_can_be_compared_with_itself_later(evaluations, written):
    one, other = [await evaluations.file(written(data(), name)) for name in ("a.json", "b.json")]

    comparison = await evaluations.compare(one.id, other.id)

    assert comparison.same_questions
    assert all(figure.difference == 0 for figure in comparison.figures.values())


async def test_a_file_about_a_world_is_asked_of_that_world(evaluations, campaign, written):
    await campaign.add("Odo", "He rows the ferry.")

    run = await evaluations.file(written(WORLD), world_id=campaign.world.id)

    assert (run.report.kind, run.report.subject) == (EvaluationKind.WORLD, "Underquay")
    assert run.report.figures["recall@5"] == 1


async def test_a_file_about_a_world_needs_to_know_which(evaluations, written):
    with pytest.raises(UserFixableError, match="about the entries of a world") as refused:
        await evaluations.file(written(WORLD))

    assert "--world" in refused.value.hint


async def test_a_world_that_has_none_of_the_entries_is_said(evaluations, campaign, written):
    with pytest.raises(UserFixableError, match="names an entry of 'Underquay'"):
        await evaluations.file(written(WORLD), world_id=campaign.world.id)


async def test_a_file_without_any_known_evidence_is_said(evaluations, shelf, written):
    told = data(asked=[("Where?", ["nowhere"])])

    with pytest.raises(UserFixableError, match="has evidence among its turns"):
        await evaluations.file(written(told))

    assert shelf.runs() == ()


async def test_the_sample_world_is_measured_without_a_file(evaluations, open_bench):
    run = await evaluations.sample()

    assert run.report.kind is EvaluationKind.WORLD
    assert run.report.questions >= 60
    assert run.report.skipped == 0
    assert {one.name for one in run.report.groups} == {
        "named",
        "alias",
        "misspelt",
        "described",
        "topic",
    }
    assert run.report.stages["words"]["recall@10"] > 0.8


async def test_a_session_is_measured_by_its_own_replies(evaluations, campaign):
    await campaign.turn("I look.", "Mara hides the brass lantern below the chapel stairs.")
    for _ in range(4):
        await campaign.turn("I wait.", "Rain falls on slate.")
    await campaign.turn("I search the chapel.", "There it stands: the brass lantern.")

    run = await evaluations.session(campaign.session.id)

    assert (run.report.kind, run.report.questions) == (EvaluationKind.SESSION, 1)
    assert run.report.subject == campaign.session.title
    assert run.report.caveats


async def test_a_session_with_nothing_to_measure_is_said(evaluations, campaign):
    await campaign.turn("I look.", "Nothing yet.")

    with pytest.raises(UserFixableError, match="uses anything told long before it"):
        await evaluations.session(campaign.session.id)


@pytest.fixture
def teaches(monkeypatch):
    """Let sessions teach what is set, whatever they say."""

    class Teaching:
        found = Learned(lesson=lesson(), weights=OTHERS)

        async def learned(self, *_args):
            return self.found

    teaching = Teaching()
    monkeypatch.setattr(SessionLessons, "learned", teaching.learned)
    return teaching


@pytest.fixture
async def told(campaign):
    """Return a session with a reply that uses what an older one told."""
    await campaign.turn("I look.", "Mara hides the brass lantern below the chapel stairs.")
    for _ in range(4):
        await campaign.turn("I wait.", "Rain falls on slate.")
    await campaign.turn("I search the chapel.", "There it stands: the brass lantern.")
    return campaign.session


class TestLearning:
    NOT_KEPT = Learned(lesson=lesson(verdict=Verdict.NO_BETTER))

    async def test_what_does_better_is_kept_for_the_world_and_told(
        self, evaluations, weights, campaign, told, teaches
    ):
        run = await evaluations.session(told.id, learn=True)

        kept = await weights.in_use(campaign.world.id)
        assert (kept.first, kept.second) == OTHERS
        assert (kept.session_id, kept.session_title) == (told.id, told.title)
        assert kept.lesson == run.report.lesson == lesson()
        assert run.report.remarks[0].startswith("Learned from 40 turns, and kept")

    async def test_without_being_asked_to_nothing_is_learned(self, evaluations, told, teaches):
        run = await evaluations.session(told.id)

        assert run.report.lesson is None
        assert not any(remark.startswith("Learned") for remark in run.report.remarks)

    async def test_what_is_kept_orders_what_is_measured_next_and_is_named(
        self, evaluations, told, teaches
    ):
        before = await evaluations.session(told.id, learn=True)
        after = await evaluations.session(told.id)

        assert after.report.remarks[0].startswith("When this was measured, messages")
        assert before.fingerprint.weights != after.fingerprint.weights
        assert after.fingerprint.weights.endswith("(learned)")

    async def test_the_figures_are_those_of_the_weights_in_use(
        self, evaluations, campaign, told, teaches
    ):
        for _ in range(12):
            await campaign.turn("I search the chapel.", "Rain falls on the chapel.")
        await campaign.turn("I search the chapel for it.", "It stands below the stairs, of brass.")
        before = await evaluations.session(told.id, learn=True)
        after = await evaluations.session(told.id)

        assert before.report.stages["turns"] != after.report.stages["turns"]
        assert before.report.stages["words"] == after.report.stages["words"]

    async def test_what_the_same_session_taught_before_is_given_up_where_it_does_no_better_now(
        self, evaluations, weights, campaign, told, teaches
    ):
        await evaluations.session(told.id, learn=True)
        teaches.found = self.NOT_KEPT

        run = await evaluations.session(told.id, learn=True)

        assert await weights.in_use(campaign.world.id) is None
        assert "the built-in weights are in use again" in run.report.remarks[0]

    @pytest.mark.parametrize("verdict", [Verdict.NO_BETTER, Verdict.TOO_FEW])
    async def test_what_another_session_taught_stays(
        self, evaluations, weights, campaign, told, teaches, verdict
    ):
        other = await campaign.library.add_session(campaign.world, "The Frost")
        await weights.keep(other.id, OTHERS, lesson(), EMBEDDER)
        teaches.found = Learned(lesson=lesson(verdict=verdict))

        run = await evaluations.session(told.id, learn=True)

        assert (await weights.in_use(campaign.world.id)).session_id == other.id
        assert "\u201cThe Frost\u201d" in run.report.remarks[0]

    async def test_too_few_turns_take_nothing_away(
        self, evaluations, weights, campaign, told, teaches
    ):
        await evaluations.session(told.id, learn=True)
        teaches.found = Learned(lesson=lesson(verdict=Verdict.TOO_FEW))

        await evaluations.session(told.id, learn=True)

        assert await weights.in_use(campaign.world.id) is not None

    async def test_beside_the_owner_nothing_is_even_begun(
        self, evaluations, weights, told, open_bench
    ):
        weights._may_write = False

        with pytest.raises(UserFixableError, match="Loredesk is open here"):
            await evaluations.session(told.id, learn=True)
        assert open_bench.opened == []

    async def test_a_report_with_a_lesson_is_read_back_from_its_file(
        self, evaluations, told, teaches, tmp_path
    ):
        shelf = FolderRuns(tmp_path / "runs", now=lambda: NOON)
        run = await evaluations.session(told.id, learn=True)

        kept = shelf.keep(run.report, run.fingerprint, seconds=1.0)

        assert shelf.get(kept.id).report == run.report
        assert shelf.get(kept.id).report.lesson.figures == lesson().figures


async def test_the_prompts_are_measured_by_service(evaluations):
    every = await evaluations.prompts()
    some = await evaluations.prompts(Service.ANALYSIS)

    assert every.report.figures == {"passed": 1, "score": 1}
    assert {one.name for one in some.report.groups} == {"analyse_turn"}
    assert some.report.questions < every.report.questions


async def test_there_are_no_prompts_for_the_embedder(evaluations):
    with pytest.raises(UserFixableError, match="no golden prompts"):
        await evaluations.prompts(Service.EMBEDDING)


async def test_a_run_can_be_forgotten(evaluations, shelf):
    run = await evaluations.prompts()

    await evaluations.forget(run.id)

    assert shelf.runs() == ()


async def test_one_that_is_stopped_keeps_nothing(evaluations, shelf, written):
    asking = asyncio.Event()
    work = asyncio.create_task(
        evaluations.file(written(data()), tell=lambda _progress: asking.set())
    )
    await asking.wait()
    work.cancel()

    with pytest.raises(asyncio.CancelledError):
        await work
    assert shelf.runs() == ()


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"\xff\xfe{", "is not written in UTF-8"),
            (b'{"sessions": [', "is not readable as JSON: Expecting value, line 1, column 15"),
            (b"[" * 100_000, "is not readable as JSON"),
            (b"", "is not readable as JSON"),
            (b'{"questions": [{"text": "?", "evidence": []}]}', "sessions is missing"),
            (b"{}", "sessions is missing"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, tmp_path, content, told):
        file = tmp_path / "bad.json"
        file.write_bytes(content)

        with pytest.raises(UserFixableError) as refused:
            question_files.read(file)

        assert told in refused.value.message
        assert "'bad.json'" in refused.value.message

    def test_a_file_that_is_not_there_is_said(self, tmp_path):
        with pytest.raises(UserFixableError, match="cannot be read"):
            question_files.read(tmp_path / "none.json")

    def test_a_folder_is_no_file(self, tmp_path):
        with pytest.raises(UserFixableError, match="cannot be read"):
            question_files.read(tmp_path)

    async def test_what_cannot_be_read_asks_about_no_world(self, tmp_path):
        assert not await question_files.asks_about_entries(tmp_path / "none.json")
