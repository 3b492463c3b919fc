"""Which inputs each task has, and made-up inputs to try a prompt on before it is trusted."""

from collections.abc import Mapping

from loredesk.domain.panel import Panel
from loredesk.ports.task_inputs import (
    AnalysisInputs,
    ChapterInputs,
    CreationInputs,
    EarlierPassage,
    KnownEntry,
    NamedSource,
    NoteEvent,
    NumberedMessage,
    QuestionInputs,
    ReplyInputs,
    RewriteInputs,
    SimulationInputs,
    SpokenMessage,
    StoryInputs,
    TaskInputs,
    ThreadsInputs,
    ToldSentence,
)

_WORLD = "A harbour town that the sea gives back every hundred years."
_MARA = KnownEntry(
    handle="c1",
    title="Mara Venn",
    category="character",
    content="Keeper of the harbour light.",
    note="Has lost the key of the light.",
    aliases=("the Keeper",),
    tags=("harbour",),
)
_LIGHT = KnownEntry(handle="l1", title="Harbour Light", category="location", always_on=True)
_ENTRIES = (_MARA, _LIGHT)
_RECENT = (
    SpokenMessage(speaker="Narrator", text="Rain stands over the harbour."),
    SpokenMessage(speaker="Author", text="I knock at the light.", is_author=True),
)
_PANEL = Panel(
    time="dusk", place="Harbour Light", present=("Mara Venn",), mood="wary", fields={"tide": "low"}
)
_NUMBERED = (
    NumberedMessage(turn=11, speaker="Author", text="I knock at the light.", is_author=True),
    NumberedMessage(turn=11, speaker="Narrator", text="Mara Venn opens, without a lamp."),
)
_TOLD = ToldSentence(text="Mara Venn opened without a lamp.", turns=(11,))

_SOURCES = (
    NamedSource(name="s1", title="Mara Venn, note", text="Has lost the key of the light."),
    NamedSource(name="s2", title="Turn 1, Narrator", text="Rain stands over the harbour."),
)

SAMPLES: Mapping[str, tuple[TaskInputs, ...]] = {
    "reply": (
        ReplyInputs(
            world=_WORLD,
            narrator="Narrator",
            message="I ask Mara about the key.",
            turn=2,
            entries=_ENTRIES,
            recent=_RECENT,
            earlier=(EarlierPassage(turn=1, lines=_RECENT),),
            unreviewed=("Turn 1, Mara Venn: She has lost the key.",),
            panel=_PANEL,
            panel_fields=("tide",),
            take=2,
        ),
        ReplyInputs(world="", narrator="Narrator", message="I look around.", turn=1),
    ),
    "analyse_turn": (
        AnalysisInputs(
            world=_WORLD,
            turn=2,
            messages=_RECENT,
            entries=_ENTRIES,
            recent=_RECENT,
            panel=_PANEL,
            categories=("character", "location"),
        ),
        AnalysisInputs(world="", turn=1, messages=_RECENT),
    ),
    "rewrite_note": (
        RewriteInputs(
            world=_WORLD,
            entry=_MARA,
            events=(NoteEvent(turn=2, summary="Mara finds the key.", quote="Here it is."),),
        ),
        RewriteInputs(world="", entry=_LIGHT, events=(NoteEvent(turn=1, summary="It went out."),)),
    ),
    "create_entity": (
        CreationInputs(
            world=_WORLD,
            turn=2,
            entity_type="character",
            name="Old Tam",
            summary="A ferryman.",
            quote="Old Tam ties up his boat.",
            messages=_RECENT,
            entries=_ENTRIES,
            categories=("character", "location"),
        ),
        CreationInputs(world="", turn=1, entity_type="item", name="Key", summary="", quote=""),
    ),
    "simulate_world": (
        SimulationInputs(world=_WORLD, turn=5, entries=_ENTRIES, recent=_RECENT, panel=_PANEL),
        SimulationInputs(world="", turn=5, entries=(_LIGHT,)),
    ),
    "answer_question": (
        QuestionInputs(world=_WORLD, question="Who has the key?", sources=_SOURCES),
        QuestionInputs(world="", question="Who?", sources=()),
    ),
    "find_threads": (
        ThreadsInputs(world=_WORLD, sources=_SOURCES),
        ThreadsInputs(world="", sources=()),
    ),
    "summarise_chapter": (
        ChapterInputs(
            world=_WORLD,
            chapter=2,
            first_turn=11,
            last_turn=20,
            messages=_NUMBERED,
            before=("Mara lost the key of the light.",),
        ),
        ChapterInputs(world="", chapter=1, first_turn=0, last_turn=10, messages=_NUMBERED),
    ),
    "summarise_story": (
        StoryInputs(
            world=_WORLD,
            last_turn=20,
            chapters=((_TOLD,), (_TOLD,)),
            before=(_TOLD,),
            own=("The light must not go out.",),
        ),
        StoryInputs(world="", last_turn=10, chapters=((_TOLD,),)),
    ),
}
"""For each task inputs with everything in them, and inputs with hardly anything."""

INPUTS: Mapping[str, type[TaskInputs]] = {
    "reply": ReplyInputs,
    "analyse_turn": AnalysisInputs,
    "rewrite_note": RewriteInputs,
    "create_entity": CreationInputs,
    "simulate_world": SimulationInputs,
    "answer_question": QuestionInputs,
    "find_threads": ThreadsInputs,
    "summarise_chapter": ChapterInputs,
    "summarise_story": StoryInputs,
}
"""The tasks there are, each with the type of its inputs."""
