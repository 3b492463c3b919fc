from loredesk.domain.messages import TrustRule
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.view import MainWindow
from loredesk.ui.window.wiring import join_window


class Heard:
    """Remembers which wishes reached it."""

    def __init__(self):
        self.wishes = []

    def __getattr__(self, name):
        def hear(*arguments):
            self.wishes.append((name, *arguments))

        return hear


def test_every_wish_of_the_window_is_heard(look, qtbot, tmp_path):
    window = MainWindow(look=look, memory=WindowMemory(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    presenter = Heard()
    join_window(window, presenter)

    window.world_chosen.emit("w1")
    window.session_chosen.emit("s1")
    window.new_session_requested.emit()
    window.new_world_requested.emit("Islands")
    window.rename_requested.emit("Second winter")
    window.trust_chosen.emit(TrustRule.ACCEPT_ALL)
    window.simulation_chosen.emit(10)
    window.unreviewed_chosen.emit(True)
    window.queue_toggle_requested.emit()
    window.retry_failed_requested.emit()
    window.notice_dismissed.emit()

    assert presenter.wishes == [
        ("choose_world", "w1"),
        ("choose_session", "s1"),
        ("new_session",),
        ("new_world", "Islands"),
        ("rename_session", "Second winter"),
        ("set_trust", TrustRule.ACCEPT_ALL),
        ("set_simulation", 10),
        ("set_unreviewed", True),
        ("toggle_queue",),
        ("retry_failed",),
        ("dismiss",),
    ]
