"""The built-in answerer says what it finds, word for word, and else that it does not know."""

import pytest

from loredesk.domain.quotes import find_quote
from loredesk.gateway.builtin.answerer import answer, threads
from loredesk.ports.task_inputs import NamedSource, QuestionInputs, ThreadsInputs

SOURCES = (
    NamedSource(
        name="s1",
        title="Dagny Roe, note",
        text="She broke her left wrist on the ice. She owes Corin Crowe two crowns.",
    ),
    NamedSource(name="s2", title="The Kettle", text="An inn under the north slope. It is warm."),
    NamedSource(name="s3", title="Turn 4, Narrator", text="The bell rings. Who rang the bell?"),
    NamedSource(name="s4", title="Turn 5, Narrator", text="Nobody speaks of the bell."),
    NamedSource(name="s5", title="Turn 6, You", text="I promise to find whoever rang the bell."),
)


def asked(question):
    inputs = QuestionInputs(world="", question=question, sources=SOURCES)
    return answer(inputs)["statements"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which wrist did Dagny Roe break?", "She broke her left wrist on the ice."),
        ("Whom does Dagny owe crowns?", "She owes Corin Crowe two crowns."),
        ("Which inn lies under the north slope?", "An inn under the north slope."),
    ],
)
def test_a_question_is_answered_with_the_sentence_that_tells(question, expected):
    found = asked(question)

    assert found[0]["text"] == expected


@pytest.mark.parametrize("question", ["Who is the queen of France?", "Why?", "", "?!"])
def test_what_nothing_tells_is_not_known(question):
    assert asked(question) == []


def test_every_sentence_quotes_its_source():
    texts = {source.name: source.text for source in SOURCES}
    found = threads(ThreadsInputs(world="", sources=SOURCES))

    for said in (*asked("Who rang the bell?"), *found["themes"], *found["threads"]):
        assert said["citations"]
        for cited in said["citations"]:
            assert find_quote(cited["quote"], texts[cited["source"]])


def test_what_comes_back_is_a_theme_and_what_is_promised_or_asked_is_open():
    found = threads(ThreadsInputs(world="", sources=SOURCES))

    assert found["themes"][0]["text"] == "The story keeps coming back to \u201cbell\u201d."
    assert [one["text"] for one in found["threads"]] == [
        "I promise to find whoever rang the bell.",
        "Who rang the bell?",
        "She owes Corin Crowe two crowns.",
    ]


def test_of_an_empty_record_there_is_nothing_to_say():
    assert threads(ThreadsInputs(world="", sources=())) == {"themes": [], "threads": []}
