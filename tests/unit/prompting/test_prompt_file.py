import pytest

from loredesk.ports.task_inputs import ReplyInputs
from loredesk.prompting.prompt_file import BrokenPromptError, read_prompt

GOOD = """\
id: reply
version: 3
description: Mine.
inputs: [message]
messages:
  - role: system
    content: Be brief.
  - role: user
    content: |
      Go on.
      {{ message }}
"""


@pytest.fixture
def write(own):
    def _write(text, name="reply.yaml"):
        file = own / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return _write


def test_a_prompt_is_read_and_rendered(write):
    prompt = read_prompt(write(GOOD))

    rendered = prompt.render(ReplyInputs(world="", narrator="", message="I wait.", turn=1))

    assert (prompt.id, prompt.version, prompt.description) == ("reply", 3, "Mine.")
    assert [message.role for message in rendered] == ["system", "user"]
    assert rendered[1].content == "Go on.\nI wait."


def test_a_message_that_comes_out_empty_is_left_out(write):
    text = GOOD.replace("Be brief.", "\"{% if message == 'x' %}Be brief.{% endif %}\"")

    rendered = read_prompt(write(text)).render(
        ReplyInputs(world="", narrator="", message="y", turn=1)
    )

    assert [message.role for message in rendered] == ["user"]


def test_a_file_saved_with_a_byte_order_mark_is_read(write):
    assert read_prompt(write(b"\xef\xbb\xbf" + GOOD.encode())).id == "reply"


def test_yaml_is_read_as_version_1_2(write):
    prompt = read_prompt(write(GOOD.replace("Mine.", "no")))

    assert prompt.description == "no"


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("id: reply", "id: replies", "its name is 'reply.yaml'"),
        ("version: 3", "version: new", "'version' must be a whole number"),
        ("version: 3\n", "", "no 'version'"),
        ("version: 3", "version: 3\nversion: 4", "'version' twice"),
        ("version: 3", "version: 3\ncolour: red", "line 3 is broken: It has an unknown part"),
        ("inputs: [message]", "inputs: message", "'inputs' must be a list"),
        ("inputs: [message]", "inputs: [mesage]", "line 4 is broken: There is no input 'mesage'"),
        ("inputs: [message]", "inputs: [message, turn]", "names turn under 'inputs' without"),
        ("inputs: [message]", "inputs: []", "uses message without naming it"),
        ("role: system", "role: wizard", "no role 'wizard'; there are: system, user, assistant"),
        ("role: user", "role: assistant", "last message must have the role 'user'"),
        ("content: Be brief.", "content: [1]", "'content' must be text"),
        ("content: Be brief.", "text: Be brief.", "a 'role' and a 'content'"),
        ("{{ message }}", "{{ message", "line 11 is broken"),
        ("{{ message }}", "{% if message %}{{ messge }}", "line 11 is broken"),
        ("{{ message }}", "{{ message.text }}", "line 11 is broken: 'str object' has no attribute"),
        ("{{ message }}", "{{ message.__class__ }}", "unsafe"),
        ("{{ message }}", "{{ message + 1 }}", "line 11 is broken"),
        ("Go on.\n      {{ message }}", "{% set x = message %}", "came out empty"),
    ],
)
def test_a_mistake_is_named_with_its_place(write, change, to, said):
    assert change in GOOD

    with pytest.raises(BrokenPromptError) as caught:
        read_prompt(write(GOOD.replace(change, to)))

    assert said in caught.value.message
    assert "reply.yaml" in caught.value.message
    assert caught.value.hint


def test_a_second_system_message_is_refused(write):
    text = GOOD.replace("  - role: user", "  - {role: system, content: More.}\n  - role: user")

    with pytest.raises(BrokenPromptError, match="Only its first message"):
        read_prompt(write(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a\n- b",
        "id: [",
        "id: reply\n\tversion: 1",
        b"\xff\xfe\x00",
        "? [a]\n: b",
        "[" * 5000,
        "id: !!python/object:os.system reply",
        "a: &a [x]\nb: *c",
        b"x" * 300_000,
    ],
)
def test_what_is_no_prompt_is_refused_with_a_sentence(write, text):
    with pytest.raises(BrokenPromptError, match=r"reply\.yaml"):
        read_prompt(write(text))


def test_a_file_that_is_not_there_is_refused_with_a_sentence(own):
    with pytest.raises(BrokenPromptError, match="cannot be read"):
        read_prompt(own / "reply.yaml")
