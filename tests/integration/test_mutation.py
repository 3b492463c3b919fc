"""The run that plants mistakes finds a weak test, and says nothing of a good one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE = '''
LIMIT = 3


def is_many(number: int) -> bool:
    """Return whether *number* is many."""
    return number > LIMIT


def shortened(words: list[str], *, most: int = 2) -> list[str]:
    """Return the first of *words*."""
    found = []
    for word in words[:most]:
        if not word:
            continue
        found.append(word)
    return found
'''
GOOD = """
from planted_words import is_many, shortened


def test_four_is_many_and_three_is_not():
    assert [is_many(number) for number in (2, 3, 4, 5)] == [False, False, True, True]


def test_two_words_are_kept_and_empty_ones_left_out():
    assert shortened(["", "b", "c"]) == ["b"]
    assert shortened(["a", "b", "c"]) == ["a", "b"]
    assert shortened(["a", "", "c"], most=3) == ["a", "c"]
"""
WEAK = """
from planted_words import is_many, shortened


def test_nine_is_many_and_a_word_is_kept():
    assert is_many(9)
    assert not is_many(1)
    assert shortened(["a"]) == ["a"]
"""


FAILING = """
from planted_words import is_many


def test_two_are_many():
    assert is_many(2)
"""


def mutate(folder, tests):
    (folder / "planted_words.py").write_text(MODULE)
    (folder / "test_planted.py").write_text(tests)
    (folder / "table.toml").write_text(f'[tests]\nplanted_words = ["{folder}/test_planted.py"]\n')
    command = [sys.executable, "-m", "tests.mutation", "--table", "table.toml", "--log", "log"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "src"), str(folder)])
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_mistake_is_found_by_good_tests(tmp_path):
    code, said = mutate(tmp_path, GOOD)

    assert "without a reason" not in said
    assert code == 0
    assert "100.0 %" in said


def test_what_a_weak_test_lets_through_is_named_and_tried_again_once_the_tests_are_better(tmp_path):
    code, said = mutate(tmp_path, WEAK)

    assert code == 1
    assert "without a reason: planted_words:is_many: number > LIMIT -> number >= LIMIT" in said
    assert "without a reason: planted_words:module: 3 -> 4" in said
    assert "planted_words:is_many: number > LIMIT -> number <= LIMIT" not in said
    tried = len((tmp_path / "log").read_text().splitlines())

    assert mutate(tmp_path, WEAK)[0] == 1
    assert len((tmp_path / "log").read_text().splitlines()) == tried

    code, said = mutate(tmp_path, GOOD)

    assert code == 0
    assert "without a reason" not in said


def test_tests_that_fail_without_a_mistake_are_named_and_tell_nothing(tmp_path):
    code, said = mutate(tmp_path, FAILING)

    assert code == 1
    assert "without a mistake this fails" in said
    assert "test_two_are_many" in said
    assert "100.0 %" not in said
    assert "Traceback" not in said
