"""The wishes of the first start as calls, and what comes of them as states."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from loredesk.domain.services import FoundServer, ModelCheck, Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.ui.first_start.state import FirstStartState, Way, WayState
from loredesk.ui.hosts import completed, problem_with
from loredesk.ui.profiles import Typed, leaving, told_by, told_offer
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_TEXT_SERVICES = tuple(service for service in Service if service.is_text)


class FirstStartView(Protocol):
    """What the presenter needs of the dialog."""

    def show_state(self, state: FirstStartState) -> None:
        """Show *state*."""
        ...


class Models(Protocol):
    """What the first start needs of the models."""

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

    async def find_servers(self) -> Sequence[FoundServer]:
        """Return the model servers that run on this machine."""
        ...

    async def models_at(self, base_url: str, key: str | None, /) -> Sequence[str]:
        """Return the models a server offers."""
        ...

    async def test(self, service: Service, /) -> ModelCheck:
        """Try the model of a service."""
        ...


class FirstStartPresenter:
    """Finds out how the author wants to begin, and begins."""

    def __init__(
        self,
        *,
        view: FirstStartView,
        models: Models,
        open_sample: Callable[[], Awaitable[None]],
    ) -> None:
        self._view = view
        self._models = models
        self._open_sample = open_sample
        self._state = FirstStartState()
        self._scope = TaskScope(on_error=self._failed)

    def open(self) -> None:
        """Show the ways to begin, and look for servers."""
        embedding = Typed.of(self._models.settings().profiles[Service.EMBEDDING])
        embedder = self._models.embedder_description()
        search = f"Search by meaning: {embedder}. {leaving(embedding, Service.EMBEDDING)}"
        self._show(FirstStartState(open=True, search=search))
        self._scope.start("keys", self._read_keys())
        self.look()

    def look(self) -> None:
        """Look for model servers on this machine."""
        self._show(replace(self._state, looking=True))
        self._scope.start("look", self._look())

    def choose_server(self, index: int) -> None:
        """Choose one of the servers that were found."""
        if not 0 <= index < len(self._state.servers):
            return
        server = self._state.servers[index]
        model = server.models[0] if server.models else ""
        typed = replace(self._state.ways[Way.LOCAL].typed, base_url=server.base_url, model=model)
        self._show(replace(self._state, server=index))
        self._change(Way.LOCAL, typed=typed, offered=server.models, result=None)

    def type(self, way: Way, typed: Typed) -> None:
        """Take over what stands in the fields of a way."""
        before = self._state.ways[way].typed
        if typed == before:
            return
        self._change(way, typed=typed, result=None)
        if typed.base_url != before.base_url:
            is_none = bool(problem_with(typed.base_url.strip()))
            left = self._state.ways[way].left and is_none
            self._change(way, has_key=False, typing=True, left=left)

    def leave_address(self, way: Way) -> None:
        """Take the address that was typed for what the author means."""
        if not self._state.ways[way].typing:
            return
        typed = self._state.ways[way].typed
        address = completed(typed.base_url)
        left = bool(problem_with(address))
        self._change(way, typed=replace(typed, base_url=address), typing=False, left=left)
        if not left:
            self._scope.start(f"key {way}", self._read_key(way))

    def set_sample(self, with_sample: bool) -> None:  # noqa: FBT001 - a tick
        """Choose whether the sample world is opened too."""
        self._show(replace(self._state, with_sample=with_sample))

    def list_models(self, way: Way) -> None:
        """Ask the server of a way what it offers."""
        self.leave_address(way)
        if self._state.ways[way].left:
            return
        self._change(way, busy="Asking the server \u2026", result=None)
        self._scope.start(f"work {way}", self._list_models(way))

    def test(self, way: Way) -> None:
        """Keep what is typed and try it."""
        if self._is_faulty(way):
            return
        self._change(way, busy="Waiting for an answer \u2026", result=None)
        self._scope.start(f"work {way}", self._test(way))

    def begin(self, way: Way) -> None:
        """Begin with the model of a way."""
        if self._is_faulty(way):
            return
        self._show(replace(self._state, beginning=True, notice=None))
        self._scope.start("begin", self._begin(way))

    def begin_built_in(self) -> None:
        """Begin with the built-in models and the sample world."""
        self._show(replace(self._state, beginning=True, with_sample=True, notice=None))
        self._scope.start("begin", self._begin(None))

    def skip(self) -> None:
        """Begin with nothing chosen; the ways stay open in the menu."""
        if self._state.open and not self._state.beginning:
            self._scope.start("skip", self._finish())

    def dismiss(self) -> None:
        """Hide what was told."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop what is under way."""
        await self._scope.aclose()

    async def _look(self) -> None:
        try:
            servers = tuple(await self._models.find_servers())
        finally:
            self._show(replace(self._state, looking=False))
        self._show(replace(self._state, servers=servers))
        self.choose_server(0)

    async def _read_keys(self) -> None:
        self._show(replace(self._state, key_place=await self._models.key_place()))
        for way in Way:
            await self._read_key(way)

    async def _read_key(self, way: Way) -> None:
        profile = self._profile(self._state.ways[way].typed, Service.GENERATION)
        self._change(way, has_key=await self._models.has_key(profile))

    async def _list_models(self, way: Way) -> None:
        typed = self._state.ways[way].typed
        try:
            offered = tuple(await self._models.models_at(typed.base_url, typed.key.strip() or None))
        finally:
            self._change(way, busy="")
        model = typed.model or (offered[0] if offered else "")
        self._change(
            way,
            typed=replace(self._state.ways[way].typed, model=model),
            offered=offered,
            result=told_offer(offered),
        )

    async def _test(self, way: Way) -> None:
        try:
            await self._keep(way)
            check = await self._models.test(Service.GENERATION)
        finally:
            self._change(way, busy="")
        self._change(way, result=told_by(check))

    async def _begin(self, way: Way | None) -> None:
        try:
            await (self._keep_built_in() if way is None else self._keep(way))
            if self._state.with_sample:
                await self._open_sample()
            await self._finish()
        finally:
            self._show(replace(self._state, beginning=False))

    async def _finish(self) -> None:
        settings = self._models.settings()
        if not settings.first_start_done:
            await self._models.save_settings(replace(settings, first_start_done=True))
        self._show(replace(self._state, open=False))

    async def _keep(self, way: Way) -> None:
        typed = self._state.ways[way].typed
        if typed.key.strip():
            profile = self._profile(typed, Service.GENERATION)
            await self._models.put_key(profile, typed.key.strip())
        await self._use(typed)

    async def _keep_built_in(self) -> None:
        await self._use(Typed(provider=Provider.BUILT_IN))

    async def _use(self, typed: Typed) -> None:
        settings = self._models.settings()
        chosen = {service: self._profile(typed, service) for service in _TEXT_SERVICES}
        profiles = {**settings.profiles, **chosen}
        await self._models.save_settings(replace(settings, profiles=profiles))

    def _profile(self, typed: Typed, service: Service) -> Profile:
        return typed.onto(self._models.settings().profiles[service])

    def _is_faulty(self, way: Way) -> bool:
        self.leave_address(way)
        self._change(way, checked=True)
        return bool(self._state.ways[way].problems)

    def _failed(self, name: str, error: BaseException) -> None:
        kind, _, way = name.partition(" ")
        if kind in {"work", "key"}:
            self._change(Way(way), result=told(name, error))
        else:
            self._show(replace(self._state, notice=told(name, error)))

    def _change(self, way: Way, **changes: Any) -> None:  # noqa: ANN401 - fields of the page
        page: WayState = replace(self._state.ways[way], **changes)
        self._show(replace(self._state, ways={**self._state.ways, way: page}))

    def _show(self, state: FirstStartState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
