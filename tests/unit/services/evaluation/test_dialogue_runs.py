import asyncio
from itertools import pairwise

import pytest

from loredesk.domain.dialogues import read_dialogues
from loredesk.domain.ids import SessionId
from loredesk.recall.story.weights import FIRST, SECOND
from loredesk.services.evaluation.dialogue_runs import DialogueRuns
from loredesk.services.evaluation.tally import FINAL

SAID = [
    [
        ("Mara", "The lamp in the tower has gone out again."),
        ("Odo", "Then somebody must carry oil up all those stairs."),
        ("Mara", "The brass key hangs behind the stove, as ever."),
        ("Odo", "My ferry leaks like a basket these days."),
    ],
    [
        ("Mara", "Winter came early, and the herring did not."),
        ("Odo", "I sold the grey mare to a man from Fell."),
        ("Mara", "You loved that horse."),
        ("Odo", "I love eating, too."),
    ],
]
ASKED = [
    ("Where does the brass key hang?", ["1:2"]),
    ("Who bought the grey mare?", ["2:1", "2:2"]),
    ("What about the whale?", ["9:9"]),
]


def data(said=SAID, asked=ASKED):
    return {
        "sessions": [
            {
                "id": str(number),
                "turns": [
                    {"id": f"{number}:{at}", "speaker": speaker, "text": text}
                    for at, (speaker, text) in enumerate(turns)
                ],
            }
            for number, turns in enumerate(said, start=1)
        ],
        "questions": [{"text": text, "evidence": evidence} for text, evidence in asked],
    }


def dialogues(*many):
    return read_dialogues(list(many) or [data()], "file")


@pytest.fixture
def heard():
    return []


@pytest.fixture
def measured(bench, heard):
    async def measure(*many, ablation=False):
        runs = DialogueRuns(bench, ablation=ablation, tell=heard.append)
        return await runs.measured(dialogues(*many))

    return measure


async def test_every_stage_is_measured_and_the_final_order_finds_what_was_said(measured):
    tally = await measured()

    assert tally.questions == 2
    assert list(tally.of_stages()) == ["words", "meaning", "near", "first", FINAL]
    assert tally.figures() == tally.of_stages()[FINAL]
    assert tally.figures()["recall@10"] == 1
    assert tally.of_stages()["words"]["mrr"] == 1


async def test_a_dialogue_is_played_as_one_line_with_a_pause_between_its_sessions(bench, measured):
    await measured()

    session = await bench.store.read(lambda repos: repos.sessions.get(SessionId("session0")))
    line = await bench.store.read(lambda repos: repos.messages.line(session.head))
    assert [(one.speaker, one.text) for one in line] == [one for turns in SAID for one in turns]
    pauses = [after.created_at - before.created_at for before, after in pairwise(line)]
    assert pauses[3].days >= 6
    assert max(one.total_seconds() for one in (*pauses[:3], *pauses[4:])) <= 60


async def test_each_dialogue_is_a_group_of_its_own(measured):
    tally = await measured({**data(), "id": "one"}, {**data(), "id": "two"})

    assert [(one.name, one.questions) for one in tally.of_groups()] == [("one", 2), ("two", 2)]
    assert tally.questions == 4


async def test_questions_are_embedded_together_and_not_one_by_one(measured, embedder):
    await measured()

    asked = [texts for texts, purpose in embedder.calls if purpose == "query"]
    assert len(asked) == 1
    assert len(asked[0]) == 2


async def test_what_is_asked_is_embedded_as_recall_does_without_the_speakers_names(
    measured, embedder
):
    await measured(data(asked=[("Mara, where is the key?", ["1:2"])]))

    asked = [texts for texts, purpose in embedder.calls if purpose == "query"]
    assert asked == [("where is the key?",)]


async def test_ablation_leaves_out_one_clue_after_the_other(measured):
    tally = await measured(ablation=True)

    assert set(tally.of_ablation()) == {*FIRST, *SECOND}
    assert all(len(figures) == 6 for figures in tally.of_ablation().values())


async def test_without_ablation_there_is_none(measured):
    assert (await measured()).of_ablation() == {}


async def test_a_turn_without_words_is_no_obstacle(measured):
    said = [[*SAID[0], ("Odo", "")]]

    tally = await measured(data(said, [("Where does the key hang?", ["1:2", "1:4"])]))

    assert tally.figures()["recall@10"] == pytest.approx(0.5)
    (missed,) = tally.worst()
    assert [one.rank for one in missed.wanted] == [1, None]


async def test_what_was_missed_is_kept_with_what_was_found_instead(bench, heard):
    noise = [("Odo", f"The brass key hangs here, and so does number {at}.") for at in range(30)]
    said = [[("Mara", "It is behind the stove."), *noise]]
    runs = DialogueRuns(bench, ablation=False, tell=heard.append)

    tally = await runs.measured(
        dialogues(data(said, [("Where does the brass key hang?", ["1:0"])]))
    )

    (missed,) = tally.worst()
    assert missed.asked == "Where does the brass key hang?"
    assert missed.wanted[0].text == "It is behind the stove."
    assert missed.wanted[0].rank > 10
    assert [one.rank for one in missed.found] == [1, 2, 3, 4, 5]
    assert "brass key" in missed.found[0].text


async def test_how_far_it_has_come_is_told(measured, heard):
    await measured()

    doing = list(dict.fromkeys(one.doing for one in heard))
    assert doing == [
        "file 1: reading the turns",
        "file 1: reading the questions",
        "file 1: asking",
    ]
    assert all(0 <= one.done <= one.total for one in heard)
    assert heard[-1].done == heard[-1].total


async def test_it_can_be_stopped_in_between(bench):
    asking = asyncio.Event()

    def tell(progress):
        if "asking" in progress.doing:
            asking.set()

    work = asyncio.create_task(DialogueRuns(bench, ablation=False, tell=tell).measured(dialogues()))
    await asking.wait()
    work.cancel()

    with pytest.raises(asyncio.CancelledError):
        await work
