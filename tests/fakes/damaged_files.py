"""Ways in which a small file of text comes back damaged."""

import random
from collections.abc import Callable

Damage = Callable[[bytes], bytes]


def _flip(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[len(changed) // 2] ^= 0x80
    return bytes(changed)


DAMAGES: dict[str, Damage] = {
    "nothing in it": lambda _: b"",
    "only spaces": lambda _: b" \n\t ",
    "zeros": lambda data: bytes(len(data)),
    "zeros at the end": lambda data: data[: len(data) // 2] + bytes(len(data) // 2),
    "a page of zeros before it": lambda data: bytes(4096) + data,
    "cut in half": lambda data: data[: len(data) // 2],
    "without its last signs": lambda data: data[:-3],
    "without its first signs": lambda data: data[3:],
    "a bit flipped": _flip,
    "another encoding": lambda data: data.decode().encode("utf-16"),
    "an odd byte": lambda data: data[:5] + b"\xff\xfe" + data[5:],
    "half a sign at the end": lambda data: data + b"\xc3",
    "a null in the middle": lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :],
    "noise": lambda _: random.Random(1).randbytes(5_000),
    "twice": lambda data: data + data,
    "its middle missing": lambda data: data[: len(data) // 3] + data[2 * len(data) // 3 :],
    "a list": lambda _: b"[1, 2]",
    "a number": lambda _: b"12",
    "a word": lambda _: b'"all"',
    "null": lambda _: b"null",
    "deep brackets": lambda _: b"[" * 100_000,
    "deep braces": lambda _: b'{"a":' * 100_000,
    "wrong values": lambda _: b'{"s1": 3, "s2": ["x"]}',
    "a page of another program": lambda _: b"<html><body>Sign in to the network</body></html>",
    "an archive": lambda _: b"PK\x03\x04" + bytes(200),
}
