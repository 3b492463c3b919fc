import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.gateway.thinking import ThinkSplitter


def split(parts, **how):
    splitter = ThinkSplitter(**how)
    found = [part for text in parts for part in splitter.feed(text)]
    found += list(splitter.close())
    thought = "".join(text for is_thought, text in found if is_thought)
    return thought, "".join(text for is_thought, text in found if not is_thought), splitter


@pytest.mark.parametrize(
    ("text", "thought", "said"),
    [
        ("<think>hm</think>\n\nHello", "hm", "Hello"),
        ("  <THINKING>a < b</Thinking>Hello", "a < b", "Hello"),
        ("[THINK]x[/THINK]y", "x", "y"),
        ("<|channel|>analysis<|message|>x<|channel|>final<|message|>y", "x", "y"),
        ("<think>a</think><think>b</think>c", "ab", "c"),
        ("Hello <think> is a word", "", "Hello <think> is a word"),
        ("<thin ice>", "", "<thin ice>"),
        ("<think>never closed", "never closed", ""),
        ("İ<b>İ</b>", "", "İ<b>İ</b>"),
        ("", "", ""),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_thoughts_and_answer_are_told_apart_however_they_come(text, thought, said, step):
    parts = [text[at : at + step] for at in range(0, len(text), step)]

    assert split(parts)[:2] == (thought, said)


def test_a_closing_tag_alone_is_noticed():
    _, said, splitter = split(["thoughts </th", "ink>Hello"])

    assert splitter.met_lone_close
    assert "</think>" not in said


def test_once_known_to_open_in_thought_the_text_begins_there():
    assert split(["thoughts </th", "ink>\nHello"], opens_in_thought=True)[:2] == (
        "thoughts ",
        "Hello",
    )


def test_a_thought_that_was_only_assumed_comes_again_as_text():
    assert split(["Hello", " you"], opens_in_thought=True)[1] == "Hello you"


@given(st.lists(st.sampled_from(["<", "think", ">", "</", "a", " ", "[/THINK]", "İ"])))
def test_no_text_is_lost_but_tags_and_blanks(parts):
    thought, said, _ = split(parts)
    kept = {sign for sign in "".join(parts) if sign in "aİ"}

    assert kept <= set(thought + said)
