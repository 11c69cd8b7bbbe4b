"""A plain portrait for who has none: rings of an echo, in colours of their own. Drawn with nothing but zlib.

It stands in for the pictures of `domain/media` where those are not asked for.
"""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache
from uuid import UUID

from realm_gql.domain.making.cards.png import SIGNATURE, make_chunk

WIDTH, HEIGHT = 256, 384
_LEVELS = 64
_RING = 22.0
_INK, _PAPER = (20, 24, 33), (232, 224, 205)


def draw_placeholder(seed: UUID) -> bytes:
    """A portrait of 256 by 384 pixels, the same for the same seed.

    Returns:
        A PNG.
    """
    tint = _colour(seed.int % 360)
    half = _LEVELS // 2
    ramp = [_mixed(_INK, tint, level / half) for level in range(half)]
    ramp += [_mixed(tint, _PAPER, level / half) for level in range(half)]
    palette = b"".join(map(bytes, ramp))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _rings()), (b"IEND", b""))
    return SIGNATURE + b"".join(make_chunk(kind, data) for kind, data in chunks)


@cache
def _rings() -> bytes:
    """The picture without its colours, packed: rings around a point a third from the top, fainter outwards."""
    rows = bytearray()
    for y in range(HEIGHT):
        half = bytes(_level(math.hypot(x + 0.5, y - HEIGHT / 3)) for x in range(WIDTH // 2))
        rows += b"\0" + half[::-1] + half  # no filter, and the same on both sides
    return zlib.compress(bytes(rows), 9)


def _level(away: float) -> int:
    wave = (1 + math.cos(away * math.tau / _RING)) / 2
    return int((_LEVELS - 1) * (0.1 + 0.85 * wave**3 * math.exp(-away / 130)))


def _colour(hue: int) -> tuple[int, int, int]:
    third = math.tau / 3
    red, green, blue = (int(70 + 45 * math.cos(math.radians(hue) - number * third)) for number in range(3))
    return red, green, blue


def _mixed(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(int(a + (b - a) * share) for a, b in zip(one, other, strict=True))
