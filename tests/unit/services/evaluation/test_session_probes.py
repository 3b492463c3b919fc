"""A story is asked for what it tells by its own words, and by no others."""

import random

import pytest

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message, Role
from loredesk.services.evaluation.session_probes import AMONG, MOST, WORDS, Probe, found, probes

TOLD = "Mara hides the brass lantern below the chapel. Rain falls."


def line(*texts, role=Role.NARRATOR):
    return [
        Message(
            id=MessageId(str(number)),
            session_id=SessionId("s"),
            parent_id=None,
            seq=number,
            role=role,
            speaker="",
            text=text,
        )
        for number, text in enumerate(texts)
    ]


def asked(messages):
    return probes(messages, random.Random(1))


def test_a_reply_is_asked_for_by_a_few_telling_words_of_one_sentence():
    (probe,) = asked(line(TOLD))

    said = probe.text.split()
    assert probe.message_id == "0"
    assert len(said) == WORDS
    assert set(said) < {"mara", "hides", "brass", "lantern", "below", "chapel"}


@pytest.mark.parametrize("text", ["", "Rain falls.", "It was over, and we were there.", "…"])
def test_what_says_too_little_is_not_asked_for(text):
    assert asked(line(text)) == []


def test_turns_of_the_authors_are_not_asked_for():
    assert asked(line(TOLD, role=Role.AUTHOR)) == []


def test_where_no_spaces_part_words_a_few_signs_stand_for_them():
    text = "雨が静かに降る古い港町で少女は銀の鍵を見つけた"

    (probe,) = asked(line(text))

    assert len(probe.text.split()) == WORDS
    assert all(piece in text for piece in probe.text.split())


def test_of_a_long_story_some_replies_are_asked_for_the_same_ones_every_time():
    story = line(*(f"{TOLD} Number {number} counts every lamp." for number in range(MOST + 50)))

    first, second = asked(story), asked(story)

    assert first == second
    assert len(first) == len({one.message_id for one in first}) == MOST


def test_what_was_asked_for_is_found_where_it_stands_high_enough():
    probe = Probe(text="brass lantern", message_id=MessageId("7"))
    order = [MessageId(str(number)) for number in range(AMONG)]

    assert found(probe, order)
    assert not found(probe, [*(MessageId("x") for _ in range(AMONG)), MessageId("7")])
