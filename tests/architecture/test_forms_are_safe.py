"""What a drawing must have: labels that read no markup, names for what has no words."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DRAWINGS = sorted((CHECKOUT / "ui").glob("*.ui"))
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
def test_no_label_reads_its_text_as_markup(drawing):
    form = (CHECKOUT / "src/loredesk/ui/forms" / f"{drawing.stem}.py").read_text(encoding="utf-8")
    for widget in widgets(drawing):
        if widget.get("class") == "QLabel":
            name = widget.get("name")
            assert f"self.{name}.setTextFormat(Qt.TextFormat.PlainText)" in form, name
            assert properties(widget).get("textFormat", "PlainText").endswith("PlainText"), name


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
