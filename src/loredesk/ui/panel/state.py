"""What the panel pane shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.listings import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelState:
    """The scene as it stands; everything is empty where none has been described."""

    is_open: bool = False
    """Whether there is a session to have a scene."""
    is_known: bool = False
    time: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    mood: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """The world's own fields that have a value, in their order."""
    turn: int = 0
    """The turn that described the scene."""
    now: int = 0
    """The turn the line stands at."""


def scene_of(story: Story) -> PanelState:
    """Return the scene at the end of the line of *story*."""
    line = story.line
    now = line[-1].turn if line else 0
    for place in reversed(line):
        panel = place.message.panel
        if panel is not None:
            return PanelState(
                is_open=True,
                is_known=True,
                time=panel.time,
                place=panel.place,
                present=panel.present,
                mood=panel.mood,
                fields=tuple((name, value) for name, value in panel.fields.items() if value),
                turn=place.turn,
                now=now,
            )
    return PanelState(is_open=True, now=now)
