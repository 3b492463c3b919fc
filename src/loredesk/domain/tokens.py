"""Estimating tokens without a tokenizer."""

import math

BYTES_PER_TOKEN = 3.2
"""A safe lower bound over the languages measured (3.3 to 5.1 UTF-8 bytes a token, Tekken 131k)."""


def estimate_tokens(text: str) -> int:
    """Return an upper estimate of the tokens of *text*."""
    return math.ceil(len(text.encode("utf-8", errors="surrogatepass")) / BYTES_PER_TOKEN)
