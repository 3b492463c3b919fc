import asyncio
from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SteeringChanged
from loredesk.domain.ids import ManifestId
from loredesk.domain.manifest import ContextPassage, LeftOut, Manifest, Unit
from loredesk.domain.messages import Role
from loredesk.ui.context.presenter import ContextPresenter
from loredesk.ui.context.state import ContextState, Subject
from tests.fakes.stories import SESSION, MemoryStories


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


class Records:
    """Knows a manifest for every message."""

    def __init__(self):
        self.asked = []
        self.problem = None
        self.values = {}

    async def manifest(self, message_id):
        self.asked.append(message_id)
        if self.problem:
            raise self.problem
        return replace(_manifest(message_id), **self.values)

    async def preview(self, session_id, text):
        self.asked.append(text)
        if self.problem:
            raise self.problem
        return _manifest(text)


def _manifest(name):
    return Manifest(id=ManifestId(name), session_id=SESSION, tokens=1, budget=2, blocks=())


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def stories():
    memory = MemoryStories()
    for turn in (1, 2):
        memory.add(Role.AUTHOR, f"Turn {turn}.")
        memory.add(Role.NARRATOR, f"Reply {turn}.")
    return memory


@pytest.fixture
async def context(screen, records, stories):
    presenter = ContextPresenter(
        view=screen,
        manifests=records,
        draft=lambda: "I wait.",
        hub=stories.hub,
        told=lambda state: None,
    )
    presenter.follow(stories.told())
    await settled()
    yield presenter
    await presenter.aclose()


async def test_the_newest_reply_is_shown(context, screen):
    assert screen.state.subject is Subject.REPLY
    assert screen.state.manifest.id == "m4"
    assert (screen.state.turn, screen.state.is_newest) == (2, True)


async def test_a_newer_reply_is_followed(context, screen, stories):
    stories.add(Role.AUTHOR, "Turn 3.")
    stories.add(Role.NARRATOR, "Reply 3.")

    context.follow(stories.told())
    await settled()

    assert screen.state.manifest.id == "m6"


async def test_what_is_shown_is_not_read_twice(context, records, stories):
    context.follow(stories.told())
    await settled()

    assert records.asked == ["m4"]


async def test_a_chosen_reply_stays_while_the_story_goes_on(context, screen, stories):
    context.choose("m2")
    await settled()
    stories.add(Role.NARRATOR, "Reply 3.")
    context.follow(stories.told())
    await settled()

    assert screen.state.manifest.id == "m2"
    assert not screen.state.is_newest


async def test_one_can_go_back_to_the_newest(context, screen):
    context.choose("m2")
    await settled()

    context.newest()
    await settled()

    assert screen.state.manifest.id == "m4"
    assert screen.state.is_newest


async def test_what_was_shown_stays_until_the_next_is_read(context, screen):
    before = len(screen.states)

    context.choose("m2")
    await settled()

    assert all(state.manifest is not None for state in screen.states[before:])


async def test_the_draft_can_be_previewed(context, screen, records):
    context.preview()
    await settled()

    assert screen.state.subject is Subject.PREVIEW
    assert screen.state.manifest.id == "I wait."


async def test_a_preview_stays_while_no_reply_comes(context, screen, stories):
    context.preview()
    await settled()

    context.follow(stories.told())
    await settled()

    assert screen.state.subject is Subject.PREVIEW


async def test_a_preview_gives_way_to_the_next_reply(context, screen, stories):
    context.preview()
    await settled()
    stories.add(Role.NARRATOR, "Reply 3.")

    context.follow(stories.told())
    await settled()

    assert screen.state.subject is Subject.REPLY


async def test_a_failed_preview_says_why_and_can_be_tried_again(context, screen, records):
    records.problem = UserFixableError("No such model.", hint="Choose another.")
    context.preview()
    await settled()
    assert screen.state.notice.sentence == "No such model."
    assert screen.state.subject is Subject.PREVIEW

    records.problem = None
    context.mend()
    await settled()

    assert screen.state.manifest.id == "I wait."
    assert screen.state.notice is None


async def test_a_fault_of_our_own_is_a_sentence_too(context, screen, records, caplog):
    records.problem = RuntimeError("boom")

    context.choose("m2")
    await settled()

    assert "did not expect" in screen.state.notice.sentence
    assert "boom" in caplog.text


async def test_a_notice_can_be_dismissed(context, screen, records):
    records.problem = UserFixableError("No such model.")
    context.preview()
    await settled()

    context.dismiss()

    assert screen.state.notice is None


async def test_a_story_without_replies_has_nothing_to_show(screen, records):
    heard, stories = [], MemoryStories()
    context = ContextPresenter(
        view=screen, manifests=records, draft=str, hub=stories.hub, told=heard.append
    )

    context.follow(stories.told())
    await settled()

    assert screen.state == ContextState(is_open=True)
    assert heard == [screen.state]
    context.preview()
    await settled()
    context.follow(stories.told())
    await settled()
    assert screen.state.subject is Subject.PREVIEW
    await context.aclose()


async def test_what_was_told_of_the_story_is_shown_by_its_words(context, screen, records):
    passage = ContextPassage(
        unit=Unit.PASSAGE, message_id="m1", turn=1, title="Turn 1", reason="near", tokens=3
    )
    left = LeftOut(unit=Unit.PASSAGE, message_id="m2", title="Turn 1, too", reason="weak")
    records.values = {"passages": (passage,), "left_out": (left,)}
    records.values["blocks"] = ()

    context.choose("m2")
    await settled()

    assert [row.title for row in screen.state.told] == ["Turn 1"]
    assert [row.words for row in screen.state.left_out] == ["Reply 1."]


async def test_the_lists_can_be_narrowed_and_stay_so_for_the_next_reply(context, screen, records):
    left = LeftOut(unit=Unit.PASSAGE, message_id="m2", title="Turn 1", reason="weak")
    records.values = {"left_out": (left, LeftOut(entry_id="e", title="Gate", reason="weak"))}
    context.choose("m2")
    await settled()

    context.find(" gate ")
    context.narrow(Unit.PASSAGE)
    assert screen.state.left_out_lines == ()
    context.find("turn")
    context.choose("m4")
    await settled()

    assert [row.title for row in screen.state.left_out_lines[1:]] == ["Turn 1"]
    context.list_all()
    assert len(screen.state.left_out_lines) == 3
    assert not screen.state.is_filtered


async def test_a_kind_the_next_reply_has_nothing_of_is_not_asked_for_any_more(
    context, screen, records
):
    left = LeftOut(unit=Unit.PASSAGE, message_id="m2", title="Turn 1", reason="weak")
    records.values = {"left_out": (left,)}
    context.choose("m2")
    await settled()
    context.narrow(Unit.PASSAGE)
    records.values = {"left_out": (LeftOut(entry_id="e", title="Gate", reason="weak"),)}

    context.choose("m4")
    await settled()

    assert screen.state.wanted.unit is None


async def test_a_preview_is_looked_up_again_when_recall_is_steered(context, records, stories):
    context.preview()
    await settled()

    stories.hub.publish(SteeringChanged(session_id="another"))
    stories.hub.publish(SteeringChanged(session_id=SESSION))
    await settled()

    assert records.asked == ["m4", "I wait.", "I wait."]


async def test_a_reply_stays_what_it_was_told_however_recall_is_steered(context, records, stories):
    stories.hub.publish(SteeringChanged(session_id=SESSION))
    await settled()

    assert records.asked == ["m4"]


async def test_a_preview_is_looked_up_again_when_the_session_tells_otherwise(
    context, records, stories
):
    context.preview()
    await settled()
    stories.session = replace(stories.session, shows_unreviewed=True)

    context.follow(stories.told())
    await settled()

    assert records.asked == ["m4", "I wait.", "I wait."]


async def test_closing_the_session_empties_the_pane(context, screen):
    context.clear()

    assert screen.state == ContextState()
