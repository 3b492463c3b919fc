"""The settings' wishes as calls, and what comes of them as states."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from loredesk.domain.services import FoundServer, Profile, Provider, Service
from loredesk.domain.settings import Engine, Theme
from loredesk.ui.hosts import completed, problem_with
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import Typed, told_by, told_offer, told_servers
from loredesk.ui.settings_dialog.needs import Models, SettingsView
from loredesk.ui.settings_dialog.state import ServiceState, SettingsState
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_TEXT_SERVICES = tuple(service for service in Service if service.is_text)


class SettingsPresenter:
    """Lets the author change the settings, and keeps them when asked to."""

    def __init__(
        self, *, view: SettingsView, models: Models, on_theme: Callable[[Theme], None]
    ) -> None:
        self._view = view
        self._models = models
        self._on_theme = on_theme
        self._state = SettingsState()
        self._scope = TaskScope(on_error=self._failed)

    def open(self) -> None:
        """Show the settings as they are."""
        settings = self._models.settings()
        pages = {
            service: ServiceState(service=service, typed=Typed.of(settings.profiles[service]))
            for service in Service
        }
        self._show(
            SettingsState(
                open=True,
                pages=pages,
                engine=settings.engine,
                theme=settings.theme,
                embedder=self._models.embedder_description(),
                key_place=self._state.key_place,
            )
        )
        self._scope.start("open", self._read_keys())

    def type(self, service: Service, typed: Typed) -> None:
        """Take over what stands in the fields of a service."""
        before = self._state.pages[service].typed
        if typed == before:
            return
        self.dismiss()
        self._change(service, typed=typed, result=None)
        if typed.provider is not before.provider:
            self._change(service, checked=False, left=False, typing=False)
        if typed.base_url != before.base_url:
            is_none = bool(problem_with(typed.base_url.strip()))
            self._change(service, typing=True, left=self._state.pages[service].left and is_none)
        if (typed.provider, typed.base_url) != (before.provider, before.base_url):
            self._change(service, offered=(), has_key=False)
            self._learn_of_key(service)

    def leave_address(self, service: Service) -> None:
        """Take the address that was typed for what the author means."""
        if not self._state.pages[service].typing:
            return
        typed = self._state.pages[service].typed
        address = completed(typed.base_url)
        self._change(
            service,
            typed=replace(typed, base_url=address),
            typing=False,
            left=bool(problem_with(address)),
        )
        self._learn_of_key(service)

    def use_everywhere(self, service: Service) -> None:
        """Give the other services that write or read text the model of *service*."""
        typed = self._state.pages[service].typed
        for other in _TEXT_SERVICES:
            if other is not service:
                self.type(other, typed)
            self._change(other, typing=False)
        self._tell("When you save, all three services that work with text have this model.")

    def set_engine(self, engine: Engine) -> None:
        """Choose which index answers."""
        self._show(replace(self._state, engine=engine))

    def set_theme(self, theme: Theme) -> None:
        """Choose the look, and show it at once."""
        self._show(replace(self._state, theme=theme))
        self._on_theme(theme)

    def list_models(self, service: Service) -> None:
        """Ask the server of a service what it offers."""
        self.leave_address(service)
        if self._state.pages[service].left:
            return
        self._change(service, busy="Asking the server \u2026", result=None)
        self._scope.start(f"work {service}", self._list_models(service))

    def find_servers(self, service: Service) -> None:
        """Look for model servers on this machine, and fill in the next of them."""
        self._change(service, busy="Looking on this machine \u2026", result=None)
        self._scope.start(f"work {service}", self._find_servers(service))

    def test(self, service: Service) -> None:
        """Keep what is typed for a service and try it."""
        self.leave_address(service)
        if self._state.pages[service].problems:
            self._change(service, checked=True)
            return
        self._change(service, busy="Waiting for an answer \u2026", result=None)
        self._scope.start(f"work {service}", self._test(service))

    def save(self) -> None:
        """Keep everything and close, unless something will not do."""
        for service in Service:
            self.leave_address(service)
        if self._state.faulty:
            pages = {key: replace(page, checked=True) for key, page in self._state.pages.items()}
            where = ", ".join(service.capitalize() for service in self._state.faulty)
            notice = Notice(sentence=f"Something is missing: {where}.", tone="warning")
            self._show(replace(self._state, pages=pages, notice=notice))
            return
        self._show(replace(self._state, saving=True, notice=None))
        self._scope.start("save", self._save_all())

    def cancel(self) -> None:
        """Close without keeping anything."""
        if not self._state.open:
            return
        self._on_theme(self._models.settings().theme)
        self._show(replace(self._state, open=False))

    def dismiss(self) -> None:
        """Hide what was told."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop what is under way."""
        await self._scope.aclose()

    async def _read_keys(self) -> None:
        self._show(replace(self._state, key_place=await self._models.key_place()))
        for service in Service:
            await self._read_key(service)

    def _learn_of_key(self, service: Service) -> None:
        """Read whether there is a key, once there is an address it could be for."""
        name = f"key {service}"
        page = self._state.pages[service]
        if page.typing or page.left:
            self._scope.cancel(name)
        else:
            self._scope.start(name, self._read_key(service))

    async def _read_key(self, service: Service) -> None:
        has_key = await self._models.has_key(self._profile(service))
        self._change(service, has_key=has_key)

    async def _list_models(self, service: Service) -> None:
        typed = self._state.pages[service].typed
        try:
            offered = tuple(await self._models.models_at(typed.base_url, typed.key.strip() or None))
        finally:
            self._change(service, busy="")
        self._offer(service, offered)
        self._change(service, result=told_offer(offered))

    def _offer(self, service: Service, offered: tuple[str, ...]) -> None:
        """Show the models there are; the only one is meant where none is named."""
        typed = self._state.pages[service].typed
        if len(offered) == 1 and not typed.model.strip():
            typed = replace(typed, model=offered[0])
        self._change(service, typed=typed, offered=offered)

    async def _find_servers(self, service: Service) -> None:
        try:
            servers = tuple(await self._models.find_servers())
        finally:
            self._change(service, busy="")
        typed = self._state.pages[service].typed
        chosen = _next_of(servers, typed.base_url)
        if chosen is not None:
            wanted = chosen.models[0] if len(chosen.models) == 1 else ""
            model = typed.model if typed.model in chosen.models else wanted
            found = replace(typed, provider=Provider.OPENAI, base_url=chosen.base_url, model=model)
            self.type(service, found)
            self.leave_address(service)
            self._change(service, offered=chosen.models)
        self._change(service, result=told_servers(servers, chosen))

    async def _test(self, service: Service) -> None:
        try:
            await self._keep((service,))
            check = await self._models.test(service)
        finally:
            self._change(service, busy="")
        self._change(service, result=told_by(check))

    async def _save_all(self) -> None:
        try:
            await self._keep(tuple(Service))
            settings = replace(
                self._models.settings(), engine=self._state.engine, theme=self._state.theme
            )
            await self._models.save_settings(settings)
        finally:
            self._show(replace(self._state, saving=False))
        self._show(replace(self._state, open=False))

    async def _keep(self, services: Sequence[Service]) -> None:
        for service in services:
            page = self._state.pages[service]
            if page.typed.key:
                await self._models.put_key(self._profile(service), page.typed.key.strip())
                self._change(service, typed=replace(page.typed, key=""), has_key=True)
        settings = self._models.settings()
        changed = {service: self._profile(service) for service in services}
        wanted = replace(settings, profiles={**settings.profiles, **changed})
        if wanted.profiles != settings.profiles:
            await self._models.save_settings(wanted)

    def _profile(self, service: Service) -> Profile:
        typed = self._state.pages[service].typed
        return typed.onto(self._models.settings().profiles[service])

    def _tell(self, sentence: str) -> None:
        self._show(replace(self._state, notice=Notice(sentence=sentence)))

    def _failed(self, name: str, error: BaseException) -> None:
        kind, _, service = name.partition(" ")
        if kind in {"work", "key"}:
            self._change(Service(service), result=told(name, error))
        else:
            self._show(replace(self._state, notice=told(name, error)))

    def _change(self, service: Service, **changes: Any) -> None:  # noqa: ANN401 - fields of the page
        page = replace(self._state.pages[service], **changes)
        self._show(replace(self._state, pages={**self._state.pages, service: page}))

    def _show(self, state: SettingsState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _next_of(servers: Sequence[FoundServer], address: str) -> FoundServer | None:
    """Return the server after the one at *address*; the first where none is there."""
    if not servers:
        return None
    addresses = [server.base_url for server in servers]
    return servers[(addresses.index(address) + 1) % len(servers) if address in addresses else 0]
