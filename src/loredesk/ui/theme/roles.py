"""Roles: what a plain widget is for, so that the style sheet knows how it looks."""

from typing import Literal

from PySide6.QtWidgets import QWidget

Role = Literal[
    "primary",
    "quiet",
    "danger",
    "chip",
    "card",
    "well",
    "bar",
    "pane",
    "title",
    "heading",
    "caption",
    "muted",
    "story",
    "story-title",
]
Tone = Literal["plain", "info", "success", "warning", "danger", "accent"]


def set_role(widget: QWidget, role: Role) -> None:
    """Say what *widget* is for."""
    _put(widget, "role", role)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Say in which tone *widget* speaks."""
    _put(widget, "tone", tone)


def _put(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
