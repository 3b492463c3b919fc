"""Cutting what was sent into parts, without losing a sign of it."""

from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ChatMessage
from loredesk.services.blocks import blocks_of

LINES = st.sampled_from(
    ["# The world", "# ", "#", "<m>", "</m>", "<m> x", "said # so", "", " ", "Ünï\u2028x", "\r"]
)


@given(st.lists(LINES), st.sampled_from(["\n", "\r\n"]))
def test_the_parts_together_are_exactly_what_was_sent_and_cost_the_same(lines, end):
    text = end.join(lines)

    blocks = blocks_of([ChatMessage("system", "Be kind."), ChatMessage("user", text)], "m")

    told = [one for one in blocks if one.role == "user"]
    assert "".join(one.text for one in told) == text
    assert sum(one.tokens for one in told) == estimate_tokens(text)
    assert all(one.tokens >= 0 for one in told)
    assert [one.name for one in blocks if one.role == "system"] == ["Instructions"]


def test_a_prompt_without_headings_is_one_part():
    (block,) = blocks_of([ChatMessage("user", "Write on.")], "m")

    assert (block.name, block.text) == ("Opening words", "Write on.")


def test_words_between_two_headings_belong_to_the_first():
    text = "# One\n<m>\nfoo\n</m>\nMind this.\n# Two\nbar\n"

    blocks = blocks_of([ChatMessage("user", text)], "m")

    assert [(one.name, one.text[-11:]) for one in blocks] == [
        ("One", "Mind this.\n"),
        ("Two", "# Two\nbar\n"),
    ]


def test_an_answer_that_was_begun_is_a_part_of_its_own():
    blocks = blocks_of([ChatMessage("user", "# Go\nx"), ChatMessage("assistant", "Well")], "m")

    assert [(one.name, one.text) for one in blocks] == [("Go", "# Go\nx"), ("Answer begun", "Well")]
