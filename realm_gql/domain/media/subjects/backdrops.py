"""What is behind: the echo-seal as a halo, hills, a window, stars, reeds, banks of fog; and the friends on a shoulder."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from realm_gql.domain.media.seal import core_turn, seal_rings
from realm_gql.domain.media.shapes import Depth, Shape, arc, box, curve, moved, oval, ridge, star, stroke
from realm_gql.domain.media.subjects.hats import bird, flame


def seal(
    line: Sequence[int], x: float, y: float, radius: float, tone: str | None = None, depth: Depth = Depth.FAR
) -> list[Shape]:
    """The echo-seal around a point.

    Args:
        tone: one colour for all rings; None gives each its own dye, and the seal its disc and core.
    """
    size = radius / 48
    shapes = [] if tone else [Shape(oval(x, y, radius), "seal_disc", depth)]
    for ring in seal_rings(line):
        sector = 360 / ring.arcs
        for step in range(ring.arcs):
            piece = arc(x, y, ring.radius * size, ring.width * size, ring.turn + sector * step, sector * (1 - ring.gap))
            shapes.append(Shape(piece, tone or f"dye_{ring.dye}", depth))
    if tone is None:
        core = moved(((0, -7), (5, 0), (0, 7), (-5, 0)), x, y, size, core_turn(line))
        shapes.append(Shape(core, "seal_core", depth))
    return shapes


def halo(line: Sequence[int], x: float, y: float) -> list[Shape]:
    """The seal, large and quiet, with rings that go on outwards as an echo does."""
    shapes = [Shape(oval(x, y, 43, steps=60), "halo", Depth.FAR)]
    # The inner rings are hidden by whoever stands before them: the rings a family shares are drawn outside.
    for place, ring in enumerate(reversed(seal_rings(line)[-3:])):
        sector = 360 / ring.arcs
        radius = 40 - place * 7.5
        for step in range(ring.arcs):
            piece = arc(x, y, radius, 4.2, ring.turn + sector * step, sector * (1 - ring.gap))
            shapes.append(Shape(piece, f"faint_{ring.dye}", Depth.FAR))
    return shapes


def backdrop(kind: str, line: Sequence[int], chance: random.Random, y: float = 44) -> list[Shape]:
    """What is behind somebody or something whose middle is at (50, y)."""
    if kind == "seal":
        return halo(line, 50, y)
    if kind == "hills":
        side = chance.choice((24, 77))
        return [
            *seal(line, side, 24, 14, "halo"),
            Shape(ridge(chance, 62, 22), "far", Depth.FAR),
            Shape(ridge(chance, 76, 18, 4), "near", Depth.FAR),
        ]
    if kind == "window":
        frame = curve([(16, 104), (16, 44), (24, 18), (50, 6), (76, 18), (84, 44), (84, 104)], closed=False)
        panes = [
            Shape(box(49, 4, 51, 104), "far", Depth.FAR, frame),
            Shape(box(14, 56, 86, 58), "far", Depth.FAR, frame),
        ]
        return [
            Shape(frame, "halo", Depth.FAR),
            *[Shape(s.points, s.tone, s.depth, frame) for s in seal(line, 50, 30, 26, "back")],
            *panes,
        ]
    if kind == "stars":
        stars = []
        for _ in range(26):
            x, high = chance.uniform(3, 97), chance.uniform(3, 82)
            stars.append(Shape(star(x, high, chance.uniform(1.0, 2.8), 4, 0.28), "halo", Depth.FAR, glow=True))
        return [*halo(line, 50, y)[1:], *stars]
    if kind == "reeds":
        reeds = [Shape(oval(50, y, 38, steps=60), "halo", Depth.FAR)]
        for _ in range(22):
            x, high = chance.uniform(0, 100), chance.uniform(18, 60)
            lean = chance.uniform(-6, 6)
            reeds.append(
                Shape(
                    stroke([(x, 104), (x + lean * 0.4, (104 + high) / 2), (x + lean, high)], 1.7, 0.25),
                    "far",
                    Depth.FAR,
                )
            )
            if chance.random() < 0.45:
                reeds.append(Shape(oval(x + lean, high + 2, 1.8, 5, lean * 1.2), "near", Depth.FAR))
        return reeds
    banks = [*halo(line, 50, y)]
    for place in range(4):
        level = 30 + place * 17 + chance.uniform(-4, 4)
        left = chance.uniform(-30, 30)
        bank = [
            (left, level),
            (left + 18, level - 3.6),
            (left + 44, level - 2),
            (left + 66, level - 3.4),
            (left + 88, level),
            (left + 44, level + 3),
        ]
        banks.append(Shape(curve(bank), "fog" if place % 2 else "back", Depth.FAR))
    return banks


def friend(kind: str, chance: random.Random) -> list[Shape]:
    """A small companion beside the left shoulder."""
    if kind == "wren":
        return bird(22, 71, 1.25)
    if kind == "moth":
        return moth(82, 30, 1.2)
    if kind == "candle":
        return [
            Shape(box(14, 74, 21, 104), "paper"),
            Shape(curve([(13.4, 75), (21.6, 74), (22, 82), (20, 79), (18, 85), (15, 80)]), "light", Depth.DETAIL),
            *flame(17.5, 73, 1.5),
        ]
    if kind == "gorse":
        return sprig(19, 98, chance)
    if kind == "mouse":
        return [
            Shape(stroke([(84, 80), (92, 78), (93, 68)], 1.4, 0.3), "lip_plain"),
            Shape(curve([(70, 79), (72, 72), (79, 70), (86, 75), (87, 82), (74, 83)]), "mouse"),
            Shape(oval(74, 70.5, 2.8), "mouse"),
            Shape(oval(74, 70.8, 1.4), "lip_plain", Depth.DETAIL),
            Shape(oval(79, 69, 2.8), "mouse"),
            Shape(oval(73, 76, 0.9), "ink", Depth.DETAIL),
            Shape(oval(69.8, 79, 1.0), "lip_plain", Depth.DETAIL),
        ]
    if kind == "fish":
        return fish(80, 83, 1.0, -28)
    if kind == "bell":
        return small_bell(18, 80, 1.0)
    return []


def moth(x: float, y: float, size: float) -> list[Shape]:
    """A moth with open wings around a point."""
    shapes = []
    for side in (-1, 1):
        upper = curve(
            [
                (x, y - 1),
                (x + side * 3 * size, y - 7 * size),
                (x + side * 9.4 * size, y - 7.4 * size),
                (x + side * 8 * size, y),
            ]
        )
        lower = curve(
            [
                (x, y),
                (x + side * 6.6 * size, y + 0.6 * size),
                (x + side * 6 * size, y + 6.4 * size),
                (x + side * 1.6 * size, y + 4 * size),
            ]
        )
        shapes += [
            Shape(lower, "trim"),
            Shape(upper, "light"),
            Shape(oval(x + side * 6 * size, y - 4 * size, 1.5 * size), "accent", Depth.DETAIL),
        ]
        shapes.append(
            Shape(
                stroke(
                    [(x, y - 3 * size), (x + side * 1.6 * size, y - 8 * size), (x + side * 4 * size, y - 10 * size)],
                    0.8,
                    0.3,
                ),
                "wood_dark",
                Depth.DETAIL,
            )
        )
    return [*shapes, Shape(oval(x, y, 1.5 * size, 5 * size), "wood_dark")]


def sprig(x: float, y: float, chance: random.Random) -> list[Shape]:
    """A sprig of gorse that grows up from a point."""
    stem = [(x, y + 6), (x + 1, y - 8), (x - 2, y - 22), (x + 2, y - 34)]
    shapes = [Shape(stroke(stem, 1.8, 0.4), "leaf")]
    for step in range(9):
        t, side = step / 8, (-1, 1)[step % 2]
        px, py = x + math.sin(t * 4) * 1.4, y - 34 * t
        shapes.append(
            Shape(stroke([(px, py), (px + side * 4, py - 3), (px + side * 7, py - 7)], 1.2, 0.2), "leaf", Depth.DETAIL)
        )
        shapes.append(Shape(oval(px + side * (4.4 + chance.random()), py - 4, 2.4, 1.9, side * 30), "dye_gorse"))
    return shapes


def fish(x: float, y: float, size: float, turn: float = 0.0) -> list[Shape]:
    """A fish that looks to the left, around a point."""
    body = curve([(-13, 0), (-7, -5.6), (2, -5.4), (9, -1), (9, 1), (2, 5.4), (-7, 5.6)])
    parts = [
        Shape(((7, 0), (15, -6.4), (13, 0), (15, 6.4)), "mere_tone"),
        Shape(body, "mere_tone"),
        Shape(arc(-7.4, 0, 4.6, 1.0, -70, 140), "ink", Depth.DETAIL, body),
        Shape(oval(-9, -1.3, 1.1), "ink", Depth.DETAIL),
    ]
    parts += [
        Shape(arc(px, py, 1.9, 0.7, -70, 140), "light", Depth.DETAIL, body)
        for px, py in ((0, -2), (0, 2), (3.6, 0), (6, -2))
    ]
    return [
        Shape(
            moved(p.points, x, y, size, turn),
            p.tone,
            p.depth,
            None if p.clip is None else moved(p.clip, x, y, size, turn),
        )
        for p in parts
    ]


def small_bell(x: float, y: float, size: float) -> list[Shape]:
    """A bell around a point."""
    body = curve(
        [
            (x - 2 * size, y - 9 * size),
            (x + 2 * size, y - 9 * size),
            (x + 5 * size, y - 3 * size),
            (x + 6 * size, y + 4 * size),
            (x + 9 * size, y + 7.6 * size),
            (x - 9 * size, y + 7.6 * size),
            (x - 6 * size, y + 4 * size),
            (x - 5 * size, y - 3 * size),
        ]
    )
    return [
        Shape(arc(x, y - 11 * size, 2.6 * size, 1.5 * size, 0, 360), "iron"),
        Shape(oval(x, y + 8.8 * size, 2.6 * size), "iron"),
        Shape(body, "metal"),
        Shape(
            stroke(
                [(x - 7 * size, y + 4.4 * size), (x, y + 5.6 * size), (x + 7 * size, y + 4.4 * size)], 1.3 * size, 0.6
            ),
            "wood_dark",
            Depth.DETAIL,
            body,
        ),
        Shape(
            stroke(
                [(x - 2.4 * size, y - 6 * size), (x - 3.4 * size, y - 1 * size), (x - 4 * size, y + 3 * size)],
                1.5 * size,
                0.3,
            ),
            "light",
            Depth.DETAIL,
            body,
        ),
    ]
