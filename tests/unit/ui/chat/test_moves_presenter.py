import asyncio

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.listings import LineChange, NoteChange
from loredesk.domain.messages import Role
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ui.chat import acts
from loredesk.ui.chat.moves_presenter import MovesPresenter
from tests.fakes.tree import MemoryTree

SOME = Withdrawal(changes=3, newcomers=("Mara",))
WITH_EDITED = Withdrawal(newcomers=("Mara",), edited_newcomers=((LoreId("mara"), "Mara"),))


class Screen:
    """What is asked and said."""

    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_moves(self, state):
        self.states.append(state)


class Chat:
    """A chat that reads the story and gets replies at once."""

    def __init__(self, tree):
        self.tree = tree
        self.follow = None
        self.wished = []

    def regenerate(self, message_id=None):
        self.wished.append(("regenerate", message_id))

    def go_on(self):
        self.wished.append(("continue", None))

    async def read_again(self):
        self.follow(self.tree.told())


class Notebook:
    """Takes down what was done."""

    def __init__(self):
        self.commands = []
        self.taken_back = []

    def take_back(self, command):
        self.taken_back.append(command)

    def done(self, command):
        self.commands.append(command)


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def tree():
    memory = MemoryTree()
    memory.add(Role.NARRATOR, "It rains.")
    memory.add(Role.AUTHOR, "I knock.")
    memory.add(Role.NARRATOR, "It opens.")
    memory.add(Role.AUTHOR, "I enter.")
    memory.add(Role.NARRATOR, "It is dark.")
    return memory


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def chat(tree):
    return Chat(tree)


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def compared():
    return []


@pytest.fixture
async def moves(screen, tree, chat, notebook, compared):
    presenter = MovesPresenter(
        view=screen,
        tree=tree,
        canon=tree,
        chat=chat,
        deeds=notebook,
        compare=lambda one, other: compared.append((one, other)),
    )
    chat.follow = presenter.follow
    presenter.follow(tree.told())
    yield presenter
    await presenter.aclose()


def message(number):
    return MessageId(f"m{number}")


async def test_going_to_an_earlier_message_asks_nothing_where_nothing_is_withdrawn(
    moves, tree, screen, notebook
):
    moves.act(acts.GOTO, message(3))
    await settled()

    assert tree.line == ["It rains.", "I knock.", "It opens."]
    assert all(state.question is None for state in screen.states)
    assert notebook.commands[0].text == "Go to the reply to turn 1"
    assert "kept" in screen.state.notice.sentence


async def test_what_would_be_withdrawn_is_asked_about_and_nothing_moves_until_then(
    moves, tree, screen
):
    tree.would_withdraw = SOME

    moves.act(acts.GOTO, message(3))
    await settled()

    assert screen.state.question.sentence == "This withdraws 3 changes and 1 newcomer."
    assert tree.line[-1] == "It is dark."
    moves.go_on()
    await settled()
    assert tree.line[-1] == "It opens."
    assert screen.state.question is None


async def test_a_move_that_is_refused_leaves_everything(moves, tree, screen, notebook):
    tree.would_withdraw = SOME
    moves.act(acts.DELETE, message(5))
    await settled()

    moves.cancel()
    moves.go_on()
    await settled()

    assert tree.line[-1] == "It is dark."
    assert screen.state.question is None
    assert notebook.commands == []


async def test_every_move_can_be_taken_back_and_made_again(moves, tree, notebook):
    before = list(tree.line)
    for action, number in (
        (acts.GOTO, 3),
        (acts.DELETE, 5),
        (acts.BRANCH, 2),
    ):
        moves.act(action, message(number))
        await settled()
        after, command = list(tree.line), notebook.commands[-1]

        await command.undo()
        assert tree.line == before, action
        await command.redo()
        assert tree.line == after, action
        await command.undo()
        moves.follow(tree.told())


async def test_an_edit_is_a_new_take_and_its_undo_puts_that_take_into_the_trash(
    moves, tree, screen, notebook
):
    moves.act(acts.EDIT, message(4))
    assert screen.state.editing.text == "I enter."

    moves.keep_edit("  I wait.  ")
    await settled()

    assert tree.line == ["It rains.", "I knock.", "It opens.", "I wait."]
    assert screen.state.editing is None
    command = notebook.commands[0]
    assert command.text == "Edit turn 2"
    await command.undo()
    assert tree.line[-1] == "It is dark."
    assert tree.trash == {message(6)}
    await command.redo()
    assert tree.line[-1] == "I wait."


async def test_an_edit_that_changes_nothing_makes_no_take(moves, tree, screen):
    moves.act(acts.EDIT, message(4))

    moves.keep_edit("I enter.\n")
    await settled()

    assert len(tree.messages) == 5
    assert screen.state.editing is None


async def test_a_new_take_of_a_turn_can_get_its_reply_at_once(moves, chat):
    moves.act(acts.EDIT, message(4))

    moves.keep_edit_and_reply("I wait.")
    await settled()

    assert chat.wished == [("regenerate", message(6))]


async def test_while_it_is_asked_about_the_edited_text_is_kept(moves, tree, screen):
    tree.would_withdraw = SOME
    moves.act(acts.EDIT, message(4))

    moves.keep_edit("I wait.")
    await settled()
    moves.cancel()

    assert screen.state.editing.text == "I wait."
    assert len(tree.messages) == 5


async def test_another_take_is_shown_with_the_story_as_it_went_on_from_there(moves, tree):
    tree.add(Role.AUTHOR, "I wait.", parent=message(3))
    moves.follow(tree.told())

    moves.act(acts.EARLIER, message(6))
    await settled()

    assert tree.line[-2:] == ["I enter.", "It is dark."]
    assert tree.asked == [message(5)]


async def test_there_is_no_take_after_the_last(moves, tree, notebook):
    moves.act(acts.LATER, message(5))
    await settled()

    assert notebook.commands == []


async def test_regenerating_is_weighed_by_what_rests_on_the_reply(moves, tree, chat, screen):
    tree.would_withdraw = SOME

    moves.act(acts.REGENERATE, message(3))
    await settled()

    assert tree.asked == [message(2)]
    assert chat.wished == []
    moves.go_on()
    await settled()
    assert chat.wished == [("regenerate", message(3))]


async def test_a_regenerated_reply_is_taken_down_once_it_is_there(moves, tree, screen, notebook):
    tree.would_withdraw = SOME
    moves.act(acts.REGENERATE, message(5))
    await settled()
    moves.go_on()
    await settled()
    assert notebook.commands == []

    tree.add(Role.NARRATOR, "A lamp burns.", parent=message(4))
    moves.follow(tree.told())

    assert notebook.commands[0].text == "Regenerate the reply to turn 2"
    assert "3 changes went." in screen.state.notice.sentence
    await notebook.commands[0].undo()
    assert tree.line[-1] == "It is dark."


async def test_the_reply_to_an_unanswered_turn_withdraws_nothing(moves, tree, chat):
    tree.would_withdraw = SOME
    tree.add(Role.AUTHOR, "I call.")
    moves.follow(tree.told())

    moves.act(acts.REGENERATE, message(6))
    await settled()

    assert chat.wished == [("regenerate", message(6))]
    assert tree.asked == []


async def test_the_narrator_goes_on_without_a_question(moves, tree, chat):
    tree.would_withdraw = SOME

    moves.act(acts.CONTINUE, message(5))
    await settled()

    assert chat.wished == [("continue", None)]


async def test_a_newcomer_the_author_edited_can_be_kept(moves, tree, screen, notebook):
    tree.would_withdraw = WITH_EDITED
    moves.act(acts.GOTO, message(3))
    await settled()
    assert [one.title for one in screen.state.question.keepables] == ["Mara"]

    moves.keep("mara", True)
    moves.go_on()
    await settled()

    assert tree.promoted == ["mara"]
    assert [one.text for one in notebook.commands] == [
        "Keep Mara in canon",
        "Go to the reply to turn 1",
    ]
    await notebook.commands[0].undo()
    assert tree.promoted == []


async def test_a_newcomer_that_is_not_ticked_leaves(moves, tree):
    tree.would_withdraw = WITH_EDITED
    moves.act(acts.GOTO, message(3))
    await settled()

    moves.go_on()
    await settled()

    assert tree.promoted == []


async def test_naming_a_branch_stays_where_the_story_stands(moves, tree, notebook, screen):
    moves.name(message(3), " The quay ")
    await settled()

    assert [one.name for one in tree.named.values()] == ["The quay"]
    assert tree.line[-1] == "It is dark."
    assert "The quay" in screen.state.notice.sentence
    await notebook.commands[0].undo()
    assert tree.named == {}
    await notebook.commands[0].redo()
    assert [one.name for one in tree.named.values()] == ["The quay"]


async def test_a_message_is_compared_with_where_the_story_stands(moves, compared):
    moves.act(acts.COMPARE, message(3))

    assert compared == [(message(3), message(5))]


async def test_a_move_that_fails_says_so_and_is_not_taken_down(moves, tree, screen, notebook):
    tree.problem = UserFixableError("The library is gone.", hint="Open it again.")

    moves.act(acts.GOTO, message(3))
    await settled()

    assert screen.state.notice.sentence == "The library is gone."
    assert notebook.commands == []


async def test_a_notice_after_a_move_names_the_notes_and_offers_the_way_back(
    moves, tree, screen, notebook
):
    async def goto(session_id, message_id):
        tree._move(message_id)
        gone = NoteChange(entry_id=LoreId("d"), title="Dagny Roe", revision="r1")
        return LineChange(head=message_id, out_of_force=(gone,))

    tree.goto = goto

    moves.act(acts.GOTO, message(3))
    await settled()

    assert "The note of Dagny Roe went." in screen.state.notice.hint
    assert screen.state.notice.action == "Undo"
    moves.mend()
    assert notebook.taken_back == notebook.commands


async def test_the_next_turn_ends_what_is_asked_and_said(moves, tree, screen):
    tree.would_withdraw = SOME
    moves.act(acts.GOTO, message(3))
    await settled()

    tree.add(Role.AUTHOR, "I go on.")
    moves.follow(tree.told())

    assert screen.state.question is None


async def test_leaving_the_session_ends_everything(moves, screen):
    moves.act(acts.EDIT, message(4))

    moves.close_session()

    assert screen.state.editing is None
    moves.act(acts.GOTO, message(3))
    await settled()
    assert screen.state.notice is None
