"""The evaluation in the running window, which must not freeze meanwhile."""

from loredesk.domain.lessons import Verdict
from loredesk.ui.evaluation.state import What
from tests.e2e_window.conftest import until


async def test_the_sample_world_and_the_prompts_are_evaluated_and_kept(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        worlds = await program.desk.library.worlds()
        program.window.run("app.evaluation")
        evaluation = program.joined.around_lore.evaluation
        dialog = program.joined.around_lore.evaluation_dialog
        await until(lambda: not evaluation._state.loading, "what was kept")
        assert What.SESSION in evaluation._state.choices

        dialog._form.run.click()
        await until(lambda: evaluation._state.run is not None, "the sample world")
        assert evaluation._state.run.report.questions >= 60
        assert dialog._form.bars._rows[0][2].text().endswith(" %")

        evaluation.choose_what(What.PROMPTS)
        dialog._form.run.click()
        await until(lambda: len(evaluation._state.runs) == 2, "the prompts")
        assert evaluation._state.run.report.figures["passed"] == 1

        dialog.reject()
        assert not dialog.isVisible()
        assert await program.desk.library.worlds() == worlds


async def test_a_session_is_learned_from_where_it_is_long_enough_and_else_that_is_said(
    open_program,
):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn("Edric Thole seals the Tine Works, and Lorcan Brand weeps.")
        await program.answered()
        program.window.run("app.evaluation")
        evaluation = program.joined.around_lore.evaluation
        dialog = program.joined.around_lore.evaluation_dialog
        await until(lambda: not evaluation._state.loading, "what was kept")

        evaluation.choose_what(What.SESSION)
        dialog._form.learn.click()
        await until(lambda: evaluation._state.run is not None, "the lesson")

        assert evaluation._state.run.report.lesson.verdict is Verdict.TOO_FEW
        assert dialog._form.remarks.text().startswith("Nothing was learned: ")
        assert dialog._form.unlearn.isHidden()


async def test_one_that_runs_ends_with_the_window(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.window.run("app.evaluation")
        evaluation = program.joined.around_lore.evaluation
        await until(lambda: not evaluation._state.loading, "what was kept")

        evaluation.run()
        await until(
            lambda: bool(evaluation._state.running and evaluation._state.running.total),
            "the first texts",
        )
    assert evaluation._state.runs == ()
