"""Consequences follow the line: what is rerolled, deleted or undone takes them along and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.domain.proposals import ProposalState
from tests.e2e_window.conftest import until

TURN = "Dagny Roe has broken her left wrist on the way down from Marrow Pass."


def note_of(program, title):
    """Return the note an entry has where the story stands, as the lore list shows it."""
    row = next(row for row in program.joined.lore._state.rows if row.title == title)
    return row.note.note_content if row.note is not None else ""


async def played_and_accepted(program):
    await program.ready()
    program.type_turn(TURN)
    await program.answered()
    await program.proposed()
    review = program.joined.review
    about_dagny = next(one for one in review._state.proposals if one.title == "Dagny Roe")
    review.choose(about_dagny.id)
    program.press_in_review(Qt.Key.Key_A)
    await until(lambda: "wrist" in note_of(program, "Dagny Roe"), "the note in the lore")
    return about_dagny


def texts(program):
    return [passage.text for passage in program.passages]


async def test_a_rerolled_turn_takes_its_consequences_along_and_they_come_back(open_program):
    async with open_program(demo=True) as program:
        accepted = await played_and_accepted(program)
        told = texts(program)
        chat, moves = program.chat, program.joined.story.moves
        turn = program.passages[-2].message_id

        chat._transcript.choose(turn)
        program.window.run("message.edit")
        await until(chat.moves._card.isVisible, "the message being edited")
        chat.moves._card._text.setPlainText("We come down from Marrow Pass in one piece.")
        chat.moves._card._keep.click()
        await until(lambda: moves._state.question is not None, "a question")
        assert "withdraws 1 change" in moves._state.question.sentence
        assert texts(program) == told
        assert chat._question.isVisible()
        chat._question._go_on.click()

        await until(lambda: "one piece" in program.passages[-1].text, "the new take")
        await until(lambda: note_of(program, "Dagny Roe") == "", "the note gone")
        assert chat._form.moved.isVisible()
        assert "Dagny Roe" in moves._state.notice.hint

        QTest.keyClick(chat._editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

        await until(lambda: texts(program) == told, "the story as it was")
        await until(lambda: "wrist" in note_of(program, "Dagny Roe"), "the note again")
        kept = await program.desk.review.proposal(accepted.id)
        assert kept.state is ProposalState.ACCEPTED


async def test_a_rerolled_reply_takes_its_consequences_along_and_they_come_back(open_program):
    async with open_program(demo=True) as program:
        accepted = await played_and_accepted(program)
        told, moves = texts(program), program.joined.story.moves

        program.window.run("chat.regenerate")
        await until(lambda: moves._state.question is not None, "a question")
        assert texts(program) == told
        program.chat._question._go_on.click()
        await program.answered()
        assert program.passages[-1].takes == 2
        await until(lambda: note_of(program, "Dagny Roe") == "", "the note gone")

        program.window.run("chat.take_left")
        await until(lambda: texts(program) == told, "the first take")
        await until(lambda: "wrist" in note_of(program, "Dagny Roe"), "the note again")
        kept = await program.desk.review.proposal(accepted.id)
        assert kept.state is ProposalState.ACCEPTED


async def test_a_move_that_is_refused_changes_nothing_and_one_that_is_made_can_be_undone(
    open_program,
):
    async with open_program(demo=True) as program:
        await played_and_accepted(program)
        told, moves = texts(program), program.joined.story.moves
        opening = program.passages[0].message_id
        before = await program.desk.stories.notes_in_force(program.session)
        program.chat._transcript.choose(opening)

        program.window.run("message.goto")
        await until(lambda: moves._state.question is not None, "a question")
        QTest.keyClick(program.chat._question, Qt.Key.Key_Escape)
        assert moves._state.question is None
        assert texts(program) == told
        program.window.run("message.goto")
        await until(lambda: moves._state.question is not None, "a question")
        program.chat._question._go_on.click()
        await until(lambda: program.passages[-1].message_id == opening, "the opening")
        program.window.run("edit.undo")

        await until(lambda: texts(program) == told, "the whole story")
        assert await program.desk.stories.notes_in_force(program.session) == before


async def test_a_deleted_message_comes_back_with_ctrl_z_and_goes_again(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn("We rest at the Kettle.")
        await program.answered()
        told = texts(program)

        program.window.run("message.delete")
        await until(lambda: len(program.passages) == len(told) - 1, "the reply gone")
        QTest.keyClick(program.chat._editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: texts(program) == told, "the reply again")
        program.window.run("edit.redo")

        await until(lambda: len(program.passages) == len(told) - 1, "the reply gone again")


async def test_an_acceptance_is_taken_back_by_ctrl_z(open_program):
    async with open_program(demo=True) as program:
        accepted = await played_and_accepted(program)
        assert program.window._actions["edit.undo"].text().startswith("Undo \u201cAccept the note")

        program.window.run("edit.undo")

        await until(lambda: note_of(program, "Dagny Roe") == "", "the note gone")
        opened = await program.desk.review.proposal(accepted.id)
        assert opened.state is ProposalState.OPEN


async def test_a_deleted_entry_is_restored_from_the_trash(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        lore = program.joined.lore
        await until(lambda: lore._state.matching > 30, "the lore")
        row = lore._state.rows[0]

        program.joined.trash.delete_entry(row.id, row.title)
        await until(lambda: row.id not in {one.id for one in lore._state.rows}, "the entry gone")
        program.window.run("edit.trash")
        dialog = program.joined.trash_dialog
        await until(lambda: bool(program.joined.trash._state.lines), "the trash")
        assert dialog.isVisible()
        dialog._form.restore.click()

        await until(lambda: row.id in {one.id for one in lore._state.rows}, "the entry again")
        dialog.reject()


async def test_a_deleted_session_leaves_the_window_with_another_and_comes_back(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        first = program.session
        program.window.run("session.new")
        await until(lambda: program.session not in {None, first}, "the new session")
        await program.ready()
        second = program.session

        program.window.run("session.delete")
        await until(lambda: program.session == first, "the first session")
        program.window.run("edit.undo")

        rows = program.joined.presenter
        await until(lambda: second in {row.id for row in rows.here.sessions}, "the second again")
