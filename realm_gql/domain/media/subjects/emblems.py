"""Lore: an emblem in a frame, with what is above it: a page of a book that everybody half remembers."""

from __future__ import annotations

import math
import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Shape, arc, box, curve, oval, placed, star, stroke
from realm_gql.domain.media.subjects import backdrops
from realm_gql.domain.media.subjects.things import thing_of

Emblem = list[Shape]


def lore(genes: Genes) -> Emblem:
    """A piece of lore."""
    chance = random.Random(genes.hand)  # noqa: S311  (looks, not secrets)
    back = backdrops.backdrop(genes["backdrop"], genes.line, chance, 50)
    size = 0.92 + 0.04 * (int(genes["build"]) - 2)
    return [
        *back,
        *_framed(genes["frame"], chance),
        *placed(emblem(genes["charm"]), 50, 51, size),
        *_above(genes["above"], chance),
    ]


def emblem(charm: str) -> Emblem:
    """An emblem around (0, 0)."""
    things = {
        "bell": "bell",
        "key": "key",
        "candle": "candle",
        "stone": "stone",
        "boot": "boot",
        "lamp": "lamp",
        "spoon": "spoon",
    }
    if charm in things:
        return thing_of(things[charm], "plain")
    drawn = {
        "anchor": _anchor,
        "hare": _hare,
        "wave": _wave,
        "crown": _crown,
        "ladder": _ladder,
        "sheep": _sheep,
        "armchair": _armchair,
        "ship": _ship,
        "eye": _eye,
        "tree": _tree,
        "hand": _hand,
        "note": _note,
    }
    return backdrops.moth(0, 0, 2.6) if charm == "moth" else drawn[charm]()


def _framed(kind: str, chance: random.Random) -> Emblem:
    if kind == "arch":
        inner = curve([(22, 90), (22, 44), (30, 24), (50, 12), (70, 24), (78, 44), (78, 90)], closed=False)
        outer = curve([(15, 95), (15, 42), (25, 19), (50, 5), (75, 19), (85, 42), (85, 95)], closed=False)
        return [Shape(outer, "trim"), Shape(inner, "near")]
    if kind == "scroll":
        sheet = curve([(16, 20), (50, 17), (84, 20), (82, 52), (84, 84), (50, 81), (16, 84), (18, 52)])
        rolls = [
            Shape(curve([(11, y - 4), (50, y - 6), (89, y - 4), (89, y + 4), (50, y + 2), (11, y + 4)]), "wood")
            for y in (18, 85)
        ]
        return [Shape(sheet, "paper"), *rolls]
    if kind == "wreath":
        leaves = []
        for step in range(26):
            angle = math.radians(110 + 320 * step / 25)
            x, y = 50 + 39 * math.cos(angle), 51 + 39 * math.sin(angle)
            leaves.append(Shape(oval(x, y, 6.4, 2.6, math.degrees(angle) + (64, 118)[step % 2]), "leaf"))
            if step % 4 == 1:
                leaves.append(Shape(oval(x, y, 2.3), ("dye_gorse", "dye_heather")[step // 4 % 2]))
        return [Shape(oval(50, 51, 36, steps=48), "near"), *leaves]
    if kind == "waves":
        rows = [Shape(oval(50, 46, 34, steps=48), "near")]
        for row in range(3):
            y = 76 + row * 9
            crest = [(x, y + (2.6 if (x // 8 + row) % 2 else -2.6)) for x in range(-8, 112, 8)]
            rows.append(
                Shape(
                    (*curve([(float(x), y) for x, y in crest], closed=False), (108, 108), (-8, 108)),
                    ("water", "far", "cloth")[row],
                )
            )
        return rows
    shapes = [Shape(oval(50, 50, 34, steps=48), "near")]
    for step in range(9):
        angle = math.radians(125 + 290 * step / 8)
        x, y = 50 + 40 * math.cos(angle), 52 + 40 * math.sin(angle)
        shapes.append(
            Shape(
                curve(
                    [
                        (x - 4.4, y + 7),
                        (x - 5, y - 3),
                        (x - 1 + chance.uniform(-1, 1), y - 8),
                        (x + 4.4, y - 4),
                        (x + 5, y + 7),
                    ]
                ),
                "iron",
            )
        )
    return shapes


def _above(kind: str, chance: random.Random) -> Emblem:
    if kind == "stars":
        return [
            Shape(star(x, y, r, 4, 0.32), "metal", Depth.DETAIL, glow=True)
            for x, y, r in ((24, 15, 3.4), (50, 7, 4.4), (76, 15, 3.4), (12, 32, 2), (88, 32, 2))
        ]
    if kind == "moon":
        outer, inner = arc(50, 14, 6.4, 6.4, 60, 240), ()
        return [Shape(outer, "light", Depth.DETAIL, glow=True)] + [
            Shape(oval(50, 14, 1), "light", Depth.DETAIL) for _ in inner
        ]
    if kind == "birds":
        return [
            Shape(
                stroke(
                    [
                        (x - 6 * s, y - 2 * s),
                        (x - 2 * s, y - 3.4 * s),
                        (x, y),
                        (x + 2 * s, y - 3.4 * s),
                        (x + 6 * s, y - 2 * s),
                    ],
                    1.3,
                    0.2,
                ),
                "ink",
                Depth.DETAIL,
            )
            for x, y, s in ((20, 17, 1.0), (78, 13, 1.2), (86, 24, 0.7))
        ]
    return [
        Shape(stroke([(x, y), (x - 1.4, y + 5)], 0.9, 0.3, smooth=False), "fog", Depth.DETAIL)
        for x, y in ((chance.uniform(4, 96), chance.uniform(3, 84)) for _ in range(24))
    ]


def _anchor() -> Emblem:
    return [
        Shape(arc(0, -24, 5, 3, 0, 360), "iron"),
        Shape(box(-2.4, -19, 2.4, 24), "iron"),
        Shape(box(-13, -13, 13, -8.6), "wood"),
        Shape(arc(0, 4, 21, 4.8, 10, 160), "iron"),
        *[Shape(((s * 26, 6), (s * 14, 10), (s * 22, 16)), "iron") for s in (-1, 1)],
        Shape(stroke([(4, -24), (16, -14), (6, 2), (14, 18)], 2.4, 0.7), "trim"),
    ]


def _hare() -> Emblem:
    body = curve([(-21, 27), (-24, 10), (-12, -2), (2, 0), (6, -8), (16, -10), (21, -3), (15, 4), (13, 14), (15, 28)])
    return [
        Shape(curve([(7, -8), (1, -24), (4, -34), (9, -26), (12, -10)]), "wood"),
        Shape(curve([(12, -9), (13, -25), (19, -32), (20, -22), (16, -9)]), "wood"),
        Shape(body, "wood"),
        Shape(oval(15, -5, 1.5), "ink", Depth.DETAIL),
        Shape(oval(-23, 22, 5), "light"),
        Shape(curve([(-16, 28), (-16, 16), (-6, 14), (2, 28)]), "wood_dark", Depth.DETAIL, body),
        Shape(oval(20.4, -3, 1.2), "lip_plain", Depth.DETAIL),
    ]


def _wave() -> Emblem:
    body = curve(
        [
            (-30, 24),
            (-18, 6),
            (-4, -18),
            (14, -24),
            (24, -14),
            (19, -4),
            (11, -10),
            (3, -5),
            (4, 8),
            (14, 18),
            (30, 22),
            (30, 30),
            (-30, 30),
        ]
    )
    return [
        Shape(body, "water"),
        *[
            Shape(stroke(line, 2, 0.2), "light", Depth.DETAIL, body)
            for line in (
                [(-22, 24), (-8, 4), (6, -16), (20, -17)],
                [(-14, 26), (-4, 10), (2, -2)],
                [(-4, 27), (4, 18), (20, 24)],
            )
        ],
        *[Shape(oval(x, y, r), "light") for x, y, r in ((27, -17, 2.2), (22, -24, 1.7), (29, -8, 1.5))],
    ]


def _crown() -> Emblem:
    return [
        Shape(((-25, 18), (-28, -14), (-13, 2), (0, -24), (13, 2), (28, -14), (25, 18)), "metal"),
        *[Shape(oval(x, y, 3.2), "accent") for x, y in ((-28, -16), (0, -27), (28, -16))],
        Shape(curve([(-26, 14), (0, 18), (26, 14), (25, 24), (0, 28), (-25, 24)]), "trim"),
        *[Shape(oval(x, 20.5, 2.2), "accent", Depth.DETAIL) for x in (-14, 0, 14)],
    ]


def _ladder() -> Emblem:
    return [
        *[
            Shape(((x, -32), (x + 4, -32), (x + 4 + lean, 32), (x + lean, 32)), "wood")
            for x, lean in ((-13, -4), (9, 4))
        ],
        *[
            Shape(box(-13 - k * 0.5, y, 13 + k * 0.5, y + 3.2), "metal" if k == 2 else "wood")
            for k, y in enumerate(range(-26, 30, 9))
        ],
    ]


def _sheep() -> Emblem:
    wool = [
        Shape(oval(x, y, 9.4, 8.4), "light")
        for x, y in ((-14, -4), (-4, -10), (8, -8), (15, 2), (-17, 6), (-8, 10), (5, 10), (0, 0))
    ]
    return [
        *[Shape(box(x, 12, x + 4, 29), "ink") for x in (-14, -5, 6, 13)],
        *wool,
        Shape(curve([(-30, -8), (-24, -15), (-17, -12), (-18, -1), (-25, 3)]), "ink"),
        Shape(oval(-16.4, -12, 4, 1.9, 24), "ink"),
        Shape(oval(-24, -8, 1.2), "light", Depth.DETAIL),
    ]


def _armchair() -> Emblem:
    return [
        *[Shape(box(x, 22, x + 5, 32), "wood_dark") for x in (-20, 15)],
        Shape(curve([(-19, 10), (-21, -18), (-10, -29), (10, -29), (21, -18), (19, 10)]), "accent"),
        *[Shape(oval(x, y, 1.3), "shadow", Depth.DETAIL) for x in (-8, 0, 8) for y in (-18, -9)],
        Shape(curve([(-18, 8), (0, 5), (18, 8), (18, 18), (-18, 18)]), "trim"),
        *[
            Shape(curve([(s * 16, 26), (s * 16, 2), (s * 22, -5), (s * 29, 1), (s * 27, 26)]), "accent")
            for s in (-1, 1)
        ],
        Shape(box(-18, 17, 18, 26), "accent"),
    ]


def _ship() -> Emblem:
    return [
        Shape(box(-1.3, -32, 1.3, 14), "wood"),
        Shape(curve([(2, -29), (20, -14), (21, 6), (2, 8)]), "light"),
        Shape(curve([(-2, -24), (-16, -10), (-18, 6), (-2, 8)]), "paper"),
        Shape(((0, -34), (12, -31), (0, -28)), "accent"),
        Shape(curve([(-28, 10), (0, 14), (29, 8), (21, 27), (-19, 27)]), "wood"),
        Shape(stroke([(-24, 16), (0, 19), (26, 14)], 1.8, 0.5), "trim", Depth.DETAIL),
        Shape(stroke([(-30, 29), (-14, 26), (2, 30), (16, 26), (31, 29)], 3, 0.3), "water"),
    ]


def _eye() -> Emblem:
    white = curve([(-30, 0), (-15, -14), (0, -18), (15, -14), (30, 0), (15, 12), (0, 15), (-15, 12)])
    return [
        *[
            Shape(
                stroke([(x * 0.95, -16 + abs(x) * 0.2), (x * 1.15, -24 + abs(x) * 0.24)], 2, 0.4, smooth=False), "ink"
            )
            for x in (-20, -10, 0, 10, 20)
        ],
        Shape(white, "light"),
        Shape(oval(0, -2, 13), "dye_mere", Depth.DETAIL, white),
        *[Shape(arc(0, -2, r, 1.4, s, 200), "light", Depth.DETAIL, white) for r, s in ((10.4, 30), (10.4, 260))],
        Shape(oval(0, -2, 6.4), "ink", Depth.DETAIL, white),
        Shape(oval(-3, -5, 2.2), "light", Depth.DETAIL),
    ]


def _tree() -> Emblem:
    trunk = curve([(-4, 30), (-3, 10), (-10, -4), (-6, -6), (0, 4), (4, -10), (8, -9), (5, 8), (7, 30)])
    return [
        *[
            Shape(oval(x, y, r), tone)
            for x, y, r, tone in (
                (-14, -10, 11, "leaf"),
                (13, -12, 11, "leaf"),
                (0, -22, 12, "leaf"),
                (-4, -8, 9, "leaf"),
            )
        ],
        Shape(trunk, "wood"),
        *[Shape(oval(x, y, 2), "dye_rust") for x, y in ((-15, -13), (12, -8), (3, -25), (-3, -14), (18, -15))],
        Shape(stroke([(-14, 31), (-5, 26), (6, 27), (16, 31)], 2.6, 0.2), "wood"),
    ]


def _hand() -> Emblem:
    palm = curve(
        [
            (-12, 30),
            (-14, 8),
            (-17, -14),
            (-12.6, -17),
            (-9, -12),
            (-8, -2),
            (-7.6, -25),
            (-3, -28),
            (0, -24),
            (0, -3),
            (3, -23),
            (7.4, -24),
            (9, -19),
            (7.6, 0),
            (13, -9),
            (17, -8),
            (16, -1),
            (10, 14),
            (10, 30),
        ]
    )
    return [
        Shape(palm, "skin"),
        *[Shape(arc(-1, 10, r, 1.5, s, 250), "accent", Depth.DETAIL, palm) for r, s in ((3, 20), (6.4, 170))],
        Shape(((-15, 24), (13, 24), (16, 34), (-18, 34)), "cloth"),
    ]


def _note() -> Emblem:
    return [
        Shape(oval(-13, 20, 9, 6.6, -18), "ink"),
        Shape(oval(15, 14, 9, 6.6, -18), "ink"),
        Shape(box(-7.6, -22, -4.6, 20), "ink"),
        Shape(box(20.4, -28, 23.4, 14), "ink"),
        Shape(((-7.6, -22), (23.4, -30), (23.4, -20), (-7.6, -12)), "accent"),
    ]
