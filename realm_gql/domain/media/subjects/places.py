"""Places: small landscapes of moor, tide, bell and fog; the moon over them is the echo-seal."""

from __future__ import annotations

import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Shape, arc, box, curve, oval, placed, ridge, star, stroke
from realm_gql.domain.media.subjects import backdrops
from realm_gql.domain.media.subjects.things import thing_of

Land = list[Shape]


def location(genes: Genes) -> Land:
    """A landscape."""
    chance = random.Random(genes.hand)  # noqa: S311  (looks, not secrets)
    side = chance.choice((27, 73))
    x, size = 100 - side, 1.0 + 0.07 * (int(genes["build"]) - 2)
    horizon = 58.0
    return [
        *_sky(genes["sky"], genes, side, chance),
        Shape(ridge(chance, horizon, 16, 6), "far", Depth.FAR),
        *_bank(horizon - 4, chance, "fog"),
        *_ground(genes["land"], chance, horizon),
        *placed(landmark(genes["mark"]), x, 68, size),
        *_life(genes["life"], side, chance),
        *_front(genes["near"], chance),
        *_weather(genes["weather"], chance),
    ]


def _sky(kind: str, genes: Genes, side: float, chance: random.Random) -> Land:
    if kind == "moon":
        return [
            Shape(oval(side, 24, 12), "light", Depth.FAR, glow=True),
            *backdrops.seal(genes.line, side, 24, 20, "halo"),
        ]
    stars = [
        Shape(
            star(chance.uniform(3, 97), chance.uniform(3, 46), chance.uniform(0.8, 2), 4, 0.3),
            "halo",
            Depth.FAR,
            glow=True,
        )
        for _ in range(18)
    ]
    if kind == "stars":
        return [*backdrops.seal(genes.line, side, 26, 15, "halo"), *stars]
    if kind == "fogbank":
        return [
            *backdrops.seal(genes.line, side, 24, 16, "halo"),
            *_bank(20, chance, "fog"),
            *_bank(36, chance, "halo"),
        ]
    return [Shape(oval(side, 26, 21, steps=48), "halo", Depth.FAR), *backdrops.seal(genes.line, side, 26, 19)]


def _bank(y: float, chance: random.Random, tone: str) -> Land:
    found = []
    for _ in range(3):
        x, wide, high = chance.uniform(-5, 80), chance.uniform(26, 44), y + chance.uniform(-5, 5)
        found.append(
            Shape(
                curve(
                    [
                        (x - wide / 2, high),
                        (x, high - 2.6),
                        (x + wide / 2, high - 1.4),
                        (x + wide, high),
                        (x + wide / 2, high + 2.4),
                        (x, high + 2),
                    ]
                ),
                tone,
                Depth.FAR,
            )
        )
    return found


def _ground(kind: str, chance: random.Random, horizon: float) -> Land:
    sea = Shape(box(-4, horizon + 2, 104, 104), "water", Depth.FORM)
    glints = [
        Shape(stroke([(x, y), (x + 5, y - 0.8), (x + 11, y)], 0.9, 0.1), "fog", Depth.DETAIL)
        for x, y in ((chance.uniform(-4, 94), chance.uniform(horizon + 5, 84)) for _ in range(15))
    ]
    if kind == "shore":
        beach = curve([(-6, 70), (20, 67), (48, 70), (72, 66), (106, 69), (106, 108), (-6, 108)])
        tide = curve([(-6, 86), (22, 80), (50, 86), (80, 80), (106, 84), (106, 108), (-6, 108)])
        return [
            sea,
            *glints,
            Shape(beach, "paper"),
            Shape(tide, "water"),
            Shape(stroke([(-4, 86), (22, 80), (50, 86), (80, 80), (104, 84)], 1.6, 0.4), "light", Depth.DETAIL),
        ]
    if kind == "marsh":
        banks = [
            Shape(ridge(chance, 70, 5, 4), "near"),
            *[Shape(oval(chance.uniform(8, 92), y, chance.uniform(10, 20), 2.6), "water") for y in (79, 86, 93)],
        ]
        return [Shape(ridge(chance, horizon + 4, 5), "far"), *banks]
    if kind == "cliffs":
        left = curve([(-6, 104), (-6, 50), (10, 46), (22, 52), (26, 70), (34, 84), (32, 104)])
        right = curve([(106, 104), (106, 44), (92, 41), (80, 50), (76, 66), (68, 86), (70, 104)])
        return [
            sea,
            *glints,
            Shape(curve([(12, 72), (50, 66), (88, 72), (96, 104), (4, 104)]), "near"),
            Shape(left, "near"),
            Shape(right, "near"),
        ]
    hills = [Shape(ridge(chance, horizon + 8, 9), "far"), Shape(ridge(chance, 73, 7, 4), "near")]
    tufts = [
        Shape(oval(chance.uniform(0, 100), chance.uniform(76, 92), 3.4, 1.5), tone, Depth.DETAIL)
        for tone in ("dye_heather", "leaf", "dye_heather", "leaf", "dye_gorse", "leaf")
        for _ in range(3)
    ]
    return [*hills, *tufts]


def landmark(mark: str) -> Land:
    """What a place is known by, its foot at (0, 0)."""
    drawn = {
        "bell": _bell, "house": _house, "tower": _tower, "stones": _stones, "lamp": _lamp, "causeway": _causeway, "tree": _tree, "steeple": _steeple,
        "market": _market, "boat": _boat, "cuttings": _cuttings, "gate": _gate, "chapel": _chapel, "bridge": _bridge, "wood": _wood,
    }  # fmt: skip
    return drawn[mark]()


def _lit(x: float, y: float, wide: float = 4.0, high: float = 5.0) -> Land:
    return [
        Shape(box(x - wide / 2, y - high, x + wide / 2, y), "flame", Depth.DETAIL, glow=True),
        Shape(box(x - 0.4, y - high, x + 0.4, y), "wood_dark", Depth.DETAIL),
    ]


def _bell() -> Land:
    return [
        Shape(((-17, 4), (-13, 4), (-9, -38), (-12, -38)), "wood_dark"),
        Shape(((17, 4), (13, 4), (9, -38), (12, -38)), "wood_dark"),
        Shape(box(-15, -40, 15, -35.6), "wood"),
        Shape(((-18, -39), (0, -49), (18, -39)), "hat"),
        *placed(thing_of("bell", "plain"), 0, -19, 0.5),
    ]


def _house() -> Land:
    return [
        Shape(box(8, -40, 13, -22), "iron"),
        Shape(((-20, 4), (-20, -19), (20, -19), (20, 4)), "paper"),
        Shape(curve([(-25, -17), (-13, -31), (0, -35), (13, -31), (25, -17), (0, -20)]), "hat"),
        Shape(box(-4, -11, 4, 4), "wood"),
        *_lit(-12, -6),
        *_lit(12, -6),
        Shape(stroke([(10, -42), (14, -48), (8, -54), (13, -61)], 3, 0.2), "fog", Depth.DETAIL),
    ]


def _tower() -> Land:
    return [
        Shape(((-10, 4), (-8, -44), (8, -44), (10, 4)), "iron"),
        *[
            Shape(box(x, y, x + 5, y + 1.2), "shadow", Depth.DETAIL)
            for x, y in ((-6, -10), (1, -20), (-5, -30), (2, -4))
        ],
        Shape(
            (
                (-12, -43),
                (-12, -51),
                (-8, -51),
                (-8, -47),
                (-2, -47),
                (-2, -51),
                (2, -51),
                (2, -47),
                (8, -47),
                (8, -51),
                (12, -51),
                (12, -43),
            ),
            "iron",
        ),
        *_lit(0, -32, 4, 6),
        Shape(curve([(-3.4, 4), (-3.4, -6), (0, -9), (3.4, -6), (3.4, 4)]), "wood_dark"),
        Shape(((0, -51), (0.9, -51), (0.9, -62), (11, -59), (0.9, -56)), "accent"),
    ]


def _stones() -> Land:
    shapes = []
    for x, high, lean in ((-27, 17, -1), (-17, 24, 1), (-6, 28, 0), (6, 26, 2), (17, 30, -1), (27, 19, 1)):
        shapes.append(
            Shape(
                curve(
                    [
                        (x - 4, 4),
                        (x - 4.4 + lean, -high * 0.7),
                        (x + lean, -high),
                        (x + 3.6 + lean, -high * 0.72),
                        (x + 4.4, 4),
                    ]
                ),
                "iron",
            )
        )
    return [*shapes, Shape(oval(0, 5, 34, 2.6), "leaf", Depth.DETAIL)]


def _lamp() -> Land:
    beam = [
        Shape(((0, -42), (-60, -54), (-60, -34)), "fog", Depth.FAR),
        Shape(((0, -42), (60, -48), (60, -30)), "fog", Depth.FAR),
    ]
    return [
        *beam,
        Shape(((-9, 4), (-6, -35), (6, -35), (9, 4)), "light"),
        *[
            Shape(((-8.4 + k, y), (8.4 - k, y), (8.1 - k, y - 6), (-8.1 + k, y - 6)), "accent", Depth.DETAIL)
            for k, y in ((0.4, -2), (1.3, -14), (2.2, -26))
        ],
        Shape(box(-8, -37, 8, -34.4), "iron"),
        Shape(box(-5, -46, 5, -37), "flame", glow=True),
        Shape(((-7, -46), (0, -53), (7, -46)), "hat"),
    ]


def _causeway() -> Land:
    road = curve([(-44, 36), (-20, 14), (-4, 4), (6, -4), (10, -4), (6, 5), (0, 16), (-8, 38)])
    posts = [
        Shape(((x, y), (x + w, y), (x + w, y - h), (x, y - h)), "wood")
        for x, y, w, h in ((-26, 14, 2.4, 13), (-12, 5, 2, 10), (-1, -1, 1.6, 8), (12, 2, 1.8, 9), (9, 13, 2.4, 13))
    ]
    return [
        Shape(road, "paper"),
        *[
            Shape(stroke([(x, y), (x + 4, y + 1), (x + 8, y)], 0.9, 0.3), "shadow", Depth.DETAIL, road)
            for x, y in ((-24, 24), (-12, 16), (-6, 10), (-16, 28))
        ],
        *posts,
        Shape(oval(-24.8, 0, 2.2), "flame", glow=True),
    ]


def _tree() -> Land:
    trunk = curve(
        [
            (-3, 4),
            (-2.6, -14),
            (-12, -26),
            (-9, -28),
            (-1, -20),
            (3, -34),
            (6, -33),
            (4, -18),
            (14, -26),
            (16, -24),
            (5, -10),
            (5, 4),
        ]
    )
    return [
        *[
            Shape(oval(x, y, rx, ry), "leaf")
            for x, y, rx, ry in ((12, -34, 14, 7), (-8, -32, 11, 6), (22, -26, 10, 5), (4, -42, 11, 6))
        ],
        Shape(trunk, "wood_dark"),
    ]


def _steeple() -> Land:
    return [
        Shape(((-9, 6), (-9, -22), (9, -20), (9, 6)), "iron"),
        Shape(((-11, -21), (3, -60), (11, -19)), "hat"),
        *placed([Shape(box(-0.7, -6, 0.7, 6), "metal"), Shape(box(-3, -3, 3, -1.8), "metal")], 3.2, -64),
        *_lit(0, -10, 4.6, 7),
        Shape(curve([(-30, 6), (-14, 2), (0, 5), (14, 2), (30, 6), (30, 14), (-30, 14)]), "water"),
        Shape(stroke([(-18, 8), (-6, 6.4), (8, 8)], 1, 0.2), "fog", Depth.DETAIL),
    ]


def _market() -> Land:
    shapes = []
    for x, tone, high in ((-22, "accent", 24), (3, "trim", 29), (26, "cloth", 22)):
        shapes += [
            Shape(box(x - 9, -high, x - 7.6, 4), "wood_dark"),
            Shape(box(x + 7.6, -high, x + 9, 4), "wood_dark"),
            Shape(box(x - 10, -6, x + 10, 4), "wood"),
            Shape(
                curve(
                    [
                        (x - 13, -high + 5),
                        (x, -high - 7),
                        (x + 13, -high + 5),
                        (x + 7, -high + 7.6),
                        (x, -high + 4),
                        (x - 7, -high + 7.6),
                    ]
                ),
                tone,
            ),
            *[Shape(oval(x + s, -7, 2.2), "dye_gorse" if s else "dye_rust") for s in (-5, 0, 5)],
        ]
    return [
        *shapes,
        Shape(stroke([(-32, -34), (-8, -28), (14, -37), (36, -30)], 0.9, 0.8), "wood_dark"),
        *[Shape(oval(x, y, 2), "flame", glow=True) for x, y in ((-22, -30), (-8, -27), (8, -33), (25, -33))],
    ]


def _boat() -> Land:
    return [
        Shape(box(-1, -42, 1, -2), "wood_dark"),
        Shape(curve([(2, -40), (19, -16), (2, -10)]), "light"),
        Shape(curve([(-2, -36), (-14, -14), (-2, -10)]), "accent"),
        Shape(curve([(-27, -6), (0, -2), (28, -8), (19, 8), (-18, 8)]), "wood"),
        Shape(stroke([(-23, -1), (0, 2), (24, -3)], 1.6, 0.5), "trim", Depth.DETAIL),
        Shape(oval(0, 9, 30, 2), "fog", Depth.DETAIL),
    ]


def _cuttings() -> Land:
    steps = [
        Shape(((x, y), (x + 22, y), (x + 22, y + 30), (x, y + 30)), tone)
        for x, y, tone in ((-34, -16, "near"), (-14, -7, "shadow"), (8, 2, "shadow"))
    ]
    stacks = [
        Shape(((x - 5, y), (x - 3, y - 8), (x + 3, y - 8), (x + 5, y)), "wood_dark")
        for x, y in ((-28, -16), (-17, -16), (-2, -7), (20, 2))
    ]
    return [*steps, *stacks, *placed(thing_of("spade", "plain"), 5, -16, 0.44, 12)]


def _gate() -> Land:
    posts = [Shape(box(x, -34, x + 6, 4), "iron") for x in (-24, 18)]
    bars = [Shape(box(-18, y, 18, y + 2.2), "wood") for y in (-24, -16, -8, 0)]
    return [
        Shape(((-18, 1), (-15, 1), (18, -22), (15, -22)), "wood"),
        *bars,
        *posts,
        *[Shape(oval(x, -36, 4.4), "iron") for x in (-21, 21)],
        Shape(oval(-21, -43, 2.6), "flame", glow=True),
    ]


def _chapel() -> Land:
    return [
        Shape(box(-22, -18, 16, 4), "paper"),
        Shape(((-25, -17), (-19, -31), (13, -31), (19, -17)), "hat"),
        Shape(box(12, -34, 24, 4), "paper"),
        Shape(((10, -33), (18, -50), (26, -33)), "hat"),
        *[
            Shape(
                curve([(x - 2.4, -3), (x - 2.4, -10), (x, -13), (x + 2.4, -10), (x + 2.4, -3)]),
                "flame",
                Depth.DETAIL,
                glow=True,
            )
            for x in (-15, -6, 3)
        ],
        Shape(arc(18, -26, 2.6, 1.4, 0, 360), "metal", Depth.DETAIL),
        Shape(box(15, -8, 21, 4), "wood"),
    ]


def _bridge() -> Land:
    span = (
        *curve([(-38, 0), (-20, -12), (0, -16), (20, -12), (38, 0)], closed=False),
        (38, 7),
        *curve([(22, 9), (15, -2), (0, -8), (-15, -2), (-22, 9)], closed=False),
        (-38, 7),
    )
    return [
        Shape(oval(0, 10, 26, 4), "water"),
        Shape(span, "iron"),
        *[
            Shape(stroke([(x, y), (x + 3, y + 1)], 1, 0.6, smooth=False), "shadow", Depth.DETAIL, span)
            for x, y in ((-28, 0), (-16, -7), (-4, -11), (9, -9), (22, -4))
        ],
        *[Shape(box(x, y - 9, x + 2, y), "wood_dark") for x, y in ((-22, -9), (-1, -15), (20, -9))],
        Shape(oval(0, -26, 2.6), "flame", glow=True),
    ]


def _wood() -> Land:
    shapes = []
    for x, high, tone in ((-24, 34, "near"), (22, 36, "near"), (-8, 44, "leaf"), (8, 38, "leaf"), (30, 26, "leaf")):
        shapes.append(Shape(box(x - 1.4, -6, x + 1.4, 5), "wood_dark"))
        shapes += [
            Shape(
                (
                    (x - 10 + k * 1.6, -4 - k * high / 4),
                    (x, -high * 0.45 - k * high / 4.4),
                    (x + 10 - k * 1.6, -4 - k * high / 4),
                ),
                tone,
            )
            for k in range(3)
        ]
    return shapes


def _life(kind: str, side: float, chance: random.Random) -> Land:
    if kind == "birds":
        return [
            Shape(
                stroke([(x - 4, y - 1.6), (x - 1.4, y - 2.4), (x, y), (x + 1.4, y - 2.4), (x + 4, y - 1.6)], 1.1, 0.2),
                "ink",
                Depth.DETAIL,
            )
            for x, y in ((side + dx, 40 + dy) for dx, dy in ((-10, 4), (2, -2), (12, 7), (20, 2)))
        ]
    if kind == "sheep":
        flock = []
        for dx in (-9, 4, 15):
            x, y = side + dx, 78 + chance.uniform(-2, 3)
            flock += [
                Shape(box(x - 2.4, y, x + 2.6, y + 4), "ink", Depth.DETAIL),
                Shape(oval(x, y, 4.6, 3.3), "light"),
                Shape(oval(x - 4.6, y - 1, 1.7, 2), "ink", Depth.DETAIL),
            ]
        return flock
    if kind == "walker":
        x, y = side, 84.0
        return [
            Shape(((x - 4, y), (x - 1.6, y - 11), (x + 1.8, y - 11), (x + 4.2, y)), "accent"),
            Shape(oval(x, y - 12.6, 2.5), "skin"),
            Shape(curve([(x - 4, y - 13.4), (x, y - 18), (x + 4, y - 13.4)]), "hat"),
            Shape(stroke([(x + 5, y + 1), (x + 4.6, y - 8), (x + 5.4, y - 15)], 0.9, 0.7), "wood"),
            Shape(oval(x + 5.4, y - 15.6, 1.5), "flame", glow=True),
        ]
    if kind == "smoke":
        return [
            Shape(stroke([(side, 66), (side + 3, 58), (side - 3, 50), (side + 2, 40)], 2.6, 0.15), "fog", Depth.FAR),
            Shape(((side - 3, 68), (side, 64), (side + 3, 68)), "wood_dark"),
        ]
    return []


def _front(kind: str, chance: random.Random) -> Land:
    shapes: Land = []
    if kind == "reeds":
        for _ in range(24):
            x = chance.choice((chance.uniform(-2, 26), chance.uniform(76, 102)))
            high, lean = chance.uniform(70, 88), chance.uniform(-4, 4)
            shapes.append(
                Shape(
                    stroke([(x, 104), (x + lean * 0.3, (high + 104) / 2), (x + lean, high)], 1.3, 0.2),
                    "shadow",
                    Depth.DETAIL,
                )
            )
            if chance.random() < 0.4:
                shapes.append(Shape(oval(x + lean, high, 1.3, 3.8, lean * 2), "wood_dark", Depth.DETAIL))
        return shapes
    if kind == "gorse":
        for x in (6, 18, 88, 97):
            bush = curve([(x - 13, 106), (x - 11, 96), (x - 4, 90), (x + 4, 91), (x + 11, 96), (x + 13, 106)])
            shapes.append(Shape(bush, "leaf"))
            shapes += [
                Shape(oval(x + chance.uniform(-9, 9), 98 + chance.uniform(-5, 4), 1.7), "dye_gorse", Depth.DETAIL)
                for _ in range(8)
            ]
        return shapes
    if kind == "rocks":
        return [
            Shape(
                curve([(x - w, 106), (x - w * 0.9, 97), (x - 2, 97 - w * 0.6), (x + w * 0.8, 96), (x + w, 106)]),
                "shadow",
            )
            for x, w in ((4, 13), (22, 8), (94, 15), (76, 7))
        ]
    if kind == "fence":
        return [
            *[Shape(((x, 104), (x + 3, 104), (x + 2.6, 86), (x + 0.6, 85)), "wood_dark") for x in range(-2, 100, 14)],
            Shape(stroke([(-4, 92), (48, 94), (104, 91)], 1.7, 0.9), "wood_dark", Depth.DETAIL),
        ]
    if kind == "path":
        return [
            Shape(
                curve([(30, 106), (40, 94), (46, 86), (42, 80), (50, 76), (52, 80), (56, 88), (60, 96), (66, 106)]),
                "paper",
            )
        ]
    return [
        Shape(curve([(-6, 94), (20, 90), (52, 94), (80, 89), (106, 93), (106, 108), (-6, 108)]), "water"),
        *[
            Shape(stroke([(x, y), (x + 5, y - 0.8), (x + 10, y)], 1, 0.1), "fog", Depth.DETAIL)
            for x, y in ((10, 97), (40, 99), (66, 96), (84, 99))
        ],
    ]


def _weather(kind: str, chance: random.Random) -> Land:
    if kind == "fog":
        return [*_bank(70, chance, "fog")[:2], *_bank(86, chance, "fog")[:2]]
    if kind == "rain":
        return [
            Shape(stroke([(x, y), (x - 1.6, y + 6)], 0.7, 0.3, smooth=False), "fog", Depth.DETAIL)
            for x, y in ((chance.uniform(0, 102), chance.uniform(-2, 96)) for _ in range(44))
        ]
    return []
