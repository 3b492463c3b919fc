"""What an author types about a model, checked and put into a profile. No Qt in here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from loredesk.domain.services import FoundServer, ModelCheck, Profile, Provider, Service
from loredesk.ui.hosts import host_of, is_this_machine, problem_with
from loredesk.ui.notice import Notice

LEAST_CONTEXT, MOST_CONTEXT = 512, 2_000_000
ADDRESS, MODEL, KEY, TOKENS = "address", "model", "key", "tokens"

UNSETTLED = "Where your text goes is said here once the address is complete."

PURPOSE: Mapping[Service, str] = {
    Service.GENERATION: "Writes the replies of the story.",
    Service.ANALYSIS: "Reads every turn and notices what has changed and who is new.",
    Service.MAINTENANCE: "Rewrites notes, describes newcomers and lets the world go on.",
    Service.EMBEDDING: "Finds lore by its meaning.",
    Service.RERANKING: "Reads what recall found once more, and puts the best of it first.",
}


BUILT_IN_RULES = "The built-in rules are no language model, but they need nothing."
BUILT_IN_ORDER = "Built in, the order of recall itself stands, and nothing is asked."

_NOT_ANTHROPIC: Mapping[Service, str] = {
    Service.EMBEDDING: "Anthropic has no model that finds by meaning. Choose another provider.",
    Service.RERANKING: "Anthropic has no model that ranks texts. Choose another provider.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields about one model."""

    provider: Provider = Provider.BUILT_IN
    base_url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    """A new key; empty keeps the one there is."""
    context_tokens: int = 8192
    max_tokens: int = 1024
    temperature: float | None = None

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """Return the fields as *profile* fills them."""
        return cls(
            provider=profile.provider,
            base_url=profile.base_url,
            model=profile.model,
            context_tokens=profile.context_tokens,
            max_tokens=profile.max_tokens,
            temperature=profile.temperature,
        )

    def onto(self, profile: Profile) -> Profile:
        """Return *profile* with what was typed; the built-in models need no address or name."""
        built_in = self.provider is Provider.BUILT_IN
        return replace(
            profile,
            provider=self.provider,
            base_url="" if built_in else self.base_url.strip(),
            model="" if built_in else self.model.strip(),
            context_tokens=self.context_tokens,
            max_tokens=self.max_tokens,
            temperature=self.temperature,
        )


def problems_with(typed: Typed, service: Service, *, has_key: bool) -> Mapping[str, str]:
    """Return a sentence for each field that will not do, by field."""
    found: dict[str, str] = {}
    if typed.max_tokens >= typed.context_tokens:
        found[TOKENS] = "The answer must be shorter than the whole context."
    if typed.provider is Provider.BUILT_IN:
        return found
    if typed.provider is Provider.ANTHROPIC and not service.is_text:
        found[MODEL] = _NOT_ANTHROPIC[service]
    elif not typed.model.strip():
        found[MODEL] = "Name the model, or choose one that the server offers."
    if problem := problem_with(typed.base_url.strip()):
        found[ADDRESS] = problem
    elif not typed.base_url.strip() and not (typed.key or has_key):
        found[KEY] = f"{provider_name(typed.provider)} needs a key."
    return found


def provider_name(provider: Provider) -> str:
    """Return what a provider is called."""
    names = {
        Provider.BUILT_IN: "Built-in rules",
        Provider.OPENAI: "OpenAI",
        Provider.ANTHROPIC: "Anthropic",
    }
    return names[provider]


def leaving(typed: Typed, service: Service) -> str:
    """Return what leaves this machine with what was typed."""
    profile = typed.onto(Profile(service=service))
    if problem_with(profile.base_url):
        return UNSETTLED
    host = host_of(profile)
    if not host:
        return "Nothing leaves this machine."
    if is_this_machine(host):
        return "Your text goes to a server on this machine, and no further by Loredesk's doing."
    if service is Service.EMBEDDING:
        return f"Every entry, every note and every search goes to {host}."
    if service is Service.RERANKING:
        return f"Your turns, with the lore and passages found for them, go to {host}."
    return f"Your turns, with the lore and notes they need, go to {host}."


def told_servers(servers: Sequence[FoundServer], chosen: FoundServer | None) -> Notice:
    """Return which servers run on this machine, and which of them was *chosen*."""
    if chosen is None:
        return Notice(
            sentence="No model server answered on this machine.",
            hint="Start Ollama, LM Studio, llama.cpp or KoboldCpp, then look again.",
            tone="warning",
        )
    names = ", ".join(f"{server.name} ({server.base_url})" for server in servers)
    hint = "Look again to fill in the next one." if len(servers) > 1 else ""
    return Notice(sentence=f"Found {names}. {chosen.name} is filled in.", hint=hint, tone="success")


def sentence_case(words: str) -> str:
    """Return *words* as they begin a sentence."""
    return words[:1].upper() + words[1:]


def told_by(check: ModelCheck) -> Notice:
    """Return what came of trying a model."""
    seconds = f"{check.ms / 1000:.1f} s"
    name = check.model or provider_name(check.provider)
    if check.ok:
        said = f" It said: \u201c{check.answer}\u201d" if check.answer else ""
        return Notice(sentence=f"{name} answered in {seconds}.{said}", tone="success")
    return Notice(
        sentence=check.problem or f"{name} did not answer.", hint=check.hint, tone="danger"
    )


def told_offer(models: Sequence[str]) -> Notice:
    """Return how many models a server offers."""
    if not models:
        return Notice(sentence="The server answered, but offers no model.", tone="warning")
    count = "1 model" if len(models) == 1 else f"{len(models)} models"
    return Notice(sentence=f"The server offers {count}.", tone="success")
