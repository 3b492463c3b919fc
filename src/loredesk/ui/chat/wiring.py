"""Joins what is about moving along the story to its presenter."""

from loredesk.ui.chat.moves_presenter import MovesPresenter
from loredesk.ui.chat.moves_view import MovesView


def join_moves(view: MovesView, presenter: MovesPresenter) -> None:
    """Let *presenter* hear what is wished in *view*."""
    view.acted.connect(presenter.act)
    view.named.connect(presenter.name)
    view.edit_kept.connect(presenter.keep_edit)
    view.reply_wanted.connect(presenter.keep_edit_and_reply)
    view.edit_left.connect(presenter.stop_editing)
    view.agreed.connect(presenter.go_on)
    view.refused.connect(presenter.cancel)
    view.newcomer_kept.connect(presenter.keep)
    view.mend_requested.connect(presenter.mend)
    view.notice_dismissed.connect(presenter.dismiss)
