"""Hats: for each what is behind the head and what is over it. Their brim lies above the brows, at y = 36."""

from __future__ import annotations

import math
import random

from realm_gql.domain.media.shapes import Depth, Points, Shape, both, curve, oval, star, stroke
from realm_gql.domain.media.subjects.clothes import decorate

X = 50.0

OPEN = frozenset({"none", "circlet", "antlers"})
"""Hats that leave the crown of the head free."""


def behind(hat: str) -> list[Shape]:
    """The part of a hat that is drawn before the head is."""
    if hat == "hood":
        right = [(X, 12), (X + 17, 18), (X + 27, 38), (X + 27, 60), (X + 22, 80), (X + 8, 86)]
        return [Shape(both(curve(right, closed=False)), "hat"), Shape(oval(X, 48, 22.5, 30), "hat_dark", Depth.DETAIL)]
    if hat == "souwester":
        return [
            Shape(
                curve([(X - 20, 34), (X + 20, 34), (X + 27, 58), (X + 22, 66), (X, 62), (X - 22, 66), (X - 27, 58)]),
                "hat_dark",
            )
        ]
    if hat == "kerchief":
        return [
            Shape(
                curve([(X - 18, 30), (X + 18, 30), (X + 21, 56), (X + 13, 72), (X - 13, 72), (X - 21, 56)]), "hat_dark"
            )
        ]
    if hat == "antlers":
        shapes = []
        for side in (-1, 1):
            beam = [(X + side * 9, 30), (X + side * 15, 19), (X + side * 25, 13), (X + side * 26, 3)]
            shapes.append(Shape(stroke(beam, 3.4, 0.35), "wood"))
            shapes.append(
                Shape(stroke([(X + side * 14, 21), (X + side * 12, 13), (X + side * 14, 6)], 2.6, 0.3), "wood")
            )
            shapes.append(
                Shape(stroke([(X + side * 22, 14.5), (X + side * 31, 14), (X + side * 36, 8)], 2.5, 0.3), "wood")
            )
        return shapes
    return []


def over(hat: str, pattern: str, chance: random.Random) -> list[Shape]:
    """The part of a hat that is drawn over the head and its hair."""
    if hat == "none":
        return []
    if hat == "brim":
        crown = curve(
            [(X - 15, 34), (X - 14, 18), (X - 8, 12), (X, 15), (X + 8, 12), (X + 14, 18), (X + 15, 34), (X, 37)]
        )
        return [
            _shade(),
            Shape(oval(X, 33.5, 33, 6.4), "hat"),
            Shape(oval(X, 32, 20, 3.6), "hat_dark", Depth.DETAIL),
            Shape(crown, "hat"),
            _band(crown, 27.5),
            *_feather(X + 14, 27),
        ]
    if hat == "pointed":
        cone = curve(
            [
                (X - 16, 35),
                (X - 10, 20),
                (X - 4, 8),
                (X + 6, 1),
                (X + 17, 5),
                (X + 10, 9),
                (X + 9, 20),
                (X + 16, 35),
                (X, 37.5),
            ]
        )
        return [
            _shade(),
            Shape(oval(X, 34, 29, 5.4), "hat"),
            Shape(oval(X, 32.6, 20, 3.2), "hat_dark", Depth.DETAIL),
            Shape(cone, "hat"),
            _band(cone, 27),
            *decorate_cone(cone),
            Shape(star(X + 2, 29, 3.1, 4, 0.4), "metal", Depth.DETAIL),
        ]
    if hat == "souwester":
        dome = curve([(X - 18, 35), (X - 16, 20), (X, 11), (X + 16, 20), (X + 18, 35), (X, 31)])
        brim = curve([(X - 22, 38), (X - 15, 30), (X, 28), (X + 15, 30), (X + 22, 38), (X + 8, 34.6), (X - 8, 34.6)])
        seams = [
            Shape(stroke([(X, 11.4), (X + x * 0.8, 18), (X + x, 31)], 0.9, 0.6), "hat_dark", Depth.DETAIL, dome)
            for x in (-9, 0, 9)
        ]
        return [_shade(), Shape(dome, "hat"), *seams, Shape(brim, "hat")]
    if hat == "circlet":
        shapes = [Shape(stroke([(X - 18, 38), (X - 9, 31), (X, 29.5), (X + 9, 31), (X + 18, 38)], 2.6, 0.8), "leaf")]
        for step in range(9):
            t = step / 8
            x, y = X - 18 + 36 * t, 38 - 9 * math.sin(math.pi * t)
            tone = ("dye_heather", "dye_gorse", "light")[step % 3]
            shapes.append(Shape(oval(x - 1.8, y + 1.6, 2.4, 1.1, 40), "leaf", Depth.DETAIL))
            shapes.append(Shape(star(x, y - 0.4, 3.0 + chance.random(), 5, 0.62, chance.uniform(0, 70)), tone))
            shapes.append(Shape(oval(x, y - 0.4, 0.9), "metal", Depth.DETAIL))
        return shapes
    if hat == "hood":
        rim = both(
            [
                (X, 21.5),
                (X + 15, 25),
                (X + 21, 40),
                (X + 20.4, 58),
                (X + 13, 72),
                (X + 17.5, 75),
                (X + 26, 60),
                (X + 26, 39),
                (X + 18, 19),
                (X, 12.6),
            ]
        )
        half = len(rim) // 2
        return [
            Shape((*curve(rim[:half], closed=False), *curve(rim[half:], closed=False)), "hat"),
            Shape(
                both(
                    curve([(X, 22), (X + 15.4, 25.6), (X + 21.4, 40), (X + 20.6, 58)], closed=False)
                    + curve([(X + 22.4, 58), (X + 23, 40), (X + 16.6, 24), (X, 20)], closed=False)
                ),
                "trim",
                Depth.DETAIL,
            ),
        ]
    if hat == "knitted":
        dome = curve(
            [(X - 18.5, 34), (X - 17, 21), (X - 6, 12.5), (X + 6, 12.5), (X + 17, 21), (X + 18.5, 34), (X, 37)]
        )
        rib = curve([(X - 19.4, 30), (X - 9, 28.6), (X + 9, 28.6), (X + 19.4, 30), (X + 19, 37), (X, 39), (X - 19, 37)])
        ribs = [
            Shape(stroke([(X + x, 28), (X + x, 39)], 0.9, 0.8, smooth=False), "shadow", Depth.DETAIL, rib)
            for x in range(-18, 19, 4)
        ]
        return [
            Shape(oval(X + 1, 9.5, 6, 5.6), "trim"),
            Shape(dome, "hat"),
            *decorate(dome, "knit" if pattern == "plain" else pattern),
            Shape(rib, "hat"),
            *ribs,
        ]
    if hat == "tricorne":
        body = curve([(X - 14, 32), (X - 11, 18), (X, 15), (X + 11, 18), (X + 14, 32)])
        brim = curve(
            [(X - 30, 25), (X - 16, 27), (X, 21), (X + 16, 27), (X + 30, 25), (X + 22, 36), (X, 38), (X - 22, 36)]
        )
        edge = [(X - 29, 25.4), (X - 16, 27.4), (X, 21.8), (X + 16, 27.4), (X + 29, 25.4)]
        return [
            _shade(),
            Shape(body, "hat_dark"),
            Shape(brim, "hat"),
            Shape(stroke(edge, 1.5, 0.6), "trim", Depth.DETAIL),
            Shape(oval(X + 13, 30, 2.4), "metal"),
        ]
    if hat == "candle":
        cap = curve([(X - 18, 36), (X - 17, 22), (X, 16), (X + 17, 22), (X + 18, 36), (X, 38)])
        return [
            *_shades(),
            Shape(cap, "hat"),
            _band(cap, 32),
            Shape(((X - 3, 20), (X - 3, 6), (X + 3, 6), (X + 3, 20)), "paper"),
            Shape(curve([(X - 5, 19.4), (X, 18), (X + 5, 19.4), (X + 4, 23), (X, 24), (X - 4, 23)]), "metal"),
            *flame(X, 5.5, 1.0),
        ]
    if hat == "kerchief":
        wrap = curve(
            [
                (X - 19, 40),
                (X - 18, 24),
                (X, 18.5),
                (X + 18, 24),
                (X + 19, 40),
                (X + 10, 32.5),
                (X, 30.6),
                (X - 10, 32.5),
            ]
        )
        knot = [
            Shape(curve([(X + 17, 44), (X + 25, 40), (X + 27, 47)]), "hat"),
            Shape(curve([(X + 17, 46), (X + 26, 52), (X + 19, 56)]), "hat"),
            Shape(oval(X + 18, 45, 2.6), "hat"),
        ]
        return [*knot, Shape(wrap, "hat"), *decorate(wrap, "dots" if pattern == "plain" else pattern)]
    if hat == "nest":
        twigs = []
        for step in range(15):
            x, turn = X - 18 + step * 2.6, chance.uniform(-1.4, 1.4)
            twigs.append(
                Shape(
                    stroke([(x - 5, 26 + turn * 2), (x, 29 - turn), (x + 5, 27 - turn * 2)], 1.3, 0.3),
                    ("wood", "wood_dark", "metal")[step % 3],
                    Depth.DETAIL,
                )
            )
        bowl = curve([(X - 21, 25), (X, 28), (X + 21, 25), (X + 17, 36), (X, 39), (X - 17, 36)])
        return [*bird(X - 2, 17, 1.15), Shape(oval(X + 11, 23, 3.2, 4.2), "light"), Shape(bowl, "wood"), *twigs]
    return []  # antlers stand behind


def _shade() -> Shape:
    return Shape(
        curve([(X - 17, 33), (X, 33), (X + 17, 33), (X + 16, 41), (X, 39.6), (X - 16, 41)]), "skin_dark", Depth.DETAIL
    )


def _shades() -> list[Shape]:
    return [_shade()]


def _band(crown: Points, y: float) -> Shape:
    return Shape(
        curve([(X - 22, y), (X, y + 2.4), (X + 22, y), (X + 22, y + 4.4), (X, y + 6.8), (X - 22, y + 4.4)]),
        "trim",
        Depth.DETAIL,
        crown,
    )


def decorate_cone(cone: Points) -> list[Shape]:
    """The folds of a pointed hat."""
    folds = ([(X + 3, 9), (X + 6, 12), (X + 12, 9)], [(X - 6, 19), (X, 21), (X + 7, 18)])
    return [Shape(stroke(fold, 1.1, 0.2), "hat_dark", Depth.DETAIL, cone) for fold in folds]


def _feather(x: float, y: float) -> list[Shape]:
    vane = curve([(x - 2, y + 3), (x + 4, y - 6), (x + 12, y - 15), (x + 17, y - 17), (x + 16, y - 9), (x + 8, y - 1)])
    return [
        Shape(vane, "accent"),
        Shape(stroke([(x - 2, y + 4), (x + 6, y - 5), (x + 15, y - 15)], 0.9, 0.3), "light", Depth.DETAIL),
    ]


def flame(x: float, y: float, size: float) -> list[Shape]:
    """A flame whose foot is at a point."""
    outer = curve(
        [(x, y), (x - 2.8 * size, y - 3 * size), (x - 0.4 * size, y - 9 * size), (x + 2.8 * size, y - 3.4 * size)]
    )
    inner = curve(
        [(x, y - 0.6 * size), (x - 1.3 * size, y - 2.6 * size), (x, y - 5.4 * size), (x + 1.3 * size, y - 2.8 * size)]
    )
    return [Shape(outer, "flame", Depth.DETAIL, glow=True), Shape(inner, "light", Depth.DETAIL)]


def bird(x: float, y: float, size: float) -> list[Shape]:
    """A wren, facing left, around a point."""

    def at(px: float, py: float) -> tuple[float, float]:
        return x + px * size, y + py * size

    body = curve([at(-7, -1), at(-5, -5), at(-1, -4), at(4, -2), at(8, -7), at(10, -6), at(7, 2), at(2, 6), at(-4, 5)])
    return [
        Shape((at(-6.6, -2.6), at(-11, -1.2), at(-6.6, -0.4)), "metal"),
        Shape(body, "accent"),
        Shape(curve([at(-6, 1), at(-2, 1), at(0, 4), at(-3, 5)]), "light", Depth.DETAIL, body),
        Shape(curve([at(-1, -1), at(5, -1.4), at(6, 1), at(1, 3)]), "wood_dark", Depth.DETAIL, body),
        Shape(oval(*at(-4.6, -2), 1.0 * size), "ink", Depth.DETAIL),
        Shape(oval(*at(-4.9, -2.4), 0.35 * size), "light", Depth.DETAIL),
    ]
