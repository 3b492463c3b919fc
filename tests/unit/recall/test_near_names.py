"""A name that is not quite written as it should be still finds its entry, and nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from loredesk.domain.ids import LoreId
from loredesk.recall.near_names import LONG, MOST_HOLDERS, SHORTEST, NearNames

MARA, WICK, ODILE = LoreId("mara"), LoreId("wick"), LoreId("odile")
LETTERS = "abcdeüжш"
NAMES = st.text(LETTERS, min_size=SHORTEST + 1, max_size=12)
WORDS = st.text("abc", min_size=1, max_size=6)
ENTRIES = st.sampled_from([LoreId(f"e{number}") for number in range(5)])


def known(**entries):
    """Return near names that know these entries by the names given, each of words with spaces."""
    near = NearNames()
    for entry_id, names in entries.items():
        near.put(LoreId(entry_id), [name.split() for name in names])
    return near


@st.composite
def edited(draw):
    """Draw a name, and the same with one letter added, left out, replaced or swapped."""
    name = draw(NAMES)
    at = draw(st.integers(1, len(name) - 1))
    letter = draw(st.sampled_from(LETTERS))
    swapped = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    return name, draw(
        st.sampled_from(
            [
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                swapped if at > 1 else name,
            ]
        )
    )


@given(edited())
def test_one_wrong_letter_behind_the_first_still_finds_a_name(pair):
    name, written = pair
    found = known(mara=[name]).holders(written)

    assert set(found) == {MARA}
    assert found[MARA] == (1 if written == name else pytest.approx(1 - 1 / len(name)))


def test_two_wrong_letters_are_forgiven_only_where_a_word_is_long():
    near = known(mara=["clockmender"], wick=["warden"])

    assert near.holders("clokmendor") == {MARA: pytest.approx(1 - 2 / len("clockmender"))}
    assert near.holders("clokmandor") == near.holders("wordan") == {}
    assert near.holders("klockmender") == {}
    assert len("warden") < LONG <= len("clokmendor")


def test_from_so_many_letters_on_a_word_is_long():
    near = known(mara=["harbours"], wick=["fenwick"])

    assert near.holders("herboars") == {MARA: 0.75}
    assert near.holders("finwack") == {}
    assert len("fenwick") < LONG == len("harbours")


def test_any_single_word_of_any_name_finds_its_entry():
    near = known(mara=["mara fenwick", "the keeper"])

    assert near.holders("fenwick") == near.holders("keeper") == {MARA: 1.0}


def test_words_too_short_to_tell_anything_find_nothing():
    near = known(mara=["mara of the sea"])

    assert near.holders("sea") == near.holders("mar") == near.holders("") == {}
    assert near.holders("seas") == {}


def test_a_word_that_is_a_name_is_never_taken_for_another():
    near = known(mara=["mara"], wick=["mira"])

    assert near.holders("mara") == {MARA: 1.0}


def test_of_several_names_the_closest_are_meant():
    near = known(mara=["fenwicks"], wick=["fenwacks"], odile=["fenwickes"])

    assert near.holders("fenwickses") == {ODILE: pytest.approx(1 - 1 / 9)}


def test_names_equally_close_are_all_meant():
    near = known(mara=["mara"], wick=["mura"])

    assert near.holders("mera") == {MARA: 0.75, WICK: 0.75}


def test_an_entry_with_two_names_as_close_counts_once():
    assert known(mara=["mara", "mura"]).holders("mera") == {MARA: 0.75}


def test_a_word_that_many_share_is_no_name_of_any():
    near = known(**{f"e{number}": ["crake"] for number in range(MOST_HOLDERS)})
    assert len(near.holders("crake")) == len(near.holders("crane")) == MOST_HOLDERS

    near.put(MARA, [["crake"]])

    assert near.holders("crake") == near.holders("crane") == {}


def test_two_words_find_whoever_has_both_however_many_share_each():
    near = known(
        **{f"e{number}": [f"mara {name}"] for number, name in enumerate(["hill", "wood", "bay"])},
        **{f"o{number}": [f"odile {name}"] for number, name in enumerate(["hill", "wood", "bay"])},
        mara=["mara crake"],
        odile=["odile crake"],
    )

    assert near.holders("mara") == {}
    assert near.holders_of_both("mara", "crake") == {MARA: 1.0}
    assert near.holders_of_both("mara", "crane") == {MARA: pytest.approx(1 - 1 / 9)}
    assert near.holders_of_both("odila", "crane") == {ODILE: pytest.approx(1 - 2 / 10)}
    assert near.holders_of_both("odile", "bay") == {"o2": 1.0}
    assert near.holders_of_both("odile", "bax") == {}
    assert near.holders_of_both("mara", "mara") == {}


def test_a_word_that_is_a_name_may_be_another_one_misspelt_where_the_other_word_says_so():
    near = known(mara=["mara crake"], wick=["mora brook"])

    assert near.holders("mora") == {WICK: 1.0}
    assert near.holders_of_both("mora", "crake") == {MARA: pytest.approx(1 - 1 / 9)}


def test_of_several_who_have_both_words_the_closest_are_meant():
    near = known(mara=["mara crake"], wick=["mera crake"])

    assert near.holders_of_both("mara", "crakes") == {MARA: pytest.approx(1 - 1 / 10)}


def test_both_words_that_too_many_have_mean_none_of_them():
    near = known(**{f"e{number}": ["mara crake"] for number in range(MOST_HOLDERS + 1)})

    assert near.holders_of_both("mara", "crake") == {}


def test_an_entry_with_other_names_is_no_longer_found_by_the_old():
    near = known(mara=["bettany crake"])

    near.put(MARA, [["bettina"], ["crake"]])

    assert near.holders("bettany") == {MARA: pytest.approx(1 - 2 / 7)} or not near.holders(
        "bettany"
    )
    assert near.holders("bettina") == near.holders("crake") == {MARA: 1.0}


def test_an_entry_that_is_not_known_can_be_forgotten():
    near = known(mara=["mara"])

    near.drop(WICK)

    assert near.holders("mara") == {MARA: 1.0}


class PutAndDrop(RuleBasedStateMachine):
    """Puts and drops entries in any order; compares with names that know only what is left."""

    def __init__(self):
        super().__init__()
        self.near = NearNames()
        self.left = {}

    @rule(entry_id=ENTRIES, names=st.lists(st.lists(WORDS, max_size=3), max_size=3))
    def put(self, entry_id, names):
        self.left[entry_id] = names
        self.near.put(entry_id, names)

    @rule(entry_id=ENTRIES)
    def drop(self, entry_id):
        self.left.pop(entry_id, None)
        self.near.drop(entry_id)

    @invariant()
    def nothing_is_left_behind(self):
        anew = NearNames()
        for entry_id, names in self.left.items():
            anew.put(entry_id, names)
        assert vars(self.near) == vars(anew)


PutAndDrop.TestCase.settings = settings(stateful_step_count=12)
TestNothingIsLeftBehindOfWhatWasDropped = PutAndDrop.TestCase
