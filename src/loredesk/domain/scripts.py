"""Scripts that put no spaces between words, and Korean, which writes particles onto them."""

import re

UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The signs of Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese and Korean, as a range."""
_SIGN = re.compile(f"[{UNSPACED}]")


def is_unspaced(word: str) -> bool:
    """Return whether *word* may be several, or a part of one."""
    return _SIGN.search(word) is not None
