from hypothesis import given
from hypothesis import strategies as st

from loredesk.ui.row_changes import Change, difference

names = st.lists(st.integers(0, 12), unique=True, max_size=12)


@given(names, names)
def test_replacing_the_stretch_makes_one_list_the_other(old, new):
    change = difference(old, new)

    result = old[: change.start] + new[change.start : change.new_end] + old[change.old_end :]
    assert result == new


def test_rows_added_at_the_end_leave_all_others_alone():
    assert difference("abc", "abcde") == Change(3, 3, 5)


def test_a_row_that_goes_takes_nothing_with_it():
    assert difference("abcd", "abd") == Change(2, 3, 2)
