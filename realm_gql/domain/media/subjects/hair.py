"""Hair: for each cut what falls behind the head, and what lies before it. A hat hides what stands up."""

from __future__ import annotations

import math
import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Points, Shape, curve, oval, stroke
from realm_gql.domain.media.subjects.faces import HEADS, X, Y, half_width

HAIR, DARK, LIGHT = "hair", "hair_dark", "hair_light"


def behind(genes: Genes, chance: random.Random, *, covered: bool) -> list[Shape]:
    """The hair that is drawn before the head is.

    Args:
        covered: whether a hat is on it.
    """
    cut, wide = genes["hair"], half_width(genes, 2)
    if cut == "bob":
        return [Shape(_fall(wide + 5.5, 18, 3.0), HAIR)]
    if cut == "long":
        return [Shape(_fall(wide + 5, 42, 9.0), HAIR)]
    if cut == "wind":
        return [_wind(wide)]
    if cut == "cloud":
        return _cloud(genes, chance, covered=covered)
    if cut == "braids":
        return [Shape(_fall(wide + 2.5, 8, 0.0), HAIR)]
    if cut == "bun" and not covered:
        top = Y + HEADS[genes["head"]][0][1]
        bun = oval(X + 2, top - 6, 8.4, 7.4)
        swirl = stroke([(X - 2, top - 8), (X + 3, top - 10.5), (X + 6.5, top - 6)], 1, 0.2)
        return [Shape(bun, HAIR), Shape(swirl, DARK, Depth.DETAIL, bun)]
    if cut == "spiky" and not covered:
        return [_spikes(wide)]
    return []


def before(genes: Genes, chance: random.Random, *, covered: bool) -> list[Shape]:
    """The hair that is drawn over the forehead and the shoulders."""
    cut, wide = genes["hair"], half_width(genes, 2)
    shapes: list[Shape] = []
    if cut == "bald":
        return []
    if cut == "tufts":
        for side in (-1, 1):
            lobes = [oval(X + side * (wide + 1.2), Y - 6 + step * 4.6, 3.8 - step * 0.5, 3.7) for step in range(3)]
            shapes += [Shape(lobe, HAIR) for lobe in lobes]
        if not covered:
            top = Y + HEADS[genes["head"]][0][1]
            for lean in (-4, 0, 4):
                shapes.append(
                    Shape(
                        stroke(
                            [(X + lean, top + 2), (X + lean * 1.2 + 1, top - 4), (X + lean * 2 + 4, top - 5)], 1.2, 0.2
                        ),
                        HAIR,
                    )
                )
        return shapes
    cap = _cap(genes, cut)
    shapes.append(Shape(cap, HAIR))
    shapes += _strands(genes, cap, cut)
    if cut == "braids":
        for side in (-1, 1):
            for knot in range(7):
                x = X + side * (wide + 2.6 + 0.5 * math.sin(knot * 1.4) + knot * 0.35)
                shapes.append(Shape(oval(x, Y + 8 + knot * 5, 3.7 - knot * 0.18, 3.5, side * 24), HAIR))
            shapes.append(Shape(oval(X + side * (wide + 5.2), Y + 42.4, 3, 1.6), "accent"))
    if cut == "long":
        for side in (-1, 1):
            lock = [
                (X + side * (wide - 1), Y - 8),
                (X + side * (wide + 3.6), Y + 12),
                (X + side * (wide + 2.4), Y + 40),
            ]
            shapes.append(Shape(stroke(lock, 6.4, 0.4), HAIR))
            shapes.append(Shape(stroke([(x + side * 0.6, y + 5) for x, y in lock], 0.9, 0.2), DARK, Depth.DETAIL))
    return shapes


def _cap(genes: Genes, cut: str) -> Points:
    """Hair on the skull: outside a little wider than the head, inside the hairline."""
    points = HEADS[genes["head"]]
    top = points[0][1]
    side_y = {"crop": -3.0, "bowl": 3.0, "spiky": -3.0, "bun": -1.0}.get(cut, 3.0)
    puff = {"bowl": 3.4, "cloud": 1.0, "swept": 3.4, "crop": 1.6}.get(cut, 2.2)
    outer_right = [
        (x + puff * (0.3 + 0.7 * min(1, x / 12)), y - puff * max(0.25, -y / 24)) for x, y in points if y < side_y
    ]
    outer_right.append((half_width(genes, side_y) + puff * 0.8, side_y))
    outer = [(-x, y) for x, y in outer_right[:0:-1]] + outer_right
    wide = half_width(genes, side_y)
    line = {
        "bowl": [
            (wide - 1, side_y - 1),
            (wide - 2.4, -7),
            (7, -8),
            (0, -8.6),
            (-7, -8),
            (2.4 - wide, -7),
            (1 - wide, side_y - 1),
        ],
        "swept": [(wide - 0.6, side_y), (wide - 3, -8), (4, -15), (-5, -11), (-wide + 2, -5), (-wide + 0.4, side_y)],
        "crop": [
            (wide - 1, side_y),
            (wide - 3.4, -12),
            (6, -14.6),
            (0, -13.8),
            (-6, -14.6),
            (3.4 - wide, -12),
            (1 - wide, side_y),
        ],
        "spiky": [
            (wide - 1, side_y),
            (wide - 3, -11),
            (8, -9.4),
            (4, -14),
            (0, -9),
            (-4, -14),
            (-8, -9.4),
            (3 - wide, -11),
            (1 - wide, side_y),
        ],
        "bun": [
            (wide - 0.6, side_y),
            (wide - 2.4, -10),
            (8, -16.4),
            (0, -18),
            (-8, -16.4),
            (2.4 - wide, -10),
            (0.6 - wide, side_y),
        ],
        "wind": [(wide - 0.6, side_y), (wide - 2, -9), (6, -13), (-4, -16.6), (-wide + 4, -8), (-wide + 0.4, side_y)],
        "cloud": [
            (wide - 0.6, side_y),
            (wide - 2.6, -8),
            (7, -13),
            (2, -11.4),
            (-3, -13.6),
            (-8, -11.6),
            (2.6 - wide, -8),
            (0.6 - wide, side_y),
        ],
    }.get(
        cut,
        [
            (wide - 0.6, side_y),
            (wide - 2.2, -7),
            (5, -14.6),
            (-2, top + 4.4),
            (-7.4, -14),
            (2.2 - wide, -7),
            (0.6 - wide, side_y),
        ],
    )
    return tuple((X + x, Y + y) for x, y in (*curve(outer, closed=False), *curve(line, closed=False)))


def _strands(genes: Genes, cap: Points, cut: str) -> list[Shape]:
    top = HEADS[genes["head"]][0][1]
    root = {"swept": (8.0, top + 1), "wind": (-4.0, top + 1)}.get(
        cut, (-2.0 if cut in ("bob", "long", "braids") else 0.0, top + 0.4)
    )
    shapes = []
    for reach, tone in ((-14, DARK), (-9, LIGHT), (-4, DARK), (5, DARK), (10, LIGHT), (14, DARK)):
        line = [
            (X + root[0] * 0.7 + reach * 0.25, Y + root[1] + 1),
            (X + reach * 0.8, Y + top + 6),
            (X + reach * 1.12, Y - 7),
        ]
        shapes.append(Shape(stroke(line, 0.95, 0.2), tone, Depth.DETAIL, cap))
    return shapes


def _fall(wide: float, low: float, flare: float) -> Points:
    right = [
        (0.0, -26.0),
        (wide * 0.7, -23),
        (wide, -8),
        (wide + flare * 0.3, low * 0.5),
        (wide + flare * 0.6, low),
        (wide * 0.55, low + 3),
    ]
    left = [(-x, y) for x, y in right[:0:-1]]
    return tuple((X + x, Y + y) for x, y in curve(right + left))


def _wind(wide: float) -> Shape:
    points = [
        (-wide - 1, -10), (-8, -25), (6, -26), (wide + 6, -20), (wide + 18, -22), (wide + 13, -14), (wide + 24, -9),
        (wide + 13, -5), (wide + 22, 4), (wide + 10, 4), (wide + 14, 14), (wide, 12), (0, 0), (-wide - 1, 6),
    ]  # fmt: skip
    return Shape(tuple((X + x, Y + y) for x, y in curve(points)), HAIR)


def _spikes(wide: float) -> Shape:
    points = []
    for step in range(19):
        angle = math.radians(188 + 164 * step / 18)
        away = 1.42 if step % 2 else 1.06
        points.append((X + (wide + 2) * away * math.cos(angle), Y + 3 + 26 * away * math.sin(angle)))
    return Shape(tuple(points), HAIR)


def _cloud(genes: Genes, chance: random.Random, *, covered: bool) -> list[Shape]:
    shapes = []
    wide = half_width(genes, 2)
    core = oval(X, Y - 5, wide + 6, 27)
    if not covered:
        shapes.append(Shape(core, HAIR))
    first, last = (150, 390) if not covered else (160, 380)
    count = 15
    for step in range(count):
        angle = math.radians(first + (last - first) * step / (count - 1))
        up = -math.sin(angle)
        if covered and up > 0.12:
            continue
        x, y = X + (wide + 6) * math.cos(angle), Y - 4 + 25 * math.sin(angle)
        curl = oval(x, y, 6.4 + chance.random(), 6.2)
        shapes.append(Shape(curl, HAIR))
        shapes.append(Shape(stroke([(x - 2, y + 1), (x, y - 2), (x + 2.4, y)], 0.9, 0.2), DARK, Depth.DETAIL, curl))
    return shapes
