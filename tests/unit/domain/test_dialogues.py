import json

import pytest

from loredesk.domain.dialogues import read_dialogues
from loredesk.domain.entry_questions import is_about_entries, read_entry_questions
from loredesk.domain.errors import UserFixableError

TURN = {"id": "1:1", "speaker": "Mara", "text": "The key is under the lamp."}
QUESTION = {"text": "Where is the key?", "evidence": ["1:1"]}
DIALOGUE = {"sessions": [{"id": "1", "turns": [TURN]}], "questions": [QUESTION]}


def without(value, key):
    return {name: one for name, one in value.items() if name != key}


def dialogue(*, turn=TURN, question=QUESTION, session=None):
    made = session if session is not None else {"id": "1", "turns": [turn]}
    return {"sessions": [made], "questions": [question]}


def test_a_dialogue_is_read_with_its_turns_and_questions():
    (read,) = read_dialogues(DIALOGUE, "a file")

    assert read.name == "a file"
    assert [(one.id, one.speaker, one.text) for one in read.turns] == [tuple(TURN.values())]
    assert [(one.text, one.evidence) for one in read.questions] == [("Where is the key?", ("1:1",))]
    assert read.skipped == 0


def test_a_list_is_several_dialogues_called_by_their_ids_or_numbers():
    read = read_dialogues([{**DIALOGUE, "id": "the boat"}, DIALOGUE], "file")

    assert [one.name for one in read] == ["the boat", "file 2"]


def test_dialogues_of_one_name_are_told_apart():
    read = read_dialogues([{**DIALOGUE, "id": "boat"}, {**DIALOGUE, "id": "boat"}], "file")

    assert [one.name for one in read] == ["boat", "boat (2)"]


def test_ids_may_be_numbers_and_other_keys_are_passed_over():
    data = dialogue(
        turn={**TURN, "id": 7, "mood": "calm"},
        question={**QUESTION, "evidence": [7], "answer": "x"},
    )

    (read,) = read_dialogues(data, "file")

    assert read.answerable[0].evidence == ("7",)


def test_unknown_evidence_is_counted_and_a_question_without_any_other_left_out():
    asked = [QUESTION, {"text": "?", "evidence": ["9:9", "8:8"]}, {"text": "!", "evidence": []}]
    asked.append({"text": "both", "evidence": ["1:1", "9:9", "1:1"]})

    (read,) = read_dialogues({**DIALOGUE, "questions": asked}, "file")

    assert read.skipped == 3
    assert [one.text for one in read.answerable] == ["Where is the key?", "both"]
    assert read.answerable[1].evidence == ("1:1",)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (7, "The file must be a dialogue with 'sessions' and 'questions', not a number."),
        ([], "The file is an empty list"),
        ([DIALOGUE, 3], "[1] must be a dialogue"),
        (without(DIALOGUE, "sessions"), "sessions is missing."),
        (without(DIALOGUE, "questions"), "questions is missing."),
        ({**DIALOGUE, "sessions": {}}, "sessions must be a list, not an object."),
        ({**DIALOGUE, "sessions": []}, "sessions holds no turn."),
        ({**DIALOGUE, "questions": []}, "questions holds no question."),
        ({**DIALOGUE, "sessions": ["x"]}, "sessions[0] must be a session"),
        (dialogue(session={"turns": [TURN]}), "sessions[0].id is missing."),
        (dialogue(session={"id": "1"}), "sessions[0].turns is missing."),
        (dialogue(turn="hello"), "sessions[0].turns[0] must be a turn"),
        (dialogue(turn=without(TURN, "speaker")), "sessions[0].turns[0].speaker is missing."),
        (dialogue(turn={**TURN, "text": None}), "sessions[0].turns[0].text must be text, not null"),
        (dialogue(turn={**TURN, "id": True}), "sessions[0].turns[0].id must be an id"),
        (dialogue(turn={**TURN, "id": " "}), "sessions[0].turns[0].id is empty."),
        (dialogue(question={**QUESTION, "text": ""}), "questions[0].text is empty."),
        (
            dialogue(question={**QUESTION, "evidence": "1:1"}),
            "questions[0].evidence must be a list",
        ),
        (
            dialogue(question={**QUESTION, "evidence": [[1]]}),
            "questions[0].evidence[0] must be an id",
        ),
        (
            dialogue(session={"id": "1", "turns": [TURN, TURN]}),
            "sessions[0].turns[1].id is '1:1', as sessions[0].turns[0].id is already.",
        ),
        ([dialogue(turn={**TURN, "text": 5})], "[0].sessions[0].turns[0].text must be text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data, told):
    with pytest.raises(UserFixableError) as refused:
        read_dialogues(data, "file")

    assert refused.value.message.startswith(told), refused.value.message
    assert "README" in refused.value.hint


def test_whatever_json_is_there_is_read_or_refused_with_a_sentence():
    for text in ("null", "true", '"x"', "[[]]", '{"sessions": null}', '{"questions": [1]}'):
        with pytest.raises(UserFixableError):
            read_dialogues(json.loads(text), "file")


class TestQuestionsAboutAWorld:
    def test_they_are_told_from_dialogues(self):
        assert is_about_entries({"questions": []})
        assert not is_about_entries(DIALOGUE)
        assert not is_about_entries([DIALOGUE])

    def test_they_are_read_with_their_kinds(self):
        read = read_entry_questions(
            {"questions": [{"text": "Who?", "entries": ["Mara", "Mara"], "kind": "named"}]}
        )

        assert [(one.text, one.entries, one.kind) for one in read] == [("Who?", ("Mara",), "named")]

    @pytest.mark.parametrize(
        ("question", "told"),
        [
            ("x", "questions[0] must be a question"),
            ({"text": "?"}, "questions[0].entries is missing."),
            ({"text": " ", "entries": []}, "questions[0].text is empty."),
            ({"text": "?", "entries": [3]}, "questions[0].entries[0] must be the name"),
            ({"text": "?", "entries": ["a"], "kind": 1}, "questions[0].kind must be text"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_place(self, question, told):
        with pytest.raises(UserFixableError) as refused:
            read_entry_questions({"questions": [question]})

        assert refused.value.message.startswith(told)

    def test_no_question_is_refused(self):
        with pytest.raises(UserFixableError, match="holds no question"):
            read_entry_questions({"questions": []})
