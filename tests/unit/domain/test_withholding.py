"""What may be told to whom: the rule by examples, then by its laws."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, MessageId, SessionId, WorldId
from loredesk.domain.knowing import (
    Guarded,
    Learned,
    Person,
    SentenceMark,
    Source,
    known_to,
    on_line,
)
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.domain.withholding import Knowledge, closed_by, closing_sentence, told
from loredesk.domain.wording import sentence_key

HERE, ELSEWHERE = SessionId("here"), SessionId("elsewhere")
BARON, OTHER = LoreId("baron"), LoreId("duke")
MARA, OTTO, WARDENS = LoreId("mara"), LoreId("otto"), LoreId("wardens")
OPEN, DARK, OLD = "The Baron keeps bees.", "He killed his brother at the ford.", "He is tired."


def baron(content=f"{OPEN} {DARK} {OLD}", visibility=EVERYONE, **values):
    return LoreEntry(
        id=BARON,
        world_id=WorldId("w"),
        handle="c1",
        title="The Baron",
        content=content,
        aliases=("The Masked Man",),
        tags=("noble",),
        visibility=visibility,
        **values,
    )


def person(*ids):
    return Person(id=ids[0], counts_as=frozenset(ids))


def mark(text, visibility=SECRET, session=None, entry=BARON):
    return SentenceMark(
        id=MarkId(f"{session}{sentence_key(text)}"),
        entry_id=entry,
        session_id=session,
        key=sentence_key(text),
        text=text,
        visibility=visibility,
    )


def learned(who, text=None, *, at="m1", entry=BARON):
    return Learned(
        id=KnowledgeId(f"{who}{text}{at}"),
        session_id=HERE,
        entry_id=entry,
        who=who,
        message_id=MessageId(at) if at else None,
        key=sentence_key(text) if text else None,
        text=text or "",
    )


def tell(entry, *audience, note="", marks=(), known=(), merged=()):
    guarded = Guarded(marks=tuple(marks), learned=tuple(known), merged=tuple(merged))
    return told(Source(entry=entry, note=note, guarded=guarded), audience, session_id=HERE)


def said(found):
    return (found.entry.content if found.entry else None, found.note)


def test_what_everyone_knows_is_told_to_whoever_asks_word_for_word():
    entry = baron("  Odd   spacing.\n\n- A list\n")

    found = tell(entry, person(MARA), note="A note. ")

    assert (found.entry, found.note, found.withheld) == (entry, "A note. ", ())
    assert tell(entry).entry == entry


def test_a_secret_entry_is_told_to_nobody_in_the_story_with_its_note():
    found = tell(baron(visibility=SECRET), person(MARA), note="He has sold the bees.")

    assert (found.entry, found.note) == (None, "")
    (one,) = found.withheld
    assert (one.part, one.text, one.from_whom) == ("entry", "", (MARA,))
    assert one.reason({}) == "known to nobody in the story"


def test_an_entry_known_by_some_is_told_to_those_and_to_who_belongs_to_them():
    entry = baron(visibility=Visibility.known_by(WARDENS, OTTO))

    assert tell(entry, person(OTTO)).entry == entry
    assert tell(entry, person(MARA, WARDENS)).entry == entry
    found = tell(entry, person(MARA))
    assert found.entry is None
    names = {WARDENS: "The Wardens", OTTO: "Otto"}
    assert found.withheld[0].reason(names) == "known to Otto, The Wardens only"


def test_a_thing_is_told_where_one_of_those_who_are_to_know_knows_it():
    entry = baron(visibility=Visibility.known_by(OTTO))

    assert tell(entry, person(MARA), person(OTTO)).entry == entry


def test_a_sentence_with_a_mark_of_its_own_is_left_out_and_the_rest_stands():
    found = tell(baron(), person(MARA), marks=[mark(DARK)])

    assert said(found) == (f"{OPEN} {OLD}", "")
    (one,) = found.withheld
    assert (one.part, one.text, one.title) == ("content", DARK, "The Baron")
    assert found.entry.aliases == ("The Masked Man",)


def test_who_knows_a_marked_sentence_is_told_all():
    marks = [mark(DARK, Visibility.known_by(OTTO))]

    assert said(tell(baron(), person(OTTO), marks=marks)) == (baron().content, "")
    assert said(tell(baron(), person(MARA), marks=marks)) == (f"{OPEN} {OLD}", "")


def test_two_who_know_a_half_each_are_told_both_halves():
    marks = [mark(DARK, Visibility.known_by(OTTO)), mark(OLD, Visibility.known_by(MARA))]

    assert said(tell(baron(), person(OTTO), person(MARA), marks=marks)) == (baron().content, "")


def test_a_marked_sentence_may_be_open_though_its_entry_is_not_and_names_it_then():
    entry = baron(visibility=SECRET, foreign={"key": "raw"})

    found = tell(entry, person(MARA), marks=[mark(OPEN, EVERYONE)])

    assert said(found) == (OPEN, "")
    assert (found.entry.title, found.entry.aliases, found.entry.tags) == ("The Baron", (), ())
    assert found.entry.foreign is None
    assert [one.text for one in found.withheld] == [DARK, OLD]


def test_who_learned_the_entry_knows_it_but_not_its_marked_sentences():
    entry = baron(visibility=SECRET)

    found = tell(entry, person(MARA), marks=[mark(DARK)], known=[learned(MARA)])

    assert said(found) == (f"{OPEN} {OLD}", "")
    assert found.entry.aliases == ("The Masked Man",)


def test_who_learned_a_sentence_knows_that_sentence_and_no_other():
    entry = baron(visibility=SECRET)
    marks = [mark(DARK)]

    assert said(tell(entry, person(MARA), marks=marks, known=[learned(MARA, DARK)])) == (DARK, "")
    assert said(tell(entry, person(OTTO), marks=marks, known=[learned(MARA, DARK)])) == (None, "")
    assert said(tell(entry, person(MARA), known=[learned(MARA, OLD)])) == (OLD, "")


def test_what_a_faction_learned_those_know_who_belong_to_it():
    entry = baron(visibility=SECRET)

    assert tell(entry, person(MARA, WARDENS), known=[learned(WARDENS)]).entry == entry


@pytest.mark.parametrize(
    "reworded",
    [
        "he killed his brother, at the ford",
        "At the ford he killed his brother.",
        "They say he has killed his own brother at the ford.",
    ],
)
def test_what_is_closed_stays_closed_in_other_words_where_a_rewrite_put_it(reworded):
    for where in ({"note": f"Spring came. {reworded}"}, {}):
        entry = baron() if where else baron(f"{OPEN} {reworded}")
        found = tell(entry, person(MARA), marks=[mark(DARK)], **where)

        assert "brother" not in f"{found.entry.content} {found.note}"
        assert OPEN in found.entry.content
        who_knows = tell(
            entry, person(MARA), marks=[mark(DARK)], known=[learned(MARA, DARK)], **where
        )
        assert not who_knows.withheld


def test_other_words_close_but_never_open():
    entry = baron(f"It is known that {OPEN}", SECRET)

    assert tell(entry, person(MARA), marks=[mark(OPEN, EVERYONE)]).entry is None


def test_the_author_opens_what_only_resembles_a_closed_sentence_by_a_mark_of_its_own():
    other = "His brother killed the bees at the ford."
    entry = baron(f"{OPEN} {other}")

    assert other not in tell(entry, person(MARA), marks=[mark(DARK)]).entry.content
    found = tell(entry, person(MARA), marks=[mark(DARK), mark(other, EVERYONE)])
    assert found.entry.content == entry.content


def test_a_mark_of_a_note_counts_in_its_own_session_and_comes_before_that_of_the_entry():
    entry, note = baron("Nothing."), f"{DARK} {OLD}"
    closed_here, closed_there = mark(DARK, session=HERE), mark(DARK, session=ELSEWHERE)

    assert said(tell(entry, person(MARA), note=note, marks=[closed_here])) == ("Nothing.", OLD)
    assert said(tell(entry, person(MARA), note=note, marks=[closed_there])) == ("Nothing.", note)
    both = [mark(DARK), mark(DARK, Visibility.known_by(MARA), session=HERE)]
    assert said(tell(entry, person(MARA), note=note, marks=both)) == ("Nothing.", note)


def test_a_closed_sentence_of_any_note_is_closed_in_canon_once_it_stands_there():
    for session in (HERE, ELSEWHERE):
        found = tell(baron(), person(MARA), marks=[mark(DARK, session=session)])

        assert found.entry.content == f"{OPEN} {OLD}"
    opened = [mark(DARK, session=ELSEWHERE), mark(DARK, EVERYONE)]
    assert tell(baron(), person(MARA), marks=opened).entry.content == baron().content


def source_of_duke(visibility=SECRET, **guarded):
    duke = replace(baron(f"{DARK} He limps.", visibility), id=OTHER, title="The Duke")
    return Source(entry=duke, note="He drinks in secret.", guarded=Guarded(**guarded))


def test_what_a_merged_entry_said_is_guarded_as_it_was():
    entry, note = baron(), "He drinks in secret. He sings."

    found = tell(entry, person(MARA), note=note, merged=[source_of_duke()])
    assert said(found) == (f"{OPEN} {OLD}", "He sings.")
    open_to_her = source_of_duke(Visibility.known_by(MARA))
    assert not tell(entry, person(MARA), note=note, merged=[open_to_her]).withheld
    told_her = source_of_duke(learned=(learned(MARA, entry=OTHER),))
    assert not tell(entry, person(MARA), note=note, merged=[told_her]).withheld
    of_one_sentence = source_of_duke(EVERYONE, marks=(mark(DARK, entry=OTHER),))
    assert said(tell(entry, person(MARA), merged=[of_one_sentence])) == (f"{OPEN} {OLD}", "")
    twice = replace(source_of_duke(EVERYONE, merged=(source_of_duke(),)), note="")
    assert said(tell(entry, person(MARA), merged=[twice])) == (f"{OPEN} {OLD}", "")


def test_what_was_learned_counts_where_it_was_learned_and_until_it_is_taken_back():
    always = learned(MARA, at=None)
    gone = replace(learned(MARA, at="m1"), withdrawn_at=baron().created_at)
    all_of_it = [learned(MARA, at="m1"), learned(OTTO, at="m2"), always, gone]

    assert on_line(all_of_it, {"m1"}) == (all_of_it[0], always)
    assert on_line(all_of_it, ()) == (always,)


def test_the_narrator_who_knows_all_is_told_all_and_nothing_is_looked_at():
    guarded = {BARON: Guarded(marks=(mark(DARK),))}
    secret = baron(visibility=SECRET)

    all_of_it = Knowledge(session_id=HERE, guarded=guarded).told(secret, "Note.")
    to_mara = Knowledge(session_id=HERE, audience=(person(MARA),), guarded=guarded)

    assert (all_of_it.entry, all_of_it.note, all_of_it.withheld) == (secret, "Note.", ())
    assert to_mara.told(secret, "Note.").entry is None
    assert to_mara.told(baron()).entry.content == f"{OPEN} {OLD}"
    assert to_mara.told(baron()).note == ""
    hers = baron(OPEN, Visibility.known_by(MARA))
    assert to_mara.told(hers).entry == hers
    assert to_mara.guards(baron())
    assert not to_mara.guards(replace(baron(), id=OTHER))
    assert to_mara.guards(replace(secret, id=OTHER))
    assert not Knowledge(session_id=HERE, guarded=guarded).guards(secret)


def test_an_entry_everyone_knows_of_is_named_though_nothing_may_be_told_of_it():
    found = tell(baron(DARK), person(MARA), marks=[mark(DARK)])

    assert said(found) == ("", "")
    assert found.entry.aliases == ("The Masked Man",)
    assert [one.part for one in found.withheld] == ["content"]


def closing(sentence, part="content", *, marks=(), merged=(), entry=None):
    source = Source(
        entry=entry or baron(), guarded=Guarded(marks=tuple(marks), merged=tuple(merged))
    )
    return (
        closed_by(source, part, sentence, session_id=HERE),
        closing_sentence(source, part, sentence, session_id=HERE),
    )


def test_who_knows_a_sentence_and_because_of_which_other_can_be_looked_up():
    again = "At the ford he killed his brother."
    known = Visibility.known_by(MARA, OTTO)

    assert closing(OPEN) == (EVERYONE, "")
    assert closing(OPEN, entry=baron(visibility=known)) == (known, "")
    assert closing(DARK, marks=[mark(DARK, known)]) == (known, "")
    assert closing(again, marks=[mark(DARK, known)]) == (known, DARK)
    assert closing(again, marks=[mark(DARK, EVERYONE)]) == (EVERYONE, "")
    assert closing(again, marks=[mark(DARK), mark(again, EVERYONE)]) == (EVERYONE, "")
    assert closing(DARK, marks=[mark(DARK, session=HERE)]) == (SECRET, "")
    both = [
        mark(DARK, known),
        mark(again.replace("brother", "own brother"), Visibility.known_by(OTTO)),
    ]
    assert closing(again, marks=both)[0] == Visibility.known_by(OTTO)


def test_what_a_merged_entry_closes_can_be_looked_up():
    assert closing(DARK, merged=[source_of_duke()]) == (SECRET, DARK)
    assert closing("He limps a lot.", merged=[source_of_duke()]) == (EVERYONE, "")
    assert closing(DARK, merged=[source_of_duke(EVERYONE)]) == (EVERYONE, "")
    opened = source_of_duke(SECRET, marks=(mark(DARK, EVERYONE, entry=OTHER),))
    assert closing(DARK, merged=[opened]) == (EVERYONE, "")


def test_who_knows_a_thing_is_said_in_words():
    names = {MARA: "Mara", OTTO: "Otto"}

    assert known_to(EVERYONE, names) == "everyone"
    assert known_to(SECRET, names) == "nobody in the story"
    assert known_to(Visibility.known_by(OTTO, MARA), names) == "Mara, Otto only"
    assert known_to(Visibility.known_by(WARDENS), names) == "somebody gone only"


def test_what_is_learned_as_a_whole_names_no_sentence_and_an_entry_may_have_no_note():
    whole = Learned(id=KnowledgeId("k"), session_id=HERE, entry_id=BARON, who=MARA, message_id=None)

    assert (whole.key, whole.text, whole.withdrawn_at) == (None, "", None)
    assert Source(entry=baron()).note == ""


# The laws, over sentences that have no word in common

SENTENCES = (
    "Amber lanterns guide barges.",
    "Birch torches burn slowly.",
    "Cobalt dyes stain fingers.",
    "Dunlins winter along marshes.",
    "Ermine collars suit judges.",
    "Falcons nest above quarries.",
    "Garnet rings please widows.",
    "Heather honey sweetens porridge.",
)
PEOPLE = tuple(LoreId(f"p{number}") for number in range(4))
MESSAGES = tuple(MessageId(f"m{number}") for number in range(5))

people = st.frozensets(st.sampled_from(PEOPLE))
visibilities = st.one_of(st.none(), people).map(Visibility)
numbers = st.integers(0, len(SENTENCES) - 1)
marks_of = st.lists(
    st.builds(mark, st.sampled_from(SENTENCES), visibilities, st.sampled_from([None, HERE])),
    max_size=6,
    unique_by=lambda one: (one.session_id, one.key),
)
things_learned = st.lists(
    st.builds(
        lambda who, text, at: learned(who, text, at=at),
        st.sampled_from(PEOPLE),
        st.none() | st.sampled_from(SENTENCES),
        st.sampled_from(MESSAGES),
    ),
    max_size=6,
)
audiences = st.lists(st.builds(person, st.sampled_from(PEOPLE)), max_size=3).map(tuple)
lines = st.integers(0, len(MESSAGES)).map(lambda length: MESSAGES[:length])


@st.composite
def entries(draw):
    text = draw(st.lists(st.sampled_from(SENTENCES), max_size=6, unique=True))
    note = draw(st.lists(st.sampled_from(SENTENCES), max_size=6, unique=True))
    gap = draw(st.sampled_from([" ", "\n", "\n\n"]))
    return baron(gap.join(text), draw(visibilities)), gap.join(note)


def knows(who, sentence, known):
    """Say whether somebody has learned a sentence itself."""
    return any(one.who == who and one.text == sentence for one in known)


def may_know(who, part, sentence, entry, marks, known):
    """Say by its words alone whether somebody may know a sentence."""
    if knows(who, sentence, known):
        return True
    own = {one.session_id: one.visibility for one in marks if one.text == sentence}
    if part == "note" and HERE in own:
        return own[HERE].lets({who})
    if None in own:
        return own[None].lets({who})
    whole = entry.visibility.lets({who}) or any(one.who == who and not one.text for one in known)
    return whole and all(one.lets({who}) for one in own.values())


@given(entries(), marks_of, things_learned, audiences, lines)
def test_a_sentence_is_told_exactly_where_one_of_them_may_know_it(
    texts, marks, known, audience, line
):
    entry, note = texts
    here = on_line(known, line)

    found = tell(entry, *audience, note=note, marks=marks, known=here)

    for part, text, shown in (
        ("content", entry.content, found.entry.content if found.entry else ""),
        ("note", note, found.note),
    ):
        for sentence in SENTENCES:
            may = any(
                may_know(one.id, part, sentence, entry, marks, here)
                for one in audience or [STRANGER]
            )
            assert (sentence in shown) == (sentence in text and may)


STRANGER = person(LoreId("stranger"))


@given(entries(), marks_of, things_learned, audiences)
def test_what_is_told_and_what_is_withheld_are_all_there_is(texts, marks, known, audience):
    entry, note = texts

    found = tell(entry, *audience, note=note, marks=marks, known=known)

    if found.entry is None:
        assert [one.part for one in found.withheld] == ["entry"]
        return
    for part, text, shown in (
        ("content", entry.content, found.entry.content),
        ("note", note, found.note),
    ):
        out = [one.text for one in found.withheld if one.part == part]
        assert sorted(out + [one for one in SENTENCES if one in shown]) == sorted(
            one for one in SENTENCES if one in text
        )
        assert shown == text if not out else True


@given(entries(), marks_of, things_learned, audiences)
def test_the_narrator_who_knows_all_is_told_everything(texts, marks, known, audience):
    entry, note = texts
    guarded = {BARON: Guarded(marks=tuple(marks), learned=tuple(known))}

    found = Knowledge(session_id=HERE, guarded=guarded).told(entry, note)

    assert (found.entry, found.note, found.withheld) == (entry, note, ())


@given(entries(), marks_of, things_learned, things_learned, audiences, audiences)
def test_more_knowledge_and_more_people_never_take_anything_away(
    texts, marks, known, further, audience, others
):
    entry, note = texts

    less = tell(entry, *audience, note=note, marks=marks, known=known)
    more = tell(entry, *audience, *others, note=note, marks=marks, known=[*known, *further])

    if audience and less.entry is not None:
        assert more.entry is not None
        for before, after in (
            (less.entry.content, more.entry.content),
            (less.note, more.note),
        ):
            assert {one for one in SENTENCES if one in before} <= {
                one for one in SENTENCES if one in after
            }


@given(entries(), marks_of, things_learned, audiences, st.data())
def test_a_rewrite_that_says_a_closed_sentence_otherwise_does_not_tell_it(
    texts, marks, known, audience, data
):
    entry, note = texts
    marked = data.draw(st.sampled_from(marks)) if marks else mark(SENTENCES[0])
    words = data.draw(st.permutations(marked.text.strip(".").casefold().split()))
    reworded = f"And so {' '.join(words)} it is"
    whole = replace(entry, content=f"{entry.content}\n{reworded}")

    found = tell(whole, *audience, note=note, marks=[*marks, marked], known=known)

    may = any(
        marked.visibility.lets(one.counts_as) or knows(one.id, marked.text, known)
        for one in audience
    )
    if audience and not may:
        assert found.entry is None or reworded not in found.entry.content
