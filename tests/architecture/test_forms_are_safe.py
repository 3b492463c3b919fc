"""What a drawing must have: labels that read no markup, names for what has no words."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DRAWINGS = sorted((CHECKOUT / "ui").glob("*.ui"))
CODE = "\n".join(
    module.read_text(encoding="utf-8") for module in (CHECKOUT / "src/loredesk/ui").rglob("*.py")
)
WORDLESS = {
    "QComboBox",
    "QLineEdit",
    "QPlainTextEdit",
    "QTextEdit",
    "QSpinBox",
    "QDoubleSpinBox",
    "QListView",
    "QListWidget",
    "QTableView",
    "QTreeView",
    "QTreeWidget",
}
BARE = {"QTextBrowser", "QTextEdit"}


def widgets(drawing):
    return ET.parse(drawing).iter("widget")


def properties(widget):
    return {
        item.get("name"): "".join(item.itertext()).strip() for item in widget.findall("property")
    }


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_no_label_that_is_filled_later_reads_its_text_as_markup(drawing):
    for widget in widgets(drawing):
        name = widget.get("name")
        if widget.get("class") == "QLabel" and f".{name}.setText(" in CODE:
            assert properties(widget).get("textFormat", "").endswith("PlainText"), name


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_what_has_no_words_has_a_name_to_be_read_aloud(drawing):
    labelled = {properties(widget).get("buddy") for widget in widgets(drawing)}
    for widget in widgets(drawing):
        name = widget.get("name")
        if widget.get("class") in WORDLESS and name not in labelled:
            assert properties(widget).get("accessibleName"), name


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_rich_text_stands_only_in_the_safe_widget(drawing):
    assert BARE.isdisjoint(widget.get("class") for widget in widgets(drawing))
