"""The one way to the models: a seat for each service, whatever the settings say."""

import asyncio
from collections.abc import Callable
from functools import partial

from loredesk.domain.calibration import PromptCount
from loredesk.domain.errors import LoredeskError
from loredesk.domain.services import ModelCheck, Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway import adapters, trial
from loredesk.gateway.adapters import Workshop
from loredesk.gateway.counting import OnCount
from loredesk.gateway.habits import HabitBook
from loredesk.gateway.ledger import OnCall
from loredesk.gateway.model_list import models_at
from loredesk.gateway.retry import Patience
from loredesk.gateway.seats import EmbedderSeat, RerankerSeat, TextSeat
from loredesk.ports.models import Embedder, Reranker, TextModel


def _uncounted(_count: PromptCount) -> None:
    """Let a count go: nobody wants it."""


class Switchboard:
    """Connects the services to the models of the current settings.

    `generation`, `analysis`, `maintenance`, `embedder` and `reranker` stay the same objects for ever. What is
    heavy is loaded in a thread at the first call. *key_of* may block; it is called in a thread,
    each time a request is sent, so that a new key counts at once.
    *built_in_embedder* is called in a thread too, and must return a new one each time, because
    the one it returned is closed when the settings choose another.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        key_of: Callable[[Profile], str | None],
        on_call: OnCall,
        on_count: OnCount = _uncounted,
        built_in_embedder: Callable[[], Embedder] = adapters.built_in_embedder,
        patience: Patience | None = None,
    ) -> None:
        self._settings = settings
        self._workshop = Workshop(
            key_of=lambda profile: asyncio.to_thread(key_of, profile),
            on_call=on_call,
            on_count=on_count,
            built_in_embedder=built_in_embedder,
            habits=HabitBook(),
            patience=patience or Patience(),
        )
        texts = [service for service in Service if service.is_text]
        self._texts = {service: TextSeat(self._text_builder(service)) for service in texts}
        self._embedder = EmbedderSeat(self._embedder_builder())
        self._reranker = RerankerSeat(self._reranker_builder())

    @property
    def generation(self) -> TextModel:
        """Return the model that writes replies."""
        return self._texts[Service.GENERATION]

    @property
    def analysis(self) -> TextModel:
        """Return the model that reads turns."""
        return self._texts[Service.ANALYSIS]

    @property
    def maintenance(self) -> TextModel:
        """Return the model that keeps notes and writes entries."""
        return self._texts[Service.MAINTENANCE]

    @property
    def embedder(self) -> Embedder:
        """Return the embedder."""
        return self._embedder

    @property
    def reranker(self) -> Reranker:
        """Return what puts texts into the order in which they answer a query."""
        return self._reranker

    async def prepare(self) -> None:
        """Load the embedder in a thread, so that asking for its `info` costs nothing."""
        await self._embedder.prepare()

    def apply(self, settings: Settings) -> None:
        """Use *settings* from the next call on; calls under way end as they began."""
        before, self._settings = self._settings, settings
        for service, seat in self._texts.items():
            if before.profiles[service] != settings.profiles[service]:
                seat.replace(self._text_builder(service))
        if before.profiles[Service.EMBEDDING] != settings.profiles[Service.EMBEDDING]:
            self._embedder.replace(self._embedder_builder())
        if before.profiles[Service.RERANKING] != settings.profiles[Service.RERANKING]:
            self._reranker.replace(self._reranker_builder())

    async def test(self, service: Service) -> ModelCheck:
        """Make one real call for *service* and return what came back, and how fast."""
        profile = self._settings.profiles[service]
        try:
            if service is Service.EMBEDDING:
                await self._embedder.prepare()
                return await trial.try_embedder(self._embedder, profile)
            if service is Service.RERANKING:
                return await trial.try_reranker(self._reranker, profile)
            return await trial.try_text(self._texts[service], profile)
        except LoredeskError as error:
            return ModelCheck(
                service=service,
                provider=profile.provider,
                model=profile.model,
                ok=False,
                problem=error.message,
                hint=error.hint,
            )

    async def models_at(
        self, base_url: str, key: str | None, *, provider: Provider = Provider.OPENAI
    ) -> tuple[str, ...]:
        """Return the ids of the models a server has; raise as a text model does."""
        return await models_at(base_url, key, provider)

    async def aclose(self) -> None:
        """Close every connection."""
        for seat in self._texts.values():
            await seat.aclose()
        await self._embedder.aclose()
        await self._reranker.aclose()

    def _text_builder(self, service: Service) -> Callable[[], adapters.TextAdapter]:
        return partial(self._workshop.text_model, self._settings.profiles[service])

    def _embedder_builder(self) -> Callable[[], adapters.EmbeddingAdapter]:
        return partial(self._workshop.embedder, self._settings.profiles[Service.EMBEDDING])

    def _reranker_builder(self) -> Callable[[], adapters.RerankingAdapter]:
        return partial(self._workshop.reranker, self._settings.profiles[Service.RERANKING])
