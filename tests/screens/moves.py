"""Moving along the story: what is asked, edited, compared, named and thrown away."""

from dataclasses import replace
from datetime import UTC, datetime

from loredesk.domain.ids import BranchId, LoreId, MessageId
from loredesk.ui.branches.state import BranchesState, BranchRow
from loredesk.ui.branches.view import BranchesPane
from loredesk.ui.chat.moves_state import Editing, Keepable, MovesState, Question
from loredesk.ui.chat.state import ChatState, Passage
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.compare.state import CompareState, Difference, Kind
from loredesk.ui.compare.view import CompareDialog
from loredesk.ui.notice import Notice
from loredesk.ui.trash.state import TrashLine, TrashState
from loredesk.ui.trash.view import TrashDialog
from loredesk.ui.window.docks import as_pane
from tests.screens.camera import Camera
from tests.screens.dialogs import hide_from_screen
from tests.screens.made_up import UNBROKEN

CHAT, CHAT_NARROW = (700, 760), (420, 600)
SIDE, NARROW = (400, 720), (260, 520)
LONG = "The company of lowland surveyors known as the Plumb Brethren of the Upper Ostrel Valley"
QUESTION = Question(
    wish="Go there",
    sentence="This withdraws 3 changes and 2 newcomers.",
    hint="What is withdrawn comes back when you return.",
)
KEEPING = replace(
    QUESTION,
    keepables=(
        Keepable(entry_id=LoreId("a"), title="Odo the Ferryman", kept=True),
        Keepable(entry_id=LoreId("b"), title=LONG),
    ),
)
MOVED = Notice(
    sentence="The story stands at turn 4 now. What came after it is kept.",
    hint="The notes of Bettany Crake, Dagny Roe, Edric Thole and 2 more went. "
    "Odo the Ferryman is not in the story any more.",
    action="Undo",
)
REFUSED = Notice(sentence="The reply is still arriving.", hint="Stop it first.", tone="warning")
BEFORE = (
    "Dagny Roe carries the post over Marrow Pass. She has broken her left wrist on the way down. "
    "She trusts the courier with the brass key."
)
AFTER = (
    "Dagny Roe carries the post over Marrow Pass. She came down in one piece, and late. "
    "She trusts the courier."
)


def shoot_all(camera: Camera, mid: ChatState) -> None:
    """Take the pictures of everything around a move."""
    _shoot_chat(camera, mid)
    _shoot_branches(camera)
    _shoot_compare(camera)
    _shoot_trash(camera)


def _shoot_chat(camera: Camera, mid: ChatState) -> None:
    with_takes = replace(mid, passages=tuple(_with_takes(mid.passages)))
    turn = with_takes.passages[-2]
    editing = Editing(message_id=turn.message_id, role=turn.role, text=turn.text)
    states = {
        "question": MovesState(question=QUESTION),
        "keeping": MovesState(question=KEEPING),
        "moved": MovesState(notice=MOVED),
        "editing": MovesState(editing=editing),
        "move-refused": MovesState(notice=REFUSED),
        "chosen": MovesState(),
    }
    for name, state in states.items():
        pane = ChatPane(camera.look)
        pane.show_state(with_takes)
        pane.resize(*CHAT)
        pane.moves.show_moves(state)
        if name == "chosen":
            pane._transcript.choose(turn.message_id)
        camera.shoot(f"chat-{name}", pane, CHAT, CHAT_NARROW)
        pane.deleteLater()


def _with_takes(passages: tuple[Passage, ...]) -> list[Passage]:
    several = {len(passages) - 2: (1, 2), len(passages) - 1: (2, 3)}
    return [
        replace(one, take=several[at][0], takes=several[at][1]) if at in several else one
        for at, one in enumerate(passages)
    ]


def _shoot_branches(camera: Camera) -> None:
    rows = (
        BranchRow(
            tip=MessageId("a"),
            branch_id=BranchId("a"),
            name="The bell is sold",
            turn=9,
            last_line="\u201cThen you carry it back yourself,\u201d says Bettany Crake.",
            is_here=True,
        ),
        BranchRow(
            tip=MessageId("b"),
            branch_id=BranchId("b"),
            name=LONG,
            turn=4,
            last_line=UNBROKEN,
        ),
        BranchRow(tip=MessageId("c"), turn=6, last_line="You: I go back over the pass."),
    )
    full = BranchesState(in_session=True, rows=rows)
    failed = Notice(
        sentence="There is a branch called 'The bell is sold' already.",
        hint="Choose another name.",
        tone="danger",
    )
    states = {
        "none-chosen": full,
        "one": replace(full, chosen=("b",)),
        "two": replace(full, chosen=("a", "b")),
        "refused": replace(full, chosen=("b",), notice=failed),
        "empty": BranchesState(in_session=True),
        "closed": BranchesState(),
    }
    for name, state in states.items():
        pane = BranchesPane(camera.look)
        as_pane(pane)
        pane.show_state(state)
        camera.shoot(f"branches-{name}", pane, SIDE, NARROW)
        pane.deleteLater()


def _shoot_compare(camera: Camera) -> None:
    differences = (
        Difference(kind=Kind.NOTE, title="Dagny Roe", one=BEFORE, other=AFTER),
        Difference(kind=Kind.NOTE, title=LONG, one="", other=" ".join([AFTER] * 12)),
        Difference(kind=Kind.ONLY_ONE, title="Odo the Ferryman"),
        Difference(kind=Kind.ONLY_OTHER, title="The toll house"),
    )
    full = CompareState(
        open=True,
        one_name="The bell is sold (turn 9)",
        other_name="Here, turn 6, take 2 of 3",
        distance="They part after turn 4: 5 turns on the left, 2 turns on the right.",
        differences=differences,
    )
    states = {
        "note": full,
        "long": replace(full, chosen=1),
        "only-here": replace(full, chosen=2),
        "same": replace(full, differences=()),
        "failed": replace(full, differences=(), distance="", notice=REFUSED),
    }
    for name, state in states.items():
        dialog = CompareDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"compare-{name}", dialog, (900, 560), (560, 400))
        dialog.deleteLater()


def _shoot_trash(camera: Camera) -> None:
    when = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
    lines = (
        TrashLine(kind="entry", id="1", title="Bettany Crake", deleted_at=when),
        TrashLine(kind="session", id="2", title="The Quiet Season, session 2", deleted_at=when),
        TrashLine(kind="world", id="3", title=LONG, deleted_at=when),
        TrashLine(kind="message", id="4", title=f"Reply to turn 3: {UNBROKEN}"),
    )
    full = TrashState(open=True, lines=lines, chosen="1")
    taken = Notice(
        sentence="Another entry is called 'Bettany Crake' now.",
        hint="Rename that one first.",
        tone="danger",
    )
    states = {
        "full": full,
        "refused": replace(full, notice=taken),
        "empty": TrashState(open=True),
    }
    for name, state in states.items():
        dialog = TrashDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"trash-{name}", dialog, (560, 480), (460, 360))
        dialog.deleteLater()
