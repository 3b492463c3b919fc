"""Joins the settings dialog to its presenter."""

from loredesk.ui.settings_dialog.presenter import SettingsPresenter
from loredesk.ui.settings_dialog.view import SettingsDialog


def join_settings(dialog: SettingsDialog, presenter: SettingsPresenter) -> None:
    """Let *presenter* hear what is wished in *dialog*."""
    dialog.typed.connect(presenter.type)
    dialog.models_requested.connect(presenter.list_models)
    dialog.address_left.connect(presenter.leave_address)
    dialog.servers_requested.connect(presenter.find_servers)
    dialog.test_requested.connect(presenter.test)
    dialog.everywhere_requested.connect(presenter.use_everywhere)
    dialog.engine_chosen.connect(presenter.set_engine)
    dialog.theme_chosen.connect(presenter.set_theme)
    dialog.save_requested.connect(presenter.save)
    dialog.cancel_requested.connect(presenter.cancel)
    dialog.notice_dismissed.connect(presenter.dismiss)
