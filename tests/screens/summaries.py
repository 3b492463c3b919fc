"""The story so far: chapters written, under way, failed, hidden, edited; and with nothing in it."""

from dataclasses import replace

from loredesk.domain.ids import MessageId, SessionId, SummaryId, TaskId
from loredesk.domain.story_so_far import Part, StorySoFar
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel, SummarySentence, told_by
from loredesk.domain.tasks import TaskStatus
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.notice import Notice
from loredesk.ui.summaries.state import SummariesState
from loredesk.ui.summaries.view import SummariesPane
from loredesk.ui.window.docks import as_pane
from tests.screens.camera import Camera, until

SIDE, NARROW, WIDE = (400, 720), (260, 620), (900, 640)
SESSION = SessionId("s")
TOLD = (
    ("Dagny Roe has broken her left wrist on the way down from Marrow Pass.", (1,)),
    ("Pim Oster stole a tuning fork and hid it in the Felt House; Mother Sorrel caught him.", (3,)),
    ("Edric Thole sealed the Tine Works and arrested the foreman, Lorcan Brand.", (5, 6)),
    ("Corvin Tael confessed that he hid the Tongue himself, and Ansel Quill forgave him.", (8, 10)),
)
TOO_LONG = (
    "The model's answer was cut because it grew too long. Raise the answer length of the "
    "maintenance model in Settings."
)


def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of the story so far."""
    states = {"real": joined.story.summaries._state, **_states()}
    for name, state in states.items():
        pane = SummariesPane(camera.look)
        as_pane(pane)
        pane.show_state(state)
        camera.shoot(f"summaries-{name}", pane, SIDE, NARROW, WIDE)
        pane.deleteLater()


async def settled(joined: JoinedWindow) -> None:
    """Wait until the pane shows what was played."""
    await until("the summaries", lambda: bool(joined.story.summaries._state.parts))


def _states() -> dict[str, SummariesState]:
    written = [_chapter(number) for number in range(1, 5)]
    story = _part(SummaryLevel.STORY, 4, _summary(SummaryLevel.STORY, 4))
    whole = _state(story, *written)
    edited = _edited(written[1])
    hidden = replace(written[2], summary=replace(_of(written[2]), hidden=True))
    writing = _part(SummaryLevel.CHAPTER, 5, None, TaskStatus.PROCESSING)
    failed = replace(_part(SummaryLevel.CHAPTER, 4, None, TaskStatus.FAILED), problem=TOO_LONG)
    done = Notice(
        sentence="The model is not told chapter 3 any more.",
        hint="Ctrl+Z undoes it.",
        tone="success",
    )
    return {
        "whole": whole,
        "edited": replace(_state(story, written[0], edited, *written[2:]), chosen=edited.key),
        "hidden": replace(
            _state(story, *written[:2], hidden, written[3]), chosen=hidden.key, notice=done
        ),
        "editing": replace(whole, chosen=edited.key, editing=edited),
        "writing": replace(_state(story, *written, writing, turns=97), chosen=writing.key),
        "failed": replace(_state(story, *written[:3], failed), chosen=failed.key),
        "off": _off(whole),
        "empty": _state(turns=4),
        "to-come": _state(turns=214),
        "empty-off": _off(_state(turns=4)),
        "reading": SummariesState(in_session=True),
        "no-session": SummariesState(),
    }


def _state(*parts: Part, turns: int = 43) -> SummariesState:
    story = next((one for one in parts if one.level is SummaryLevel.STORY), None)
    told = StorySoFar(
        session_id=SESSION,
        chapter_turns=10,
        turns=turns,
        story=story,
        chapters=tuple(one for one in parts if one.level is SummaryLevel.CHAPTER),
    )
    return SummariesState(in_session=True, told=told)


def _off(state: SummariesState) -> SummariesState:
    assert state.told is not None
    return replace(state, told=replace(state.told, chapter_turns=0))


def _edited(part: Part) -> Part:
    before = _of(part)
    own = SummarySentence(text="The light must not go out; that is what all of this is about.")
    sentences = (*before.sentences[:2], own)
    summary = replace(
        before,
        id=SummaryId("mine"),
        by="author",
        sentences=sentences,
        text=f"{told_by(sentences[:2])}\n\n{own.text}",
    )
    return replace(part, summary=summary, earlier=before)


def _of(part: Part) -> Summary:
    assert part.summary is not None
    return part.summary


def _chapter(number: int) -> Part:
    return _part(SummaryLevel.CHAPTER, number, _summary(SummaryLevel.CHAPTER, number))


def _part(
    level: SummaryLevel, number: int, summary: Summary | None, status: TaskStatus | None = None
) -> Part:
    return Part(
        level=level,
        stretch=_stretch(level, number),
        summary=summary,
        task_id=TaskId("t") if status is not None else None,
        status=status,
    )


def _stretch(level: SummaryLevel, number: int) -> Stretch:
    first = 0 if level is SummaryLevel.STORY else 10 * number - 9
    return Stretch(
        chapter=number,
        first=MessageId("first"),
        last=MessageId(f"last{number}"),
        first_turn=first,
        last_turn=10 * number,
    )


def _summary(level: SummaryLevel, number: int) -> Summary:
    stretch = _stretch(level, number)
    sentences = tuple(
        SummarySentence(text=text, turns=tuple(stretch.first_turn + turn - 1 for turn in turns))
        for text, turns in TOLD
    )
    return Summary(
        id=SummaryId(f"{level}{number}"),
        session_id=SESSION,
        level=level,
        stretch=stretch,
        text=told_by(sentences),
        sentences=sentences,
    )
