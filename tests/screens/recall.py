"""What the model was told in a long campaign: lists, why not, two replies, what is steered."""

from dataclasses import replace

from loredesk.domain.explanations import Standing, WhyNot, compared
from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId
from loredesk.domain.manifest import (
    Block,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.context.comparison.state import ComparisonState, ReplyChoice
from loredesk.ui.context.rows import RowFilter, left_out_rows, told_rows
from loredesk.ui.context.state import ContextState, Subject
from loredesk.ui.context.view import ContextPane
from loredesk.ui.context.why.state import Suggestion, WhyState, answered
from loredesk.ui.notice import Notice
from loredesk.ui.steered import SteeringState, in_order
from loredesk.ui.window.docks import as_pane
from tests.screens.camera import Camera

SIDE, NARROW, LEAST, WIDE = (400, 720), (320, 640), (260, 620), (720, 640)
LONG = "The company of lowland surveyors known as the Plumb Brethren of the Upper Ostrel Valley"
TEXTS = {
    MessageId("m12"): "The door of the Kettle gives way with a sigh. Straw, plum tallow, wet wool.",
    MessageId(
        "m31"
    ): "Bettany Crake looks up from the bell she is valuing, and the glass eye stays.",
    MessageId("m32"): "I lay the brass key on the table and say nothing at all.",
    MessageId("m88"): "Dagny Roe comes down from Marrow Pass with her wrist in a sling.",
    MessageId(
        "m90"
    ): "\u201cYou carry post,\u201d she says. \u201cThen you carry it back yourself.\u201d",
}
REFUSED = Notice(
    sentence="The model server at http://127.0.0.1:11434 does not answer (connection refused).",
    hint="Start it, or choose another model in the settings.",
    tone="warning",
    action="Try again",
)


def _entry(name: str, title: str, reason: str, tokens: int, **values: object) -> ContextEntry:
    scores = values.pop("scores", {"words": 4.2, "meaning": 0.31})
    return ContextEntry(
        entry_id=LoreId(name),
        handle=name,
        title=title,
        reason=reason,
        tokens=tokens,
        scores=scores,  # type: ignore[arg-type] # made up
        **values,  # type: ignore[arg-type]
    )


ENTRIES = (
    _entry(
        "dagny",
        "Dagny Roe",
        "named in the turn",
        252,
        revision="r3",
        scores={"triggers": 1.0, "words": 9.8, "meaning": 0.55, "recent": 1.0},
    ),
    _entry(
        "pass",
        "Marrow Pass",
        "probably named in the turn",
        166,
        scores={"triggers": 0.8, "words": 7},
    ),
    _entry("kettle", "The Kettle", "on scene", 179, cut=True, revision="lore:4"),
    _entry("quiet", "The Quiet", "always on", 233, scores={"meaning": 0.2}),
    _entry("bettany", "Bettany Crake", "pinned by you", 201, revision="r9", scores={}),
    _entry(
        "brethren",
        LONG,
        "linked to who is on scene",
        118,
        cut=True,
        scores={"words": 1.1, "meaning": 0.42, "links": 1.0, "recent": 0.5, "otherwise": 0.7},
    ),
)
PASSAGES = (
    ContextPassage(
        unit=Unit.SUMMARY,
        message_id=MessageId("m12"),
        turn=12,
        title="Chapter 1, to turn 12",
        reason="the story so far",
        tokens=210,
    ),
    ContextPassage(
        unit=Unit.PASSAGE,
        message_id=MessageId("m31"),
        turn=31,
        title="Turn 31, Narrator",
        reason="close in words",
        tokens=88,
        scores={"words": 11.2, "near": 14.0, "meaning": 0.48, "first stage": 3.1},
    ),
    ContextPassage(
        unit=Unit.PASSAGE,
        message_id=MessageId("m32"),
        turn=32,
        title="Turn 32, You",
        reason="beside one that was recalled",
        tokens=31,
    ),
)


def _left(title: str, reason: str, **values: object) -> LeftOut:
    scores = values.pop("scores", {"words": 3.0, "meaning": 0.22})
    return LeftOut(title=title, reason=reason, scores=scores, **values)  # type: ignore[arg-type] # made up


LEFT_OUT = (
    _left(
        "Pim Oster",
        "linked to who is on scene, but its part of the budget was full",
        entry_id=LoreId("pim"),
    ),
    _left(
        "The Tongue",
        "close in words, but its part of the budget was full",
        entry_id=LoreId("tongue"),
    ),
    _left(LONG, "close in meaning, but its part of the budget was full", entry_id=LoreId("plumb")),
    _left("Edric Thole", "banned by you in this session", entry_id=LoreId("edric")),
    _left(
        "Turn 88, Narrator",
        "close in words, but its part of the budget was full",
        unit=Unit.PASSAGE,
        message_id=MessageId("m88"),
        scores={"words": 6.0, "near": 8.0, "meaning": 0.3, "first stage": 1.4},
    ),
    _left(
        "Turn 90, Narrator",
        "among the recent turns already",
        unit=Unit.PASSAGE,
        message_id=MessageId("m90"),
        scores={"words": 2.0, "meaning": 0.5, "first stage": 0.9},
    ),
    _left(
        "Turn 12, Narrator",
        "it has too little to do with this turn",
        unit=Unit.PASSAGE,
        message_id=MessageId("m12"),
        scores={"words": 0.4, "first stage": -0.6},
    ),
)
BLOCKS = (
    ("Instructions", "system", 512),
    ("The world", "user", 140),
    ("What is always so", "user", 260),
    ("The story so far", "user", 2_310),
    ("What is known, the most important first", "user", 980),
    ("From earlier in the story", "user", 420),
    ("What seems to have changed", "user", 66),
    ("The scene as it stands", "user", 48),
    ("Turn 93: the author's new words", "user", 31),
    ("Closing words", "user", 90),
)
SENT = "\n".join(TEXTS.values())
MANIFEST = Manifest(
    id=ManifestId("a"),
    session_id=SessionId("s"),
    tokens=sum(tokens for _, _, tokens in BLOCKS),
    budget=6_144,
    blocks=tuple(
        Block(name=name, role=role, text=SENT, tokens=tokens) for name, role, tokens in BLOCKS
    ),
    entries=ENTRIES,
    passages=PASSAGES,
    left_out=LEFT_OUT,
)
OTHER = replace(
    MANIFEST,
    id=ManifestId("b"),
    tokens=4_310,
    entries=(
        replace(ENTRIES[0], reason="on scene", tokens=230),
        *ENTRIES[2:4],
        _entry("tongue", "The Tongue", "named in the turn", 144),
    ),
    passages=PASSAGES[:1],
)
STEERED = SteeringState(
    in_session=True,
    rows=in_order(
        (
            Steered(entry_id=LoreId("bettany"), title="Bettany Crake", steer=Steer.PIN),
            Steered(entry_id=LoreId("brethren"), title=LONG, steer=Steer.BOOST),
            Steered(entry_id=LoreId("edric"), title="Edric Thole", steer=Steer.BAN),
        )
    ),
)
TOLD = ContextState(
    subject=Subject.REPLY,
    is_open=True,
    message_id=MessageId("m93"),
    turn=93,
    manifest=MANIFEST,
    told=told_rows(MANIFEST, TEXTS),
    left_out=left_out_rows(MANIFEST, TEXTS),
)
_FAR = WhyNot(
    entry_id=LoreId("horn"),
    title="The Warden's Horn",
    was_told=False,
    sentence="It was not among the 51 entries that came closest to this turn.",
    recorded=False,
    standings=(
        Standing(stage="words", rank=134, score=0.2),
        Standing(stage="meaning", rank=12, score=0.3),
    ),
)
WHY = {
    "far": WhyState(is_open=True, answer=answered(_FAR, MANIFEST, "turn 93")),
    "full": WhyState(
        is_open=True,
        answer=answered(
            replace(
                _FAR,
                entry_id=LoreId("brethren"),
                title=LONG,
                recorded=True,
                sentence="It was left out: close in words, but its part of the budget was full.",
                standings=(Standing(stage="words", rank=4), Standing(stage="meaning", rank=None)),
                scores={"words": 3.0, "meaning": 0.22, "recent": 0.5},
            ),
            MANIFEST,
            "turn 93",
        ),
    ),
    "told": WhyState(
        is_open=True,
        answer=answered(
            WhyNot(
                entry_id=LoreId("dagny"),
                title="Dagny Roe",
                was_told=True,
                sentence="It was told: named in the turn.",
                recorded=True,
                scores=ENTRIES[0].scores,
            ),
            MANIFEST,
            "turn 93",
        ),
    ),
    "banned": WhyState(
        is_open=True,
        answer=answered(
            replace(
                _FAR,
                entry_id=LoreId("edric"),
                title="Edric Thole",
                sentence="You have banned it in this session.",
                standings=(),
            ),
            None,
            "",
        ),
    ),
    "failed": WhyState(is_open=True, notice=REFUSED),
}
CHOICES = (
    ReplyChoice(
        message_id=MessageId("m93"),
        name="Turn 93",
        label="Turn 93  \u00b7  Dagny shakes her head and looks at the sky above the pass\u2026",
    ),
    ReplyChoice(
        message_id=MessageId("m92"),
        name="Turn 92, take 2",
        label="Turn 92, take 2, on another line  \u00b7  The bell is silent.",
    ),
)


def shoot_all(camera: Camera) -> None:
    """Take the pictures of the context of a reply late in a campaign."""
    _shoot_lists(camera)
    _shoot_why(camera)
    _shoot_comparison(camera)
    _shoot_steered(camera)


def _pane(camera: Camera, state: ContextState, steering: SteeringState = STEERED) -> ContextPane:
    pane = ContextPane(camera.look)
    as_pane(pane)
    pane.show_steering(steering)
    pane.why.show_state(WhyState(is_open=state.is_open))
    pane.show_state(state)
    return pane


def _shoot_lists(camera: Camera) -> None:
    nothing = replace(TOLD, wanted=RowFilter(text="dragon"))
    states = {
        "told": (TOLD, 0),
        "left-out": (TOLD, 1),
        "filtered": (replace(TOLD, wanted=RowFilter(text="turn", unit=Unit.PASSAGE)), 0),
        "nothing-matches": (nothing, 1),
        "bare": (replace(TOLD, told=(), left_out=()), 0),
        "failed": (replace(TOLD, notice=REFUSED), 0),
        "none-yet": (ContextState(is_open=True), 0),
        "closed": (ContextState(), 0),
    }
    for name, (state, tab) in states.items():
        pane = _pane(camera, state)
        pane._form.tabs.setCurrentIndex(tab)
        camera.shoot(f"recall-{name}", pane, SIDE, NARROW, LEAST, WIDE)
        pane.deleteLater()
    pane = _pane(camera, TOLD)
    pane._told._form.rows.setCurrentIndex(pane._told._model.index_of("entry:brethren"))
    camera.shoot("recall-chosen", pane, SIDE, NARROW, LEAST)
    pane.deleteLater()


def _shoot_why(camera: Camera) -> None:
    for name, state in WHY.items():
        pane = _pane(camera, TOLD)
        pane._form.tabs.setCurrentIndex(1)
        pane.why.show_state(state)
        camera.shoot(f"recall-why-{name}", pane, SIDE, NARROW, LEAST)
        pane.deleteLater()
    pane = _pane(camera, TOLD)
    suggestions = tuple(
        Suggestion(entry_id=LoreId(title), title=title, category=category)
        for title, category in (
            ("The Kettle", "location"),
            ("Kettleblack", "item"),
            (LONG, "faction"),
        )
    )
    pane.why.show_state(WhyState(is_open=True, wanted="ket", suggestions=suggestions))
    popup = pane.why._completer.popup()
    assert popup is not None
    camera.shoot("recall-why-names", popup, (240, 90))
    pane.deleteLater()


def _shoot_comparison(camera: Camera) -> None:
    here, there = CHOICES[0].message_id, CHOICES[1].message_id
    full = ComparisonState(
        is_shown=True,
        choices=CHOICES,
        here=here,
        there=there,
        found=compared(MANIFEST, OTHER),
    )
    bare = replace(MANIFEST, entries=(), passages=())
    states = {
        "two": full,
        "same": replace(full, found=compared(MANIFEST, MANIFEST)),
        "neither": replace(full, found=compared(bare, bare)),
        "alone": replace(full, choices=CHOICES[:1], there=None, found=None),
        "reading": replace(full, found=None, is_reading=True),
        "failed": replace(full, found=None, notice=REFUSED),
    }
    for name, state in states.items():
        pane = _pane(camera, TOLD)
        pane.comparison.show_state(state)
        camera.shoot(f"recall-compare-{name}", pane, SIDE, NARROW, LEAST, WIDE)
        pane.deleteLater()


def _shoot_steered(camera: Camera) -> None:
    states = {"steered": STEERED, "steered-none": SteeringState(in_session=True)}
    for name, state in states.items():
        pane = _pane(camera, TOLD, state)
        pane._list_steered()
        entries = pane._steering._form.entries
        entries.setCurrentIndex(entries.model().index(1, 0))
        camera.shoot(f"recall-{name}", pane, SIDE, NARROW, LEAST)
        pane.deleteLater()
