from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.notes import SessionNote
from loredesk.ui.lore.state import LoreState, described, marks

PLAIN = LoreRow(
    id="e",
    handle="c1",
    title="Mara Venn",
    category="character",
    tags=(),
    origin="canon",
    is_dynamically_generated=False,
    always_on=False,
    note=None,
)
NOTE = SessionNote(
    session_id="s", entry_id="e", note_content="x", last_updated_turn=7, revision="r"
)


def marked(**values):
    fields = {name: getattr(PLAIN, name) for name in PLAIN.__slots__}
    return [name for name, _ in marks(LoreRow(**(fields | values)))]


def test_a_plain_entry_bears_no_marks():
    assert marks(PLAIN) == ()
    assert described(PLAIN) == "Mara Venn, character."


def test_every_particularity_has_its_mark_and_its_sentence():
    assert marked(note=NOTE) == ["note"]
    assert marked(always_on=True) == ["always_on"]
    assert marked(known_to="secret") == ["closed"]
    assert marked(known_to="known") == ["closed"]
    assert marked(proposed=True) == ["proposal"]
    assert marked(is_dynamically_generated=True, origin="session") == ["newcomer"]


def test_a_newcomer_that_was_promoted_is_no_newcomer_any_more():
    assert marked(is_dynamically_generated=True, origin="canon") == []


def test_the_summary_counts_what_is_shown_and_what_is_known():
    state = LoreState(matching=3, facets=Facets(categories={"item": 1, "event": 2300}))

    assert state.summary == "2,301 entries"
    assert LoreState(matching=1, facets=Facets(categories={"item": 1})).summary == "1 entry"
    filtered = LoreState(matching=3, facets=state.facets, filter=LoreFilter(text="x"))
    assert filtered.summary == "3 of 2,301 entries"
