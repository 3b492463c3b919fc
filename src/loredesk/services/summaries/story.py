"""What the story so far is summed up from: what was told of it before, and the chapters since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loredesk.domain.ids import SessionId
from loredesk.domain.summaries import (
    Stretch,
    Summary,
    SummaryLevel,
    SummarySentence,
    Version,
)
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.store import Repos
from loredesk.ports.task_inputs import StoryInputs, ToldSentence
from loredesk.services.summaries.due import SummaryWork, fingerprint_to
from loredesk.services.telling import world_text

_FRAME_TOKENS = 12
"""What the turns behind a sentence cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMaterial:
    """A summary of the story, and the chapters it is to take in."""

    world: str
    base: Summary | None
    """What was told before the chapters."""
    chapters: tuple[Summary, ...]
    """As many of those since as are read at once; also those the author hides."""

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the versions it is made of."""
        return tuple(one.id for one in (self.base, *self.chapters) if one is not None)

    @property
    def told(self) -> tuple[Summary, ...]:
        """Return the chapters that may be told."""
        return tuple(one for one in self.chapters if not one.hidden)

    @property
    def own(self) -> tuple[SummarySentence, ...]:
        """Return what the author wrote into the summary: it is carried along."""
        sentences = self.base.sentences if self.base is not None else ()
        return tuple(one for one in sentences if not one.turns)

    def stretch(self, whole: Stretch) -> Stretch:
        """Return what of *whole* is covered once the chapters are taken in."""
        end = self.chapters[-1].stretch
        return Stretch(
            chapter=end.chapter,
            first=whole.first,
            last=end.last,
            first_turn=whole.first_turn,
            last_turn=end.last_turn,
        )


def read_story(repos: Repos, session_id: SessionId, work: SummaryWork, room: int) -> StoryMaterial:
    """Return what is to be taken into the story; no chapters where it tells all there is."""
    world = world_text(repos.worlds.get(repos.sessions.get(session_id).world_id))
    standing = repos.summaries.outline(session_id, head=work.stretch.last)
    found = standing.story
    if found is not None and found.stretch.last == work.stretch.last:
        if found.id != work.replaces:
            return StoryMaterial(world=world, base=None, chapters=())
        found = _before(repos, session_id, standing.chapters)
    base = repos.summaries.get(found.id) if found is not None else None
    behind = base.stretch.chapter if base is not None else 0
    since = [one for one in standing.chapters if one.stretch.chapter > behind]
    chapters = tuple(_fitting(_chained(repos, base, since), room - _cost(base)))
    return StoryMaterial(world=world, base=base, chapters=chapters)


def story_inputs(material: StoryMaterial) -> StoryInputs:
    """Return what a model is given."""
    before = material.base.sentences if material.base is not None else ()
    return StoryInputs(
        world=material.world,
        last_turn=material.chapters[-1].stretch.last_turn,
        chapters=tuple(tuple(_told(chapter)) for chapter in material.told),
        before=tuple(ToldSentence(text=one.text, turns=one.turns) for one in before if one.turns),
        own=tuple(one.text for one in material.own),
    )


def turns_given(inputs: StoryInputs) -> frozenset[int]:
    """Return the turns a sentence of the answer may rest on."""
    sentences = (*inputs.before, *(one for chapter in inputs.chapters for one in chapter))
    return frozenset(turn for one in sentences for turn in one.turns)


def made_of(repos: Repos, summary: Summary) -> str:
    """Return the fingerprint of the chapters a story tells, as they stand now; empty for others."""
    if summary.level is not SummaryLevel.STORY:
        return ""
    return fingerprint_to(repos, summary.session_id, summary.stretch)


def _told(chapter: Summary) -> Iterator[ToldSentence]:
    """Yield the sentences of a chapter; what the author wrote there rests on all of it."""
    for one in chapter.sentences:
        yield ToldSentence(text=one.text, turns=one.turns or tuple(chapter.stretch.turns))


def _before(repos: Repos, session_id: SessionId, chapters: Sequence[Version]) -> Version | None:
    """Return the story as it stood before the last of *chapters*."""
    if len(chapters) < 2:  # noqa: PLR2004 - the one before the last
        return None
    return repos.summaries.outline(session_id, head=chapters[-2].stretch.last).story


def _chained(repos: Repos, base: Summary | None, chapters: Iterable[Version]) -> Iterator[Summary]:
    """Yield *chapters* as long as each follows what comes before it."""
    end = base.stretch.last if base is not None else None
    for chapter in chapters:
        if repos.messages.get(chapter.stretch.first).parent_id != end:
            return
        yield repos.summaries.get(chapter.id)
        end = chapter.stretch.last


def _fitting(chapters: Iterator[Summary], room: int) -> Iterator[Summary]:
    """Yield as many *chapters* as fit, at least one."""
    for number, chapter in enumerate(chapters):
        room -= 0 if chapter.hidden else _cost(chapter)
        if number and room < 0:
            return
        yield chapter


def _cost(summary: Summary | None) -> int:
    if summary is None:
        return 0
    return sum(estimate_tokens(one.text) + _FRAME_TOKENS for one in summary.sentences)
