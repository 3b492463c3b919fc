import pytest

from loredesk.domain.evaluations import LONGEST_TEXT, Missed, compared, shortened
from tests.fakes.evaluations import figures, fingerprint, run


def test_two_runs_are_compared_figure_by_figure():
    comparison = compared(run(1, 0.5), run(2, 0.75))

    assert comparison.same_questions
    assert comparison.figures["recall@10"].difference == pytest.approx(0.25)
    assert comparison.stages["words"]["mrr"].one == pytest.approx(0.25)
    assert comparison.groups["harbour"]["mrr"].other == pytest.approx(0.75)
    assert comparison.settings == {}


def test_the_settings_that_changed_are_told():
    other = run(2, fingerprint=fingerprint(embedding="other", models={}))

    comparison = compared(run(1), other)

    assert comparison.settings == {
        "embedding": ("builtin/mini", "other"),
        "model of generation": ("builtin", ""),
    }


def test_what_is_found_and_missed_now_is_told_where_the_same_was_asked():
    first = run(1, missed=(Missed(asked="a"), Missed(asked="b")), missed_in_all=2)
    second = run(2, missed=(Missed(asked="b"), Missed(asked="c")), missed_in_all=2)

    comparison = compared(first, second)

    assert comparison.now_found == ("a",)
    assert comparison.now_missed == ("c",)


@pytest.mark.parametrize("values", [{"subject_hash": "other"}, {"missed_in_all": 5}])
def test_it_is_not_told_where_that_cannot_be_known(values):
    second = run(2, **{"missed": (Missed(asked="c"),), "missed_in_all": 1, **values})

    comparison = compared(run(1), second)

    assert comparison.now_found == comparison.now_missed == ()


def test_only_what_both_have_is_compared():
    comparison = compared(run(1), run(2, figures={"passed": 1.0}, stages={"meaning": figures(1)}))

    assert comparison.figures == {}
    assert comparison.stages == {}


def test_a_text_is_kept_in_one_line_and_not_whole():
    assert shortened("two\n lines ") == "two lines"
    assert len(shortened("x" * 1000)) <= LONGEST_TEXT + 2
