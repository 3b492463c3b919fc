"""Every pane alone."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import QPoint

from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.ids import LoreId
from loredesk.domain.listings import LoreFilter
from loredesk.domain.proposals import Proposal, ProposalKind, ProposalState
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.chat.state import ChatState
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.lore.state import LoreState
from loredesk.ui.lore.view import LorePane
from loredesk.ui.notice import Notice
from loredesk.ui.panel.view import PanelPane
from loredesk.ui.queue.state import QueueState
from loredesk.ui.queue.view import QueuePane
from loredesk.ui.review.draft import NewcomerFields
from loredesk.ui.review.state import ReviewState
from loredesk.ui.review.view import ReviewPane
from loredesk.ui.review.words import NO_TITLE
from loredesk.ui.steered import SteeringState
from loredesk.ui.window.docks import as_pane
from tests.screens import made_up
from tests.screens.camera import Camera, until

SIDE, NARROW, WIDE = (400, 720), (260, 620), (900, 640)
WRITING = 0.4
"""How long a piece is let to appear."""
CHAT, CHAT_NARROW = (700, 760), (420, 600)


async def shoot_chat(camera: Camera, opening: ChatState, mid: ChatState) -> None:
    """Take the pictures of the chat."""
    states = {"opening-scene": opening, **made_up.chat_states(mid)}
    for name, state in states.items():
        pane = ChatPane(camera.look)
        pane.show_state(state)
        for piece in made_up.PIECES if name == "streaming" else ():
            pane.append(piece)
        if name == "streaming":
            await asyncio.sleep(WRITING)
        if name == "very-long":
            pane.put_draft("A long message. " * 60)
        camera.shoot(f"chat-{name}", pane, CHAT, CHAT_NARROW)
        pane.deleteLater()


async def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of every other pane."""
    _shoot_lore(camera, joined.lore._state)
    await _shoot_review(camera, joined)
    _shoot_queue(camera, joined.queue._state)
    panel = PanelPane(camera.look)
    as_pane(panel)
    panel.show_state(joined.panel._state)
    camera.shoot("panel", panel, SIDE, NARROW)
    panel.deleteLater()


def _shoot_lore(camera: Camera, real: LoreState) -> None:
    text = LoreFilter(text="cra")
    fitting = tuple(row for row in real.rows if "cra" in row.title.casefold())
    category = LoreFilter(category="character", tag="", origin="session")
    persons = tuple(row for row in real.rows if row.category == "character")
    states = {
        "all": real,
        "steered": replace(real, steering=_steering(real)),
        "search": replace(real, filter=text, rows=fitting, matching=len(fitting)),
        "filters": replace(real, filter=category, rows=persons, matching=len(persons)),
        "nothing": replace(real, filter=LoreFilter(text="dragon"), rows=(), matching=0),
        "blank": LoreState(has_world=True, in_session=True),
        "unread": LoreState(
            has_world=True, notice=Notice(sentence="The library is busy.", tone="danger")
        ),
    }
    for name, state in states.items():
        pane = LorePane(camera.look)
        pane.show_state(state)
        camera.shoot(f"lore-{name}", pane, (290, 720), NARROW)
        pane.deleteLater()
    _shoot_lore_menu(camera, real)


def _steering(real: LoreState) -> SteeringState:
    steered = zip(real.rows, (*Steer, *Steer), strict=False)
    rows = tuple(Steered(entry_id=row.id, title=row.title, steer=steer) for row, steer in steered)
    return SteeringState(in_session=True, rows=rows)


def _shoot_lore_menu(camera: Camera, real: LoreState) -> None:
    pane = LorePane(camera.look)
    pane.show_state(replace(real, steering=_steering(real)))
    menu = pane._menu
    menu.offer(QPoint(0, 0), Steer.BAN, in_session=True)
    camera.shoot("lore-menu", menu)
    menu.close()
    pane.deleteLater()


async def _shoot_review(camera: Camera, joined: JoinedWindow) -> None:
    real = joined.review._state
    updates = [one for one in real.proposals if one.entity is None]
    newcomers = [one for one in real.proposals if one.entity is not None]
    joined.review.choose(newcomers[0].id)
    await until("the names", lambda: bool(joined.review._state.names))
    real = replace(real, names=joined.review._state.names)
    states = {"update": _choosing(real, updates[0]), "empty": ReviewState(in_session=True)}
    states["no-session"] = ReviewState()
    states["newcomer"] = _choosing(real, newcomers[0])
    if simulated := [one for one in real.proposals if one.simulated]:
        states["simulated"] = _choosing(real, simulated[0])
    unproved = tuple(replace(event, quote_found=False) for event in updates[0].events)
    states["quote-not-found"] = _choosing(real, replace(updates[0], events=unproved))
    someone = newcomers[0].entity
    assert someone is not None
    known = replace(someone, resembles=("Bettany Crake",), resembles_ids=(LoreId("e"),))
    states["same-as"] = _choosing(real, replace(newcomers[0], entity=known))
    sides = replace(updates[0], kind=ProposalKind.MERGE_EDIT, base_text="She keeps the Kettle.")
    states["merge-card"] = _choosing(real, sides)
    states["editing"] = replace(states["update"], draft=states["update"].begun)
    describing = replace(states["newcomer"], draft=states["newcomer"].begun)
    states |= {"editing-newcomer": describing, "untitled-newcomer": _untitled(describing)}
    states["asks"] = replace(states["update"], asks_for_all=True)
    await _wait_for_conflict(joined)
    states["conflict"] = joined.review._state
    joined.review.show_only(ProposalState.OPEN)
    for name, state in states.items():
        pane = ReviewPane(camera.look)
        pane.show_state(state)
        camera.shoot(f"review-{name}", pane, SIDE, NARROW, WIDE)
        pane.deleteLater()


def _untitled(editing: ReviewState) -> ReviewState:
    assert editing.draft is not None
    fields = NewcomerFields(title="", category="")
    return replace(editing, draft=replace(editing.draft, fields=fields), notice=NO_TITLE)


async def _wait_for_conflict(joined: JoinedWindow) -> None:
    joined.review.show_only(ProposalState.CONFLICT)
    await until("the conflicts", lambda: bool(joined.review._state.proposals))
    joined.review.choose(joined.review._state.proposals[0].id)
    await until("the standing note", lambda: joined.review._state.standing is not None)


def _choosing(real: ReviewState, proposal: Proposal) -> ReviewState:
    others = tuple(proposal if one.id == proposal.id else one for one in real.proposals)
    ticked = frozenset(hunk.number for hunk in proposal.hunks)
    return replace(
        real,
        proposals=others,
        chosen=proposal,
        ticked=ticked if proposal.entity is None else frozenset(),
    )


def _shoot_queue(camera: Camera, real: QueueState) -> None:
    empty = replace(real, status=QueueStatus(total=TaskCounts()), lines=(), chosen=None)
    paused = QueueStatus(total=TaskCounts(pending=12, completed=88), paused=True)
    running = made_up.running_queue(real)
    states = {
        "real": real,
        "running": running,
        "empty": empty,
        "failures": made_up.failing_queue(real),
        "paused": replace(running, status=paused),
    }
    for name, state in states.items():
        pane = QueuePane(camera.look)
        pane.show_state(state)
        camera.shoot(f"queue-{name}", pane, SIDE, NARROW, WIDE)
        pane.deleteLater()
