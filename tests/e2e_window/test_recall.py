"""What the model is told is seen, asked about, compared and steered, with the author's hands."""

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.domain.services import Service
from loredesk.domain.settings import Engine, Settings
from loredesk.domain.steering import Steer
from loredesk.host import settings_file
from loredesk.host.home import find_home
from loredesk.ui.context.state import Subject
from tests.e2e_window.conftest import until

TURN = "Dagny Roe has broken her left wrist on the way down from Marrow Pass."
HORN = "The Warden's Horn"
"""An entry the turns here have nothing to do with."""


@pytest.fixture
def home(tmp_path):
    """A home whose narrator reads little, so that not everything there is can be told."""
    home = find_home(str(tmp_path / "home"), os.environ)
    home.create()
    default = Settings()
    narrator = replace(default.profiles[Service.GENERATION], context_tokens=4_096)
    profiles = {**default.profiles, Service.GENERATION: narrator}
    wanted = replace(default, engine=Engine.EXACT, profiles=profiles)
    settings_file.save(home.settings_file, default, wanted)
    return home


async def at_the_lore(program):
    await program.ready()
    await until(lambda: program.joined.lore._state.matching > 30, "the lore")


def in_the_menu(program, title, words):
    """Open the menu of an entry in the lore browser, and choose what it says there."""
    entries = program.joined.lore_pane._form.entries
    row = next(row for row in program.joined.lore._state.rows if row.title == title)
    index = program.joined.lore_pane._model.index_of(row.id)
    entries.setCurrentIndex(index)
    entries.scrollTo(index)
    entries.customContextMenuRequested.emit(entries.visualRect(index).center())
    menu = program.joined.lore_pane._menu
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    program.window.activateWindow()


def told(program):
    return {row.title: row.reason for row in program.joined.context._state.told}


def steered(program):
    return {row.title: row.steer for row in program.joined.story.recall.steering._state.rows}


async def previewed(program):
    program.window.run("show.context")
    program.joined.context_pane._form.preview.click()
    await until(lambda: program.joined.context._state.subject is Subject.PREVIEW, "a preview")


async def test_what_is_pinned_is_told_in_the_preview_until_it_is_undone(open_program):
    async with open_program(demo=True) as program:
        await at_the_lore(program)
        await previewed(program)
        assert HORN not in told(program)

        in_the_menu(program, HORN, "Pin: always tell it")

        await until(lambda: steered(program) == {HORN: Steer.PIN}, "the pin")
        await until(lambda: HORN in told(program), "the entry in the preview")
        assert told(program)[HORN] == "pinned by you"
        listed = program.joined.context_pane._told._model
        row = next(row for row in program.joined.context._state.told if row.title == HORN)
        assert "Pinned in this session" in listed.index_of(row.key).data()
        assert program.joined.context_pane._form.steered.text() == "1"
        assert program.window._actions["edit.undo"].text() == f"Undo \u201cPin {HORN}\u201d"

        QTest.keyClick(program.chat._editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

        await until(lambda: steered(program) == {}, "nothing steered")
        await until(lambda: HORN not in told(program), "the entry gone from the preview")
        program.window.run("edit.redo")
        await until(lambda: HORN in told(program), "the entry told again")


async def test_why_an_entry_was_not_told_is_asked_in_the_lore_and_answered_in_the_pane(
    open_program,
):
    async with open_program(demo=True) as program:
        await at_the_lore(program)
        program.type_turn(TURN)
        await program.answered()
        why, pane = program.joined.story.recall.why, program.joined.context_pane.why

        in_the_menu(program, HORN, "Why was this not told?")

        await until(lambda: why._state.answer is not None, "an answer")
        answer = why._state.answer
        assert (answer.title, answer.was_told) == (HORN, False)
        assert "turn 1" in answer.about
        assert pane._form.card_place.isVisible()

        pane._form.steer._buttons[Steer.BAN].click()
        await until(lambda: steered(program) == {HORN: Steer.BAN}, "the ban")
        QTest.keyClicks(pane._form.wanted, "Dagny")
        await until(lambda: bool(why._state.suggestions), "the names that fit")
        QTest.keyClick(pane._form.wanted, Qt.Key.Key_Return)

        await until(lambda: why._state.answer.title == "Dagny Roe", "the next answer")
        await until(lambda: not why._state.is_asking, "the whole of it")
        assert why._state.answer.was_told
        pane._completer.popup().hide()


async def test_two_takes_are_compared_and_a_message_of_the_other_line_is_gone_to(open_program):
    async with open_program(demo=True) as program:
        await at_the_lore(program)
        program.type_turn(TURN)
        await program.answered()
        first = program.passages[-1].message_id
        program.window.run("chat.regenerate")
        await program.answered()
        await until(lambda: program.passages[-1].takes == 2, "another take")
        recall = program.joined.story.recall

        program.window.run("message.compare_told")

        await until(lambda: recall.comparison._state.found is not None, "the comparison")
        state = recall.comparison._state
        assert (state.here, state.there) == (program.passages[-1].message_id, first)
        assert program.joined.context_pane.comparison.isVisible()
        program.window.run("message.told")
        assert not recall.comparison._state.is_shown

        program.joined.context_pane.message_chosen.emit(first)
        notice = program.joined.presenter.here.notice
        assert notice.action == "Go there"
        program.joined.presenter.mend()
        await until(lambda: program.passages[-1].message_id == first, "the first take")
        program.joined.context_pane.message_chosen.emit(first)
        assert program.chat._transcript.chosen == first


async def test_what_waits_for_review_is_told_where_the_author_wants_it(open_program):
    async with open_program(demo=True) as program:
        await at_the_lore(program)
        program.type_turn(TURN)
        await program.answered()
        await program.proposed()
        await previewed(program)
        await until(lambda: program.joined.context._state.manifest is not None, "the preview")

        def parts():
            return {block.name for block in program.joined.context._state.manifest.blocks}

        assert "What seems to have changed" not in parts()
        program.window._top_bar._unreviewed.trigger()

        await until(lambda: "What seems to have changed" in parts(), "what waits")
        assert program.joined.presenter.here.shows_unreviewed
