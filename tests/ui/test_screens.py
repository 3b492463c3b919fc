from PySide6.QtWidgets import QLabel

from loredesk.domain.settings import Theme
from loredesk.ui.screens import Subject, render, save_all


def test_a_picture_has_the_size_and_the_colours_asked_for(look, qtbot):
    label = QLabel("Once upon a time")
    qtbot.addWidget(label)

    light = render(label, (200, 60), look, Theme.LIGHT)
    dark = render(label, (200, 60), look, Theme.DARK)

    assert (light.width(), light.height()) == (200, 60)
    assert light != dark


def test_every_subject_is_written_in_every_theme_and_size(look, qtbot, tmp_path):
    label = QLabel("Once upon a time")
    qtbot.addWidget(label)

    subjects = {"label": Subject(widget=label, sizes=[(200, 60), (400, 60)])}
    written = save_all(subjects, tmp_path / "pictures", look)

    assert sorted(file.name for file in written) == [
        "label-dark-200.png",
        "label-dark-400.png",
        "label-light-200.png",
        "label-light-400.png",
    ]
    assert all(file.stat().st_size for file in written)
