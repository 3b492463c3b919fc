import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QListView, QSplitter, QWidget

from loredesk.ui.review.halves import Halves


@pytest.fixture
def splitter(qtbot):
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(0)
    qtbot.addWidget(splitter)
    rows = QListView(splitter)
    rows.setMinimumHeight(60)
    splitter.addWidget(rows)
    splitter.addWidget(QWidget(splitter))
    splitter.resize(300, 800)
    splitter.show()
    return splitter


def settle(splitter, number, wanted=Qt.Orientation.Vertical, **how):
    rows = splitter.widget(0)
    rows.setModel(QStringListModel([f"row {at}" for at in range(number)], rows))
    halves = Halves(splitter, rows)
    halves.settle(wanted, **how)
    return halves


def test_a_short_list_takes_no_more_than_its_rows_need(splitter):
    settle(splitter, 1)

    assert splitter.sizes()[0] <= 100


def test_a_long_list_leaves_most_of_the_room_to_the_sheet(splitter):
    settle(splitter, 500)

    assert splitter.sizes()[0] == pytest.approx(0.3 * 800, abs=2)


def test_a_long_list_gives_way_to_one_who_writes(splitter):
    settle(splitter, 500, writing=True)

    assert splitter.sizes()[0] == pytest.approx(0.15 * 800, abs=2)


def test_beside_each_other_the_list_has_about_a_third(splitter):
    settle(splitter, 3, Qt.Orientation.Horizontal)

    assert splitter.orientation() is Qt.Orientation.Horizontal
    assert splitter.sizes()[0] == pytest.approx(0.36 * 300, abs=2)


def test_what_the_author_has_decided_stays(splitter):
    halves = settle(splitter, 500)
    splitter.setSizes([500, 300])
    splitter.splitterMoved.emit(500, 1)

    halves.settle(Qt.Orientation.Vertical)

    assert splitter.sizes()[0] == 500
