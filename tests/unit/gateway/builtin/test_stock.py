from loredesk.gateway.builtin.stock import is_stock


def test_the_narrators_own_phrases_are_known_again_whoever_is_in_them():
    assert is_stock("The Kettle takes you in without remark.")
    assert is_stock("Bettany Crake says nothing, and the silence has your name on it.")


def test_a_sentence_of_the_author_is_no_phrase_of_the_narrator():
    assert not is_stock("Dagny Roe has broken her left wrist.")
