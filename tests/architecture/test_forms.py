"""The compiled drawings are the drawings."""

import importlib.util
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location(
    "compile_forms", CHECKOUT / "packaging" / "compile_forms.py"
)
compile_forms = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(compile_forms)

DRAWINGS = sorted((CHECKOUT / "ui").glob("*.ui"))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_the_form_is_its_drawing_compiled(drawing):
    form = compile_forms.FORMS / f"{drawing.stem}.py"

    assert form.exists(), f"Run packaging/compile_forms.py {drawing.stem}"
    assert form.read_text(encoding="utf-8") == compile_forms.compiled(drawing)


def test_no_form_is_left_without_its_drawing():
    forms = {form.stem for form in compile_forms.FORMS.glob("*.py")} - {"__init__"}

    assert forms == {drawing.stem for drawing in DRAWINGS}
