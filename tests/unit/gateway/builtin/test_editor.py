from loredesk.gateway.builtin.editor import note
from loredesk.ports.task_inputs import KnownEntry, NoteEvent, RewriteInputs


def rewritten(current: str, *events: NoteEvent) -> str:
    entry = KnownEntry(handle="c1", title="Mara", category="character", note=current)
    return note(RewriteInputs(world="Island", entry=entry, events=events))


def test_events_are_added_dated_and_in_order():
    later = NoteEvent(turn=5, summary="Mara has sold the key.")
    earlier = NoteEvent(turn=2, summary="mara broke her leg")

    assert rewritten("", later, earlier) == (
        "Mara broke her leg (turn 2). Mara has sold the key (turn 5)."
    )


def test_what_the_note_said_stays_word_for_word():
    current = "She is afraid of gulls.\n\nShe told nobody."

    text = rewritten(current, NoteEvent(turn=3, summary="Mara lost her hat!"))

    assert text == f"{current} Mara lost her hat (turn 3)!"


def test_an_event_the_note_has_already_is_not_told_twice():
    current = "Mara broke her leg on the stairs (turn 2)."
    again = NoteEvent(turn=2, summary="Mara broke her leg on the stairs.")

    assert rewritten(current, again) == current
    assert rewritten("", again, again) == current


def test_where_somebody_was_is_marked_as_over_and_not_lost():
    text = rewritten(
        "Mara is at the inn (turn 2). She sings.",
        NoteEvent(turn=4, summary="Mara is in the mine."),
    )

    assert (
        text
        == "Mara is at the inn (turn 2, until turn 4). She sings. Mara is in the mine (turn 4)."
    )


def test_an_event_without_a_summary_is_told_by_its_quote():
    text = rewritten("", NoteEvent(turn=1, summary="", quote="I gave Mara my coat"))

    assert text == "The traveller gave Mara their coat (turn 1)."


def test_a_mine_belongs_to_nobody():
    event = NoteEvent(turn=1, summary="My friend found that key of mine in the mine.")

    assert rewritten("", event) == (
        "The traveller's friend found that key of theirs in the mine (turn 1)."
    )


def test_nothing_to_tell_leaves_the_note_as_it_is():
    assert rewritten("As it was.", NoteEvent(turn=1, summary="")) == "As it was."
