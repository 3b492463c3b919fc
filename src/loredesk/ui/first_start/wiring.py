"""Joins the dialog of the first start to its presenter."""

from loredesk.ui.first_start.presenter import FirstStartPresenter
from loredesk.ui.first_start.view import FirstStartDialog


def join_first_start(dialog: FirstStartDialog, presenter: FirstStartPresenter) -> None:
    """Let *presenter* hear what is wished in *dialog*."""
    dialog.built_in_requested.connect(presenter.begin_built_in)
    dialog.skip_requested.connect(presenter.skip)
    dialog.sample_wished.connect(presenter.set_sample)
    dialog.notice_dismissed.connect(presenter.dismiss)
    dialog.typed.connect(presenter.type)
    dialog.server_chosen.connect(presenter.choose_server)
    dialog.look_requested.connect(presenter.look)
    dialog.models_requested.connect(presenter.list_models)
    dialog.address_left.connect(presenter.leave_address)
    dialog.test_requested.connect(presenter.test)
    dialog.begin_requested.connect(presenter.begin)
