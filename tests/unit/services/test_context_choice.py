"""What is chosen of the material: more room takes nothing away, and nothing is dropped for nothing."""

import re

from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.diff import sentences
from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.summaries import SummariesInForce
from loredesk.recall.budget import Part
from loredesk.recall.candidates import Candidate
from loredesk.recall.story.passages import StoryPassage
from loredesk.services.context_choice import Material, choose
from loredesk.services.context_reading import Reading
from loredesk.services.listening import Heard
from tests.fakes.library import NOON
from tests.fakes.tales import said


def entry(number, content):
    entry_id = LoreId(f"e{number}")
    return LoreEntry(
        id=entry_id,
        world_id="w",
        handle=f"c{number}",
        title=f"Keeper {number}",
        category="character",
        content=content,
    )


def reading(*contents, must=0):
    entries = [entry(number, content) for number, content in enumerate(contents)]
    return Reading(
        candidates=tuple(
            Candidate(entry_id=one.id, score=0.0, reason="named in the turn", must=number < must)
            for number, one in enumerate(entries)
        ),
        banned=frozenset(),
        unreviewed=(),
        summaries=SummariesInForce(),
        now=NOON,
        heard=Heard(entries={one.id: one for one in entries}, notes={}),
    )


def rows_of(line):
    """Return the passages of a line, a sentence each."""
    parts = [
        (number, one, part, text)
        for number, one in enumerate(line)
        for part, text in enumerate(sentences(one.text))
    ]
    return [
        StoryPassage(
            message_id=one.id,
            part=part,
            speaker=one.speaker,
            text=text,
            turn=number,
            sitting=0,
            message=number,
        )
        for number, one, part, text in parts
    ]


def material(line=(), *, ranked=(), worth=None, lore=(), must=0, **values):
    """Return what could be told of a line and some lore."""
    return Material(
        reading=reading(*lore, must=must),
        rows=rows_of(line),
        ranked=ranked,
        worth=frozenset(ranked if worth is None else worth),
        recent=list(line),
        places=list(range(len(line))),
        **values,
    )


def told(choice):
    """Return the marks of everything that is told of the story."""
    texts = [one.text for one in choice.recent]
    texts += [line.text for passage in choice.earlier for line in passage.lines]
    return set(re.findall(r"k\d+q", " ".join(texts)))


stories = st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=3), min_size=1, max_size=14)


@given(stories, st.data(), st.integers(0, 900), st.integers(1, 60))
def test_more_room_takes_nothing_of_the_story_away(story, data, room, more):
    line = [
        said(
            " ".join(f"It {'rains ' * size}k{number}{part}q." for part, size in one), number=number
        )
        for number, one in enumerate(map(enumerate, story))
    ]
    rows = range(len(rows_of(line)))
    ranked = data.draw(st.permutations(rows))
    some = material(line, ranked=ranked, lore=["She waits. " * 9], frames={Part.EVIDENCE: 12})

    assert told(choose(some, room)) <= told(choose(some, room + more))


def test_what_does_not_matter_drops_nothing_that_does():
    line = [said("The key is lost.\nAnd so on."), said("The key is lost.", number=1)]
    some = material(line, ranked=(0, 2), worth={2})

    assert choose(some, 500).repeats == {}
    assert choose(material(line, ranked=(0, 2)), 500).repeats == {2: 0}


def test_a_last_message_of_which_only_the_end_is_told_does_not_count_as_shown():
    line = [said("A key is under the stone. " + "It rains. " * 200 + "The end.")]

    cut, whole = (choose(material(line, ranked=(0,)), room) for room in (300, 900))

    assert cut.recent[0].text.endswith("The end.")
    assert "under the stone" not in cut.recent[0].text
    assert (cut.shown, whole.shown) == (frozenset(), {line[0].id})


def test_what_is_on_scene_is_told_before_any_heading_is_paid_for():
    some = material(
        [said("It rains.")], lore=["A smith. " * 90], must=1, frames=dict.fromkeys(Part, 40)
    )

    choice = choose(some, 80)

    assert [(one.entry.title, one.cut) for one in choice.packed] == [("Keeper 0", True)]
    assert choice.recent == ()


def test_a_name_longer_than_the_smallest_entry_is_given_its_room():
    some = material([said("It rains. " * 60)], lore=["A smith. " * 90], must=1)
    long = "A name of many words " * 12
    some.reading.heard.entries[LoreId("e0")] = LoreEntry(
        id=LoreId("e0"), world_id="w", handle="c0", title=long, category="character"
    )

    assert [one.entry.title for one in choose(some, 110).packed] == [long]
