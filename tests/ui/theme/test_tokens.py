"""What is written can be read."""

import pytest

from loredesk.ui.theme.tokens import DARK, LIGHT

GROUNDS = ("window", "surface", "raised")
INKS = ("text", "muted", "accent_ink", "success_ink", "warning_ink", "danger_ink", "info_ink")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *(
        (f"{name}_ink", f"{name}_soft")
        for name in ("accent", "success", "warning", "danger", "info")
    ),
    *(("text", ground) for ground in ("sunken", "accent_soft", "author_soft", "selection")),
    *(("text", f"{name}_soft") for name in ("success", "warning", "danger", "info")),
    *(("muted", ground) for ground in ("author_soft", "sunken", "info_soft", "warning_soft")),
    ("muted", "danger_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_selection", "selection"),
    ("speech", "surface"),
    ("speech", "raised"),
    ("speech", "author_soft"),
    ("accent_ink", "selection"),
]
SHAPES = [("focus", ground) for ground in GROUNDS] + [("line_strong", "raised")]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_ink_reads_on_its_ground(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_what_can_be_used_can_be_seen(tokens, shape, ground):
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 1.9
