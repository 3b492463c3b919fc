"""What a prompt costs, stage by stage: taken from prompts that are really put together."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loredesk.bootstrap.bench.made_home import MadeHome
from loredesk.bootstrap.joining import context_of
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.ports.models import ChatMessage
from loredesk.ports.store import Repos
from loredesk.ports.task_inputs import TaskInputs
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.candidates import Candidate
from loredesk.recall.engine import Query, RecallEngine
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.recall.story.weights import StoryWeights
from loredesk.recall.story_recall import StoryRecall
from loredesk.services.scene import Scene, read_scene

SCENE, QUERY = "scene read", "query built"
CANDIDATES, PASSAGES = "candidates found and fused", "earlier passages ranked"
READING, CHOICE = "notes and lore read", "choice within the budget"
PROMPT, MANIFEST = "prompt rendered", "manifest made"
STAGES = (SCENE, QUERY, CANDIDATES, PASSAGES, READING, CHOICE, PROMPT, MANIFEST)
WHOLE = "all stages together"


@dataclass(slots=True)
class Watch:
    """When the stages of one prompt began and ended, in seconds."""

    asked: float = 0.0
    """When the scene had been read."""
    begun: float = 0.0
    """When the candidates were first asked for."""
    candidates: float = 0.0
    passages: float = 0.0
    """How long each took; they run beside each other."""
    found: float = 0.0
    """When both were there."""
    rendering: list[tuple[float, float]] = field(default_factory=list)


class _Recall(RecallEngine):
    def __init__(self, inner: RecallEngine, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    async def find(self, query: Query) -> list[Candidate]:
        started = self._watch.begun = time.perf_counter()
        found = await self._inner.find(query)
        self._watch.found = time.perf_counter()
        self._watch.candidates = self._watch.found - started
        return found


class _Story(StoryRecall):
    def __init__(self, inner: StoryRecall, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    async def ranked(
        self,
        session_id: SessionId,
        head: MessageId | None,
        text: str,
        *,
        weights: StoryWeights | None = None,
    ) -> tuple[Sequence[StoryPassage], Ranked]:
        started = time.perf_counter()
        found = await self._inner.ranked(session_id, head, text, weights=weights)
        self._watch.found = time.perf_counter()
        self._watch.passages = self._watch.found - started
        return found

    async def learned(self, session_id: SessionId) -> LearnedWeights | None:
        return await self._inner.learned(session_id)


class _Prompts(PromptCatalog):
    def __init__(self, inner: PromptCatalog, watch: Watch) -> None:
        super().__init__({prompt.id: prompt for prompt in inner.prompts()})
        self._watch = watch

    def render(self, prompt_id: str, inputs: TaskInputs) -> tuple[ChatMessage, ...]:
        started = time.perf_counter()
        messages = super().render(prompt_id, inputs)
        self._watch.rendering.append((started, time.perf_counter()))
        return messages


class StagedPrompts:
    """Puts prompts together and notes what each stage of them cost."""

    def __init__(self, made: MadeHome) -> None:
        self._made = made
        self._watch = Watch()
        parts = replace(made.parts, prompts=_Prompts(made.parts.prompts, self._watch))
        core = replace(
            made.joined.core,
            recall=_Recall(made.joined.core.recall, self._watch),
            story=_Story(made.joined.core.story, self._watch),
        )
        self._context = context_of(parts, core)
        self.spent: dict[str, list[float]] = {}
        """Milliseconds by stage, of the round measured last."""
        self.tokens: list[int] = []
        """What each prompt came to."""

    async def round(self, texts: Sequence[str]) -> Sequence[float]:
        """Put a prompt together for each text; return what each cost in all."""
        self.spent = {stage: [] for stage in (*STAGES, WHOLE)}
        for text in texts:
            await self._prompt(text)
        return self.spent[WHOLE]

    async def stage(self, name: str) -> Sequence[float]:
        """Return what a stage cost in the round measured last."""
        return self.spent[name]

    async def _prompt(self, text: str) -> None:
        watch = self._watch
        watch.rendering.clear()
        started = time.perf_counter()
        scene = await self._made.store.read(self._scene)
        watch.asked = time.perf_counter()
        prepared = await self._context.build(scene, text)
        ended = time.perf_counter()
        first, last = watch.rendering[0][0], watch.rendering[-1][1]
        rendered = sum(end - start for start, end in watch.rendering)
        for stage, seconds in (
            (SCENE, watch.asked - started),
            (QUERY, watch.begun - watch.asked),
            (CANDIDATES, watch.candidates),
            (PASSAGES, watch.passages),
            (READING, first - watch.found),
            (CHOICE, last - first - rendered),
            (PROMPT, rendered),
            (MANIFEST, ended - last),
            (WHOLE, ended - started),
        ):
            self.spent[stage].append(seconds * 1000)
        self.tokens.append(prepared.manifest.tokens)

    def _scene(self, repos: Repos) -> Scene:
        session_id = self._made.world.session_id
        return read_scene(repos, session_id, repos.sessions.get(session_id).head)
