from loredesk.domain.manifest import Block, ContextEntry, Manifest
from loredesk.ui.context.parts import budget_parts
from loredesk.ui.context.rows import RowFilter, told_rows
from loredesk.ui.context.state import ContextState, as_text, counted


def manifest(*blocks, **values):
    return Manifest(
        id="c",
        session_id="s",
        tokens=1_234,
        budget=6_000,
        blocks=tuple(
            Block(name=name, role=role, text=text, tokens=tokens)
            for name, role, text, tokens in blocks
        ),
        **values,
    )


def entry(name):
    return ContextEntry(entry_id=name, handle=name, title=name, reason="on scene", tokens=9)


def test_the_copy_holds_every_block_exactly():
    told = manifest(("Rules", "system", "You narrate.", 200), ("Turn", "user", "I knock.", 1_034))

    assert as_text(told) == (
        "1,234 of 6,000 tokens\n\n"
        "[system] Rules (200 tokens)\nYou narrate.\n\n"
        "[user] Turn (1,034 tokens)\nI knock.\n"
    )


def test_what_the_budget_was_spent_on_is_told_as_an_author_thinks_of_it():
    told = manifest(
        ("Instructions", "system", "", 100),
        ("The world", "user", "", 10),
        ("The story so far", "user", "", 300),
        ("What is known, the most important first", "user", "", 40),
        ("From earlier in the story", "user", "", 7),
        ("Turn 9: the author's new words", "user", "", 5),
        ("Weather", "user", "", 3),
        ("Closing words", "user", "", 2),
        ("The scene as it stands", "user", "", 0),
    )

    assert [part.words for part in budget_parts(told)] == [
        "Instructions: 102 tokens",
        "Lore: 50 tokens",
        "Recent turns: 300 tokens",
        "Earlier passages: 7 tokens",
        "New turn: 5 tokens",
        "Weather: 3 tokens",
    ]


def test_a_tab_says_how_many_rows_there_are_and_how_many_are_listed():
    rows = told_rows(manifest(entries=(entry("Mara"), entry("Quay"))), {})

    assert counted(rows, RowFilter()) == "2"
    assert counted(rows, RowFilter(text="mara")) == "1 of 2"
    assert ContextState(told=rows, wanted=RowFilter(text="mara")).told_lines == rows[:1]
