"""Questions about the lore are answered with a source for every sentence, or not at all."""

import pytest

from loredesk.domain.answers import SourceKind
from loredesk.domain.errors import UserFixableError


@pytest.fixture
async def mara(campaign):
    mara = await campaign.add("Mara Venn", "A ferrywoman. She keeps a jackdaw called Bishop.")
    await campaign.library.add_note(campaign.session.id, mara.id, "She has lost the copper key.")
    return mara


async def ask(campaign, question="What has Mara Venn lost?", session=True):
    session_id = campaign.session.id if session else None
    return await campaign.answering.ask(campaign.world.id, session_id, question)


def says(text, *citations):
    return {
        "text": text,
        "citations": [{"source": source, "quote": quote} for source, quote in citations],
    }


def asked(campaign):
    return campaign.model.requests[-1].inputs


async def test_lore_note_and_story_are_put_before_the_model_as_sources(campaign, mara):
    reply = await campaign.turn("I ask about the copper key.", "Mara shrugs.")
    campaign.model.then("answer_question", {"statements": []})

    answer = await ask(campaign)

    titles = {source.title: source.text for source in asked(campaign).sources}
    assert titles["Mara Venn, note"] == "She has lost the copper key."
    assert titles["Mara Venn"].startswith("A ferrywoman.")
    assert titles["Turn 1, You"] == "I ask about the copper key."
    assert titles["Turn 1, Narrator"] == "Mara shrugs."
    assert [source.name for source in asked(campaign).sources] == ["s1", "s2", "s3", "s4"]
    assert (answer.is_known, answer.sources) == (False, 4)
    assert reply.id


async def test_where_it_was_looked_is_told_each_place_once_and_by_its_own_title(campaign):
    mara = await campaign.add("Mara Venn", "She rows.", aliases=("the ferrywoman",))
    await campaign.library.add_note(campaign.session.id, mara.id, "She has lost the copper key.")
    said = "The copper key was never mine. " * 80
    await campaign.turn("I ask about the copper key.", said)
    campaign.model.then("answer_question", {"statements": []})

    answer = await ask(campaign)

    assert answer.sources > len(answer.places)
    assert [(one.kind, one.title) for one in answer.places] == [
        (SourceKind.NOTE, "Mara Venn, note"),
        (SourceKind.TURN, "Turn 1, Narrator"),
        (SourceKind.LORE, "Mara Venn"),
        (SourceKind.TURN, "Turn 1, You"),
    ]
    assert "Mara Venn (also called the ferrywoman)" in {
        source.title for source in asked(campaign).sources
    }


async def test_a_sentence_comes_with_where_it_is_from(campaign, mara):
    campaign.model.then(
        "answer_question",
        {"statements": [says("Mara has lost the copper key.", ("s1", "lost the copper key"))]},
    )

    (statement,) = (await ask(campaign)).statements

    assert statement.text == "Mara has lost the copper key."
    (cited,) = statement.citations
    assert (cited.kind, cited.title, cited.entry_id) == (
        SourceKind.NOTE,
        "Mara Venn, note",
        mara.id,
    )


async def test_what_is_said_twice_is_one_sentence_from_both_places(campaign, mara):
    await campaign.turn("I wait.", "Mara has lost the copper key, I hear.")
    campaign.model.then(
        "answer_question",
        {
            "statements": [
                says("Mara has lost the key.", ("s1", "lost the copper key")),
                says("Mara has  lost the key.", ("s2", "lost the copper key")),
                says("Mara has lost the key.", ("s1", "lost the copper key")),
            ]
        },
    )

    (statement,) = (await ask(campaign)).statements

    places = [(one.kind, one.quote) for one in statement.citations]
    assert [kind for kind, _ in places] == [SourceKind.NOTE, SourceKind.TURN]


@pytest.mark.parametrize(
    "citations",
    [
        [],
        [("s1", "has found the copper key")],
        [("s9", "lost the copper key")],
        [("s2", "lost the copper key")],
    ],
)
async def test_what_has_no_source_that_holds_is_not_said(campaign, mara, citations):
    campaign.model.then("answer_question", {"statements": [says("She lies.", *citations)]})

    answer = await ask(campaign)

    assert (answer.statements, answer.unfounded, answer.is_known) == ((), 1, False)


@pytest.mark.parametrize(
    "data",
    [{}, {"statements": "no"}, {"statements": [1, None, {"text": ""}, {"text": 3}]}, []],
)
async def test_an_answer_of_another_shape_is_no_answer(campaign, mara, data):
    campaign.model.then("answer_question", data)

    assert not (await ask(campaign)).is_known


async def test_without_a_session_only_canon_answers(campaign, mara):
    campaign.model.then("answer_question", {"statements": []})

    await ask(campaign, session=False)

    assert [source.title for source in asked(campaign).sources] == ["Mara Venn"]


async def test_a_question_without_words_is_refused(campaign):
    with pytest.raises(UserFixableError, match="nothing to answer"):
        await ask(campaign, "  ")


async def test_themes_and_open_threads_come_with_their_turns(campaign):
    await campaign.turn("I promise to find the bell.", "The bell is still missing.")
    campaign.model.then(
        "find_threads",
        {
            "themes": [says("The bell.", ("s2", "bell is still missing"))],
            "threads": [
                says("I promised to find the bell.", ("s1", "promise to find the bell")),
                says("The king is dead.", ("s1", "the king is dead")),
            ],
        },
    )

    found = await campaign.answering.threads(campaign.session.id)

    assert [one.text for one in found.themes] == ["The bell."]
    assert [one.text for one in found.threads] == ["I promised to find the bell."]
    assert found.threads[0].citations[0].turn == 1
    assert found.unfounded == 1
    assert (found.is_known, found.sources) == (True, 2)
