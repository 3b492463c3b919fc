"""Evaluations: what they are run with, and the throw-away library they are run in."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.bootstrap.parts import Parts, asker, core_of
from loredesk.domain.evaluations import Fingerprint
from loredesk.domain.hub import Hub
from loredesk.domain.services import Profile, Provider, Service
from loredesk.gateway.builtin.embedder import QUICK
from loredesk.host import assets
from loredesk.host.clock import SystemClock
from loredesk.host.evaluation_files import FolderRuns
from loredesk.prompting.catalog import PromptCatalog
from loredesk.prompting.samples import SAMPLES
from loredesk.recall.lore.weights import WEIGHTS
from loredesk.recall.story.weights import FIRST, SECOND
from loredesk.services.evaluation.bench import Bench
from loredesk.services.evaluation.second_look import SecondLook
from loredesk.services.evaluation.service import EvaluationService, EvaluationTools
from loredesk.services.reranking import Reranking
from loredesk.services.sample import SampleService
from loredesk.services.weights import WeightService
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore

FOLDER = "evaluations"
"""Of the home: there the runs are kept."""


def evaluations_of(home: Path) -> Callable[[Parts, WeightService], EvaluationService]:
    """Return what builds the evaluations of the home in this folder."""
    return partial(_evaluations, home)


def _evaluations(home: Path, parts: Parts, weights: WeightService) -> EvaluationService:
    board = parts.board
    models = {
        Service.GENERATION: board.generation,
        Service.ANALYSIS: board.analysis,
        Service.MAINTENANCE: board.maintenance,
    }
    return EvaluationService(
        EvaluationTools(
            store=parts.store,
            shelf=FolderRuns(home / FOLDER, now=SystemClock().now),
            bench=partial(throw_away, parts),
            askers={service: asker(parts, service, model) for service, model in models.items()},
            folder=lambda: assets.folder("resources"),
            fingerprint=partial(_fingerprint, parts),
            weights=weights,
        )
    )


@asynccontextmanager
async def throw_away(parts: Parts) -> AsyncIterator[Bench]:
    """Yield an empty library in a temporary folder, with the models and settings of *parts*."""
    async with AsyncExitStack() as exits:
        folder = await asyncio.to_thread(TemporaryDirectory, prefix="loredesk-eval-")
        exits.push_async_callback(asyncio.to_thread, folder.cleanup)
        file = Path(folder.name) / "loredesk.db"
        await asyncio.to_thread(upgrade, file)
        hub, new_id = Hub(), _counting_ids()
        store = SqlStore(file, now=SystemClock().now, publish=hub.publish)
        exits.push_async_callback(store.aclose)
        core = core_of(
            replace(parts, store=store, hub=hub, second_index=None, owned=False, new_id=new_id)
        )
        exits.push_async_callback(core.index.aclose)
        yield Bench(
            store=store,
            hub=hub,
            embedder=parts.board.embedder,
            documents=core.documents,
            recall=core.recall,
            weights=core.weights,
            sample=SampleService(
                store=store,
                documents=core.documents,
                folder=lambda: assets.folder("resources").joinpath("sample"),
                new_id=new_id,
            ),
            look=SecondLook(
                Reranking(
                    reranker=parts.board.reranker,
                    profile=lambda: parts.models.profile(Service.RERANKING),
                    now=SystemClock().now,
                    hub=hub,
                )
            ),
            likeness=parts.likeness,
            thread=parts.thread,
            new_id=new_id,
        )


def _counting_ids() -> Callable[[], str]:
    """Return what makes ids that are the same every time: equals are told apart by their ids."""
    numbers = count(1)
    return lambda: f"{next(numbers):032}"


def _fingerprint(parts: Parts) -> Fingerprint:
    settings = parts.models.settings()
    asked = [service for service in Service if _is_asked(settings.profiles[service])]
    embedding = parts.board.embedder.info.model
    alike = "" if parts.likeness() is None else f", word vectors of {QUICK.description}"
    return Fingerprint(
        version=version("loredesk"),
        embedding=f"{embedding}{alike}",
        weights=_digest([dict(FIRST), dict(SECOND), dict(WEIGHTS)]),
        models={str(service): _called(settings.profiles[service]) for service in asked},
        prompts=_prompts(parts.prompts),
    )


def _is_asked(profile: Profile) -> bool:
    """Return whether the model of a profile has a say: built in, none puts anything in order."""
    if profile.service is Service.RERANKING:
        return profile.provider is not Provider.BUILT_IN
    return profile.service.is_text


def _called(profile: Profile) -> str:
    return f"{profile.provider}: {profile.model}" if profile.model else str(profile.provider)


def _prompts(catalog: PromptCatalog) -> dict[str, str]:
    """Return the hash of each prompt: of what it says for the samples it is tried on."""
    return {
        prompt.id: _digest(
            [
                [message.role, message.content]
                for sample in SAMPLES[prompt.id]
                for message in prompt.render(sample)
            ]
        )
        for prompt in catalog.prompts()
    }


def _digest(told: object) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
