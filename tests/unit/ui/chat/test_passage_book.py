import pytest

from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.ui.chat.passage_book import PassageBook
from tests.fakes.stories import MemoryStories


@pytest.fixture
def stories():
    memory = MemoryStories()
    memory.add(Role.NARRATOR, "It rains.", panel=Panel(time="Dusk"))
    memory.add(Role.AUTHOR, "I knock.")
    memory.add(Role.NARRATOR, "It opens.")
    return memory


def test_what_has_not_changed_is_the_very_same_passage(stories):
    book = PassageBook()
    before = book.passages(stories.told())
    stories.add(Role.AUTHOR, "I enter.")

    after = book.passages(stories.told())

    assert all(one is other for one, other in zip(before, after, strict=False))
    assert len(after) == 4


def test_another_take_beside_a_message_changes_what_is_said_of_it(stories):
    book = PassageBook()
    book.passages(stories.told())
    stories.add(Role.NARRATOR, "It stays shut.", parent=stories.messages[1].id)

    last = book.passages(stories.told())[-1]

    assert (last.text, last.take, last.takes) == ("It stays shut.", 2, 2)


def test_a_line_left_and_found_again_reads_as_before(stories):
    book = PassageBook()
    before = book.passages(stories.told())
    stories._move(stories.messages[0].id)
    book.passages(stories.told())
    stories._move(stories.messages[2].id)

    assert book.passages(stories.told()) == before
    assert before[-1].lacks_panel
