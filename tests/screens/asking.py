"""Asking the lore: answered, not known, under way, refused; themes and threads; and long texts."""

from loredesk.domain.answers import Answer, Citation, Place, SourceKind, Statement, Threads
from loredesk.domain.ids import LoreId, MessageId
from loredesk.ui.asking.state import AskingState, Wish
from loredesk.ui.asking.view import AskingPane
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.notice import Notice
from loredesk.ui.window.docks import as_pane
from tests.screens.camera import Camera, until
from tests.screens.made_up import NO_ANSWER, UNBROKEN

SIDE, NARROW, WIDE = (340, 720), (190, 560), (900, 640)
QUESTION = "What has happened to Dagny Roe?"
LONG_QUESTION = (
    "If the Tongue was hidden by Corvin Tael himself before the first snow, and the wardens "
    "knew of it from the very beginning, then who was it that sealed the Tine Works, and what "
    "had Lorcan Brand to do with all of that? "
)
NOTE = Citation(
    kind=SourceKind.NOTE,
    title="Dagny Roe, note",
    quote="has broken her left wrist",
    entry_id=LoreId("dagny"),
)
TURN = Citation(
    kind=SourceKind.TURN,
    title="Turn 1, You",
    quote="Dagny Roe has broken her left wrist on the way down from Marrow Pass.",
    message_id=MessageId("m1"),
    turn=1,
)
LORE = Citation(
    kind=SourceKind.LORE,
    title="Dagny Roe",
    quote="She drives the dog sledge between Ostrel and the pass.",
    entry_id=LoreId("dagny"),
)
WRIST = Statement(text="She has broken her left wrist.", citations=(NOTE, TURN))
SLEDGE = Statement(text="She drives the dog sledge, and cannot now.", citations=(LORE,))
OWED = Statement(
    text="Pim Oster has to bring the tuning fork back before the thaw.",
    citations=(
        Citation(
            kind=SourceKind.TURN,
            title="Turn 3, Narrator",
            quote="\u201cBefore the thaw, Pim, or not at all,\u201d says Mother Sorrel.",
            message_id=MessageId("m6"),
            turn=3,
        ),
    ),
)
TITLES = ("Dagny Roe", "Marrow Pass", "The Kettle", "Old Patience", "The Red Ledger", "Ostrel")
PLACES = (
    Place(kind=SourceKind.NOTE, title="Dagny Roe, note", entry_id=LoreId("dagny")),
    *(Place(kind=SourceKind.LORE, title=title, entry_id=LoreId(title)) for title in TITLES),
    *(
        Place(
            kind=SourceKind.TURN,
            title=f"Turn {turn}, Narrator",
            message_id=MessageId(f"m{turn}"),
            turn=turn,
        )
        for turn in (12, 3, 4, 127, 8, 15, 16)
    ),
)
AWAY = Notice(
    sentence=NO_ANSWER,
    hint="Start it, or choose another model in the settings.",
    tone="warning",
    action="Ask again",
)
REFUSED = Notice(
    sentence="api.openai.com refuses the key (401).",
    hint="Look whether it is the whole key, or make a new one where you got it.",
    tone="danger",
    action="Settings \u2026",
)


async def ask(joined: JoinedWindow) -> None:
    """Have a question about what was played answered."""
    joined.asking.presenter.ask("What has Dagny Roe broken?")
    await until("an answer", lambda: joined.asking.presenter._state.found is not None)


def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of asking the lore."""
    states = {"real": joined.asking.presenter._state, **_states()}
    for name, state in states.items():
        pane = AskingPane(camera.look)
        as_pane(pane)
        pane.show_state(state)
        camera.shoot(f"asking-{name}", pane, SIDE, NARROW, WIDE)
        pane.deleteLater()


def _states() -> dict[str, AskingState]:
    known = Answer(
        question=QUESTION, statements=(WRIST, SLEDGE), places=PLACES, sources=15, unfounded=1
    )
    unknown = Answer(question="Who was the king of Ostrel?", places=PLACES, sources=15)
    threads = Threads(themes=(WRIST, SLEDGE), threads=(OWED,), sources=46, unfounded=2)
    return {
        "empty": _at(),
        "empty-canon": _at(in_session=False),
        "no-world": AskingState(),
        "known": _at(question=QUESTION, found=known),
        "unknown": _at(question=unknown.question, found=unknown),
        "threads": _at(found=threads),
        "no-threads": _at(found=Threads(sources=1)),
        "running": _at(question=QUESTION, running=Wish.ANSWER),
        "stopped": _at(
            question=QUESTION, notice=Notice(sentence="Stopped. Your question is kept.")
        ),
        "away": _at(question=QUESTION, notice=AWAY),
        "refused": _at(question=QUESTION, notice=REFUSED),
        "long": _at(question=LONG_QUESTION, found=_long()),
    }


def _at(*, in_session: bool = True, **values: object) -> AskingState:
    return AskingState(has_world=True, in_session=in_session, **values)  # type: ignore[arg-type] # parts of the state


def _long() -> Answer:
    said = " ".join(one.text for one in (WRIST, SLEDGE, OWED))
    cited = Citation(
        kind=SourceKind.LORE,
        title=f"An entry whose name no line could ever hold: {UNBROKEN}",
        quote=f"{LONG_QUESTION * 2}{UNBROKEN} <b>no markup</b>",
        entry_id=LoreId("long"),
    )
    statement = Statement(text=f"{said * 3} {UNBROKEN}", citations=(cited, TURN, NOTE))
    return Answer(
        question=f"{LONG_QUESTION}{UNBROKEN}", statements=(statement, WRIST) * 4, places=PLACES
    )
