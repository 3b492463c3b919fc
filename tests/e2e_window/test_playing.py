"""An evening at the desk: from the first click to what the next turn knows."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.domain.proposals import ProposalState
from tests.e2e_window.conftest import until

TURN = "Dagny Roe has broken her left wrist on the way down from Marrow Pass."


async def test_one_click_opens_the_sample_world(open_program):
    async with open_program() as program:
        dialog = program.joined.first_start_dialog
        await until(dialog.isVisible, "the ways to begin")

        QTest.mouseClick(dialog._form.begin_built_in, Qt.MouseButton.LeftButton)

        await program.ready()
        await until(lambda: not dialog.isVisible(), "the dialog closed")
        assert program.window.windowTitle().startswith("The Quiet Season")
        assert program.passages[0].text
        await until(lambda: program.joined.lore._state.matching > 30, "the lore")
        assert program.desk.models.settings().first_start_done


async def test_what_happens_is_proposed_accepted_and_known_in_the_next_turn(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn(TURN)
        await program.answered()
        assert program.passages[-2].text == TURN
        assert program.passages[-1].text
        await program.proposed()
        review = program.joined.review
        about_dagny = next(one for one in review._state.proposals if one.title == "Dagny Roe")
        review.choose(about_dagny.id)

        program.press_in_review(Qt.Key.Key_A)

        await until(
            lambda: about_dagny.id not in {one.id for one in review._state.proposals},
            "the proposal gone from the list",
        )
        program.joined.entry.open(about_dagny.entry_id)
        form = program.joined.entry_form
        await until(lambda: "wrist" in form._form.note.toPlainText(), "the note in the form")
        program.joined.entry.close()
        program.type_turn("I ask Dagny Roe how she is.")
        await program.answered()
        manifest = await program.desk.generation.manifest(program.passages[-1].message_id)
        assert "broken her left wrist" in "".join(block.text for block in manifest.blocks)
        told = {entry.title: entry for entry in manifest.entries}
        assert told["Dagny Roe"].revision is not None


async def test_rejecting_leaves_the_world_as_it_was(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn(TURN)
        await program.answered()
        await program.proposed()
        review = program.joined.review
        rejected = review._state.chosen

        program.press_in_review(Qt.Key.Key_R)

        await until(
            lambda: rejected.id not in {one.id for one in review._state.proposals},
            "the proposal gone from the list",
        )
        kept = await program.desk.review.proposal(rejected.id)
        assert kept.state is ProposalState.REJECTED
        view = await program.desk.library.entry(rejected.entry_id, program.session)
        assert view.note is None


async def test_another_take_is_written_and_the_first_is_found_again(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn(TURN)
        await program.answered()
        first = program.passages[-1].message_id

        program.window.run("chat.regenerate")
        await program.answered()
        assert program.passages[-1].takes == 2
        assert program.passages[-1].message_id != first
        program.window.run("chat.take_left")

        await until(lambda: program.passages[-1].message_id == first, "the first take")


async def test_the_review_is_reached_and_worked_with_the_keyboard_alone(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.window.activateWindow()
        program.type_turn(TURN)
        await program.answered()
        await program.proposed()
        first = program.joined.review._state.chosen

        program.window.run("show.review")
        focused = program.window.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_S)

        await until(
            lambda: first.id not in {one.id for one in program.joined.review._state.proposals},
            "the proposal put off",
        )
        kept = await program.desk.review.proposal(first.id)
        assert kept.state is ProposalState.SNOOZED


async def test_the_world_lives_on_as_often_as_the_author_wants(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        actions = program.window._top_bar._simulation_actions
        assert actions[5].isChecked()

        actions[0].trigger()

        await until(lambda: program.window._state.simulate_every == 0, "the choice kept")
        story = await program.desk.stories.story(program.session)
        assert story.session.simulate_every == 0
