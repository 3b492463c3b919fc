from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.ui.chat.branching import sibling
from loredesk.ui.chat.passage_book import PassageBook
from loredesk.ui.chat.state import ChatState, Phase
from tests.fakes.stories import MemoryStories


def test_a_passage_carries_everything_that_is_shown_of_a_message():
    stories = MemoryStories()
    stories.add(Role.AUTHOR, "I knock.")
    stories.add(Role.NARRATOR, "It opens.", panel=Panel(place="The door"))

    reply = PassageBook().passages(stories.told())[1]

    assert (reply.text, reply.turn, reply.speaker) == ("It opens.", 1, "The narrator")
    assert reply.panel == Panel(place="The door")
    assert reply.has_context


def test_a_turn_without_a_reply_is_unanswered_and_can_be_asked_again():
    stories = MemoryStories()
    stories.add(Role.AUTHOR, "I knock.")

    state = ChatState(passages=PassageBook().passages(stories.told()), phase=Phase.READY)

    assert state.is_unanswered
    assert state.can_regenerate
    assert state.next_turn == 2


def test_nothing_can_be_regenerated_while_a_reply_arrives():
    stories = MemoryStories()
    stories.add(Role.AUTHOR, "I knock.")

    state = ChatState(passages=PassageBook().passages(stories.told()), phase=Phase.STREAMING)

    assert state.is_answering
    assert not state.can_regenerate


def test_takes_are_siblings_of_one_role():
    stories = MemoryStories()
    author = stories.add(Role.AUTHOR, "I knock.")
    first = stories.add(Role.NARRATOR, "Once.")
    second = stories.add(Role.NARRATOR, "Twice.", parent=author.id)

    story = stories.told()

    assert sibling(story, second.id, -1) == first.id
    assert sibling(story, first.id, 1) == second.id
    assert sibling(story, first.id, -1) is None


def test_a_reply_without_a_panel_is_marked_where_an_earlier_one_counts():
    stories = MemoryStories()
    stories.add(Role.NARRATOR, "It rains.")
    stories.add(Role.AUTHOR, "I knock.")
    stories.add(Role.NARRATOR, "It opens.", panel=Panel(place="The door"))
    stories.add(Role.AUTHOR, "I go in.")
    stories.add(Role.NARRATOR, "It is dark.")

    lacking = [
        passage.text for passage in PassageBook().passages(stories.told()) if passage.lacks_panel
    ]

    assert lacking == ["It is dark."]
