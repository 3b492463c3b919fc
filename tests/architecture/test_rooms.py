"""The shape of the house, checked by machine."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "loredesk"
LONGEST = 300
GENERATED = {SOURCE / "ui" / "forms", SOURCE / "storage" / "migrations" / "versions"}

packages = sorted(SOURCE.rglob("__init__.py"))
modules = sorted(file for file in SOURCE.rglob("*.py") if GENERATED.isdisjoint(file.parents))


def name(file):
    return str(file.relative_to(SOURCE))


@pytest.mark.parametrize("package", packages, ids=name)
def test_a_package_says_what_belongs_in_it_and_does_nothing_else(package):
    tree = ast.parse(package.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@pytest.mark.parametrize("module", modules, ids=name)
def test_a_module_is_short_enough_to_hold_one_thing(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_imports_point_inward():
    lint = Path(sys.executable).parent / "lint-imports"

    result = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_the_repository_names_no_machine_and_no_workplace():
    words = ["/" + "work/", "/" + "root/", "python" + "hosted", "sub" + "agent"]
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    found = [
        (file, word)
        for file in filter(None, listed.stdout.split("\0"))
        if (ROOT / file).is_file()
        for word in words
        if word.encode() in (ROOT / file).read_bytes()
    ]

    assert found == []
