"""Running the probes: each a prompt put together as for a reply, read for what it must say or not."""

import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from loredesk.bootstrap.bench.made_home import BareHome, bare_home
from loredesk.domain.messages import NarratorTells
from loredesk.domain.panel import Panel
from loredesk.ports.store import Repos
from loredesk.services.scene import Scene, read_scene
from tests.recall.campaign.probes import GOAL_KINDS, KINDS, Probe, Prober, SecretProbe
from tests.recall.campaign.world import Campaign, Entry, Said, joined, made
from tests.recall.campaign.writing import (
    SESSION,
    entry_id,
    reply_id,
    settle,
    write,
)

GOAL = 0.98
"""So much of what must be told should be."""
BACK_SHARE = 0.2
"""So many of the probes are put after going back to the middle of the story."""
CONTROL_SHARE = 0.02
"""For so many of the secrets it is asked whether who knows them is told."""
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
_WORD = re.compile(r"\w+")


@dataclass(slots=True, kw_only=True)
class Sizes:
    """How much is made and asked."""

    entries: int = 10_000
    turns: int = 2_000
    seed: int = 1
    probes: int = 2_000
    secrets: int = 10_000


@dataclass(slots=True)
class Report:
    """What came of it."""

    asked: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    prompts: int = 0
    outdated: int = 0
    """Sentences of notes that do not count, in all prompts together."""
    secrets_asked: int = 0
    secrets_told: int = 0
    """Those asked for and told to who must not know."""
    secrets_beside: int = 0
    """Those told that were not even asked for."""
    known_asked: int = 0
    known_told: int = 0
    misses: list[Mapping[str, Any]] = field(default_factory=list)
    violations: list[Mapping[str, Any]] = field(default_factory=list)
    leaks: Counter[str] = field(default_factory=Counter)
    """By how the secret is kept."""

    @property
    def share(self) -> float:
        """Return how many of the notes that must be told were."""
        asked = sum(self.asked[kind] for kind in GOAL_KINDS)
        return sum(self.told[kind] for kind in GOAL_KINDS) / max(asked, 1)

    @property
    def is_good(self) -> bool:
        """Return whether enough was told, nothing that has been superseded, and no secret."""
        forbidden = self.outdated + self.secrets_told + self.secrets_beside
        return self.share >= GOAL and not forbidden

    def as_json(self, sizes: Sizes) -> Mapping[str, Any]:
        """Return everything as it is printed."""
        return {
            "sizes": asdict(sizes),
            "told": round(self.share, 4),
            "kinds": {kind: {"asked": self.asked[kind], "told": self.told[kind]} for kind in KINDS},
            "prompts": self.prompts,
            "outdated": self.outdated,
            "secrets": {
                "asked": self.secrets_asked,
                "told": self.secrets_told,
                "told beside": self.secrets_beside,
                "by how they are kept": dict(self.leaks),
                "asked by who knows": self.known_asked,
                "told to who knows": self.known_told,
            },
            "misses": self.misses,
            "violations": self.violations,
        }


async def run(sizes: Sizes) -> Report:
    """Make a campaign, write it, and ask for everything."""
    async with campaigning(sizes) as running:
        late = round(sizes.probes * (1 - BACK_SHARE))
        await running.ask(late, sizes.turns)
        await running.ask_for_secrets(sizes.secrets)
        await running.go_back(sizes.turns // 2)
        await running.ask(sizes.probes - late, sizes.turns // 2)
        return running.report


@asynccontextmanager
async def campaigning(sizes: Sizes) -> AsyncIterator["Running"]:
    """Yield a campaign that is written and can be asked."""
    campaign = made(sizes.entries, sizes.turns, sizes.seed)
    async with bare_home() as home:
        engine = home.joined.engine
        assert engine is not None
        try:
            await write(home, campaign)
            yield Running(home, campaign, random.Random(sizes.seed + 1))
        finally:
            await engine.aclose()


class Running:
    """Asks a campaign."""

    def __init__(self, home: BareHome, campaign: Campaign, chance: random.Random) -> None:
        self.report = Report()
        self._home = home
        self._campaign = campaign
        self._chance = chance
        self._prober = Prober(campaign, chance)

    async def go_back(self, turn: int) -> None:
        """Show the line to an earlier turn."""
        await self._home.joined.desk.stories.goto(SESSION, reply_id(turn))
        await settle(self._home)

    async def ask(self, count: int, turn: int) -> None:
        """Put *count* probes where the line ends with *turn*."""
        outdated = self._outdated(turn)
        for probe in self._prober.probes(count, turn):
            prompt = await self._prompt(probe.text, probe.present)
            self._judge(probe, probe.entry.note_at(turn), prompt)
            for sentence in sorted(outdated.intersection(_SENTENCE_END.split(prompt))):
                self.report.outdated += 1
                self.report.violations.append({"outdated": sentence, "text": probe.text})

    def _outdated(self, turn: int) -> frozenset[str]:
        """Return what once stood in a note, or will, and does not count after *turn*."""
        campaign = self._campaign
        plain = {one.number for one in campaign.entries if one.is_plain_at(turn)}
        noted = {said.lore for number, said in campaign.everything_noted() if number in plain}
        return frozenset(
            noted.difference(*({said.lore for said in one.note_at(turn)} for one in campaign.cast))
        )

    async def ask_for_secrets(self, count: int) -> None:
        """Ask for *count* secrets as somebody who must not know, and for some as who does."""
        stories, voices = self._home.joined.desk.stories, self._campaign.voices
        rounds = len(voices) + 1
        for number in range(rounds):
            present = tuple(one.title for one in voices[:2])
            if number < len(voices):
                await stories.set_voice(SESSION, entry_id(voices[number].number))
            else:
                await stories.set_voice(SESSION, None)
                await stories.set_narrator(SESSION, NarratorTells.PRESENT)
            share = count * (number + 1) // rounds - count * number // rounds
            for probe in self._prober.secrets(share):
                self._judge_secrets(probe, await self._prompt(probe.text, present))
        for entry in self._control(round(count * CONTROL_SHARE)):
            assert entry.secret is not None
            await stories.set_voice(SESSION, entry_id(entry.secret.keeper))
            prompt = await self._prompt(f"I ask about {entry.title}.", ())
            self.report.known_asked += 1
            self.report.known_told += entry.secret.mark in prompt
        await stories.set_voice(SESSION, None)
        await stories.set_narrator(SESSION, NarratorTells.ALL)

    def _control(self, count: int) -> list[Entry]:
        kept = [one for one in self._campaign.secrets if one.secret and one.secret.how.is_known]
        return self._chance.sample(kept, min(count, len(kept)))

    def _judge(self, probe: Probe, note: tuple[Said, ...], prompt: str) -> None:
        self.report.asked[probe.kind] += 1
        if joined(note) in prompt:
            self.report.told[probe.kind] += 1
            return
        self.report.misses.append(
            {
                "kind": probe.kind,
                "names": list(probe.entry.names),
                "text": probe.text,
                "in part": f"## {probe.entry.title} (" in prompt,
            }
        )

    def _judge_secrets(self, probe: SecretProbe, prompt: str) -> None:
        said = set(_WORD.findall(prompt))
        self.report.secrets_asked += len(probe.entries)
        for entry in self._campaign.secrets:
            if entry.secret is None or entry.secret.mark not in said:
                continue
            if entry in probe.entries:
                self.report.secrets_told += 1
            else:
                self.report.secrets_beside += 1
            self.report.leaks[entry.secret.how.value] += 1
            self.report.violations.append(
                {"secret": entry.secret.how.value, "of": entry.title, "text": probe.text}
            )

    async def _prompt(self, text: str, present: tuple[str, ...]) -> str:
        """Return what a reply to *text* would be asked with, with these people on scene."""
        scene = await self._home.store.read(_scene)
        *earlier, last = scene.before
        panel = Panel(time="noon", place="the road", present=present)
        scene = replace(scene, before=(*earlier, replace(last, panel=panel)))
        prepared = await self._home.joined.desk.generation._context.build(scene, text)
        self.report.prompts += 1
        return "\n".join(message.content for message in prepared.request.messages)


def _scene(repos: Repos) -> Scene:
    return read_scene(repos, SESSION, repos.sessions.get(SESSION).head)
