from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.panel import Panel, parse_panel, split_reply, visible_prose

WORD = st.text(st.characters(categories=["L", "Nd"], exclude_characters=""), min_size=1, max_size=8)
PHRASE = st.lists(WORD, max_size=4).map(" ".join)
PANELS = st.builds(
    lambda time, place, present, mood, weather: Panel(
        time=time, place=place, present=tuple(present), mood=mood, fields={"Weather": weather}
    ),
    PHRASE,
    PHRASE,
    st.lists(PHRASE.filter(bool), max_size=3),
    PHRASE,
    PHRASE,
)
PROSE = st.text(max_size=60).filter(lambda text: "<" not in text and text.strip() == text)


@given(PANELS)
def test_a_panel_read_back_from_its_text_is_the_same(panel):
    assert parse_panel(panel.as_text(), ["Weather"]) == panel


@given(PROSE, PANELS, st.data())
def test_a_reply_cut_anywhere_shows_its_prose_and_never_a_part_of_its_panel(prose, panel, data):
    whole = f"{prose}\n\n{panel.as_text()}"
    cut = data.draw(st.integers(0, len(whole)))

    text, _ = split_reply(whole[:cut], ["Weather"])

    assert prose.startswith(text)
    assert visible_prose(whole[:cut]).strip() == text
    assert "<" not in text


@given(PROSE, PANELS)
def test_a_whole_reply_is_its_prose_and_its_panel(prose, panel):
    assert split_reply(f"{prose}\n{panel.as_text()}", ["Weather"]) == (prose, panel)


@given(PROSE, PANELS)
def test_what_is_shown_only_grows_while_a_reply_arrives(prose, panel):
    whole = f"{prose}\n{panel.as_text()}"
    shown = ""
    for cut in range(len(whole) + 1):
        now = visible_prose(whole[:cut])
        assert now.startswith(shown)
        shown = now


def test_a_reply_without_a_panel_is_all_prose():
    assert split_reply("Once. ") == ("Once.", None)


def test_a_panel_cut_in_a_line_keeps_the_lines_before():
    prose, panel = split_reply("Once.\n<panel>\ntime: dusk\nplace: the qu")

    assert prose == "Once."
    assert panel == Panel(time="dusk", place="the qu")


def test_prose_behind_the_panel_is_kept():
    assert split_reply("One.\n<panel>\nmood: calm\n</panel>\nTwo.") == (
        "One.\n\nTwo.",
        Panel(mood="calm"),
    )


def test_of_two_panels_the_last_counts_and_neither_is_shown():
    text = "One.\n<panel>\nmood: calm\n</panel>\nTwo.\n<panel>\nmood: grim\n</panel>"

    assert split_reply(text) == ("One.\n\nTwo.", Panel(mood="grim"))


def test_a_world_keeps_its_own_fields_and_no_others():
    panel = parse_panel("Tide: low\nPassword: x\n- **Mood**: calm\nnot a line", ["tide"])

    assert panel == Panel(mood="calm", fields={"tide": "low"})


def test_who_is_present_may_be_parted_by_commas_or_semicolons():
    assert parse_panel("present: Mara, Wick;  Ambrose,").present == ("Mara", "Wick", "Ambrose")
