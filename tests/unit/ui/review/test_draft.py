from dataclasses import replace

import pytest

from loredesk.ui.review.draft import Draft, entity_of, fields_of
from tests.fakes.proposals import newcomer

WICK = replace(newcomer().entity, aliases=("Wick, son of Oda", "the boy"), tags=("lock; key",))


def edited(**fields):
    draft = Draft(text=WICK.content, fields=replace(fields_of(WICK), **fields))
    return entity_of(draft, WICK)


def test_what_was_left_alone_is_exactly_what_was_proposed():
    assert edited() == WICK
    assert edited(title="Wickie") == replace(WICK, title="Wickie")
    assert edited(tags="lamp") == replace(WICK, tags=("lamp",))


@pytest.mark.parametrize(
    ("typed", "kept"), [("", "character"), (" ", "character"), ("Ship", "ship")]
)
def test_a_category_that_was_emptied_stays_what_it_was(typed, kept):
    assert edited(category=typed).category == kept


def test_names_can_be_taken_away():
    gone = edited(aliases="", tags=" ")

    assert (gone.aliases, gone.tags) == ((), ())


def test_a_title_is_not_its_own_alias():
    assert edited(title="The Boy").aliases == ("Wick, son of Oda",)


def test_only_a_newcomer_can_lack_a_title():
    assert Draft(text="", fields=replace(fields_of(WICK), title=" ")).lacks_title
    assert not Draft(text="").lacks_title
