import pytest

from loredesk.domain.withdrawal import Withdrawal


@pytest.mark.parametrize(
    ("changes", "newcomers", "sentence"),
    [
        (0, (), ""),
        (1, (), "This withdraws 1 change."),
        (3, ("Wick",), "This withdraws 3 changes and 1 newcomer."),
        (0, ("Wick", "Odile"), "This withdraws 2 newcomers."),
    ],
)
def test_what_is_withdrawn_is_counted_in_one_sentence(changes, newcomers, sentence):
    assert Withdrawal(changes=changes, newcomers=newcomers).sentence() == sentence


def test_what_only_comes_back_or_waits_withdraws_nothing():
    assert Withdrawal(returning=2, tasks=3).sentence() == ""
    assert Withdrawal() == Withdrawal(changes=0, returning=0, tasks=0)
