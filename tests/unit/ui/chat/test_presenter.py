import asyncio

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.events import SessionChanged
from loredesk.domain.messages import Role
from loredesk.ui.chat.presenter import ChatPresenter
from loredesk.ui.chat.state import ChatState, Phase
from tests.fakes.stories import SESSION, MemoryStories


class Screen:
    """What the author would see."""

    def __init__(self):
        self.states = []
        self.pieces = []
        self.draft = ""

    @property
    def state(self) -> ChatState:
        return self.states[-1]

    @property
    def texts(self):
        return [passage.text for passage in self.state.passages]

    def show_state(self, state):
        self.states.append(state)

    def append(self, piece):
        self.pieces.append(piece)

    def put_draft(self, text):
        self.draft = text


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def stories():
    memory = MemoryStories()
    memory.add(Role.NARRATOR, "It rains.")
    return memory


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
async def chat(screen, stories):
    presenter = ChatPresenter(view=screen, stories=stories, replies=stories, hub=stories.hub)
    presenter.open(SESSION)
    await settled()
    yield presenter
    await presenter.aclose()


async def test_opening_a_session_shows_its_line(chat, screen):
    assert screen.state.phase is Phase.READY
    assert screen.texts == ["It rains."]
    assert screen.state.session_title == "The Key"


async def test_a_turn_is_on_screen_before_it_is_stored(chat, screen):
    chat.send("  I knock. ")

    assert screen.texts == ["It rains.", "I knock."]
    assert screen.state.phase is Phase.RECALLING


async def test_a_reply_arrives_in_pieces_and_is_then_read_as_stored(chat, screen, stories):
    stories.script = ("The door ", "opens.")

    chat.send("I knock.")
    await settled()

    assert screen.pieces == ["The door ", "opens."]
    assert screen.texts == ["It rains.", "I knock.", "The door opens."]
    assert screen.state.phase is Phase.READY


async def test_pieces_do_not_touch_the_state(chat, screen, stories):
    stories.script = tuple("abcdefghij")

    before = len(screen.states)
    chat.send("I knock.")
    await settled()

    assert len(screen.states) - before <= 5
    assert len(screen.pieces) == 10


async def test_an_empty_turn_is_not_sent(chat, screen):
    chat.send(" \n ")

    assert screen.state.phase is Phase.READY


async def test_a_second_turn_waits_for_the_first_reply(chat, screen, stories):
    stories.script = (asyncio.Event().wait,)
    chat.send("I knock.")
    await settled()

    chat.send("I knock again.")

    assert screen.texts == ["It rains.", "I knock."]


async def test_stopping_keeps_what_has_arrived_and_marks_it(chat, screen, stories):
    stories.script = ("The door ", asyncio.Event().wait, "never")
    chat.send("I knock.")
    await settled()

    chat.stop()
    assert screen.state.phase is Phase.STOPPING
    await settled()

    assert screen.texts[-1] == "The door "
    assert screen.state.last.cut
    assert screen.state.last.stopped
    assert screen.state.phase is Phase.READY


async def test_stopping_before_the_first_word_keeps_the_turn(chat, screen, stories):
    stories.script = (asyncio.Event().wait,)
    chat.send("I knock.")
    await settled()

    chat.stop()
    await settled()

    assert screen.texts == ["It rains.", "I knock."]
    assert screen.state.is_unanswered
    assert screen.draft == ""


async def test_a_turn_that_could_not_be_stored_is_back_in_the_editor(chat, screen, stories):
    stories.stores_turns = False

    chat.send("I knock.")
    await settled()

    assert screen.draft == "I knock."
    assert screen.texts == ["It rains."]
    assert screen.state.notice.sentence == "The disk is full."
    assert "back in the editor" in screen.state.notice.hint


async def test_what_was_written_meanwhile_stays_behind_the_turn_that_comes_back(
    chat, screen, stories
):
    stories.stores_turns = False
    chat.send("I knock.")
    chat.note_draft("I wait.")

    await settled()

    assert screen.draft == "I knock.\n\nI wait."


async def test_a_turn_that_was_stored_is_kept_and_can_be_asked_again(chat, screen, stories):
    stories.script = (TransientError("The server is busy."),)
    chat.send("I knock.")
    await settled()
    assert screen.draft == ""
    assert screen.state.notice.action == "Regenerate"
    assert "The turn is kept; regenerate to ask again." in screen.state.notice.hint

    stories.script = ("Come in.",)
    chat.mend()
    await settled()

    assert screen.texts == ["It rains.", "I knock.", "Come in."]
    assert screen.state.notice is None


async def test_what_arrived_before_a_failure_is_kept_and_said_to_be(chat, screen, stories):
    stories.script = ("The door ", TransientError("The line broke."))

    chat.send("I knock.")
    await settled()

    assert screen.state.last.cut
    assert "What arrived is kept" in screen.state.notice.hint


async def test_a_fault_of_our_own_is_a_sentence_too(chat, screen, stories, caplog):
    stories.script = (RuntimeError("boom"),)

    chat.send("I knock.")
    await settled()

    assert "did not expect" in screen.state.notice.sentence
    assert "boom" in caplog.text


async def test_regenerating_hides_the_reply_and_shows_the_new_take(chat, screen, stories):
    chat.send("I knock.")
    await settled()
    stories.script = ("Twice.",)

    chat.regenerate()
    assert screen.texts == ["It rains.", "I knock."]
    await settled()

    assert screen.texts[-1] == "Twice."
    assert (screen.state.last.take, screen.state.last.takes) == (2, 2)


async def test_a_failed_take_leaves_the_earlier_one(chat, screen, stories):
    chat.send("I knock.")
    await settled()
    stories.script = (TransientError("The server is busy."),)

    chat.regenerate()
    await settled()

    assert screen.texts[-1] == "Once."
    assert "earlier takes are still here" in screen.state.notice.hint


async def test_an_opening_scene_is_not_regenerated(chat, screen):
    chat.regenerate()

    assert screen.state.phase is Phase.READY


async def test_any_reply_can_be_told_again_and_hides_what_followed_it(chat, screen, stories):
    for turn in ("I knock.", "I enter."):
        chat.send(turn)
        await settled()
    middle = screen.state.passages[2].message_id
    stories.script = ("Twice.",)

    chat.regenerate(middle)
    assert screen.texts == ["It rains.", "I knock."]
    await settled()

    assert screen.texts == ["It rains.", "I knock.", "Twice."]


async def test_the_narrator_goes_on_without_a_turn(chat, screen, stories):
    chat.send("I knock.")
    await settled()
    stories.script = ("And then.",)

    chat.go_on()
    assert screen.state.phase is Phase.RECALLING
    await settled()

    assert screen.texts == ["It rains.", "I knock.", "Once.", "And then."]


async def test_going_on_that_fails_offers_to_go_on(chat, screen, stories):
    chat.send("I knock.")
    await settled()
    stories.script = (TransientError("The server is busy."),)
    chat.go_on()
    await settled()
    stories.script = ("And then.",)

    assert screen.state.notice.action == "Continue"
    chat.mend()
    await settled()

    assert screen.texts[-1] == "And then."


async def test_a_turn_without_a_reply_is_not_gone_on_from(chat, screen, stories):
    stories.add(Role.AUTHOR, "I knock.")
    await settled()

    chat.go_on()

    assert screen.state.phase is Phase.READY


async def test_a_move_made_elsewhere_is_shown(chat, screen, stories):
    stories.add(Role.AUTHOR, "From the command line.")
    await settled()

    assert screen.texts[-1] == "From the command line."


async def test_a_move_made_while_a_reply_arrives_does_not_rebuild_the_story(chat, screen, stories):
    stories.script = ("a", asyncio.Event().wait)
    chat.send("I knock.")
    await settled()

    assert stories.reads == 1


async def test_a_new_title_is_shown(chat, screen, stories):
    stories.session = type(stories.session)(
        id=SESSION, world_id=stories.session.world_id, title="The Lock", head=stories.session.head
    )

    stories.hub.publish(SessionChanged(session_id=SESSION))
    await settled()

    assert screen.state.session_title == "The Lock"


async def test_a_session_that_cannot_be_opened_can_be_tried_again(screen, stories):
    stories.problem = UserFixableError("The library is locked.")
    chat = ChatPresenter(view=screen, stories=stories, replies=stories, hub=stories.hub)
    chat.open(SESSION)
    await settled()
    assert screen.state.notice.action == "Try again"

    stories.problem = None
    chat.mend()
    await settled()

    assert screen.texts == ["It rains."]
    await chat.aclose()


async def test_drafts_are_remembered_for_each_session(chat, screen):
    chat.note_draft("half a thought")

    chat.open("other")
    assert screen.draft == ""
    chat.open(SESSION)

    assert screen.draft == "half a thought"
    assert chat.draft == "half a thought"


async def test_closing_the_session_shows_none(chat, screen):
    chat.note_draft("half a thought")

    chat.close_session()

    assert screen.state == ChatState()
    assert screen.draft == ""


async def test_whoever_shows_the_story_too_is_told_of_each_move(screen, stories):
    told = []
    chat = ChatPresenter(
        view=screen, stories=stories, replies=stories, hub=stories.hub, told=(told.append,)
    )
    chat.open(SESSION)
    await settled()

    chat.send("I knock.")
    await settled()

    assert [len(story.line) for story in told] == [1, 3]
    await chat.aclose()


async def test_the_notice_can_be_dismissed(chat, screen, stories):
    stories.script = (TransientError("The server is busy."),)
    chat.send("I knock.")
    await settled()

    chat.dismiss()

    assert screen.state.notice is None


async def test_opening_the_session_that_is_being_answered_does_not_stop_the_answer(
    chat, screen, stories
):
    stories.script = ("a", asyncio.Event().wait)
    chat.send("I knock.")
    await settled()

    chat.open(SESSION)

    assert screen.state.phase is Phase.STREAMING


async def test_leaving_a_session_keeps_what_had_arrived_there(chat, screen, stories):
    stories.script = ("The door ", asyncio.Event().wait)
    chat.send("I knock.")
    await settled()

    chat.open("other")
    await settled()

    assert stories.messages[-1].text == "The door "
