from dataclasses import replace

import pytest

from loredesk.domain.documents import parts_of
from loredesk.domain.manifest import (
    Block,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.ui.context.bars import found_by
from loredesk.ui.context.rows import (
    Heading,
    RowFilter,
    kept_out_by,
    left_out_rows,
    listed_left_out,
    listed_told,
    told_rows,
    units_in,
)

MARA = ContextEntry(
    entry_id="mara",
    handle="mara",
    title="Mara",
    reason="named in the turn",
    tokens=1_200,
    revision="0123456789ab",
    scores={"words": 2.5},
    cut=True,
)
EARLIER = ContextPassage(
    unit=Unit.PASSAGE,
    message_id="m3",
    turn=2,
    title="Turn 2, You",
    reason="close in words",
    tokens=40,
    scores={"words": 8.0, "meaning": 0.4, "first stage": -0.5},
)
GATE = LeftOut(
    entry_id="gate", title="Gate", reason="on scene, but its part of the budget was full"
)
LATER = LeftOut(
    unit=Unit.PASSAGE,
    message_id="m9",
    title="Turn 9, Narrator",
    reason="among the recent turns already",
    scores={"words": 4.0},
)
MANIFEST = Manifest(
    id="c",
    session_id="s",
    tokens=1_240,
    budget=6_000,
    blocks=(Block(name="Known", role="user", text="I bury the whistle.", tokens=40),),
    entries=(MARA,),
    passages=(EARLIER,),
    left_out=(GATE, LATER),
)
TEXTS = {"m3": "I bury the whistle.", "m9": "The\nwind  turns."}


def told(**values):
    return told_rows(replace(MANIFEST, **values), TEXTS)


def left(**values):
    return left_out_rows(replace(MANIFEST, **values), TEXTS)


def titles(lines):
    return [f"# {one.title}" if isinstance(one, Heading) else one.title for one in lines]


def test_a_row_says_why_an_entry_is_in_and_with_which_note():
    row = told()[0]

    assert (row.title, row.reason, row.size) == (
        "Mara",
        "named in the turn  \u00b7  with its note",
        "1,200",
    )
    assert row.is_cut
    assert "words 2.50" in row.whole
    assert "Note 0123456789ab" in row.whole
    assert row.spoken.startswith("Mara, 1,200 tokens, named in the turn")
    assert "cut to fit, found by words" in row.spoken


def test_a_row_of_an_entry_without_a_note_says_which_lore_was_shown():
    row = told(entries=(replace(MARA, revision="lore:3"),))[0]

    assert row.reason == "named in the turn"
    assert "Lore 3" in row.whole


def test_every_search_that_found_an_entry_is_named_as_an_author_says_it():
    scores = {"words": 2.5, "meaning": 0.5, "triggers": 1.0, "weather": 3.0}

    row = told(entries=(replace(MARA, scores=scores),))[0]

    assert found_by(row.bars) == "found by name, words, meaning and weather"


def test_a_bar_is_as_long_as_its_score_next_to_the_highest_of_its_kind():
    other = replace(MARA, entry_id="quay", scores={"words": 5.0})
    kept_out = replace(GATE, scores={"words": 10.0})

    rows = told(entries=(MARA, other), left_out=(kept_out,))

    assert [row.bars[0].share for row in rows[:2]] == [0.25, 0.5]
    # What is said of passages is measured by other passages.
    assert rows[2].bars[0].share == 1.0


def test_what_speaks_against_something_is_no_bar():
    row = told()[1]

    assert [bar.name for bar in row.bars] == ["words", "meaning"]


def test_a_passage_is_told_by_its_turn_and_its_first_words():
    row = told()[1]

    assert (row.unit, row.message_id, row.entry_id) == (Unit.PASSAGE, "m3", None)
    assert (row.title, row.words, row.size) == ("Turn 2, You", "I bury the whistle.", "40")


def test_of_a_long_message_the_parts_that_were_sent_are_told():
    long = " ".join(f"Sentence {number} is one of very many sentences." for number in range(100))
    parts = list(parts_of(long))
    sent = Block(name="Earlier", role="user", text=f"{parts[1]}\n{parts[3]}", tokens=9)

    rows = told_rows(
        replace(MANIFEST, entries=(), passages=(EARLIER, EARLIER), blocks=(sent,)), {"m3": long}
    )

    assert [row.words[:20] for row in rows] == [parts[1][:20], parts[3][:20]]
    assert all(row.words.endswith("\u2026") for row in rows)
    assert len({row.key for row in rows}) == 2


def test_what_was_left_out_of_a_long_message_is_said_to_be_a_part_of_it():
    long = " ".join(f"Sentence {number} is one of very many sentences." for number in range(100))

    (row,) = left_out_rows(replace(MANIFEST, left_out=(LATER,)), {"m9": long})

    assert row.words.startswith("Part of: Sentence 0")


def test_a_message_that_is_gone_has_no_words():
    assert told_rows(MANIFEST, {})[1].words == ""
    assert left_out_rows(MANIFEST, {})[1].words == ""


@pytest.mark.parametrize(
    ("reason", "group", "rest"),
    [
        (
            "on scene, but its part of the budget was full",
            "Its part of the budget was full",
            "on scene",
        ),
        ("on scene, but the budget was full", "Its part of the budget was full", "on scene"),
        ("banned by you in this session", "Banned by you", ""),
        ("among the recent turns already", "Among the recent turns already", ""),
        ("says what turn 5 says", "Says what something else says", "says what turn 5 says"),
        ("no room for it", "No room for it", ""),
        ("", "", ""),
    ],
)
def test_what_kept_something_out_is_told_apart_from_what_speaks_for_it(reason, group, rest):
    assert kept_out_by(reason) == (group, rest)


def test_what_was_left_out_stands_under_what_kept_it_out():
    rows = left(left_out=(GATE, LATER, replace(GATE, entry_id="quay", title="Quay")))

    lines = listed_left_out(rows, RowFilter())

    assert titles(lines) == [
        "# Its part of the budget was full",
        "Gate",
        "Quay",
        "# Among the recent turns already",
        "Turn 9, Narrator",
    ]
    assert lines[0].spoken == "Its part of the budget was full, 2"
    assert lines[4].words == "The wind turns."
    assert len({line.key for line in lines}) == len(lines)


def test_what_was_told_stands_under_its_kind_where_there_are_several():
    lines = listed_told(told(), RowFilter())

    assert titles(lines) == ["# Lore", "Mara", "# Passages of the story", "Turn 2, You"]
    assert lines[0].size == "1  \u00b7  1,200 tokens"
    assert titles(listed_told(told(passages=()), RowFilter())) == ["Mara"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RowFilter(text="mar"), ["Mara"]),
        (RowFilter(text="WHISTLE bury"), ["Turn 2, You"]),
        (RowFilter(text="dragon"), []),
        (
            RowFilter(text="found by words"),
            ["# Lore", "Mara", "# Passages of the story", "Turn 2, You"],
        ),
        (RowFilter(unit=Unit.PASSAGE), ["Turn 2, You"]),
        (RowFilter(text="mara", unit=Unit.PASSAGE), []),
    ],
)
def test_a_filter_lets_through_what_says_all_of_its_words(wanted, found):
    assert titles(listed_told(told(), wanted)) == found


def test_the_kinds_there_are_can_be_chosen_between():
    assert units_in((*told(), *left())) == (Unit.ENTRY, Unit.PASSAGE)
    assert units_in(()) == ()
