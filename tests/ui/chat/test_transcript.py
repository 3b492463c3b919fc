import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument, QWheelEvent

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.domain.settings import Theme
from loredesk.ui.chat.state import Passage
from loredesk.ui.chat.stretches import WINDOW
from loredesk.ui.chat.transcript import Transcript
from loredesk.ui.chat.typesetter import GROUND, Ground


def author(number, text="I knock."):
    return Passage(message_id=MessageId(f"a{number}"), role=Role.AUTHOR, text=text, turn=number)


def reply(number, text="The door opens.", **more):
    return Passage(
        message_id=MessageId(f"r{number}"),
        role=Role.NARRATOR,
        text=text,
        turn=number,
        speaker="Keeper",
        **more,
    )


@pytest.fixture
def transcript(look, qtbot):
    widget = Transcript()
    widget.set_look(look)
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    return widget


AUTHORS_ROW = "Edit  \u00b7  Branch  \u00b7  More"
REPLYS_ROW = f"Regenerate  \u00b7  {AUTHORS_ROW}"


def plain(text):
    return text.replace("\u00a0", " ")


def text_of(transcript):
    return transcript.toPlainText()


def blocks_on(transcript, ground):
    block, found = transcript.document().begin(), []
    while block.isValid():
        if block.blockFormat().intProperty(GROUND) == ground:
            found.append(block.text())
        block = block.next()
    return found


def test_turns_and_replies_stand_on_different_grounds(transcript):
    transcript.show_passages([author(1), reply(1, panel=Panel(time="Dusk", place="Quay"))])

    assert blocks_on(transcript, Ground.AUTHOR) == [
        "Turn 1  \u00b7  You",
        "I knock.",
        plain(AUTHORS_ROW),
    ]
    assert blocks_on(transcript, Ground.PANEL) == ["Dusk  \u00b7  Quay"]
    assert "Keeper\nThe door opens." in text_of(transcript)


def test_a_cut_reply_is_marked(transcript):
    transcript.show_passages([author(1), reply(1, cut=True)])

    assert "breaks off here" in text_of(transcript)


def test_a_reply_the_author_stopped_does_not_sound_like_an_accident(transcript):
    transcript.show_passages([author(1), reply(1, cut=True, stopped=True)])

    assert "You stopped this reply here." in text_of(transcript)
    assert "breaks off" not in text_of(transcript)


def test_a_reply_without_a_panel_says_that_the_one_before_counts(transcript):
    transcript.show_passages([author(1), reply(1, lacks_panel=True)])

    assert "No scene card came with this reply" in text_of(transcript)


def test_only_what_differs_is_set_again(transcript, qtbot):
    transcript.show_passages([author(1), reply(1), author(2)])
    changes = []
    transcript.document().contentsChange.connect(lambda at, out, in_: changes.append(at))
    unchanged = transcript.document().characterCount() - 2

    transcript.show_passages([author(1), reply(1), author(2), reply(2)])

    assert min(changes) >= unchanged
    assert text_of(transcript).count("The door opens.") == 2


def test_another_take_replaces_the_last_one(transcript):
    transcript.show_passages([author(1), reply(1, "Once.")])

    transcript.show_passages([author(1), reply(1, "Twice.", take=2, takes=2)])

    assert "Once." not in text_of(transcript)
    assert "Twice." in text_of(transcript)
    assert "2 of 2" in plain(text_of(transcript))


def test_a_reply_grows_and_its_finished_paragraphs_are_set(transcript):
    transcript.show_passages([author(1)])
    transcript.begin(speaker="Keeper", turn=1)

    for piece in ("She *no", "ds*.\n", "\nThen *si"):
        transcript.append(piece)
        transcript.flush()

    assert text_of(transcript).endswith("Keeper\nShe nods.\nThen *si")

    transcript.append("ghs*.")
    transcript.finish()

    assert text_of(transcript).endswith("Keeper\nShe nods.\nThen sighs.")


def test_pieces_are_written_together_within_a_frame_or_two(transcript, qtbot):
    transcript.begin()

    transcript.append("a")
    transcript.append("b")
    assert not text_of(transcript).endswith("ab")

    qtbot.waitUntil(lambda: text_of(transcript).endswith("ab"))


def test_waiting_words_give_way_to_the_first_piece(transcript):
    transcript.begin()
    transcript.wait("Remembering")
    assert text_of(transcript).endswith("Remembering")

    transcript.append("It")
    transcript.flush()
    transcript.wait("Remembering")

    assert text_of(transcript).endswith("It")


def test_the_stored_reply_takes_the_place_of_the_one_that_grew(transcript):
    transcript.show_passages([author(1)])
    transcript.begin(turn=1)
    transcript.append("The do")
    transcript.flush()

    transcript.show_passages([author(1), reply(1)])

    assert text_of(transcript).count("The do") == 1
    assert not transcript.is_growing


def test_a_reply_can_be_finished_with_how_it_was_stored(transcript):
    transcript.begin(turn=1)
    transcript.append("raw")

    transcript.finish(reply(1, "As stored."))
    transcript.show_passages([reply(1, "As stored."), author(2)])

    assert text_of(transcript).count("As stored.") == 1
    assert "raw" not in text_of(transcript)


def long_story(count=60):
    text = "Rain falls on the harbour roofs. " * 30
    return [reply(number, f"[{number}] {text}") for number in range(1, count + 1)]


def test_only_the_end_of_a_long_story_is_set(transcript):
    passages = long_story()

    transcript.show_passages(passages)

    assert len(text_of(transcript)) < 2 * WINDOW
    assert "[60]" in text_of(transcript)
    assert "Show earlier turns" in text_of(transcript)


def test_earlier_turns_are_set_when_asked_for_until_all_are_there(transcript):
    transcript.show_passages(long_story())

    while "Show earlier turns" in text_of(transcript):
        transcript.anchorClicked.emit(QUrl("earlier"))

    text = text_of(transcript)
    places = [text.index(f"[{number}]") for number in range(1, 61)]
    assert places == sorted(places)
    assert text.count("[7]") == 1


def test_earlier_turns_do_not_move_what_is_read(transcript, qtbot):
    transcript.show_passages(long_story())
    bar = transcript.verticalScrollBar()
    bar.setValue(0)
    before = transcript.cursorForPosition(QPoint(300, 400)).block().text()

    turn_the_wheel(transcript)

    assert bar.value() > 0
    assert transcript.cursorForPosition(QPoint(300, 400)).block().text() == before


def turn_the_wheel(transcript):
    middle = QPointF(transcript.viewport().rect().center())
    event = QWheelEvent(
        middle,
        middle,
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    transcript.wheelEvent(event)


def test_a_reply_after_earlier_turns_were_set_still_finds_its_place(transcript):
    passages = long_story()
    transcript.show_passages(passages)
    transcript.show_earlier()

    transcript.show_passages([*passages[:-1], reply(60, "Another end.")])

    assert "Another end." in text_of(transcript)[-len(plain(REPLYS_ROW)) - 20 :]
    assert "[60]" not in text_of(transcript)
    assert text_of(transcript).count("[59]") == 1


def test_the_end_stays_in_sight_while_a_reply_grows(transcript):
    transcript.show_passages(long_story(5))
    transcript.begin()
    for _ in range(40):
        transcript.append("More rain falls on the roofs. " * 3 + "\n\n")
        transcript.flush()

    bar = transcript.verticalScrollBar()
    transcript.document().documentLayout().documentSize()
    assert bar.value() == bar.maximum()


def test_who_reads_further_up_is_not_pulled_down(transcript):
    transcript.show_passages(long_story(5))
    transcript.begin()
    transcript.verticalScrollBar().setValue(50)

    transcript.append("More rain. " * 200)
    transcript.flush()

    assert transcript.verticalScrollBar().value() == 50


def test_a_reply_asks_for_its_context(transcript, qtbot):
    transcript.show_passages([reply(1, has_context=True)])

    with qtbot.waitSignal(transcript.context_requested, timeout=500) as asked:
        transcript.anchorClicked.emit(QUrl("context:r1"))

    assert asked.args == ["r1"]


def test_a_stranger_cannot_write_a_link_of_ours(transcript):
    transcript.show_passages([reply(1, "[x](context:r9) <a href='earlier'>y</a>")])

    assert "x <a href='earlier'>y</a>" in text_of(transcript)
    assert all(link.startswith("act:") for link in links_in(transcript))


def links_in(transcript):
    block, found = transcript.document().begin(), []
    while block.isValid():
        found += [form.format.anchorHref() for form in block.textFormats()]
        block = block.next()
    return [link for link in found if link]


def test_nothing_is_loaded(transcript):
    kind = QTextDocument.ResourceType.ImageResource.value

    loaded = transcript.loadResource(kind, QUrl("file:///etc/passwd"))

    assert loaded.size() == QSize(1, 1)


def test_other_colours_set_the_same_text_and_go_on_growing(transcript, look):
    transcript.show_passages([author(1), reply(1)])
    transcript.begin()
    transcript.append("It gr")
    transcript.flush()
    before = text_of(transcript)

    look.apply(Theme.DARK)

    assert text_of(transcript) == before
    transcript.append("ows")
    transcript.flush()
    assert text_of(transcript).endswith("It grows")


def test_the_widget_has_a_name_for_screen_readers(transcript):
    assert transcript.accessibleName() == "The story so far"


def test_a_message_far_back_is_set_and_brought_on_screen(transcript, qtbot):
    passages = [reply(number, "It rains and rains. " * 60) for number in range(90)]
    transcript.show_passages(passages)

    assert transcript.reveal(MessageId("r3"))
    qtbot.waitUntil(lambda: transcript.chosen == "r3", timeout=5_000)

    area = transcript.area_of(MessageId("r3"))
    assert transcript.viewport().rect().intersects(area)


def test_a_message_that_is_set_already_is_chosen_at_once(transcript):
    transcript.show_passages([author(1), reply(1)])

    assert transcript.reveal(MessageId("a1"))

    assert transcript.chosen == "a1"


def test_a_message_of_another_line_cannot_be_brought(transcript):
    transcript.show_passages([author(1), reply(1)])

    assert not transcript.reveal(MessageId("elsewhere"))
    assert transcript.chosen is None


def test_who_chooses_another_message_meanwhile_is_not_led_away(transcript, qtbot):
    transcript.show_passages([reply(number, "It rains. " * 120) for number in range(90)])

    transcript.reveal(MessageId("r3"))
    transcript.choose(MessageId("r89"))
    transcript._search.timeout.emit()

    assert transcript.chosen == "r89"
