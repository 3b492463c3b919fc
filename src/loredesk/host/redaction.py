"""Taking keys out of text before it is written anywhere."""

import re
from collections.abc import Iterable

MASK = "[key hidden]"

_SHORTEST_KNOWN = 6
"""Shorter keys are no secrets, and would punch holes into ordinary words."""
_LOOKS_LIKE_A_KEY = re.compile(
    r"""
    \b(?:sk|pk|rk|gsk|hf|xai|pplx|nvapi|csk|r8|tgp|fw)[-_][A-Za-z0-9_\-]{12,}  # makers' prefixes
    | \bAIza[0-9A-Za-z_\-]{20,}                                         # Google
    | \beyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}(?:\.[A-Za-z0-9_\-]*)?  # signed tokens
    """,
    re.VERBOSE,
)
_NAMED_AS_A_KEY = re.compile(
    r"""
    (?P<name>
        \b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token)\s+)?
      | \b(?:x-|x-goog-|\w{0,40}_)?api[-_ ]?key["']?\s*[:=]\s*["']?
      | \b(?:bearer)\s+
      | \b(?:access_token|auth_token|secret|password)["']?\s*[:=]\s*["']?
      | [?&](?:key|token)=
    )
    (?P<value>[^\s"',;&<>]{4,})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_AN_ADDRESS = re.compile(r"(?P<scheme>https?://)[^\s/@:]{1,200}:[^\s/@]{1,200}@", re.IGNORECASE)


class Redactor:
    """Hides keys: those it was told of, and whatever looks like one."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys: set[str] = set()
        for key in keys:
            self.know(key)

    def __repr__(self) -> str:
        return f"Redactor({len(self._keys)} keys)"

    def know(self, key: str) -> None:
        """Hide *key* from now on."""
        if len(key) >= _SHORTEST_KNOWN:
            self._keys.add(key)

    def redact(self, text: str) -> str:
        """Return *text* without keys."""
        for key in sorted(self._keys, key=len, reverse=True):
            text = text.replace(key, MASK)
        text = _IN_AN_ADDRESS.sub(rf"\g<scheme>{MASK}@", text)
        text = _NAMED_AS_A_KEY.sub(rf"\g<name>{MASK}", text)
        return _LOOKS_LIKE_A_KEY.sub(MASK, text)
