# ruff: noqa: RUF001 - letters of many scripts, some of which look alike
"""A text is found by the words it holds, in whatever script they are written."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loredesk.recall import terms as module
from loredesk.recall.terms import COMMON, sort_of_ending, telling_terms, terms, words

SENTENCES = {
    "Latin": "Élodie lights the Crêpe lantern; naïve São Łódź, Škoda straße!",
    "Turkish": "İstanbul'da Iğdır’a gidiyoruz, öğretmenim.",
    "Vietnamese": "Người đàn bà đi qua cánh đồng lúa.",
    "Cyrillic": "Ёлка стоит у старой мельницы, «Дуня» поёт.",
    "Greek": "Ο Ὀδυσσεύς γύρισε στην Ἰθάκη· Οδός Ερμού.",
    "Arabic": "ذهبَ أحمدُ إلى المدرسةِ، ثمّ عاد؟",
    "Persian": "او می‌خواهد به خانه برود.",
    "Hebrew": "הַשּׁוֹמֵר הלך אל השער הישן.",
    "Devanagari": "राम ने पुरानी किताब पढ़ी और हँसा।",
    "Thai": "แมวดำ นั่งอยู่ใต้ ต้นไม้",
    "Chinese": "人々在 Paris 的旧桥上，等待〇七号船。",
    "Japanese": "灯台守 は ラーメン を 食べた。",
    "Korean": "등대지기가 오래된 편지를 읽었다.",
}
WORD = st.text(min_size=1, max_size=12)


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_text_is_found_by_each_of_its_words_as_it_stands_there(sentence):
    held = set(terms(sentence))

    for word in sentence.split():
        assert set(terms(word)) <= held
    assert terms(sentence)


@pytest.mark.parametrize("script", [one for one in SENTENCES if one != "Turkish"])
def test_capitals_and_the_way_marks_are_composed_make_no_difference(script):
    sentence = SENTENCES[script]

    assert words(sentence.upper()) == words(sentence)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert words(unicodedata.normalize(form, sentence)) == words(sentence)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我去了北京大学。", "北京"),
        ("私は東京に住んでいます", "東京"),
        ("ผมรักเธอมาก", "รัก"),
        ("ພາສາລາວ", "ລາວ"),
        ("ខ្ញុំស្រឡាញ់អ្នក", "អ្នក"),
        ("မြန်မာစကား", "စကား"),
        ("བོད་སྐད་ཡིག", "སྐད"),
        ("등대지기의 편지", "등대지기"),
        ("人々が集まる", "人々"),
    ],
)
def test_a_word_is_found_inside_a_script_that_puts_no_spaces(text, word):
    assert set(terms(word)) <= set(terms(text))


@pytest.mark.parametrize("text", ["我在Paris遇到了她", "ผมไปParisเมื่อวาน", "昨日Parisへ行った"])
def test_a_foreign_word_is_found_between_signs_without_a_space(text):
    assert set(terms("Paris")) <= set(terms(text))


def test_signs_that_stand_alone_say_less_than_those_that_stand_together():
    assert terms("東京都") == ["東", "京", "都", "東京", "京都"]


@given(st.lists(WORD, max_size=8), st.sampled_from([" ", "\n", ", ", " — ", "! “"]))
def test_whatever_a_text_is_made_of_it_is_found_by_it(parts, between):
    held = set(terms(between.join(parts)))

    for part in parts:
        assert set(terms(part)) <= held


@given(st.text())
@example("\ud800 lone")
@example("𝐀nna and № 5 with ½")
@example("ŉ ǰ ΐ ﬆ ﬗ ẞ")
@example("❤️ \u0301 \u0e31")
def test_a_word_is_read_as_itself(text):
    for word in words(text):
        assert words(word) == [word]
        assert word == word.casefold()


@given(st.text())
def test_terms_stand_in_the_order_of_the_words_they_come_from(text):
    assert terms(text) == [term for word in words(text) for term in terms(word)]
    assert all(terms(text))


def test_words_are_small_and_have_neither_accents_nor_possessives():
    assert words("Élodie's owl, MIRA’S lamp; the 3rd o'clock") == [
        "elodie",
        "owl",
        "mira",
        "lamp",
        "the",
        "3rd",
        "o",
        "clock",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie", "Elodie"),
        ("garçon", "garcon"),
        ("Ёлка", "Елка"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("שָׁלוֹם", "שלום"),
        ("יְרוּשָׁלַיִם", "ירושלים"),
        ("أَحْمَد", "احمد"),
        ("straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Ｐａｒｉｓ", "paris"),
        ("lan\u00adtern", "lantern"),
        ("𝐀nna", "Anna"),
    ],
)
def test_two_ways_of_writing_a_word_are_one(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), [("ガラス", "カラス"), ("ป่า", "ป้า"), ("कल", "काल")])
def test_marks_that_make_another_sound_are_kept(one, other):
    assert terms(one) != terms(other)


def test_pictures_and_signs_are_no_words():
    assert words("❤️ … — “” ☃ 🧙‍♀️ \u0301 _ $") == []


def test_english_words_are_brought_to_their_stems():
    assert terms("Lanterns burning happily") == ["lantern", "burn", "happili"]


def test_the_letter_s_alone_is_still_a_word():
    assert terms("James' s") == ["jame", "s"]


def test_other_alphabets_count_by_the_first_letters_of_a_word():
    assert terms("мельницами") == terms("мельница") == ["мельни"]


def test_common_words_tell_nothing_unless_there_is_nothing_else():
    assert telling_terms("the lantern and the owl") == ["lantern", "owl"]
    assert telling_terms("Who are you?") == ["who", "ar", "you"]
    assert telling_terms(" ... ") == []
    assert words(" ".join(COMMON)) == list(COMMON)


@given(WORD)
def test_telling_terms_are_among_the_terms(text):
    assert set(telling_terms(text)) <= set(terms(text))
    assert bool(telling_terms(text)) == bool(terms(text))


@pytest.mark.parametrize(
    ("whole", "beginning"),
    [("harbours", "harb"), ("мельницами", "мельниц"), ("lantern", "lantern")],
)
def test_the_beginning_of_a_word_leads_to_its_term(whole, beginning):
    [term] = terms(whole)

    assert term.startswith(sort_of_ending(beginning))


def test_stems_are_right_on_many_threads_at_once():
    endings = ("ing", "ed", "ation", "ness", "fulness", "ibility", "s", "ly")
    many = [f"{chr(97 + number % 26)}lant{number}{end}" for number in range(200) for end in endings]
    alone = [terms(word) for word in many]
    module._stem.cache_clear()

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda _: [terms(word) for word in many], range(8)))

    assert together == [alone] * 8
