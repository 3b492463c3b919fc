"""What is written and not sent."""

from tests.e2e_window.conftest import until


async def test_words_that_were_not_sent_are_there_again_after_closing(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.chat._editor.setPlainText("Mira listens at the door.")
        program.window.close()

    async with open_program(demo=True) as program:
        await program.ready()
        assert program.chat._editor.toPlainText() == "Mira listens at the door."


async def test_words_are_on_the_disk_a_moment_after_they_are_typed(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        program.chat._editor.setPlainText("Mira listens at the door.")

        await until(home.drafts_file.exists, "the file of the drafts")

        assert "Mira listens" in home.drafts_file.read_text(encoding="utf-8")


async def test_a_turn_that_was_sent_is_a_draft_no_more(open_program, home):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn("Mira listens.")
        await program.answered()

    async with open_program(demo=True) as program:
        await program.ready()
        assert program.chat._editor.toPlainText() == ""
