from loredesk.services.evaluation.used import Holders, capitals_inside, used_in

OLDER = {
    "m1": "Mara hid the brass lantern below the chapel stairs.",
    "m2": "The ferry crossed at dawn.",
    "m3": "Nothing happened at all today.",
}


def used(reply, *shown, older=OLDER, names=()):
    holders = Holders()
    for name, text in older.items():
        holders.put(name, text)
    return used_in(reply, shown, holders, names)


def words(pieces):
    return [one.name for one in pieces]


def test_words_that_come_together_from_an_older_text_are_used():
    found = used("She lifts the brass lantern.")

    assert words(found.rare) == ["brass", "lantern"]
    assert all(one.carriers == {"m1"} for one in found.rare)


def test_a_rare_word_alone_proves_nothing():
    assert used("A brass band plays.").all == ()


def test_a_name_alone_does():
    found = used("Nobody has seen Mara since.")

    assert words(found.names) == ["Mara"]
    assert found.rare == ()


def test_a_name_of_an_entry_counts_wherever_it_stands():
    assert words(used("Ferry, they call it.", names=("ferri",)).names) == ["Ferry"]


def test_what_stands_in_the_turn_or_the_last_messages_does_not_count():
    assert used("The brass lantern.", "I look for a lantern of brass.").all == ()
    assert used("Nobody has seen Mara.", "Mara?").all == ()


def test_what_nobody_told_before_is_not_used():
    assert used("A purple elephant dances.").all == ()


def test_what_everybody_says_is_not_rare():
    older = {str(number): "The lantern and the anchor." for number in range(200)}

    assert used("The lantern, the anchor.", older=older).all == ()


def test_capitals_at_the_beginning_of_a_sentence_are_no_names():
    text = 'Then Mara came. \u201cNever,\u201d she said. "Odd," said Odo. It was never odd.'

    assert capitals_inside(text) == ("Mara", "Odo")
