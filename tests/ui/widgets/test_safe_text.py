import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument

from loredesk.ui.widgets.prose import LONGEST, html_of
from loredesk.ui.widgets.safe_text import SafeText


@pytest.fixture
def text(qtbot, look):
    text = SafeText()
    qtbot.addWidget(text)
    text.set_look(look)
    text.resize(400, 300)
    text.show()
    return text


@pytest.fixture
def picture(tmp_path, qapp):
    from PySide6.QtGui import QImage

    file = tmp_path / "secret.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    assert image.save(str(file))
    return file


@pytest.mark.parametrize("how", ["file", "path", "relative"])
def test_not_even_raw_html_makes_it_read_a_file(text, picture, how, monkeypatch):
    monkeypatch.chdir(picture.parent)
    address = {"file": picture.as_uri(), "path": str(picture), "relative": picture.name}[how]

    text.setHtml(f'<p>before</p><img src="{address}">')
    text.grab()

    kind = QTextDocument.ResourceType.ImageResource.value
    assert text.document().resource(kind, QUrl(address)).size() == QSize(1, 1)


def test_no_style_sheet_is_read_from_a_file(text, tmp_path):
    sheet = tmp_path / "style.css"
    sheet.write_text("p { color: #123456; }")

    text.setHtml(f'<link rel="stylesheet" href="{sheet.as_uri()}"><p>before</p>')

    assert "#123456" not in text.toHtml()


def test_our_own_icons_are_shown(text):
    kind = QTextDocument.ResourceType.ImageResource.value

    assert text.document().resource(kind, QUrl("icon:note")).width() > 1
    assert text.document().resource(kind, QUrl("icon:nothing-of-that-name")).width() == 1


def test_a_click_on_a_link_is_a_wish_and_nothing_more(text, qtbot):
    text.show_markdown("[a door](https://example.org/x)")

    with qtbot.waitSignal(text.link_chosen, timeout=1000) as chosen:
        text.anchorClicked.emit(QUrl("https://example.org/x"))

    assert chosen.args == ["https://example.org/x"]
    assert "a door (example.org)" in text.toPlainText()


def test_a_link_to_a_file_is_no_wish_at_all(text, qtbot):
    with qtbot.assertNotEmitted(text.link_chosen):
        text.anchorClicked.emit(QUrl("file:///etc/passwd"))


def test_plain_text_stays_what_it_is(text):
    text.show_plain("<b>*not* bold</b>")

    assert text.toPlainText() == "<b>*not* bold</b>"


def test_the_text_can_be_read_by_keyboard_but_not_changed(text, qtbot):
    text.show_plain("Once")

    qtbot.keyClicks(text, "twice")

    assert text.toPlainText() == "Once"
    assert text.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard


def test_a_change_of_colours_recolours_what_is_shown(text, look):
    from loredesk.domain.settings import Theme

    text.show_markdown("\u201cHello\u201d", speech=True)
    look.apply(Theme.DARK)

    assert look.tokens.speech in text.toHtml()


def test_a_mountain_of_nested_quotes_is_cut(text):
    html = html_of(">" * 20_000 + " deep")

    assert html.count("<blockquote>") <= 20


def test_what_is_too_long_is_cut_and_says_so(text):
    text.show_plain("x" * (LONGEST + 5_000))

    assert len(text.toPlainText()) < LONGEST * 1.01
    assert text.toPlainText().endswith("\u2026")
