"""Backups in the window: put back without leaving the program; libraries that cannot be read."""

import asyncio
import contextlib

import pytest
from PySide6.QtTest import QTest

from loredesk.bootstrap.answers import brought_to_front
from loredesk.bootstrap.closed import restore
from loredesk.domain.errors import UserFixableError
from loredesk.host.home_lock import new_boot_id, take
from loredesk.host.owner_link import ask_owner
from loredesk.ui.window.state import Phase
from tests.e2e_window.conftest import until


async def sessions(program):
    return len(await program.desk.library.sessions())


async def begin_another_session(program):
    world = (await program.desk.library.worlds())[0]
    await program.desk.library.new_session(world.id, "Another winter")


def notice(program):
    shown = program.window._state.notice
    return shown.sentence if shown else ""


async def test_a_backup_is_put_back_without_leaving_the_program(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
        await begin_another_session(program)

        restored = await program.desk.backups.restore(made.name)

        await until(lambda: program.openings == 2, "the library again")
        await program.ready()
        assert await sessions(program) == 1
        assert restored.name == made.name
        await until(lambda: made.name in notice(program), "the sentence about it")


async def test_another_process_has_a_backup_put_back_in_the_window(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
        await begin_another_session(program)

        asked = {"argv": ["backup", "restore", made.name, "--json"]}
        answer = await asyncio.to_thread(ask_owner, home, asked)

        assert answer["exit"] == 0, answer
        await until(lambda: program.openings == 2, "the library again")
        assert await sessions(program) == 1
        later = await asyncio.to_thread(ask_owner, home, {"argv": ["sessions"]})
        assert later["exit"] == 0


async def test_a_damaged_backup_closes_nothing(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
        copy = home.backups / f"{made.name}.db"
        await asyncio.to_thread(copy.write_bytes, b"damaged")

        with pytest.raises(UserFixableError, match="cannot be trusted"):
            await program.desk.backups.restore(made.name)

        assert program.openings == 1


async def test_words_that_are_not_saved_hold_up_restoring(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
        program.joined.entry.new()
        await until(program.joined.entry_form.isVisible, "the form")
        QTest.keyClicks(program.joined.entry_form._form.title, "The Old Kiln")
        await until(lambda: program.joined.entry.has_unsaved, "something unsaved")

        with pytest.raises(UserFixableError, match="not saved yet"):
            await program.desk.backups.restore(made.name)

        program.joined.entry.discard()
        assert program.openings == 1


@pytest.mark.parametrize("damaged", [b"Once upon a time.", b"", None])
async def test_a_library_that_cannot_be_read_offers_the_newest_sound_backup(
    open_program, home, damaged
):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
    home.db_file.unlink()
    if damaged is not None:
        home.db_file.write_bytes(damaged)

    async with open_program(joined_is_expected=False) as program:
        await until(lambda: program.window._state.phase is Phase.FAILED, "the sentence")
        assert home.db_file.exists() == (damaged is not None)
        assert damaged is None or home.db_file.read_bytes() == damaged
        button = program.window._skeleton._button
        assert made.name in button.text()
        button.click()
        await until(lambda: program.openings == 1, "the library")
        assert await sessions(program) == 1

    kept = list(home.path.glob("loredesk.db.damaged-*"))
    assert [file.read_bytes() for file in kept] == ([] if damaged is None else [damaged])


async def test_a_damaged_library_without_a_backup_is_named_and_left_alone(open_program, home):
    home.db_file.write_bytes(b"Once upon a time.")

    async with open_program(joined_is_expected=False) as program:
        await until(lambda: program.window._state.phase is Phase.FAILED, "the sentence")
        failure = program.window._state.failure

    assert "cannot be read as a Loredesk database" in failure.sentence
    assert home.db_file.read_bytes() == b"Once upon a time."


async def test_a_second_start_brings_the_first_window_to_the_front(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        program.window.showMinimized()

        assert await asyncio.to_thread(brought_to_front, home)

        assert not program.window.isMinimized()


async def test_where_no_window_answers_a_second_one_only_reads(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
    lock = take(home, new_boot_id())
    kept = await asyncio.to_thread(_contents, home)

    with contextlib.closing(_Released(lock)):
        assert not await asyncio.to_thread(brought_to_front, home)
        async with open_program() as program:
            await program.ready()
            await until(lambda: "only shows what is there" in notice(program), "the sentence")
            assert await sessions(program) == 1
            assert await program.desk.library.worlds()
            program.type_turn("I knock at the door.")
            await until(lambda: program.joined.chat._state.notice is not None, "a sentence")
            assert "open here" in program.joined.chat._state.notice.sentence
            assert program.chat._editor.toPlainText() == "I knock at the door."
            with pytest.raises(UserFixableError, match="open here"):
                await program.desk.models.save_settings(program.desk.models.settings())
            with pytest.raises(UserFixableError, match="open here"):
                await program.desk.backups.create()
        assert await asyncio.to_thread(_contents, home) == kept


class _Released:
    def __init__(self, lock):
        self.close = lock.release


def _contents(home):
    return {
        file.name: file.read_bytes() for file in (home.db_file, home.drafts_file) if file.exists()
    }


async def test_a_risky_place_is_told_in_the_window(open_program, home):
    home.path.chmod(0o755)

    async with open_program(demo=True) as program:
        await program.ready()
        await until(lambda: "Others on this machine" in notice(program), "the warning")


async def test_a_restore_broken_off_by_a_crash_is_finished_at_the_next_start(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        made = await program.desk.backups.create()
        await begin_another_session(program)
    await asyncio.to_thread(restore, home, made.name)
    home.db_file.rename(home.path / "loredesk.db.restored")
    (home.path / "loredesk.db.restoring").write_text('{"kept": "loredesk.db.replaced-x"}')

    async with open_program() as program:
        await program.ready()
        assert await sessions(program) == 1
