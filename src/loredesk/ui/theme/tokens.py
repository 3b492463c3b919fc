"""The colours of the window by role, and its measures: the only place where they stand."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One way to colour everything; every value is `#rrggbb`.

    An *ink* is text or an icon, a *soft* is the ground it stands on. Each ink reads on
    `window`, `surface` and `raised`, and on the soft of its own name.
    """

    dark: bool
    window: str
    """The ground between the panes."""
    surface: str
    """A pane."""
    raised: str
    """A card or a field to write in."""
    sunken: str
    """A well, a tab bar, the track of a bar."""
    line: str
    """A border that only separates."""
    line_strong: str
    """The border of something one can use."""
    text: str
    muted: str
    accent: str
    """The ground of the one main button, and of what is chosen."""
    on_accent: str
    accent_hover: str
    accent_ink: str
    accent_soft: str
    selection: str
    on_selection: str
    success_ink: str
    success_soft: str
    warning_ink: str
    warning_soft: str
    danger_ink: str
    danger_soft: str
    info_ink: str
    info_soft: str
    speech: str
    """What is said aloud in the story."""
    author_soft: str
    """The ground of what the author wrote."""
    focus: str
    """The ring around what the keyboard is on."""

    def colours(self) -> dict[str, str]:
        """Return every colour by its role."""
        return {
            field.name: value
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), str)
        }


LIGHT = Tokens(
    dark=False,
    window="#efe9df",
    surface="#f9f6f0",
    raised="#fffdf9",
    sunken="#e6dfd2",
    line="#ddd4c5",
    line_strong="#b9ad9b",
    text="#2a251f",
    muted="#665c51",
    accent="#2f5f63",
    on_accent="#ffffff",
    accent_hover="#274f53",
    accent_ink="#285558",
    accent_soft="#dde8e5",
    selection="#cfe0dc",
    on_selection="#1c2b2b",
    success_ink="#33602f",
    success_soft="#e0ebd8",
    warning_ink="#7a4b00",
    warning_soft="#f7e8c8",
    danger_ink="#94302a",
    danger_soft="#f6dfd9",
    info_ink="#2d527d",
    info_soft="#dfe8f1",
    speech="#6b3f1d",
    author_soft="#efe7d8",
    focus="#2f5f63",
)

DARK = Tokens(
    dark=True,
    window="#1b1916",
    surface="#23201d",
    raised="#2c2925",
    sunken="#171512",
    line="#3a3530",
    line_strong="#5c554c",
    text="#ebe4d9",
    muted="#b0a597",
    accent="#7cb3ad",
    on_accent="#0f1f1e",
    accent_hover="#93c5bf",
    accent_ink="#8fc4be",
    accent_soft="#283936",
    selection="#304a46",
    on_selection="#f2f7f5",
    success_ink="#a5cc98",
    success_soft="#28351f",
    warning_ink="#e8c078",
    warning_soft="#3c301a",
    danger_ink="#f0a398",
    danger_soft="#43261f",
    info_ink="#a4c3e6",
    info_soft="#23303f",
    speech="#e3bd94",
    author_soft="#302b25",
    focus="#8fc4be",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Distances in pixels before scaling, and sizes of type as a share of the system's own."""

    tight: int = 4
    close: int = 8
    even: int = 12
    wide: int = 16
    far: int = 24
    radius: int = 7
    radius_small: int = 4
    icon: int = 18
    caption: float = 0.9
    body: float = 1.0
    story: float = 1.22
    heading: float = 1.12
    title: float = 1.45
    story_line: int = 130
    """The height of a line of the story, in per cent of its type."""


MEASURES = Measures()
