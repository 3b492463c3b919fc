"""What nobody foresaw is still said in the window."""

from loredesk.bootstrap.window import Filling
from loredesk.ui.window.state import Phase
from tests.e2e_window.conftest import until


async def test_an_error_nobody_foresaw_is_said_and_the_window_stays(open_program, monkeypatch):
    async def broken(*_args):
        message = "the disk has turned to cheese"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(Filling, "_open", broken)

    async with open_program(joined_is_expected=False) as program:
        await until(lambda: program.window._state.phase is Phase.FAILED, "the sentence")
        failure = program.window._state.failure
        assert not program.shell.closed.is_set()

    assert "did not expect" in failure.sentence
    assert "The log says more" in failure.hint
