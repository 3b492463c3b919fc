"""The settings' wishes as calls, and what comes of them as states."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from loredesk.domain.services import ModelCheck, Profile, Service
from loredesk.domain.settings import Engine, Settings, Theme
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import Typed, told_by, told_offer
from loredesk.ui.settings_dialog.state import ServiceState, SettingsState
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_TEXT_SERVICES = (Service.GENERATION, Service.ANALYSIS, Service.MAINTENANCE)


class SettingsView(Protocol):
    """What the presenter needs of the dialog."""

    def show_state(self, state: SettingsState) -> None:
        """Show *state*."""
        ...


class Models(Protocol):
    """What the settings need of the models."""

    def settings(self) -> Settings:
        """Return what is set."""
        ...

    def embedder_description(self) -> str:
        """Return what finds by meaning where nothing else is set."""
        ...

    async def save_settings(self, settings: Settings, /) -> Any:  # noqa: ANN401 - not looked at
        """Keep *settings*, from now on."""
        ...

    async def put_key(self, profile: Profile, key: str, /) -> Any:  # noqa: ANN401 - not looked at
        """Keep the key of a profile."""
        ...

    async def has_key(self, profile: Profile, /) -> bool:
        """Return whether a key is kept for a profile."""
        ...

    async def key_place(self) -> str:
        """Return where keys are kept."""
        ...

    async def models_at(self, base_url: str, key: str | None, /) -> Sequence[str]:
        """Return the models a server offers."""
        ...

    async def test(self, service: Service, /) -> ModelCheck:
        """Try the model of a service."""
        ...


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
        self._change(service, typed=typed, result=None)
        if (typed.provider, typed.base_url) != (before.provider, before.base_url):
            self._change(service, offered=(), has_key=False)
            self._scope.start(f"key {service}", self._read_key(service))

    def use_everywhere(self, service: Service) -> None:
        """Give the other services that write or read text the model of *service*."""
        typed = self._state.pages[service].typed
        for other in _TEXT_SERVICES:
            if other is not service:
                self.type(other, typed)
        self._tell("All three services that work with text now have the same model.")

    def set_engine(self, engine: Engine) -> None:
        """Choose which index answers."""
        self._show(replace(self._state, engine=engine))

    def set_theme(self, theme: Theme) -> None:
        """Choose the look, and show it at once."""
        self._show(replace(self._state, theme=theme))
        self._on_theme(theme)

    def list_models(self, service: Service) -> None:
        """Ask the server of a service what it offers."""
        self._change(service, busy="Asking the server \u2026", result=None)
        self._scope.start(f"work {service}", self._list_models(service))

    def test(self, service: Service) -> None:
        """Keep what is typed for a service and try it."""
        if self._state.pages[service].problems:
            self._change(service, checked=True)
            return
        self._change(service, busy="Waiting for an answer \u2026", result=None)
        self._scope.start(f"work {service}", self._test(service))

    def save(self) -> None:
        """Keep everything and close, unless something will not do."""
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

    async def _read_key(self, service: Service) -> None:
        has_key = await self._models.has_key(self._profile(service))
        self._change(service, has_key=has_key)

    async def _list_models(self, service: Service) -> None:
        typed = self._state.pages[service].typed
        try:
            offered = tuple(await self._models.models_at(typed.base_url.strip(), typed.key or None))
        finally:
            self._change(service, busy="")
        self._change(service, offered=offered, result=told_offer(offered))

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
        if kind == "work":
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
