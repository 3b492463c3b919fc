"""What is known of how each model counts tokens, from one run of the program to the next."""

import json
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

from loredesk.domain.calibration import Calibration, PromptCount
from loredesk.domain.services import Profile

FACT = "token counts"
"""The small fact of a library under which this is kept."""
MOST_MODELS = 40
"""Of so many models it is remembered, of those that were heard last."""


def _forget(_kept: str) -> None:
    """Keep it no longer than the program runs."""


class TokenCounts:
    """Keeps a calibration for every model at every server, whichever service it answers."""

    def __init__(self, kept: str = "", *, keep: Callable[[str], None] = _forget) -> None:
        """Begin with what was *kept*; *keep* is given all that is known whenever that changes."""
        self._known = _read(kept)
        self._keep = keep

    def heard(self, count: PromptCount) -> None:
        """Learn from one prompt that its server has counted."""
        key = _name_of(count.base_url, count.model)
        before = self._known.get(key, Calibration())
        after = before.after(count)
        if after == before:
            return
        self._known[key] = after
        self._known.move_to_end(key)
        while len(self._known) > MOST_MODELS:
            self._known.popitem(last=False)
        self._keep(json.dumps({name: one.as_json() for name, one in self._known.items()}))

    def of(self, profile: Profile) -> Calibration:
        """Return what is known of the model of *profile*."""
        return self._known.get(_name_of(profile.base_url, profile.model), Calibration())


def _name_of(base_url: str, model: str) -> str:
    """Return what stands for a model at a server: an address is nothing to be kept in a library."""
    return sha256(f"{base_url}\n{model}".encode()).hexdigest()[:16]


def _read(kept: str) -> OrderedDict[str, Calibration]:
    """Return what is known of each model; what cannot be read is learned anew."""
    try:
        told = json.loads(kept or "{}")
    except (ValueError, RecursionError):
        return OrderedDict()
    if not isinstance(told, dict):
        return OrderedDict()
    known = ((name, Calibration.of_json(one)) for name, one in told.items())
    return OrderedDict((name, one) for name, one in known if one.seen)
