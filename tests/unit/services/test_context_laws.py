"""Laws of the whole prompt, shown on worlds drawn at random and at budgets of every size."""

import asyncio
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from loredesk.domain.errors import UserFixableError
from loredesk.domain.manifest import Unit
from loredesk.domain.tokens import estimate_tokens
from loredesk.services.context_record import AMONG_RECENT, FULL
from tests.unit.services.drawn_worlds import marks_in, played, worlds

STEPS = (0, 1, 2, 7, 20, 60)
SHORT = (40, 12, 4, 1, 0)
"""So many tokens are missing for everything to be told as it is."""
ON_SCENE = {"named in the turn", "probably named in the turn", "on scene", "always on"}
ON_SCENE |= {"pinned by you"}
ANSWER = 256
FOR_A_NAME = 120
"""Enough for the headings of the lore, and for a name."""


def text_of(prepared):
    return "\n".join(message.content for message in prepared.request.messages)


async def least_context(here):
    """Return what a model must read at least for this turn and the instructions, and an answer."""
    try:
        await here.build(512)
    except UserFixableError as error:
        (needed,) = re.findall(r"needs (\d+) tokens", error.message)
        return int(needed) + ANSWER
    return 512


async def contexts(here, more):
    """Return how much models read: a little more, and nearly what would be enough."""
    least, full = await least_context(here), (await here.build(60_000)).manifest.tokens + ANSWER
    return sorted(
        {least + more + step for step in STEPS} | {max(full - one, least) for one in SHORT}
    )


@given(worlds("all", "voice"), st.integers(0, 1_500))
@settings(max_examples=12)
def test_more_budget_takes_no_entry_away_and_is_never_exceeded_by_a_token(drawn, more):
    async def check():
        async with played(drawn) as here:
            before = {}
            for context in await contexts(here, more):
                prepared = await here.build(context)
                manifest = prepared.manifest
                assert manifest.tokens <= manifest.budget == context - ANSWER
                assert manifest.tokens == sum(
                    estimate_tokens(message.content) for message in prepared.request.messages
                )
                cut = {one.title: one.cut for one in manifest.entries}
                assert before.keys() <= cut.keys()
                assert not any(cut[title] for title, was_cut in before.items() if not was_cut)
                before = cut

    asyncio.run(check())


@given(worlds("all", "voice", "present"), st.integers(0, 400))
@settings(max_examples=12)
def test_whoever_is_on_scene_is_in_before_anything_else_is(drawn, more):
    async def check():
        async with played(drawn) as here:
            everything = await here.build(60_000)
            needed = {one.title for one in everything.manifest.entries if one.reason in ON_SCENE}
            for context in await contexts(here, more):
                prepared = await here.build(context)
                manifest, inputs = prepared.manifest, prepared.request.inputs
                told = {one.title: one for one in manifest.entries}
                left = {one.title: one.reason for one in manifest.left_out if one.entry_id}
                for title in needed - told.keys():
                    assert left[title].endswith(FULL)
                if needed - told.keys():
                    assert manifest.budget - manifest.tokens < FOR_A_NAME
                    assert told.keys() <= needed
                    assert not inputs.recent + inputs.earlier + inputs.summaries + inputs.unreviewed

    asyncio.run(check())


@given(worlds("all", "voice"), st.integers(100, 500))
@settings(max_examples=18)
def test_what_is_left_out_as_a_repeat_is_told_by_another_to_the_letter(drawn, more):
    async def check():
        async with played(drawn) as here:
            assert_nothing_is_lost(here, await here.build(await least_context(here) + more))
            assert_nothing_is_lost(here, await here.build(60_000))

    asyncio.run(check())


def assert_nothing_is_lost(here, prepared):
    """Check that of what was said everything is told, or left out for a reason that is true."""
    inputs, manifest = prepared.request.inputs, prepared.manifest
    earlier = [line for passage in inputs.earlier for line in passage.lines]
    said = [(one.speaker, one.text) for one in (*inputs.recent, *earlier)]
    told = {(speaker, mark) for speaker, text in said for mark in marks_in(text)}
    left = {one.message_id: one.reason for one in manifest.left_out if one.unit is Unit.PASSAGE}
    competed = told | {
        (message.speaker, mark)
        for message in here.line
        if left.get(message.id, "").endswith(FULL)
        for mark in marks_in(message.text)
    }
    for message in here.line:
        facts = {(message.speaker, mark) for mark in marks_in(message.text)}
        reason = left.get(message.id, "")
        if reason.startswith("says what turn"):
            assert facts <= competed
        elif reason in {"", AMONG_RECENT}:
            assert facts <= told


@given(worlds("voice", "present"), st.integers(100, 1_000))
@settings(max_examples=18)
def test_nothing_stands_in_the_prompt_that_who_speaks_may_not_know(drawn, more):
    async def check():
        async with played(drawn) as here:
            for context in (await least_context(here) + more, 60_000):
                assert not marks_in(text_of(await here.build(context))) & here.secret

    asyncio.run(check())
