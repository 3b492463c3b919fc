import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.errors import AnswerError
from loredesk.gateway.json_answer import read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        (' \n{"a": [1.5, true, null]} ', {"a": [1.5, True, None]}),
        ('Sure!\n```json\n{"a": 1}\n```\nAnything else?', {"a": 1}),
        ('```\n[{"a": 1}]\n```', [{"a": 1}]),
        ('Here you are: {"a": {"b": "}"}} - done', {"a": {"b": "}"}}),
        ('[{"a": 1}, {"b": 2}]', [{"a": 1}, {"b": 2}]),
    ],
)
def test_json_is_found_among_other_words(text, value):
    assert read_json(text, None) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,],}', {"a": [1, 2]}),
        ("{'a': 'it is Mira\\'s', 'b': None}", {"a": "it is Mira's", "b": None}),
        ("{'a': 'Mira's lamp'}", {"a": "Mira's lamp"}),
        ('{"a": [{"x": 1}, {"x": 2', {"a": [{"x": 1}, {"x": 2}]}),
        ('{"a": 1, "b', {"a": 1}),
        ('{"a": 1, "b":', {"a": 1, "b": None}),
        ('{"a": "half of a sent', {"a": "half of a sent"}),
        ('{"a": fal', {"a": None}),
        ('{"a": "say "hello" now"}', {"a": 'say "hello" now'}),
        ("{\u201ca\u201d: \u201chello\u201d}", {"a": "hello"}),
        ("{a: True}", {"a": True}),
        ('{"a": "two\nlines"}', {"a": "two\nlines"}),
    ],
)
def test_json_that_is_nearly_right_is_mended_and_marked(text, value):
    assert read_json(text, None) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json here",
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 99999999999999999999}',
        '{"a": "\\ud800"}',
        "[" * 70 + "]" * 70,
        "[" * 100_000,
        '{"a" 1}',
        "42",
    ],
)
def test_what_is_no_json_we_can_keep_is_invalid(text):
    with pytest.raises(AnswerError) as caught:
        read_json(text, None)

    assert caught.value.fault == "invalid"
    assert caught.value.raw == text


def test_only_the_root_is_held_against_the_schema():
    schema = {"type": "object", "required": ["b"], "properties": {"a": {"type": "integer"}}}

    assert read_json('[1] {"a": "x"}', schema) == ({"a": "x"}, False)
    with pytest.raises(AnswerError):
        read_json("[1, 2]", schema)


@given(st.text(alphabet="{}[]\",:' ab1tn\\`\n", max_size=60))
def test_no_text_raises_anything_else(text):
    try:
        value, _ = read_json(text, None)
    except AnswerError:
        return
    json.dumps(value).encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=3))
def test_good_json_is_never_touched(value):
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError:
        return
    assert read_json(text, {"type": "object"}) == (value, False)
