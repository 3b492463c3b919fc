"""States that cannot be provoked, or not soon enough."""

from dataclasses import replace

from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.ids import MessageId, TaskId
from loredesk.domain.messages import Role
from loredesk.domain.tasks import TaskStatus, TaskType
from loredesk.ui.chat.state import ChatState, Passage, Phase
from loredesk.ui.notice import Notice
from loredesk.ui.queue.state import QueueState, Reason, TaskLine

PIECES = (
    "The door of the Kettle gives way with a sigh. ",
    "Straw, plum tallow, wet wool: the smell of people who mean to stay. ",
    "Bettany Crake looks up from the bell she is valuing, and the glass eye stays where it was. ",
    "\u201cYou carry post,\u201d she says. \u201cThen you carry",
)
NO_ANSWER = "The model server at http://127.0.0.1:11434 does not answer (connection refused)."
NO_JSON = (
    "qwen2.5-7b-instruct answered three times with something that is no JSON: "
    "\u201cSure! Here is the updated note about Bettany Crake you asked for, with every detail "
    "of the evening in the Kettle and the brass tuning fork\u2026\u201d"
)
UNBROKEN = "Ostrel" * 40


def chat_states(mid: ChatState) -> dict[str, ChatState]:
    """Return the chat in its moods, by name, all variations of *mid*."""
    asked = replace(mid, passages=mid.passages[:-1], phase=Phase.RECALLING)
    cut = replace(mid.passages[-1], cut=True, takes=3, take=2)
    refused = Notice(
        sentence=NO_ANSWER,
        hint="Start it, or choose another model in the settings. "
        "The turn is kept; regenerate to ask again.",
        tone="warning",
        action="Regenerate",
    )
    return {
        "mid-story": mid,
        "thinking": asked,
        "streaming": replace(asked, phase=Phase.STREAMING),
        "cut": replace(mid, passages=(*mid.passages[:-1], cut)),
        "failed": replace(asked, phase=Phase.READY, notice=refused),
        "very-long": replace(mid, passages=_very_long(mid)),
        "closed": ChatState(),
        "unwritten": replace(mid, passages=()),
    }


def _very_long(mid: ChatState) -> tuple[Passage, ...]:
    said = " ".join(PIECES) * 9
    return (
        Passage(message_id=MessageId("a"), role=Role.AUTHOR, text=f"{said}\n\n{UNBROKEN}", turn=41),
        Passage(
            message_id=MessageId("b"),
            role=Role.NARRATOR,
            text=f"{said}\n\n*{said}*\n\n{UNBROKEN}\n\n<b>no markup</b> & [no link](http://x.y)",
            speaker="A narrator whose name is so long that no line could ever hold all of it",
            turn=41,
            takes=12,
            take=11,
            panel=mid.passages[-1].panel,
            has_context=True,
        ),
    )


def failing_queue(real: QueueState) -> QueueState:
    """Return a queue in which almost everything went wrong."""
    troubles = (NO_ANSWER, NO_JSON, "The server said: 429, too many requests; it names no time.")
    lines = tuple(
        TaskLine(
            id=TaskId(str(number)),
            status=TaskStatus.FAILED if number % 4 else TaskStatus.PENDING,
            task_type=tuple(TaskType)[number % 5],
            does=("Read a turn", "Rewrite a note", "Write a newcomer")[number % 3],
            about="The company of lowland surveyors known as the Plumb Brethren \u00b7 turn 9",
            stands="failed" if number % 4 else "waiting",
            tries="failed after 4 tries" if number % 4 else "try 2 of 4",
            when="14:02:11" if number % 4 else "tries again at 14:05:40",
            error=troubles[number % 3],
        )
        for number in range(12)
    )
    total = TaskCounts(pending=3, processing=1, completed=1_204, failed=9, cancelled=2, parked=4)
    return replace(
        real,
        status=QueueStatus(total=total, per_min=0.4),
        lines=lines,
        reasons=tuple(
            Reason(sentence=text, tasks=count)
            for text, count in zip(troubles, (5, 3, 1), strict=True)
        ),
        chosen=TaskId("1"),
        cut=True,
    )


def running_queue(real: QueueState) -> QueueState:
    """Return a queue that is busy."""
    about = ("Bettany Crake", "Turn 9", "Pim Oster", "The Patient Eye", "Edric Thole")
    stands = (TaskStatus.PROCESSING, TaskStatus.PENDING, TaskStatus.COMPLETED, TaskStatus.PARKED)
    words = {"processing": "working", "pending": "waiting", "completed": "done"}
    lines = tuple(
        TaskLine(
            id=TaskId(str(number)),
            status=stands[number % 4],
            task_type=TaskType.UPDATE_NOTE,
            does="Rewrite a note",
            about=about[number % 5],
            stands=words.get(stands[number % 4].value, "parked"),
            tries="try 1 of 4",
            when="since 14:02:11",
            remark="joined another task for the same entry" if number == 2 else "",
        )
        for number in range(9)
    )
    total = TaskCounts(pending=4, processing=2, completed=310, parked=1)
    return replace(
        real, status=QueueStatus(total=total, per_min=18), lines=lines, chosen=TaskId("0")
    )
