import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.diff import pieces
from loredesk.domain.documents import PASSAGE_CHARS, document_key, embedded, passages, text_hash
from loredesk.domain.ids import LoreId, SessionId

SENTENCE = st.text(
    st.characters(categories=["L", "Nd"], include_characters=" "), min_size=1, max_size=60
).map(lambda words: f"{words.strip() or 'x'}.")
PROSE = st.lists(SENTENCE, max_size=12).map(" ".join)


@given(PROSE, PROSE, st.integers(120, 400))
def test_every_sentence_of_lore_and_note_stands_in_a_passage(content, note, longest):
    found = passages("Mara", content, note, longest=longest)

    for sentence in pieces(content) + pieces(note):
        assert any(sentence.strip() in passage for passage in found)


@given(PROSE, PROSE, st.integers(120, 400))
def test_every_passage_is_headed_by_its_title_and_short_enough(content, note, longest):
    found = passages("Mara", content, note, longest=longest)

    assert found
    for passage in found:
        assert passage.startswith("Mara\n[")
        assert len(passage) <= longest + 20


@given(st.text(max_size=3000))
def test_a_text_without_sentences_loses_nothing(content):
    joined = "".join("".join(passages("T", content)).split())

    assert all(letter in joined for letter in content if not letter.isspace())


def test_what_fits_is_one_passage_with_both_parts():
    assert passages("Mara", "A ferrywoman.", "She owes.") == (
        "Mara\n[Base Lore]\nA ferrywoman.\n\n[Session-Specific Notes]\nShe owes.",
    )


def test_without_a_note_there_is_no_part_for_it():
    assert passages("Mara", "A ferrywoman.") == ("Mara\n[Base Lore]\nA ferrywoman.",)


def test_an_entry_without_any_text_is_found_by_its_title():
    assert passages("Mara", "") == ("Mara\n[Base Lore]\n",)


def test_the_note_begins_a_passage_of_its_own_where_the_whole_is_too_long():
    found = passages("Mara", "One. " * 300, "She owes.")

    assert len(found) > 2
    assert found[-1] == "Mara\n[Session-Specific Notes]\nShe owes."
    assert all(len(passage) <= PASSAGE_CHARS for passage in found)


def test_keys_tell_sessions_entries_and_passages_apart():
    assert document_key(None, LoreId("e"), 0) == "-:e:0"
    assert document_key(SessionId("s"), LoreId("e"), 2) == "s:e:2"


def test_a_text_is_named_by_its_content_even_where_it_is_no_valid_unicode():
    assert text_hash("a") == text_hash("a") != text_hash("\ud800")


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            "Mara Venn\n[Base Lore]\nShe rows.\n\n[Session-Specific Notes]\nShe rests.",
            "She rows.\n\nShe rests.",
        ),
        ("Mara Venn\n[Session-Specific Notes]\nShe rests.", "She rests."),
        ("Mara Venn\n[Base Lore]\n", "Mara Venn"),
    ],
)
def test_what_is_embedded_is_what_is_told_without_titles_and_headings(passage, said):
    assert embedded(passage) == said
