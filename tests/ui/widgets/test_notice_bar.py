import pytest

from loredesk.ui.notice import Notice
from loredesk.ui.widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(look, qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.set_look(look)
    return bar


def test_without_a_notice_it_is_not_there(bar):
    bar.show_notice(None)

    assert bar.isHidden()


@pytest.mark.parametrize("tone", ["info", "success", "warning", "danger"])
def test_a_notice_is_more_than_a_colour(bar, tone):
    bar.show_notice(Notice(sentence="The key was refused.", hint="Check it.", tone=tone))

    assert not bar.isHidden()
    assert not bar._icon.pixmap().isNull()
    assert bar.accessibleName().endswith(": The key was refused. Check it.")


def test_markup_in_a_notice_is_shown_as_it_is(bar):
    bar.show_notice(Notice(sentence="<b>bold</b>"))

    assert bar._sentence.text() == "<b>bold</b>"
    assert bar._sentence.textFormat().name == "PlainText"


def test_the_button_is_there_only_where_it_does_something(bar, qtbot):
    bar.show_notice(Notice(sentence="It stopped."))
    assert bar._action.isHidden()

    bar.show_notice(Notice(sentence="It stopped.", action="Start it"))
    with qtbot.waitSignal(bar.action_requested, timeout=1000):
        bar._action.click()


def test_it_can_be_sent_away(bar, qtbot):
    bar.show_notice(Notice(sentence="It stopped."))

    with qtbot.waitSignal(bar.dismissed, timeout=1000):
        bar._close.click()

    assert bar.isHidden()


def test_it_changes_with_the_colours(bar, look):
    from loredesk.domain.settings import Theme

    bar.show_notice(Notice(sentence="It stopped.", tone="danger"))
    before = bar._icon.pixmap().toImage()

    look.apply(Theme.DARK)

    assert bar._icon.pixmap().toImage() != before
