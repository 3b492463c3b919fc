from dataclasses import replace

import pytest

from loredesk.domain.panel import Panel, split_reply
from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.narrator import reply
from loredesk.gateway.builtin.prose import sentences
from loredesk.ports.task_inputs import ReplyInputs, SpokenMessage


@pytest.fixture
def inputs(entries) -> ReplyInputs:
    return ReplyInputs(
        world="Island",
        narrator="Narrator",
        message="I walk into the Gull's Rest and ask Mara Fenwick for the Brass Key.",
        turn=2,
        entries=entries,
        recent=(SpokenMessage(speaker="Narrator", text="Dusk. Fog lies on the quay."),),
        panel_fields=("weather", "tide"),
    )


def played(inputs):
    return split_reply(reply(inputs), inputs.panel_fields)


def test_a_reply_is_prose_and_a_panel(inputs):
    prose, panel = played(inputs)

    assert 2 <= prose.count("\n\n") + 1 <= 4
    assert panel == Panel(
        time="day 1, dusk",
        place="The Gull's Rest",
        present=("you", "Mara Fenwick"),
        mood="quiet",
        fields={"weather": "fog", "tide": "as ever"},
    )


def test_the_same_turn_reads_the_same_and_another_take_differently(inputs):
    assert reply(inputs) == reply(inputs)
    takes = {reply(replace(inputs, take=take)) for take in (1, 2, 3)}
    assert len(takes) == 3


def test_a_note_is_told_before_the_lore_it_outdates(inputs, entries):
    mara = replace(entries[0], note="Mara Fenwick has sold her boots to the traveller (turn 1).")

    prose, _ = played(replace(inputs, entries=(mara, *entries[1:])))

    assert "Mara Fenwick has sold her boots to you" in prose
    assert "boots are always wet" not in prose
    assert "(turn 1)" not in prose


def test_what_was_told_lately_is_not_told_again(inputs):
    first, panel = played(inputs)
    recent = (*inputs.recent, SpokenMessage(speaker="Narrator", text=first))

    second, _ = played(
        replace(inputs, message="I ask Mara again.", turn=3, panel=panel, recent=recent)
    )

    assert len(second) > 80
    assert not set(sentences(first)) & set(sentences(second))


def test_the_authors_words_are_not_given_back_whole(inputs):
    long = replace(
        inputs, message="Joren Hale, who had been waiting, rose and left by the back door."
    )

    prose, _ = played(long)

    assert long.message not in prose


def test_the_first_reply_says_that_no_language_model_wrote_it(inputs):
    assert phrases.HONESTY in reply(replace(inputs, turn=1))
    assert phrases.HONESTY not in reply(inputs)


def test_a_reply_needs_no_lore_and_hardly_any_words(inputs):
    prose, panel = played(replace(inputs, entries=(), message="?", recent=(), panel_fields=()))

    assert prose
    assert panel is not None


def test_who_is_there_stays_until_the_scene_moves(inputs):
    panel = Panel(
        time="day 1, noon", place="The Gull's Rest", present=("Mara Fenwick",), mood="tense"
    )

    _, same = played(replace(inputs, message="Captain Joren Hale sits down.", panel=panel))
    _, other = played(replace(inputs, message="We climb up to the North Light.", panel=panel))

    assert same.present == ("Captain Joren Hale", "Mara Fenwick")
    assert same.mood == "tense"
    assert other.place == "North Light"
    assert other.present == ("you",)


@pytest.mark.parametrize(
    "gone", ["Mara leaves.", "Mara Fenwick has died.", "Mara is dead. Mara vanishes."]
)
def test_who_leaves_is_not_there(inputs, gone):
    panel = Panel(place="The Gull's Rest", present=("you", "Mara Fenwick"))

    _, after = played(replace(inputs, message=gone, panel=panel))

    assert after.present == ("you",)


def test_who_is_only_talked_about_is_not_there(inputs):
    message = "Mara tells me that Joren Hale drowned in the North Light."

    _, panel = played(replace(inputs, message=message))

    assert panel.present == ("you", "Mara Fenwick")
    assert panel.place == ""


@pytest.mark.parametrize(
    ("before", "message", "turn", "after"),
    [
        ("day 1, dusk", "I wait.", 3, "day 1, dusk"),
        ("day 1, dusk", "I wait.", 4, "day 1, evening"),
        ("day 1, night", "I wait.", 4, "day 2, dawn"),
        ("day 1, dusk", "At dawn I wake.", 3, "day 2, dawn"),
        ("day 2, dusk", "The next day I wake.", 3, "day 3, morning"),
        ("the year 12", "I wait.", 4, "the year 12"),
        ("the year 12", "At noon I wait.", 4, "day 1, noon"),
    ],
)
def test_time_goes_on(inputs, before, message, turn, after):
    panel = Panel(time=before)

    _, now = played(replace(inputs, message=message, turn=turn, panel=panel))

    assert now.time == after


def test_the_worlds_own_fields_follow_the_words_and_else_stay(inputs):
    panel = Panel(fields={"weather": "clear", "tide": "low"})

    _, now = played(replace(inputs, message="It is raining.", panel=panel))
    _, own = played(
        replace(inputs, message="Our money is gone, alas.", panel=panel, panel_fields=("money",))
    )

    assert now.fields == {"weather": "rain", "tide": "low"}
    assert own.fields == {"money": "Our money is gone"}


@pytest.mark.parametrize("pool", [*phrases.TURNS.values(), phrases.HOOKS["alone"]])
def test_every_pool_has_a_phrase_that_needs_nobody(pool):
    assert any("{name}" not in phrase and "you" not in phrase for phrase in pool)


def test_a_change_that_happens_to_nobody_known_is_still_answered(inputs):
    prose, _ = played(replace(inputs, message="The tower is hurt and broken.", entries=()))

    assert prose
