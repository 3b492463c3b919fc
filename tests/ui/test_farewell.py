import os
import signal

import pytest

from loredesk.ui.farewell import Farewell


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to itself")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_end_is_heard_on_the_loop(number, qapp, qtbot):
    heard = []
    farewell = Farewell(lambda: heard.append("end"), qapp)

    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: heard == ["end"])

    farewell.stop()


def test_afterwards_signals_do_what_they_did_before(qapp):
    before = signal.getsignal(signal.SIGINT)

    Farewell(lambda: None, qapp).stop()

    assert signal.getsignal(signal.SIGINT) is before
