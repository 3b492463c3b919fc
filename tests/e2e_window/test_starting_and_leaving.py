"""Opening what can and cannot be opened, and leaving in order."""

import asyncio
import sqlite3
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.bootstrap.window import filling_for
from loredesk.host.home_lock import new_boot_id, take
from loredesk.ui.window.state import Phase
from tests.e2e_window.conftest import until


def in_the_middle_of(window):
    return window._skeleton._headline.text(), window._skeleton._sentence.text()


async def failed(program):
    await until(lambda: program.window._state.phase is Phase.FAILED, "the sentence")
    return program.window._state.failure


async def test_settings_that_cannot_be_read_are_named_in_the_window(open_program, home):
    home.settings_file.write_text("engine = 'abacus'\n", encoding="utf-8")

    async with open_program(joined_is_expected=False) as program:
        failure = await failed(program)

    assert "abacus" in failure.sentence
    assert home.settings_file.read_text(encoding="utf-8") == "engine = 'abacus'\n"


async def test_settings_that_cannot_be_read_can_be_set_aside(open_program, home):
    home.settings_file.write_text("engine = 'abacus'\n", encoding="utf-8")

    async with open_program(joined_is_expected=False) as program:
        await failed(program)
        skeleton = program.window._skeleton
        assert skeleton._button.text() == "Begin with fresh settings"
        skeleton._button.click()
        await until(lambda: program.window._state.phase is Phase.READY, "the library")

    kept = list(home.path.glob("settings.toml.broken-*"))
    assert [file.read_text(encoding="utf-8") for file in kept] == ["engine = 'abacus'\n"]


async def test_a_second_start_names_the_broken_settings_too(open_program, home):
    home.settings_file.write_text("engine = 'abacus'\n", encoding="utf-8")

    async with open_program(joined_is_expected=False) as program:
        await failed(program)
        second = await asyncio.to_thread(filling_for, home)

    assert "abacus" in second.problem.message


async def test_an_environment_that_cannot_be_read_is_not_mended_by_a_fresh_file(
    open_program, home, monkeypatch
):
    monkeypatch.setenv("LOREDESK_ENGINE", "abacus")

    async with open_program(joined_is_expected=False) as program:
        failure = await failed(program)
        assert failure.action == ""


async def test_the_ways_to_begin_do_not_hide_a_story_that_is_there(open_program):
    async with open_program() as program:
        assert program.joined.first_start_dialog.isVisible()
        program.joined.first_start.begin_built_in()
        await program.ready()

    async with open_program(demo=True) as program:
        settings = program.desk.models.settings()
        await program.desk.models.save_settings(replace(settings, first_start_done=False))

    async with open_program() as program:
        await program.ready()
        assert not program.joined.first_start_dialog.isVisible()


async def test_a_home_that_another_process_is_just_making_is_left_alone(open_program, home):
    lock = take(home, new_boot_id())

    async with open_program(joined_is_expected=False) as program:
        failure = await failed(program)

    lock.release()
    assert "open already" in failure.sentence
    assert "close it first" in failure.hint


async def test_a_library_of_a_newer_loredesk_is_refused_with_a_sentence(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
    with sqlite3.connect(home.db_file) as library:
        library.execute("update alembic_version set version_num = '9999'")
    library.close()

    async with open_program(joined_is_expected=False) as program:
        failure = await failed(program)

    assert "newer Loredesk" in failure.sentence


async def test_the_same_session_and_the_same_docks_are_there_again(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        older = program.session
        await program.desk.library.new_session(
            (await program.desk.library.worlds())[0].id, "Second winter"
        )
        await until(lambda: len(program.window._state.sessions) == 2, "two sessions")
        program.window.run("show.panel")
        docks = program.window._docks._docks
        docks["lore"].hide()
        docks["panel"].setFloating(False)
        program.window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, docks["panel"])
        program.window.close()

    async with open_program(demo=True) as program:
        await program.ready()
        assert program.session == older
        docks = program.window._docks._docks
        assert docks["lore"].isHidden()
        area = program.window.dockWidgetArea(docks["panel"])
        assert area == Qt.DockWidgetArea.BottomDockWidgetArea


async def test_unsaved_words_are_asked_about_before_the_window_closes(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.joined.entry.new()
        form = program.joined.entry_form
        await until(form.isVisible, "the form")
        QTest.keyClicks(form._form.title, "The Old Kiln")

        program.window.close()

        assert not program.shell.closed.is_set()
        assert program.window.isVisible()
        program.joined.entry.save()
        await until(program.shell.closed.is_set, "the window closed once it was saved")
        worlds = await program.desk.library.worlds()
        entry = await program.desk.library.find_entry("The Old Kiln", world_id=worlds[0].id)
        assert entry is not None
