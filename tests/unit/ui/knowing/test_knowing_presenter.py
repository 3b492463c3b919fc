from dataclasses import replace
from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import HeadMoved, KnowledgeChanged, LoreChanged
from loredesk.domain.hub import Hub
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.knowing.presenter import KnowingPresenter
from loredesk.ui.knowing.state import WHOLE, key_of
from loredesk.ui.people.state import Answer, Purpose, Somebody
from tests.ui.settled import settled

ENTRY = LoreEntry(id="e", world_id="w", handle="c1", title="The Baron")
ODO = Somebody(id="odo", title="Odo")
BEES = KnownSentence(part="content", number=1, text="He keeps bees.", own=None, counts=EVERYONE)
DARK = KnownSentence(part="note", number=1, text="He did it.", own=SECRET, counts=SECRET)
TOLD = Learner(id="k1", who="odo", name="Odo", message_id="m2", turn=2, in_force=True)


class Knowledge:
    def __init__(self):
        self.found = WhoKnows(entry=ENTRY, sentences=(BEES, DARK), learners=(TOLD,))
        self.did = []
        self.error = None
        self.known_already = False

    async def who_knows(self, entry_id, session_id):
        return self.found

    async def set_entry(self, entry_id, visibility):
        self._do("entry", entry_id, visibility)
        return ENTRY

    async def set_sentence(self, entry_id, session_id, sentence, visibility):
        self._do("sentence", entry_id, session_id, sentence, visibility)

    async def learn(self, session_id, entry_id, who, *, sentence="", at=None):
        self._do("learn", session_id, entry_id, tuple(who), sentence, at)
        return () if self.known_already else (SimpleNamespace(id="k9"),)

    async def take_back(self, learned):
        self._do("take back", *learned)

    async def bring_back(self, learned):
        self._do("bring back", *learned)

    async def story(self, session_id):
        line = [
            SimpleNamespace(turn=turn, message=SimpleNamespace(id=f"m{at}", text=f"Said {at}."))
            for at, turn in enumerate((0, 1, 1, 2))
        ]
        return SimpleNamespace(line=line)

    def _do(self, *what):
        if self.error:
            raise self.error
        self.did.append(what)


class Screen:
    def show_state(self, state):
        self.state = state


class Asked:
    def __init__(self):
        self.answer = None

    def __call__(self, question, answered):
        self.question = question
        if self.answer is not None:
            answered(self.answer)


class Deeds(list):
    def done(self, command):
        self.append(command)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def knowledge():
    return Knowledge()


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
async def knowing(screen, knowledge, asked, deeds, hub):
    presenter = KnowingPresenter(
        view=screen,
        knowledge=knowledge,
        stories=knowledge,
        ask=asked,
        deeds=deeds,
        hub=hub,
        refresh_pause=0,
    )
    presenter.open("e", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_an_entry_is_shown_with_its_sentences_and_who_learned_it(knowing, screen):
    state = screen.state

    assert (state.chosen, state.sentence, state.loading) == (WHOLE, None, False)
    assert (state.visibility, state.learners) == (EVERYONE, (TOLD,))
    assert state.can_change
    assert state.can_learn


async def test_a_sentence_is_looked_at(knowing, screen):
    knowing.choose(key_of(DARK))

    assert (screen.state.sentence, screen.state.visibility) == (DARK, SECRET)
    assert screen.state.learners == ()


async def test_who_knows_the_entry_is_asked_set_and_can_be_undone(
    knowing, screen, knowledge, asked, deeds
):
    asked.answer = Answer(people=(ODO,), visibility=Visibility.known_by("odo"))

    knowing.change()
    await settled()

    assert (asked.question.purpose, asked.question.visibility) == (Purpose.ENTRY, EVERYONE)
    assert knowledge.did == [("entry", "e", Visibility.known_by("odo"))]
    assert not screen.state.busy
    (command,) = deeds
    assert (command.text, command.session_id) == ("Change who knows The Baron", None)
    await command.undo()
    await command.redo()
    assert [one[-1] for one in knowledge.did[1:]] == [EVERYONE, Visibility.known_by("odo")]


@pytest.mark.parametrize(("sentence", "session"), [(BEES, None), (DARK, "s")])
async def test_who_knows_a_sentence_is_set_where_it_stands(
    knowing, knowledge, asked, deeds, sentence, session
):
    asked.answer = Answer(visibility=None)
    knowing.choose(key_of(sentence))

    knowing.change()
    await settled()

    assert (asked.question.purpose, asked.question.sentence) == (Purpose.SENTENCE, sentence.text)
    assert asked.question.visibility == sentence.own
    assert knowledge.did == [("sentence", "e", session, sentence.text, None)]
    assert deeds[0].session_id == session
    await deeds[0].undo()
    assert knowledge.did[1] == ("sentence", "e", session, sentence.text, sentence.own)


async def test_who_learned_it_is_asked_with_the_turns_of_the_line(knowing, knowledge, asked, deeds):
    asked.answer = Answer(people=(ODO,), at="m2")
    knowing.choose(key_of(DARK))

    knowing.learn()
    await settled()

    question = asked.question
    assert (question.purpose, question.sentence) == (Purpose.LEARNED, DARK.text)
    assert {turn: one.message_id for turn, one in question.moments.items()} == {
        0: "m0",
        1: "m2",
        2: "m3",
    }
    assert knowledge.did == [("learn", "s", "e", ("odo",), DARK.text, "m2")]
    assert (deeds[0].text, deeds[0].session_id) == ("Let Odo know The Baron", "s")
    await deeds[0].undo()
    await deeds[0].redo()
    assert knowledge.did[1:] == [("take back", "k9"), ("bring back", "k9")]


async def test_who_knows_it_already_is_said_and_nothing_is_to_be_undone(
    knowing, screen, knowledge, asked, deeds
):
    knowledge.known_already = True
    asked.answer = Answer(people=(ODO,))

    knowing.learn()
    await settled()

    assert screen.state.notice.sentence == "They know it already."
    assert deeds == []


async def test_what_was_learned_is_taken_back_and_can_be_brought_back(knowing, knowledge, deeds):
    knowing.take_back("nobody's")
    knowing.take_back("k1")
    await settled()

    assert knowledge.did == [("take back", "k1")]
    assert deeds[0].text == "Take back that Odo knows The Baron"
    await deeds[0].undo()
    assert knowledge.did[1] == ("bring back", "k1")


async def test_a_refusal_is_said_where_it_happened(knowing, screen, knowledge, asked, deeds):
    knowledge.error = UserFixableError("It is locked.", hint="Unlock it.")
    asked.answer = Answer(visibility=SECRET)

    knowing.change()
    await settled()

    assert screen.state.notice.sentence == "It is locked."
    assert (screen.state.busy, deeds) == (False, [])
    knowing.dismiss()
    assert screen.state.notice is None


async def test_what_happens_elsewhere_is_followed(knowing, screen, knowledge, hub):
    for event in (
        KnowledgeChanged(entry_id="e", session_id="s"),
        LoreChanged(entry_id="e", world_id="w"),
        HeadMoved(session_id="s", head="m1"),
    ):
        title = type(event).__name__
        knowledge.found = replace(knowledge.found, entry=replace(ENTRY, title=title))
        hub.publish(event)
        await settled()
        assert screen.state.found.entry.title == title

    knowledge.found = replace(knowledge.found, entry=replace(ENTRY, title="Unseen"))
    hub.publish(KnowledgeChanged(entry_id="x", session_id="s"))
    hub.publish(HeadMoved(session_id="x", head="m1"))
    await settled()
    assert screen.state.found.entry.title != "Unseen"


async def test_the_sentence_looked_at_is_found_again_where_it_stands_now(
    knowing, screen, knowledge, hub
):
    knowing.choose(key_of(DARK))
    moved = replace(DARK, number=3)
    knowledge.found = replace(knowledge.found, sentences=(moved,))
    hub.publish(KnowledgeChanged(entry_id="e", session_id="s"))
    await settled()
    assert screen.state.sentence == moved

    knowledge.found = replace(knowledge.found, sentences=())
    hub.publish(KnowledgeChanged(entry_id="e", session_id="s"))
    await settled()
    assert screen.state.chosen == WHOLE


async def test_without_a_session_nobody_learns(knowing, screen, knowledge, asked):
    knowing.open("e", None)
    await settled()

    knowing.learn()
    await settled()

    assert not screen.state.can_learn
    assert not hasattr(asked, "question")


async def test_what_is_not_said_any_more_can_only_be_let_go(knowing, screen, knowledge, hub):
    lost, heard = replace(DARK, number=0), replace(BEES, number=0, learners=(TOLD,))
    knowledge.found = replace(knowledge.found, sentences=(lost, heard))
    hub.publish(KnowledgeChanged(entry_id="e", session_id="s"))
    await settled()

    knowing.choose(key_of(lost))
    assert (screen.state.can_change, screen.state.can_learn) == (True, False)
    knowing.choose(key_of(heard))
    assert (screen.state.can_change, screen.state.can_learn) == (False, False)
    assert screen.state.learners == (TOLD,)
