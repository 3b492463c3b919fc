"""Vectors made of spelling alone: words and parts of words, hashed into 1,024 places.

It stands in where the weights of the network are not installed. It finds the same and similar
words, not the same meaning.
"""

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSION = 1024
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SIGN_BIT = 1 << 31
_PART_LENGTH = 3
_WORD_WEIGHT = 1.0
_PART_WEIGHT = 0.35
_COMMON_WEIGHT = 0.15
_COMMON_TEXT = (
    "a an and are as at be been but by for from had has have he her him his i in into is it its "
    "me my no not of on or our she so that the their them then there they this to us was we were "
    "what when where which who will with you your"
)
_COMMON = frozenset(_COMMON_TEXT.split())


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one unit row per text; the same text always gives the same row."""
    result = np.zeros((len(texts), DIMENSION), np.float32)
    for row, text in enumerate(texts):
        for feature, weight in _features(text).items():
            code = zlib.crc32(feature.encode("utf-8"))
            result[row, code % DIMENSION] += -weight if code & _SIGN_BIT else weight
        if not result[row].any():
            result[row, 0] = 1.0
    unit: NDArray[np.float32] = result / np.linalg.norm(result, axis=1, keepdims=True)
    return unit


def _features(text: str) -> dict[str, float]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    weights: dict[str, float] = {}
    parts: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(plain)).items():
        common = word in _COMMON
        weight = _COMMON_WEIGHT if common else _WORD_WEIGHT
        weights[f"w:{word}"] = weight * (1.0 + math.log(count))
        if not common:
            edged = f"<{word}>"
            for at in range(len(edged) - _PART_LENGTH + 1):
                parts[edged[at : at + _PART_LENGTH]] += count
    for part, count in parts.items():
        weights[f"p:{part}"] = _PART_WEIGHT * (1.0 + math.log(count))
    return weights
