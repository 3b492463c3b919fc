from loredesk.ui.entry.state import Fields, merged


def test_what_nobody_touched_takes_the_stored_value():
    base = Fields(title="a", note="b")

    fields, clashes = merged(Fields(title="mine", note="b"), base, Fields(title="a", note="new"))

    assert fields == Fields(title="mine", note="new")
    assert clashes == ()


def test_what_both_changed_is_named():
    base = Fields(title="a")

    fields, clashes = merged(Fields(title="mine"), base, Fields(title="theirs"))

    assert fields.title == "mine"
    assert clashes == ("title",)


def test_the_same_change_on_both_sides_is_no_clash():
    fields, clashes = merged(Fields(title="x"), Fields(title="a"), Fields(title="x"))

    assert fields.title == "x"
    assert clashes == ()
