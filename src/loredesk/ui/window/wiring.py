"""Joins the main window to its presenter."""

from loredesk.ui.window.presenter import WindowPresenter
from loredesk.ui.window.view import MainWindow


def join_window(window: MainWindow, presenter: WindowPresenter) -> None:
    """Let *presenter* hear what is wished in *window*."""
    window.world_chosen.connect(presenter.choose_world)
    window.session_chosen.connect(presenter.choose_session)
    window.new_session_requested.connect(presenter.new_session)
    window.new_world_requested.connect(presenter.new_world)
    window.rename_requested.connect(presenter.rename_session)
    window.trust_chosen.connect(presenter.set_trust)
    window.queue_toggle_requested.connect(presenter.toggle_queue)
    window.retry_failed_requested.connect(presenter.retry_failed)
    window.simulation_chosen.connect(presenter.set_simulation)
    window.unreviewed_chosen.connect(presenter.set_unreviewed)
    window.notice_action_requested.connect(presenter.mend)
    window.notice_dismissed.connect(presenter.dismiss)
