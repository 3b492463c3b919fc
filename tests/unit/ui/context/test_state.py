from dataclasses import replace

from loredesk.domain.ids import LoreId, ManifestId, RevisionId, SessionId
from loredesk.domain.manifest import Block, ContextEntry, LeftOut, Manifest
from loredesk.ui.context.state import as_text, rows_in, rows_out

MANIFEST = Manifest(
    id=ManifestId("c"),
    session_id=SessionId("s"),
    tokens=1_234,
    budget=6_000,
    blocks=(
        Block(name="Rules", role="system", text="You narrate.", tokens=200),
        Block(name="Turn", role="user", text="I knock.", tokens=1_034),
    ),
    entries=(
        ContextEntry(
            entry_id=LoreId("mara"),
            handle="mara",
            title="Mara",
            reason="named in the turn",
            tokens=1_200,
            revision=RevisionId("0123456789ab"),
            scores={"words": 2.5},
            cut=True,
        ),
    ),
    left_out=(LeftOut(entry_id=LoreId("gate"), title="Gate", reason="no room", scores={}),),
)


def test_a_row_says_why_an_entry_is_in_and_with_which_note():
    (row,) = rows_in(MANIFEST)

    assert row.reason == "named in the turn, shortened to fit"
    assert row.size == "1,200"
    assert row.detail == "found by words  \u00b7  with its note"
    assert "words 2.50" in row.whole
    assert "Note 0123456789ab" in row.whole
    assert row.spoken.startswith("Mara, 1,200, named in the turn")


def test_a_row_of_an_entry_without_a_note_says_which_lore_was_shown():
    (entry,) = MANIFEST.entries

    (row,) = rows_in(replace(MANIFEST, entries=(replace(entry, revision="lore:3"),)))

    assert row.detail == "found by words"
    assert "Lore 3" in row.whole


def test_every_search_that_found_an_entry_is_named_as_an_author_says_it():
    (entry,) = MANIFEST.entries
    scores = {"words": 2.5, "meaning": 0.5, "triggers": 1.0}

    (row,) = rows_in(replace(MANIFEST, entries=(replace(entry, scores=scores),)))

    assert row.detail == "found by name, words and meaning  \u00b7  with its note"


def test_a_row_says_why_an_entry_stayed_out():
    (row,) = rows_out(MANIFEST)

    assert (row.title, row.reason, row.detail, row.size) == ("Gate", "no room", "", "")


def test_the_copy_holds_every_block_exactly():
    assert as_text(MANIFEST) == (
        "1,234 of 6,000 tokens\n\n"
        "[system] Rules (200 tokens)\nYou narrate.\n\n"
        "[user] Turn (1,034 tokens)\nI knock.\n"
    )
