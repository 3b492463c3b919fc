"""Building the adapter that a profile asks for.

What is heavy is imported here, where it is first needed: call these functions in a thread.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Provider
from loredesk.gateway.chat_model import NetworkTextModel
from loredesk.gateway.counting import CountingTextModel, OnCount, Tokenizer
from loredesk.gateway.deadlines import deadlines_of
from loredesk.gateway.habits import HabitBook
from loredesk.gateway.ledger import LedgerEmbedder, LedgerReranker, LedgerTextModel, OnCall
from loredesk.gateway.places import Place, place_of
from loredesk.gateway.prefixes import prefixes_of
from loredesk.gateway.retry import Patience, RetryingEmbedder, RetryingTextModel
from loredesk.gateway.wire import Wire
from loredesk.ports.models import Embedder, EmbedderInfo, Reranker, TextModel

KeyGetter = Callable[[], Awaitable[str | None]]
Closer = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TextAdapter:
    """A text model with everything around it, and the way to close it."""

    model: TextModel
    close: Closer


@dataclass(frozen=True, slots=True)
class EmbeddingAdapter:
    """An embedder with everything around it, and the way to close it."""

    embedder: Embedder
    close: Closer


@dataclass(frozen=True, slots=True)
class RerankingAdapter:
    """A reranker with everything around it, and the way to close it."""

    reranker: Reranker
    close: Closer


class OrderAsItCame:
    """The built-in reranker: each text is worth less than the one before it.

    What recall gives it is in its own order already, and nothing is asked.
    """

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a falling score for each text."""
        return tuple(float(-place) for place in range(len(texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Builds adapters out of profiles."""

    key_of: Callable[[Profile], Awaitable[str | None]]
    on_call: OnCall
    on_count: OnCount
    built_in_embedder: Callable[[], Embedder]
    habits: HabitBook
    patience: Patience

    def text_model(self, profile: Profile) -> TextAdapter:
        """Return the text model that *profile* asks for."""
        if profile.provider is Provider.BUILT_IN:
            model = LedgerTextModel(_built_in_text_model(), profile, self.on_call)
            return TextAdapter(model, _nothing)
        place = place_of(profile)
        network = NetworkTextModel(
            self._wire(profile, place),
            place=place,
            deadlines=deadlines_of(profile),
            habits=self.habits.of(place.base_url, place.model),
        )
        counted = CountingTextModel(
            network,
            profile,
            on_count=self.on_count,
            tokenizer=self._tokenizer(profile, place),
            tells_all=place.is_vendor,
        )

        async def close() -> None:
            await counted.aclose()
            await network.aclose()

        noted = LedgerTextModel(counted, profile, self.on_call)
        return TextAdapter(RetryingTextModel(noted, self.patience), close)

    def embedder(self, profile: Profile) -> EmbeddingAdapter:
        """Return the embedder that *profile* asks for."""
        if profile.provider is Provider.BUILT_IN:
            inner = self.built_in_embedder()
            close = getattr(inner, "aclose", _nothing)
            return EmbeddingAdapter(LedgerEmbedder(inner, profile, self.on_call), close)
        info = network_embedder_info(profile)
        place = place_of(profile)
        from loredesk.gateway.openai_embedder import OpenAIEmbedder  # noqa: PLC0415 - heavy

        network = OpenAIEmbedder(
            place,
            info=info,
            prefixes=prefixes_of(profile.model),
            habits=self.habits.of(place.base_url, place.model),
            seconds=profile.first_token_seconds,
            key=lambda: self.key_of(profile),
        )
        noted = LedgerEmbedder(network, profile, self.on_call)
        return EmbeddingAdapter(RetryingEmbedder(noted, self.patience), network.aclose)

    def reranker(self, profile: Profile) -> RerankingAdapter:
        """Return the reranker that *profile* asks for.

        It is not asked again where it fails: whoever waits for it has an order already.
        """
        if profile.provider is Provider.BUILT_IN:
            return RerankingAdapter(OrderAsItCame(), _nothing)
        if profile.provider is Provider.ANTHROPIC:
            raise UserFixableError(
                "Anthropic ranks no texts.",
                hint="Choose the built-in order or another server for reranking in Settings.",
            )
        place = place_of(profile)
        from loredesk.gateway.reranker import ServerReranker  # noqa: PLC0415 - heavy

        network = ServerReranker(
            place, seconds=profile.first_token_seconds, key=lambda: self.key_of(profile)
        )
        return RerankingAdapter(LedgerReranker(network, profile, self.on_call), network.aclose)

    def _tokenizer(self, profile: Profile, place: Place) -> Tokenizer | None:
        """Return what counts at a server that one runs oneself; the others have no such way."""
        if place.is_vendor or profile.provider is not Provider.OPENAI:
            return None
        from loredesk.gateway.tokenizer import ServerTokenizer  # noqa: PLC0415 - heavy

        return ServerTokenizer(place, key=lambda: self.key_of(profile))

    def _wire(self, profile: Profile, place: Place) -> Wire:
        def key() -> Awaitable[str | None]:
            return self.key_of(profile)

        if profile.provider is Provider.ANTHROPIC:
            from loredesk.gateway.anthropic_wire import AnthropicWire  # noqa: PLC0415 - heavy

            return AnthropicWire(place, key=key)
        from loredesk.gateway.openai_wire import OpenAIWire  # noqa: PLC0415 - heavy

        return OpenAIWire(place, key=key)


def network_embedder_info(profile: Profile) -> EmbedderInfo:
    """Return which vectors a server makes; raise where it makes none.

    Everything that changes the vectors is in the name of the model, so that vectors of two
    servers, or with and without the words before a text, are never compared.
    """
    if profile.provider is Provider.ANTHROPIC:
        raise UserFixableError(
            "Anthropic offers no embeddings.",
            hint="Choose the built-in embedder or another server for embedding in Settings.",
        )
    place = place_of(profile)
    path = place.base_url.partition("://")[2]
    worded = "+prefixes" if prefixes_of(profile.model) else ""
    return EmbedderInfo(
        model=f"openai/{path}/{profile.model or 'default'}{worded}",
        description=f"{profile.model or 'the model'} at {place.host}",
    )


def built_in_embedder() -> Embedder:
    """Return the built-in embedder, looking for its weights where they are installed."""
    from loredesk.gateway.builtin.embedder import built_in_embedder as build  # noqa: PLC0415 - heavy

    return build()


def _built_in_text_model() -> TextModel:
    from loredesk.gateway.builtin.models import BuiltInTextModel  # noqa: PLC0415 - heavy

    return BuiltInTextModel()


async def _nothing() -> None:
    """Close nothing: there is no connection."""
