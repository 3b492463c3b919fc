"""What parts of a prompt are thought to cost is what they take of it, and a prompt always fits."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.messages import Message, Role
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel
from loredesk.ports.task_inputs import (
    EarlierPassage,
    KnownEntry,
    ReplyInputs,
    SpokenMessage,
    ToldSummary,
)
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.budget import entry_tokens
from loredesk.recall.excerpts import passage_tokens
from loredesk.recall.story.passages import StoryPassage
from loredesk.services.context_choice import waiting_tokens
from loredesk.services.context_fitting import prompt_tokens
from loredesk.services.context_reading import Waiting
from loredesk.services.summaries.recaps import Recap
from loredesk.services.telling import message_tokens, spoken
from tests.unit.services.conftest import PROMPTS

SHIPPED = Path(__file__).parents[3] / "prompts"

texts = st.text(st.sampled_from("ab. \n\u00e4\u044f\u6c34"), max_size=120)
names = st.text(st.sampled_from("abc \u00e4"), min_size=1, max_size=40).map(str.strip)
turns = st.integers(0, 99_999)


def bare(**parts):
    inputs = ReplyInputs(world="Underquay", narrator="Narrator", message="I wait.", turn=7)
    return prompt_tokens(PROMPTS.render("reply", replace(inputs, **parts)))


def more(part, shown, one):
    """Return how much longer the prompt becomes where *one* is told behind what is *shown*."""
    return bare(**{part: (*shown, one)}) - bare(**{part: tuple(shown)})


@given(names, names, texts, texts, st.lists(names, max_size=12), st.booleans())
def test_an_entry_takes_no_more_than_it_is_thought_to(
    title, category, content, note, aliases, always_on
):
    entry = KnownEntry(
        handle="c1",
        title=title,
        category=category,
        content=content,
        note=note,
        aliases=tuple(aliases),
        always_on=always_on,
    )
    other = KnownEntry(handle="c2", title="Mara", category="character", always_on=always_on)

    assert more("entries", [other], entry) <= entry_tokens(entry)


@given(names, texts, st.sampled_from(Role))
def test_a_message_takes_no_more_than_it_is_thought_to(speaker, text, role):
    said = Message(
        id=MessageId("m"),
        session_id=SessionId("s"),
        parent_id=None,
        seq=0,
        role=role,
        speaker=speaker,
        text=text or "Hm.",
    )

    other = SpokenMessage(speaker="Mara", text="Hm.")
    assert more("recent", [other], spoken([said])[0]) <= message_tokens(said)


@given(names, texts, turns)
def test_a_passage_takes_no_more_than_it_is_thought_to(speaker, text, turn):
    row = StoryPassage(
        message_id=MessageId("m"),
        part=0,
        speaker=speaker,
        text=text,
        turn=turn,
        sitting=0,
        message=0,
    )
    one = EarlierPassage(turn=turn, lines=(SpokenMessage(speaker=speaker, text=text),))
    other = EarlierPassage(turn=3, lines=(SpokenMessage(speaker="Mara", text="Hm."),))

    assert more("earlier", [other], one) <= passage_tokens(row)


@given(texts, turns, st.sampled_from(SummaryLevel))
def test_a_summary_takes_no_more_than_it_is_thought_to(text, turn, level):
    stretch = Stretch(
        chapter=turn // 10,
        first=MessageId("a"),
        last=MessageId("b"),
        first_turn=turn,
        last_turn=turn + 9,
    )
    recap = Recap(
        summary=Summary(
            id=SummaryId("s"),
            session_id=SessionId("s"),
            level=level,
            stretch=stretch,
            text=text,
            sentences=(),
        ),
        text=text,
    )

    one = ToldSummary(title=recap.title, text=text)
    assert more("summaries", [ToldSummary(title="Before", text="Hm.")], one) <= recap.tokens


@given(texts, names)
def test_what_waits_takes_no_more_than_it_is_thought_to(text, title):
    one = Waiting(message_id=MessageId("m"), turn=1, title=title, text=f"{title}: {text}")

    assert more("unreviewed", ["Hm."], one.text) <= waiting_tokens(one)


@pytest.mark.parametrize("context", range(1_000, 4_000, 250))
async def test_a_prompt_of_the_authors_own_that_shows_more_fits_as_well(
    campaign, tmp_path, context
):
    shown = "## {{ entry.title }}"
    text = (SHIPPED / "reply.yaml").read_text(encoding="utf-8")
    (tmp_path / "reply.yaml").write_text(
        text.replace(shown, f"{shown} {'as everyone knows ' * 15}"), encoding="utf-8"
    )
    campaign.context._prompts = PromptCatalog.load(SHIPPED, tmp_path)
    campaign.profile = replace(campaign.profile, context_tokens=context, max_tokens=256)
    for number in range(20):
        await campaign.add(f"Keeper {number}", f"Keeps gate {number}. " * 8, always_on=True)

    manifest = await campaign.generation.preview(campaign.session.id, "I wait.")

    assert manifest.tokens <= manifest.budget
    assert manifest.entries
    assert manifest.budget - manifest.tokens < 200 or len(manifest.entries) == 20
