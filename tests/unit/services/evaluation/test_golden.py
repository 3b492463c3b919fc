import pytest

from loredesk.domain.errors import AnswerError, ModelAwayError
from loredesk.domain.services import Profile, Service
from loredesk.gateway.builtin.models import BuiltInTextModel
from loredesk.host import assets
from loredesk.ports.task_inputs import AnalysisInputs, KnownEntry, ReplyInputs, SpokenMessage
from loredesk.prompting.catalog import PromptCatalog
from loredesk.services.asking import Asker
from loredesk.services.evaluation.golden import SERVICES, GoldenCase, read_cases
from loredesk.services.evaluation.golden_answers import read_answer
from loredesk.services.evaluation.golden_checks import CHECKS, checked
from loredesk.services.evaluation.prompt_runs import PASSED, SCORE, PromptRuns
from tests.fakes.scripted_models import ScriptedTextModel

CASES = read_cases(assets.folder("resources").joinpath("evaluation", "prompts.yaml"))
PROMPTS = PromptCatalog.load(assets.folder("prompts"))
MARA = KnownEntry(handle="c1", title="Mara Venn", category="character")
READING = AnalysisInputs(
    world="A harbour.",
    turn=2,
    messages=(SpokenMessage(speaker="You", text="Mara Venn has sold her boat.", is_author=True),),
    entries=(MARA,),
)


def case(task="analyse_turn", inputs=READING, **must):
    return GoldenCase(name="a case", task=task, inputs=inputs, must=must)


def update(handle="c1", summary="Mara Venn has sold her boat.", quote="sold her boat"):
    return {
        "lore_entry_id": handle,
        "update_summary": summary,
        "quote": quote,
        "reasoning": "It matters.",
    }


def creation(name="Bettany Crake", quote="sold her boat"):
    return {
        "entity_type": "character",
        "name": name,
        "creation_summary": "She mends clocks.",
        "quote": quote,
        "reasoning": "She is new.",
    }


def failed(case, raw):
    return [one.wanted for one in checked(case, read_answer(case.inputs, raw)) if not one.passed]


def askers(model):
    return {
        service: Asker(
            service=service,
            model=model,
            prompts=PROMPTS,
            profile=lambda service=service: Profile(service=service),
        )
        for service in Service
    }


def silently(_):
    pass


class TestTheCasesThatCameAlong:
    async def test_the_built_in_models_pass_them_all(self):
        tally = await PromptRuns(askers(BuiltInTextModel()), tell=silently).measured(CASES)

        assert tally.worst() == ()
        assert tally.figures() == {PASSED: 1, SCORE: 1}

    def test_every_task_has_some(self):
        assert {one.task for one in CASES} == set(SERVICES)

    def test_their_names_are_their_own(self):
        assert len({one.name for one in CASES}) == len(CASES)

    def test_they_use_every_check_but_few(self):
        used = {name for one in CASES for name in one.must}

        assert CHECKS.keys() - used <= {"connects"}

    @pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
    def test_none_is_passed_by_an_answer_that_says_nothing(self, case):
        nothing = "" if case.task in {"reply", "rewrite_note"} else {}
        outcomes = checked(case, read_answer(case.inputs, nothing))

        calm = {"small talk changes nothing", "those off scene take small steps"}
        assert case.name in calm or not all(one.passed for one in outcomes)


class TestChecks:
    def test_updates_are_looked_for_by_entry(self):
        good = {"updates": [update()], "creations": []}

        assert failed(case(updates=["c1"], says=["boat"], quotes_found=True), good) == []
        assert failed(case(leaves_alone=["c1"], updates_at_most=0), good) == [
            "leaves Mara Venn alone",
            "has at most 0 updates",
        ]
        assert failed(case(updates=["c1"]), {}) == ["has an update for Mara Venn"]

    def test_an_unknown_entry_cannot_be_used(self):
        (told,) = failed(case(usable=True), {"updates": [update(handle="c9")]})

        assert "unknown entry 'c9'" in told

    def test_a_quote_nobody_said_is_found_out(self):
        (told,) = failed(case(quotes_found=True), {"updates": [update(quote="burnt her boat")]})

        assert "burnt her boat" in told

    def test_newcomers_are_looked_for_by_name(self):
        answer = {"updates": [], "creations": [creation()]}

        assert failed(case(creates=["bettany crake"], creates_at_most=1), answer) == []
        assert failed(case(creates=["Odo"], creates_at_most=0), answer) == [
            "brings up 'Odo' as new",
            "brings up at most 0 as new",
        ]

    def test_a_name_that_stands_nowhere_is_invented(self):
        answer = {"updates": [update(summary="Her friend Zorblax bought the boat of Mara.")]}

        assert failed(case(invents_no_names=True), answer) == ["invents no names (Zorblax)"]

    def test_words_are_found_by_their_beginning_and_whole_words_only(self):
        answer = {"updates": [update(summary="The boats are arrested.")]}

        assert failed(case(says=["boat", "arrest"], never=["rested", "oat"]), answer) == []
        assert failed(case(says=["horse or mare"]), answer) == ["says 'horse' or 'mare'"]
        assert failed(case(never=["boat"]), answer) == ["does not say 'boat'"]

    def test_a_reply_ends_with_its_panel(self):
        inputs = ReplyInputs(world="", narrator="N", message="Hello.", turn=1)
        good = "She nods.\n<panel>\nplace: The pier\npresent: You, Mara\n</panel>"
        wanted = case("reply", inputs, panel=True, present=["Mara"], words=[1, 9], never=["<panel"])

        assert failed(wanted, good) == []
        assert failed(wanted, "She nods.") == [
            "ends with the panel of the scene",
            "has 'Mara' present",
        ]
        assert failed(case("reply", inputs, words=[5, 9]), "No.") == ["has 5 to 9 words, and has 1"]

    def test_a_new_entry_is_of_its_kind_called_right_and_connected(self):
        inputs = next(one for one in CASES if one.task == "create_entity").inputs
        handle = inputs.entries[0].handle
        answer = {
            "title": inputs.name,
            "category": "character",
            "content": "She mends clocks.",
            "connections": [{"to": handle, "relation": "sits in"}],
        }
        wanted = case(
            "create_entity", inputs, category="character", title=inputs.name, connects=[handle]
        )

        assert failed(wanted, answer) == []
        assert len(failed(wanted, {"content": "x", "title": "y", "category": "item"})) == 3
        assert len(failed(case("create_entity", inputs, usable=True), {})) == 1


class TestRunning:
    async def test_an_answer_that_cannot_be_used_fails_its_case_and_the_rest_goes_on(self):
        model = ScriptedTextModel()
        model.always("analyse_turn", AnswerError("No JSON.", fault="invalid", raw="hm"))
        model.always("rewrite_note", "Mara Venn has sold her boat.")
        note = next(one for one in CASES if one.task == "rewrite_note")
        cases = (case(usable=True), GoldenCase(**{**fields(note), "must": {"says": ["boat"]}}))

        tally = await PromptRuns(askers(model), tell=silently).measured(cases)

        assert tally.figures() == {PASSED: 0.5, SCORE: 0.5}
        (missed,) = tally.worst()
        assert missed.wanted[0].name == "is an answer (No JSON.)"
        assert missed.found[0].text == "hm"

    async def test_a_model_that_is_away_ends_the_run(self):
        model = ScriptedTextModel()
        model.always("analyse_turn", ModelAwayError("The server is away."))

        with pytest.raises(ModelAwayError):
            await PromptRuns(askers(model), tell=silently).measured((case(usable=True),))

    async def test_the_score_is_the_share_of_the_checks_that_passed(self):
        model = ScriptedTextModel()
        model.always("analyse_turn", {"updates": [update()], "creations": []})

        tally = await PromptRuns(askers(model), tell=silently).measured(
            (case(updates=["c1"], says=["boat", "whale", "oar"]),)
        )

        assert tally.figures() == {PASSED: 0, SCORE: 0.5}
        assert [one.name for one in tally.worst()[0].wanted] == ["says 'whale'", "says 'oar'"]

    async def test_every_run_really_asks(self):
        model = ScriptedTextModel()
        model.always("analyse_turn", {"updates": [], "creations": []})
        runs = PromptRuns(askers(model), tell=silently)

        for _ in range(2):
            await runs.measured((case(updates_at_most=0),))

        assert len(model.requests) == 2


def fields(case):
    return {name: getattr(case, name) for name in ("name", "task", "inputs", "must")}
