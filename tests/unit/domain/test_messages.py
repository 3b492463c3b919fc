from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import (
    DEFAULT_SIMULATION_INTERVAL,
    LineShift,
    Message,
    Role,
    Usage,
    last_panel,
    line_to,
    placed,
    turn_number,
)
from loredesk.domain.panel import Panel


def message(name, parent, role, seq, panel=None):
    return Message(
        id=MessageId(name),
        session_id=SessionId("s"),
        parent_id=None if parent is None else MessageId(parent),
        seq=seq,
        role=role,
        speaker="",
        text=name,
        panel=panel,
    )


def story():
    """Return an opening, a turn with two takes, and a turn below each take."""
    author, narrator = Role.AUTHOR, Role.NARRATOR
    return [
        message("opening", None, narrator, 1),
        message("a1", "opening", author, 2),
        message("r1", "a1", narrator, 3, Panel(mood="calm")),
        message("a2", "r1", author, 4),
        message("r2", "a2", narrator, 5),
        message("r1b", "a1", narrator, 6, Panel(mood="grim")),
        message("a2b", "r1b", author, 7),
    ]


def test_the_line_leads_from_the_root_to_the_head():
    by_id = {one.id: one for one in story()}

    assert [one.id for one in line_to(by_id, "r2")] == ["opening", "a1", "r1", "a2", "r2"]
    assert line_to(by_id, None) == ()


def test_turns_count_the_authors_messages_on_the_line():
    by_id = {one.id: one for one in story()}

    assert turn_number(line_to(by_id, "opening")) == 0
    assert turn_number(line_to(by_id, "r2")) == 2
    assert turn_number(line_to(by_id, "r1b")) == 1


def test_every_message_knows_its_turn_its_take_and_whether_it_is_on_the_line():
    places = {one.message.id: one for one in placed(story(), "a2b")}

    assert [(one.turn, one.take, one.takes) for one in places.values()] == [
        (0, 1, 1),
        (1, 1, 1),
        (1, 1, 2),
        (2, 1, 1),
        (2, 1, 1),
        (1, 2, 2),
        (2, 1, 1),
    ]
    assert [name for name, one in places.items() if one.on_line] == ["opening", "a1", "r1b", "a2b"]


def test_an_author_who_answers_twice_has_two_takes_of_that_too():
    messages = [*story(), message("a2c", "r1", Role.AUTHOR, 8)]
    places = {one.message.id: one for one in placed(messages, "a2c")}

    assert (places["a2"].take, places["a2"].takes) == (1, 2)
    assert (places["a2c"].take, places["a2c"].takes) == (2, 2)


def test_the_scene_is_the_newest_panel_on_the_line():
    by_id = {one.id: one for one in story()}

    assert last_panel(line_to(by_id, "r2")).mood == "calm"
    assert last_panel(line_to(by_id, "a2b")).mood == "grim"
    assert last_panel(line_to(by_id, "a1")) is None


@st.composite
def trees(draw):
    found = [message("m0", None, Role.NARRATOR, 1)]
    for number in range(1, draw(st.integers(0, 12)) + 1):
        parent = draw(st.sampled_from(found)).id
        role = draw(st.sampled_from(list(Role)))
        found.append(message(f"m{number}", parent, role, number + 1))
    return found


@given(trees(), st.data())
def test_places_agree_with_the_line_they_are_on(messages, data):
    head = data.draw(st.sampled_from(messages)).id
    by_id = {one.id: one for one in messages}
    places = placed(messages, head)

    assert [one.message for one in places if one.on_line] == sorted(
        line_to(by_id, head), key=lambda one: one.seq
    )
    for place in places:
        assert place.turn == turn_number(line_to(by_id, place.message.id))
        assert 1 <= place.take <= place.takes


@given(trees(), st.data())
def test_takes_of_one_place_are_counted_without_gaps(messages, data):
    places = placed(messages, None)
    families = {}
    for place in places:
        key = (place.message.parent_id, place.message.role)
        families.setdefault(key, []).append(place)

    for family in families.values():
        assert [one.take for one in family] == list(range(1, len(family) + 1))
        assert {one.takes for one in family} == {len(family)}


def test_what_left_and_what_came_has_moved():
    assert LineShift(left=("a", "b"), came=("c",)).moved == ("a", "b", "c")
    assert LineShift().moved == ()


def test_a_message_costs_nothing_until_it_is_counted():
    assert Usage() == Usage(prompt_tokens=0, completion_tokens=0, estimated=False)
    assert (message("m", None, Role.AUTHOR, 1).model, DEFAULT_SIMULATION_INTERVAL) == ("", 5)
