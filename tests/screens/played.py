"""What the model was told for the replies that were played."""

from dataclasses import replace

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.manifest import Manifest
from loredesk.ui.context.comparison.state import ComparisonState, choices_of
from loredesk.ui.context.rows import left_out_rows, told_rows
from loredesk.ui.context.state import ContextState, Subject
from loredesk.ui.context.view import ContextPane
from loredesk.ui.context.why.state import WhyState, answered
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.window.docks import as_pane
from tests.screens.camera import Camera

SIDE, NARROW = (400, 720), (260, 620)
QUESTION = "I ask Bettany Crake about the Tongue of the bell."


async def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of the newest reply, of the next one, and of two compared."""
    desk, chat = joined._desk, joined.chat._state
    assert chat.session_id is not None
    assert chat.last is not None
    story = await desk.stories.story(chat.session_id)
    texts = {place.message.id: place.message.text for place in story.messages}
    manifest = await desk.generation.manifest(chat.last.message_id)
    preview = await desk.generation.preview(chat.session_id, QUESTION)
    assert manifest is not None
    told = replace(
        _with_rows(manifest, texts),
        subject=Subject.REPLY,
        message_id=chat.last.message_id,
        turn=chat.last.turn,
    )
    states = {
        "told": (told, 0),
        "left-out": (told, 1),
        "sent": (told, 2),
        "preview": (replace(_with_rows(preview, texts), subject=Subject.PREVIEW), 0),
        "older": (replace(told, is_newest=False, turn=3), 0),
        "unknown": (replace(told, manifest=None), 0),
    }
    for name, (state, tab) in states.items():
        pane = _pane(camera, state)
        pane._form.tabs.setCurrentIndex(tab)
        camera.shoot(f"context-{name}", pane, SIDE, NARROW)
        pane.deleteLater()
    await _shoot_why(camera, joined, chat.session_id, told)
    await _shoot_comparison(camera, joined, told)


def _with_rows(manifest: Manifest, texts: dict[MessageId, str]) -> ContextState:
    return ContextState(
        is_open=True,
        manifest=manifest,
        told=told_rows(manifest, texts),
        left_out=left_out_rows(manifest, texts),
    )


def _pane(camera: Camera, state: ContextState) -> ContextPane:
    pane = ContextPane(camera.look)
    as_pane(pane)
    pane.why.show_state(WhyState(is_open=True))
    pane.show_state(state)
    return pane


async def _shoot_why(
    camera: Camera, joined: JoinedWindow, session: SessionId, told: ContextState
) -> None:
    manifest = told.manifest
    assert manifest is not None
    spoken_of = {one.entry_id for one in manifest.entries}
    spoken_of |= {one.entry_id for one in manifest.left_out if one.entry_id is not None}
    rows = joined.lore._state.rows
    far = next((row.id for row in rows if row.id not in spoken_of), rows[0].id)
    out = next(one.entry_id for one in manifest.left_out if one.entry_id is not None)
    asked: dict[str, LoreId] = {"far": far, "out": out}
    for name, entry_id in asked.items():
        found = await joined._desk.explaining.why_not(session, entry_id, told.message_id)
        pane = _pane(camera, told)
        answer = answered(found, manifest, f"turn {told.turn}")
        pane.why.show_state(WhyState(is_open=True, answer=answer))
        camera.shoot(f"context-why-{name}", pane, SIDE, NARROW)
        pane.deleteLater()


async def _shoot_comparison(camera: Camera, joined: JoinedWindow, told: ContextState) -> None:
    assert told.message_id is not None
    replies = joined.story.recall.comparison._replies
    earlier = replies[len(replies) // 2].message.id
    state = ComparisonState(
        is_shown=True,
        choices=choices_of(replies),
        here=told.message_id,
        there=earlier,
        found=await joined._desk.explaining.compare(told.message_id, earlier),
    )
    pane = _pane(camera, told)
    pane.comparison.show_state(state)
    camera.shoot("context-compare", pane, SIDE, NARROW)
    pane.deleteLater()
