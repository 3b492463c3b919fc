"""The rules of a session: what of them the window shows, and how each is stored."""

from typing import Any, Literal

from loredesk.domain.ids import SessionId
from loredesk.ui.window.needs import Stories

Rule = Literal["trust", "simulate_every", "shows_unreviewed"]
"""Called as sessions, and the state of the window, call it."""


async def store_rule(stories: Stories, session_id: SessionId, rule: Rule, value: Any) -> None:  # noqa: ANN401 - each has its own type
    """Set *rule* of a session to *value*."""
    if rule == "trust":
        await stories.set_trust(session_id, value)
    elif rule == "simulate_every":
        await stories.set_simulation(session_id, value)
    else:
        await stories.set_shows_unreviewed(session_id, shows=value)
