import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.gateway.faults import GarbledError
from loredesk.gateway.server_events import LONGEST_LINE, EventReader, ServerEvent


def events(raw: bytes, step: int = 10**9) -> list[ServerEvent]:
    reader = EventReader()
    found = []
    for start in range(0, len(raw), step):
        found += list(reader.feed(raw[start : start + step]))
    return found + list(reader.close())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("step", [1, 2, 7, 1000])
def test_events_are_read_whatever_the_line_ends_and_the_pieces(end, step):
    raw = end.join([": hi", 'data: {"a":1}', "", "event: x", 'data:{"b":2}', "", "data: [DONE]"])

    found = events(raw.encode(), step)

    assert found[:2] == [ServerEvent("", '{"a":1}'), ServerEvent("x", '{"b":2}')]
    assert found[2].is_done


def test_events_without_a_blank_line_between_them_are_told_apart():
    assert len(events(b'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n')) == 3


def test_one_event_may_have_many_lines_of_data():
    assert events(b'data: {"a":\ndata: 1}\n\n')[0].read() == {"a": 1}


def test_a_bare_line_of_json_is_an_event():
    assert events(b'data: {"a":1}\n\n{"error":"x"}\n')[1].read() == {"error": "x"}


def test_comments_and_unknown_fields_are_no_events():
    assert events(b": keep-alive\n\nid: 3\nretry: 5\n\ndata:\n\n") == []


@pytest.mark.parametrize(
    "data", [b"data: \xff\n\n", b'data: {"a\n\n', b"data: 5\n\n", b"data: []\n\n"]
)
def test_what_is_no_object_is_garbled(data):
    with pytest.raises(GarbledError):
        [event.read() for event in events(data)]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_without_end_is_given_up(end):
    with pytest.raises(GarbledError):
        events(b"data: " + b"x" * LONGEST_LINE + end)


@given(st.binary(max_size=300), st.integers(1, 50))
def test_no_bytes_raise_anything_else(raw, step):
    try:
        for event in events(raw, step):
            event.read()
    except GarbledError:
        pass
