from loredesk.ui.names import as_line, in_line


def test_names_are_split_at_commas_and_stand_once():
    assert in_line(" harbour,guild ; harbour,\n old quarrel ,") == (
        "harbour",
        "guild",
        "old quarrel",
    )


def test_names_in_a_line_are_the_same_names_again():
    assert in_line(as_line(("harbour", "old quarrel"))) == ("harbour", "old quarrel")
    assert in_line(as_line(())) == ()
