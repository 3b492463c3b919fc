import asyncio
from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SteeringChanged
from loredesk.domain.explanations import Standing, WhyNot
from loredesk.domain.hub import Hub
from loredesk.domain.listings import LoreRow
from loredesk.domain.manifest import ContextEntry, LeftOut, Manifest
from loredesk.ui.context.state import ContextState, Subject
from loredesk.ui.context.why.presenter import OFFERED, WhyPresenter
from loredesk.ui.context.why.state import WhyState, places
from tests.fakes.stories import SESSION, MemoryStories
from tests.ui.settled import settled

MARA = ContextEntry(
    entry_id="mara", handle="mara", title="Mara", reason="on scene", tokens=9, scores={"words": 2}
)
GATE = LeftOut(
    entry_id="gate", title="Gate", reason="close in words, but its part of the budget was full"
)
MANIFEST = Manifest(
    id="c", session_id=SESSION, tokens=9, budget=20, blocks=(), entries=(MARA,), left_out=(GATE,)
)
REPLY = ContextState(
    subject=Subject.REPLY, is_open=True, message_id="m4", turn=2, manifest=MANIFEST
)
PREVIEW = replace(REPLY, subject=Subject.PREVIEW, message_id=None)


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


class Desk:
    """Explains, previews and lists, from what it is given."""

    def __init__(self):
        self.asked = []
        self.found = WhyNot(
            entry_id="horn",
            title="The Horn",
            was_told=False,
            sentence="It was not among the 51 entries that came closest to this turn.",
            recorded=False,
            standings=(Standing(stage="words", rank=134), Standing(stage="meaning", rank=12)),
        )
        self.problem = None
        self.gate = None
        self.titles = ("Gate", "Gatehouse")
        self.previewed = []

    async def why_not(self, session_id, entry_id, message_id=None):
        self.asked.append((entry_id, message_id))
        if self.gate is not None:
            await self.gate.wait()
        if self.problem:
            raise self.problem
        return replace(self.found, entry_id=entry_id)

    async def preview(self, session_id, text):
        self.previewed.append(text)
        return MANIFEST

    async def entries(self, world_id, session_id, wanted, *, offset=0, limit=200):
        if self.problem:
            raise self.problem
        assert limit == OFFERED
        return tuple(_row(one) for one in self.titles if wanted.text in one.casefold())


def _row(title):
    return LoreRow(
        id=title.casefold(),
        handle=title,
        title=title,
        category="location",
        tags=(),
        origin="canon",
        is_dynamically_generated=False,
        always_on=False,
        note=None,
    )


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
async def why(screen, desk, hub):
    presenter = WhyPresenter(
        view=screen,
        explaining=desk,
        previews=desk,
        library=desk,
        draft=lambda: "I wait.",
        hub=hub,
    )
    presenter.follow(MemoryStories().told())
    presenter.look_at(REPLY)
    yield presenter
    await presenter.aclose()


async def test_the_entries_that_fit_what_is_typed_are_offered(why, screen):
    why.find(" gate")
    await settled()
    assert [one.title for one in screen.state.suggestions] == ["Gate", "Gatehouse"]

    why.find("house")
    await settled()
    assert [one.entry_id for one in screen.state.suggestions] == ["gatehouse"]

    why.find(" ")
    assert screen.state.suggestions == ()


async def test_what_fits_nobody_is_known_to_fit_nobody(why, screen):
    why.find("dragon")
    await settled()

    assert (screen.state.wanted, screen.state.suggestions) == ("dragon", ())


async def test_the_answer_is_about_the_reply_that_is_looked_at(why, screen, desk):
    why.ask("horn")
    await settled()

    answer = screen.state.answer
    assert desk.asked == [("horn", "m4")]
    assert answer.sentence.startswith("It was not among the 51 entries")
    assert (
        answer.standings == "Written now, it would stand at place 134 by words and 12 by meaning."
    )
    assert answer.about == "Judged now: the record of turn 2 does not speak of it."
    assert not answer.was_told


async def test_what_was_recorded_is_said_to_be_and_shows_its_scores(why, screen, desk):
    desk.found = replace(desk.found, recorded=True, scores={"words": 1}, standings=())

    why.ask("gate")
    await settled()

    answer = screen.state.answer
    assert answer.about == "As it was recorded with turn 2."
    assert answer.standings == ""
    assert [(bar.name, bar.share) for bar in answer.bars] == [("words", 0.5)]


async def test_enter_asks_about_the_first_that_is_offered(why, desk):
    why.ask_first()
    why.find("gate")
    await settled()

    why.ask_first()
    await settled()

    assert desk.asked == [("gate", "m4")]


async def test_another_reply_is_asked_about_when_it_is_looked_at(why, desk):
    why.ask("horn")
    await settled()

    why.look_at(replace(REPLY, message_id="m2", turn=1, manifest=replace(MANIFEST, id="d")))
    await settled()

    assert desk.asked == [("horn", "m4"), ("horn", "m2")]


async def test_a_reply_that_is_only_narrowed_is_not_asked_about_again(why, desk):
    why.ask("horn")
    await settled()

    why.look_at(replace(REPLY, is_newest=False))
    await settled()

    assert desk.asked == [("horn", "m4")]


@pytest.mark.parametrize(
    ("entry", "sentence", "was_told"),
    [
        ("mara", "It would be told: on scene.", True),
        (
            "gate",
            "It would be left out: close in words, but its part of the budget was full.",
            False,
        ),
    ],
)
async def test_of_a_turn_not_sent_yet_its_preview_speaks(
    why, screen, desk, entry, sentence, was_told
):
    why.look_at(PREVIEW)

    why.ask(entry)
    await settled()

    answer = screen.state.answer
    assert (answer.sentence, answer.was_told) == (sentence, was_told)
    assert answer.about == "As it stands, for what would be written next."
    assert desk.asked == []


async def test_where_the_preview_does_not_speak_of_it_it_is_judged(why, screen, desk):
    why.look_at(PREVIEW)

    why.ask("horn")
    await settled()

    assert desk.asked == [("horn", None)]
    assert screen.state.answer.about == "Judged now, for what would be written next."


async def test_without_any_reply_a_preview_is_made_of_the_draft(why, screen, desk):
    why.look_at(ContextState(is_open=True))

    why.ask("mara")
    await settled()

    assert desk.previewed == ["I wait."]
    assert screen.state.answer.was_told


async def test_it_is_asked_again_when_recall_is_steered(why, desk, hub):
    why.ask("horn")
    await settled()

    hub.publish(SteeringChanged(session_id=SESSION))
    await settled()

    assert len(desk.asked) == 2


async def test_closing_takes_the_answer_away_and_nothing_more_is_asked(why, screen, desk, hub):
    why.ask("horn")
    await settled()

    why.close()
    hub.publish(SteeringChanged(session_id=SESSION))
    await settled()

    assert screen.state.answer is None
    assert len(desk.asked) == 1


async def test_what_cannot_be_answered_says_why_and_can_be_tried_again(why, screen, desk):
    desk.problem = UserFixableError("There is no such entry.", hint="Choose another.")
    why.ask("horn")
    await settled()
    assert screen.state.notice.sentence == "There is no such entry."
    assert screen.state.notice.action == "Try again"

    desk.problem = None
    why.mend()
    await settled()

    assert screen.state.notice is None
    assert screen.state.answer is not None


async def test_what_cannot_be_looked_for_says_why(why, screen, desk):
    desk.problem = UserFixableError("The library is busy.")

    why.find("gate")
    await settled()

    assert (screen.state.notice.sentence, screen.state.notice.action) == (
        "The library is busy.",
        "",
    )


async def test_another_session_begins_without_a_question(why, screen, desk):
    desk.gate = asyncio.Event()
    why.ask("horn")
    await settled()
    other = MemoryStories()
    other.session = replace(other.session, id="other")

    why.follow(other.told())
    desk.gate.set()
    await settled()

    assert screen.state == WhyState(is_open=True)
    why.clear()
    assert screen.state == WhyState()


def test_what_no_search_finds_has_no_place():
    found = Standing(stage="words", rank=1_004)
    missing = Standing(stage="meaning", rank=None)

    assert places((found, missing)) == (
        "Written now, it would stand at place 1,004 by words. Meaning would not find it at all."
    )
    assert places((replace(missing, stage="words"), missing)) == (
        "Words and meaning would not find it at all."
    )
    assert places(()) == ""
