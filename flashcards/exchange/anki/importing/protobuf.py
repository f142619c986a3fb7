"""As much of protobuf as a package needs: the fields of a message by number.

The wire format is public (protobuf.dev/programming-guides/encoding): a key holds number and kind of what
follows, a number in seven-bit groups, eight or four bytes, or so many bytes. What does not fit raises ValueError.
"""

import struct
from collections.abc import Iterator

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_LONGEST = 10
Value = int | bytes


def read(data: bytes) -> Iterator[tuple[int, Value]]:
    """Each field of a message in its order: its number, and an integer or bytes as they stand."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind in (_EIGHT, _FOUR):
            size = 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"kind {kind}")
        if at + size > len(data):
            raise ValueError("the message breaks off")
        yield number, data[at : at + size]
        at += size


class Message:
    """A message whose fields are asked for by number; of several values of a single field the last counts."""

    def __init__(self, data: bytes) -> None:
        self._fields: dict[int, list[Value]] = {}
        for number, value in read(data):
            self._fields.setdefault(number, []).append(value)

    def number(self, field: int, default: int = 0) -> int:
        """An integer; numbers below zero are those of 64 bits."""
        value = self._last(field)
        if not isinstance(value, int):
            return default
        return value - (1 << 64) if value >= 1 << 63 else value

    def raw(self, field: int) -> bytes:
        """Bytes, or a message in a message; empty where there are none."""
        value = self._last(field)
        return value if isinstance(value, bytes) else b""

    def text(self, field: int) -> str:
        """Text, with a sign in place of what is no UTF-8."""
        return self.raw(field).decode("utf-8", "replace")

    def real(self, field: int, default: float = 0.0) -> float:
        """A number of four bytes with a fraction."""
        value = self.raw(field)
        return float(struct.unpack("<f", value)[0]) if len(value) == 4 else default

    def reals(self, field: int) -> list[float]:
        """A list of such numbers, in one piece or one by one."""
        joined = b"".join(value for value in self._fields.get(field, ()) if isinstance(value, bytes))
        return [each[0] for each in struct.iter_unpack("<f", joined[: len(joined) // 4 * 4])]

    def has(self, field: int) -> bool:
        """Whether the field stands in the message."""
        return field in self._fields

    def _last(self, field: int) -> Value | None:
        values = self._fields.get(field)
        return values[-1] if values else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST):
        if at >= len(data):
            raise ValueError("the message breaks off")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value & ((1 << 64) - 1), at
    raise ValueError("a number without an end")
