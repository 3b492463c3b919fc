"""Who knows what: of an entry, who is asked about, and who speaks."""

from dataclasses import replace

from PySide6.QtWidgets import QMenu

from loredesk.domain.ids import KnowledgeId, LoreId, MessageId
from loredesk.domain.messages import NarratorTells
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.knowing.state import WHOLE, KnowingState, key_of
from loredesk.ui.knowing.view import KnowingPane
from loredesk.ui.notice import Notice
from loredesk.ui.people.state import Choice, Moment, PeopleState, Purpose, Question, Somebody
from loredesk.ui.people.view import PeopleDialog
from loredesk.ui.voice.state import VoiceState
from loredesk.ui.voice.view import VoiceMenu
from tests.screens.camera import Camera
from tests.screens.dialogs import hide_from_screen
from tests.screens.lore import ENTRY, REFUSED
from tests.screens.made_up import UNBROKEN

ODO, MUFFLE = LoreId("odo"), LoreId("muffle")
NAMES = {ODO: "Odo the Ferryman", MUFFLE: "The Muffle", LoreId("u"): UNBROKEN}
PEOPLE = tuple(
    Somebody(id=one, title=title, category="faction" if one == MUFFLE else "character")
    for one, title in NAMES.items()
)
CLOSED = "She sold the bell to the Ropewrights on the night of the fire."


def shoot_all(camera: Camera) -> None:
    """Take the pictures of who knows what."""
    _shoot_pane(camera)
    _shoot_people(camera)
    _shoot_menu(camera)


def _learner(number: int, name: str, turn: int | None, *, here: bool = True) -> Learner:
    return Learner(
        id=KnowledgeId(f"k{number}"),
        who=ODO,
        name=name,
        message_id=MessageId("m"),
        turn=turn,
        in_force=here,
    )


def _found() -> WhoKnows:
    some = Visibility.known_by(ODO, MUFFLE)
    told = (_learner(1, NAMES[ODO], 6), _learner(2, UNBROKEN, 14, here=False))
    sentences = (
        KnownSentence(part="content", number=1, text="Bettany Crake keeps the Kettle.", own=None, counts=EVERYONE),
        KnownSentence(part="content", number=2, text=CLOSED, own=SECRET, counts=SECRET, learners=told),
        KnownSentence(
            part="note",
            number=1,
            text="They say she sold the bell to the Ropewrights that night.",
            own=None,
            counts=SECRET,
            like=CLOSED,
        ),
        KnownSentence(part="note", number=2, text=f"Her glass eye is {UNBROKEN}.", own=some, counts=some),
        KnownSentence(part="note", number=0, text="She hid it in the well.", own=SECRET, counts=SECRET),
    )  # fmt: skip
    return WhoKnows(
        entry=ENTRY, sentences=sentences, learners=(_learner(3, NAMES[MUFFLE], None),), names=NAMES
    )


def _shoot_pane(camera: Camera) -> None:
    found = _found()
    full = KnowingState(in_session=True, found=found)
    keys = [key_of(one) for one in found.sentences]
    closed = replace(found, entry=replace(ENTRY, visibility=Visibility.known_by(ODO, MUFFLE)))
    states = {
        "whole": replace(full, chosen=WHOLE),
        "closed-entry": replace(full, found=closed),
        "learned": replace(full, chosen=keys[1]),
        "like": replace(full, chosen=keys[2]),
        "known-by": replace(full, chosen=keys[3]),
        "gone": replace(full, chosen=keys[4], notice=REFUSED),
        "no-session": replace(full, in_session=False, found=replace(found, learners=())),
        "empty": KnowingState(loading=True),
    }
    for name, state in states.items():
        pane = KnowingPane(camera.look)
        pane.show_state(state)
        camera.shoot(f"knowing-{name}", pane, (900, 480), (480, 520))
        pane.deleteLater()


def _shoot_people(camera: Camera) -> None:
    of_entry = Question(purpose=Purpose.ENTRY, about=ENTRY.title)
    moments = {
        turn: Moment(message_id=MessageId(f"m{turn}"), said="The bell is gone, and so is the rope.")
        for turn in range(1, 13)
    }
    learned = Question(purpose=Purpose.LEARNED, about=ENTRY.title, sentence=CLOSED, moments=moments)
    some = PeopleState(open=True, question=of_entry, choice=Choice.SOME, rows=PEOPLE)
    states = {
        "everyone": replace(some, choice=Choice.EVERYONE),
        "some": replace(some, ticked=PEOPLE[:2], has_more=True),
        "sentence": replace(
            some,
            question=replace(of_entry, purpose=Purpose.SENTENCE, sentence=CLOSED),
            choice=Choice.AS_ENTRY,
        ),
        "learned": replace(some, question=learned, turn=6, ticked=PEOPLE[:1]),
        "long": replace(some, question=replace(learned, sentence=f"{CLOSED} {UNBROKEN} " * 4)),
        "voice": replace(
            some, question=Question(purpose=Purpose.VOICE, about=""), ticked=PEOPLE[:1]
        ),
        "nobody": replace(some, rows=(), wanted="xyz"),
        "refused": replace(some, notice=Notice(sentence="The disk is full.", tone="danger")),
    }
    for name, state in states.items():
        dialog = PeopleDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"people-{name}", dialog, (480, 560), (400, 460))
        dialog.deleteLater()


def _shoot_menu(camera: Camera) -> None:
    odo = PEOPLE[0]
    states = {
        "narrator": VoiceState(in_session=True, narrator_tells=NarratorTells.PRESENT),
        "character": VoiceState(in_session=True, voice=odo),
    }
    for name, state in states.items():
        menu = QMenu()
        shown = VoiceMenu(menu, mark=lambda _text: None)
        shown.show_state(state)
        for part, sub in (("menu", menu), ("voices", shown._voices), ("telling", shown._telling)):
            size = sub.sizeHint()
            camera.shoot(f"voice-{name}-{part}", sub, (size.width(), size.height()))
        menu.deleteLater()
