import pytest
from PySide6.QtCore import QObject, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QTextDocument

from loredesk.ui.widgets.link_question import LinkQuestion
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


class Browser(QObject):
    """Stands where the system's browser would."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, address):
        self.opened.append(address.toString())


@pytest.fixture
def browser():
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def test_a_link_is_not_opened_before_the_reader_has_seen_where_it_leads(text, qtbot, browser):
    text.show_markdown("[a door](https://example.org/x)")
    assert "a door (example.org)" in text.toPlainText()

    with qtbot.waitSignal(text.link_chosen, timeout=1000) as chosen:
        text.anchorClicked.emit(QUrl("https://example.org/x"))

    question = text.findChild(LinkQuestion)
    assert chosen.args == ["https://example.org/x"]
    assert question.text() == "Open example.org in your browser?"
    assert question.informativeText() == "https://example.org/x"
    assert browser.opened == []


def test_a_link_is_opened_when_the_reader_says_so(text, qtbot, browser):
    text.anchorClicked.emit(QUrl("https://example.org/x"))

    text.findChild(LinkQuestion).open_button.click()

    assert browser.opened == ["https://example.org/x"]


def test_a_link_is_left_alone_when_the_reader_stays(text, qtbot, browser):
    text.anchorClicked.emit(QUrl("https://example.org/x"))

    qtbot.keyClick(text.findChild(LinkQuestion), Qt.Key.Key_Escape)

    assert browser.opened == []


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
