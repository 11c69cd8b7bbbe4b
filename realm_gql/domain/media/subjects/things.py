"""Things: a silhouette of its own for each, where it stands, and what is tied to it. Middle of a thing is (0, 0), foot at 30."""

from __future__ import annotations

import math
import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Points, Shape, arc, both, box, curve, oval, placed, star, stroke
from realm_gql.domain.media.subjects.backdrops import backdrop, fish, moth, sprig
from realm_gql.domain.media.subjects.clothes import decorate
from realm_gql.domain.media.subjects.hats import flame

Thing = list[Shape]


def item(genes: Genes) -> Thing:
    """An item where it lies, before a backdrop."""
    chance = random.Random(genes.hand)  # noqa: S311  (looks, not secrets)
    back = backdrop(genes["backdrop"], genes.line, chance, 48)
    tilt = (int(genes["tilt"]) - 2) * 5.0
    thing = thing_of(genes["shape"], genes["pattern"])
    size = 1.06 + 0.05 * (int(genes["build"]) - 2)
    return [*back, *_stand(genes["stand"]), *placed(thing, 50, 52, size, tilt), *_adorned(genes["adorn"], chance)]


def _stand(kind: str) -> Thing:
    shade = Shape(oval(50, 86, 27, 3.4), "shadow", Depth.DETAIL)
    if kind == "shelf":
        return [
            Shape(box(-4, 84, 104, 104), "wood_dark"),
            Shape(box(-4, 82, 104, 88), "wood"),
            Shape(oval(50, 84.6, 25, 1.8), "wood_dark", Depth.DETAIL),
        ]
    if kind == "water":
        rings = [
            Shape(arc(50, 86, radius, 1.1, start, sweep), "fog", Depth.DETAIL)
            for radius, start, sweep in ((34, 15, 40), (34, 120, 46))
        ]
        waves = [
            Shape(stroke([(x, y), (x + 6, y - 1.2), (x + 12, y)], 1.2, 0.2), "fog", Depth.DETAIL)
            for x, y in ((8, 90), (78, 91), (30, 96), (58, 95))
        ]
        return [
            Shape(curve([(-6, 84), (25, 82), (55, 84), (106, 82), (106, 108), (-6, 108)]), "water"),
            *waves,
            *rings[:0],
            shade,
        ]
    if kind == "cloth":
        cloth = curve([(2, 104), (10, 86), (30, 80), (52, 82), (76, 79), (92, 87), (99, 104)])
        folds = [
            Shape(stroke([(x, 84), (x + 2, 92), (x - 1, 103)], 1.1, 0.2), "cloth_dark", Depth.DETAIL, cloth)
            for x in (18, 36, 66, 84)
        ]
        return [Shape(cloth, "cloth"), *folds, Shape(oval(50, 86, 24, 2.6), "cloth_dark", Depth.DETAIL, cloth)]
    return [Shape(curve([(-6, 86), (20, 81), (50, 82), (82, 80), (106, 86), (106, 108), (-6, 108)]), "near"), shade]


def _adorned(kind: str, chance: random.Random) -> Thing:
    if kind == "ribbon":
        return [
            Shape(curve([(73, 74), (84, 66), (88, 72), (76, 77)]), "accent"),
            Shape(curve([(73, 74), (66, 64), (61, 69), (71, 77)]), "accent"),
            Shape(((72, 76), (68, 90), (72, 88), (75, 91)), "accent"),
            Shape(((75, 76), (80, 90), (83, 87), (86, 89)), "accent"),
            Shape(oval(74, 75.4, 2.7), "trim"),
        ]
    if kind == "sprig":
        return placed(sprig(0, 0, chance), 83, 90, 0.8, 8)
    if kind == "tag":
        tag = [(0, -3.4), (4, -6), (15, -6), (15, 6), (4, 6), (0, 3.4)]
        shapes = [Shape(tuple(tag), "paper"), Shape(oval(3.6, 0, 1.3), "shadow", Depth.DETAIL)]
        shapes += [
            Shape(stroke([(6.4, y), (10, y + 0.4), (13, y)], 0.8, 0.4), "wood_dark", Depth.DETAIL) for y in (-2.2, 1.2)
        ]
        return placed(shapes, 71, 77, 1.0, 24)
    if kind == "moth":
        return moth(80, 24, 1.1)
    return []


def thing_of(shape: str, pattern: str) -> Thing:
    """A thing by its name, in a pattern where it has room for one."""
    table = {
        "lamp": _lamp, "bell": _bell, "key": _key, "knife": _knife, "coat": _coat, "boot": _boot, "hat": _hat, "ring": _ring,
        "rope": _rope, "book": _book, "jar": _jar, "cup": _cup, "shell": _shell, "stone": _stone, "coin": _coin,
        "letter": _letter, "staff": _staff, "bag": _bag, "spoon": _spoon, "horn": _horn, "candle": _candle,
        "umbrella": _umbrella, "spade": _spade, "feather": _feather, "basket": _basket, "mirror": _mirror, "hood": _hood,
        "stool": _stool, "button": _button, "cockles": _cockles, "fish": _fish, "map": _map,
    }  # fmt: skip
    return table[shape](pattern)


def _line(
    points: list[tuple[float, float]], width: float, tone: str, clip: Points | None = None, taper: float = 0.3
) -> Shape:
    return Shape(stroke(points, width, taper), tone, Depth.DETAIL, clip)


def _lamp(pattern: str) -> Thing:
    glass = curve([(-11, -10), (11, -10), (14, 6), (11, 20), (-11, 20), (-14, 6)])
    return [
        Shape(arc(0, -24, 10, 2, 180, 180), "iron"),
        Shape(both([(0, -27), (3, -26), (5, -20), (15, -10), (0, -9)], 0), "hat"),
        Shape(glass, "flame", glow=True),
        Shape(oval(0, 8, 8, 10), "light", Depth.DETAIL, glass),
        *flame(0, 16, 1.6),
        *[Shape(box(x - 0.9, -11, x + 0.9, 21), "iron") for x in (-12, 12)],
        Shape(box(-0.6, -10, 0.6, -2), "iron", Depth.DETAIL),
        Shape(((-15, 19), (15, 19), (18, 30), (-18, 30)), "hat"),
        *decorate(((-15, 19), (15, 19), (18, 30), (-18, 30)), pattern)[:14],
        Shape(box(-17, 18, 17, 21), "trim"),
    ]


def _bell(pattern: str) -> Thing:
    body = curve(
        [
            (-4, -22),
            (4, -22),
            (11, -13),
            (13, 6),
            (17, 16),
            (23, 22),
            (0, 24),
            (-23, 22),
            (-17, 16),
            (-13, 6),
            (-11, -13),
        ]
    )
    return [
        Shape(arc(0, -26, 5.5, 3, 0, 360), "wood"),
        Shape(oval(0, 25.4, 5.6, 5), "iron"),
        Shape(body, "metal"),
        Shape(curve([(-16, 12), (0, 16), (16, 12), (18, 16), (0, 20.4), (-18, 16)]), "trim", Depth.DETAIL, body),
        *[Shape(star(x, 2 - abs(x) * 0.12, 2.4, 4, 0.45), "wood_dark", Depth.DETAIL, body) for x in (-7, 0, 7)],
        _line([(-7, -16), (-9, -6), (-10, 6)], 2.4, "light", body, 0.2),
    ]


def _key(pattern: str) -> Thing:
    return [
        Shape(((-2.2, -6), (2.2, -6), (2.2, 30), (-2.2, 30)), "metal"),
        Shape(box(1, 16, 12, 20), "metal"),
        Shape(box(1, 23, 15, 28.5), "metal"),
        Shape(box(9, 26, 12, 31), "metal"),
        Shape(arc(0, -17, 10.5, 4.6, 0, 360), "metal"),
        Shape(star(0, -17, 5.6, 4, 0.5), "accent"),
        Shape(box(-4.2, -6, 4.2, -3), "trim"),
        Shape(box(-3.4, 6, 3.4, 8), "trim"),
        _line([(-0.9, -2), (-0.9, 10), (-0.9, 28)], 0.9, "light"),
    ]


def _knife(pattern: str) -> Thing:
    blade = curve([(-4.6, 4), (-5, -18), (0, -33), (5, -22), (5.4, 4)])
    handle = curve([(-4, 6), (4.6, 6), (5.6, 16), (4.4, 29), (-4.4, 29), (-3.6, 17)])
    return [
        Shape(blade, "iron"),
        Shape(curve([(1, -30), (5, -20), (5.4, 4), (2.4, 4)]), "light", Depth.DETAIL, blade),
        Shape(handle, "wood"),
        *[_line([(-6, y), (0, y + 1.6), (7, y)], 1.5, "trim", handle, 0.8) for y in (11, 16, 21)],
        Shape(box(-9, 3, 9, 7), "metal"),
        Shape(oval(0, 30, 4.8, 3), "metal"),
    ]


def _coat(pattern: str) -> Thing:
    right = [
        (0.0, -25),
        (6, -26),
        (15, -22),
        (21, -14),
        (25, 8),
        (27, 14),
        (19, 17),
        (15, -2),
        (15.4, 12),
        (20, 31),
        (0, 31),
    ]
    body = both(right, 0)
    return [
        Shape(arc(0, -30, 3.4, 1.4, 150, 270), "iron"),
        Shape(stroke([(-15, -23), (0, -28), (15, -23)], 1.6, 0.8), "wood"),
        Shape(body, "cloth"),
        *decorate(body, pattern),
        Shape(((0, -24), (8, -26), (13, -13), (1, 4)), "trim"),
        Shape(((0, -24), (-8, -26), (-13, -13), (-1, 4)), "trim"),
        _line([(0, 2), (0.6, 16), (0, 31)], 1.1, "shadow"),
        *[Shape(oval(3.6, y, 1.5), "metal", Depth.DETAIL) for y in (7, 14, 21)],
        *[Shape(box(x, 12, x + 8, 14.4), "trim", Depth.DETAIL) for x in (-14, 7)],
    ]


def _boot(pattern: str) -> Thing:
    body = curve([(-12, -26), (9, -26), (9, 4), (13, 12), (25, 15), (28, 22), (27, 27), (-13, 27), (-14, 12), (-12, 0)])
    return [
        Shape(body, "hat"),
        *decorate(body, pattern if pattern in ("stripes", "dots") else "plain"),
        Shape(curve([(-14, 24), (8, 24.6), (28, 24), (27.6, 30), (-14, 30)]), "wood_dark"),
        Shape(curve([(-14, -29), (11, -29), (11, -21), (-1, -19), (-14, -21)]), "trim"),
        *[_line([(2, y), (6, y + 1.6), (11, y + 0.4)], 1.2, "light") for y in (-12, -6, 0, 6)],
        _line([(-9, -16), (-9.6, 0), (-10, 14)], 1.3, "hat_dark", body),
    ]


def _hat(pattern: str) -> Thing:
    crown = curve([(-16, 16), (-14, -10), (-6, -17), (0, -13), (6, -17), (14, -10), (16, 16)])
    return [
        Shape(oval(0, 18, 33, 8.6), "hat"),
        Shape(oval(0, 16, 21, 4.6), "hat_dark", Depth.DETAIL),
        Shape(crown, "hat"),
        Shape(curve([(-20, 6), (0, 10), (20, 6), (20, 12), (0, 16), (-20, 12)]), "trim", Depth.DETAIL, crown),
        Shape(curve([(13, 10), (18, -4), (28, -18), (33, -20), (31, -8), (22, 4)]), "accent"),
        _line([(13, 11), (22, -4), (31, -18)], 1, "light"),
    ]


def _ring(pattern: str) -> Thing:
    return [
        Shape(arc(0, 10, 17, 5, 0, 360), "metal"),
        Shape(arc(0, 10, 18, 1.2, 130, 80), "light", Depth.DETAIL),
        Shape(((-11, -16), (-6, -24), (6, -24), (11, -16), (0, -4)), "accent", glow=True),
        Shape(((-4, -16), (-3, -22), (3, -22), (4, -16), (0, -6)), "light", Depth.DETAIL),
        Shape(curve([(-11, -9), (-7, -13), (0, -4), (7, -13), (11, -9), (4, -3), (-4, -3)]), "metal"),
    ]


def _rope(pattern: str) -> Thing:
    shapes = []
    for row in range(4):
        y = 24 - row * 8.4
        shapes.append(Shape(oval(0, y, 25 - row * 1.5, 6.6), "trim" if row % 2 else "wood"))
        coil = oval(0, y, 25 - row * 1.5, 6.6)
        shapes += [_line([(x, y - 7), (x + 3, y), (x + 2, y + 7)], 1.0, "wood_dark", coil) for x in range(-24, 24, 5)]
    shapes.append(Shape(oval(0, -3, 13, 3), "wood_dark", Depth.DETAIL))
    return [
        *shapes,
        Shape(stroke([(8, -4), (16, -18), (4, -26), (14, -31)], 4.6, 0.8), "trim"),
        Shape(oval(14, -30, 3.4, 2.4, 30), "accent"),
    ]


def _book(pattern: str) -> Thing:
    cover = ((-18, -28), (17, -28), (20, 29), (-17, 29))
    return [
        Shape(((-14, -25), (22, -24), (24, 27), (-12, 31)), "paper"),
        _line([(20, -20), (22, 4), (22.6, 26)], 0.8, "wood_dark"),
        Shape(cover, "cloth"),
        *decorate(cover, pattern),
        Shape(((-18, -28), (-12, -28), (-11, 29), (-17, 29)), "cloth_dark"),
        Shape(oval(3, 0, 11), "trim"),
        Shape(star(3, 0, 8, 5, 0.45), "accent", Depth.DETAIL),
        Shape(box(13, -4, 23, 3), "metal"),
        *[
            Shape(corner, "metal", Depth.DETAIL)
            for corner in (((17, -28), (9, -28), (17.4, -20)), ((20, 29), (11, 29), (19.4, 20)))
        ],
    ]


def _jar(pattern: str) -> Thing:
    glass = curve(
        [
            (-10, -19),
            (10, -19),
            (12, -14),
            (19, -8),
            (20, 10),
            (17, 28),
            (0, 31),
            (-17, 28),
            (-20, 10),
            (-19, -8),
            (-12, -14),
        ]
    )
    return [
        Shape(glass, "water"),
        Shape(curve([(-22, 2), (-8, 0), (6, 4), (22, 1), (22, 34), (-22, 34)]), "accent", Depth.DETAIL, glass),
        *[
            Shape(star(x, y, r, 4, 0.35), "light", Depth.DETAIL, glass)
            for x, y, r in ((-8, 20, 3), (7, 25, 2), (10, 12, 2.6))
        ],
        Shape(box(-12, 7, 12, 19), "paper"),
        _line([(-8, 11), (0, 11.6), (8, 11)], 1, "wood_dark"),
        _line([(-8, 15), (-1, 15.4), (4, 15)], 1, "wood_dark"),
        Shape(curve([(-13, -19), (-12, -29), (0, -30), (12, -29), (13, -19), (0, -17)]), "wood"),
        Shape(box(-13, -21, 13, -17.6), "trim"),
        _line([(-15, -6), (-16.6, 4), (-15, 18)], 2, "light", glass, 0.2),
    ]


def _cup(pattern: str) -> Thing:
    body = curve([(-18, -16), (18, -16), (17, 6), (12, 24), (0, 27), (-12, 24), (-17, 6)])
    return [
        Shape(arc(20, 2, 9, 4, -100, 200), "trim"),
        Shape(body, "cloth"),
        *decorate(body, pattern),
        Shape(oval(0, -16, 18.4, 5), "light"),
        Shape(oval(0, -15.4, 15.6, 3.8), "wood_dark", Depth.DETAIL),
        Shape(oval(0, 28, 13, 3), "trim"),
        *[
            Shape(stroke([(x, -22), (x + 3, -27), (x - 2, -31), (x + 1, -36)], 1.9, 0.1), "fog", Depth.DETAIL)
            for x in (-6, 4)
        ],
    ]


def _shell(pattern: str) -> Thing:
    rim = [
        (
            25 * math.sin(math.radians(a)) * (1 if i % 2 else 0.94),
            16 - 40 * math.cos(math.radians(a)) * (1 if i % 2 else 0.95),
        )
        for i, a in enumerate(range(-84, 85, 12))
    ]
    body = (*curve([(-7, 25), *rim, (7, 25)], closed=False), (9, 30), (-9, 30))
    return [
        Shape(body, "trim"),
        *[
            _line([(0, 27), (x * 0.6, 6), (x * 1.1, -24 + abs(x) * 0.5)], 1.6, "accent", body)
            for x in (-24, -16, -8, 0, 8, 16, 24)
        ],
        Shape(curve([(-11, 24), (11, 24), (9, 31), (-9, 31)]), "accent"),
    ]


def _stone(pattern: str) -> Thing:
    body = curve([(-17, 29), (-20, 8), (-13, -16), (-2, -27), (10, -21), (19, -2), (20, 18), (15, 30)])
    return [
        Shape(body, "iron"),
        Shape(curve([(-14, -16), (-3, -26), (4, -22), (-6, -4), (-17, 6)]), "fog", Depth.DETAIL, body),
        *[
            Shape(arc(2, 6, r, 1.7, s, 360), "flame", Depth.DETAIL, body, glow=r == 10)
            for r, s in ((4, 10), (7.4, 90), (11, 200))
        ],
        Shape(curve([(-20, 24), (-6, 21), (8, 25), (20, 22), (20, 33), (-20, 33)]), "leaf", Depth.DETAIL, body),
    ]


def _coin(pattern: str) -> Thing:
    return [
        Shape(oval(12, 22, 15, 8), "wood_dark"),
        Shape(oval(12, 19, 15, 8), "metal"),
        Shape(oval(-3, -4, 23), "metal"),
        Shape(arc(-3, -4, 19, 1.6, 0, 360), "wood_dark", Depth.DETAIL),
        *[
            Shape(arc(-3, -4, r, 2.4, s, 360 if r < 8 else sweep), "wood_dark", Depth.DETAIL)
            for r, s, sweep in ((12, 20, 140), (12, 200, 120), (6.4, 80, 220))
        ],
        Shape(arc(-3, -4, 21.4, 1.3, 170, 80), "light", Depth.DETAIL),
    ]


def _letter(pattern: str) -> Thing:
    return [
        Shape(((-26, -16), (26, -16), (26, 20), (-26, 20)), "paper"),
        Shape(((-26, 20), (0, -2), (26, 20)), "halo", Depth.DETAIL),
        Shape(((-26, -16), (26, -16), (0, 7)), "light"),
        _line([(-26, 20), (-12, 8), (0, -1)], 0.8, "wood_dark"),
        Shape(oval(0, 6, 8), "accent"),
        *[Shape(arc(0, 6, r, 1.4, s, 360), "shadow", Depth.DETAIL) for r, s in ((2.4, 30), (5, 160))],
    ]


def _staff(pattern: str) -> Thing:
    return [
        Shape(stroke([(-3, 34), (-1, 12), (-3, -8), (1, -22)], 4.4, 0.8), "wood"),
        Shape(arc(4, -26, 8.6, 3.6, 160, 290), "wood"),
        Shape(oval(4, -26, 4.8), "flame", glow=True),
        _line([(-4, 24), (-2.6, 10), (-4, -4)], 0.9, "wood_dark"),
        *[_line([(-6, y), (-2, y + 1.4), (3, y)], 2, "trim", None, 0.8) for y in (0, 4, 8)],
        Shape(curve([(-1, -10), (8, -15), (12, -11), (6, -7)]), "leaf"),
    ]


def _bag(pattern: str) -> Thing:
    body = curve([(-9, -12), (9, -12), (19, 0), (24, 17), (17, 30), (-17, 30), (-24, 17), (-19, 0)])
    return [
        Shape(curve([(-14, -24), (-5, -21), (0, -25), (6, -21), (14, -25), (9, -12), (-9, -12)]), "hat"),
        Shape(body, "hat"),
        *decorate(body, pattern),
        Shape(curve([(-11, -14), (0, -12.4), (11, -14), (11, -9), (0, -7.6), (-11, -9)]), "trim"),
        Shape(stroke([(9, -11), (17, -6), (14, 3)], 1.8, 0.6), "trim"),
        Shape(star(0, 14, 7, 4, 0.5), "accent", Depth.DETAIL),
    ]


def _spoon(pattern: str) -> Thing:
    bowl = oval(0, -18, 10.4, 14)
    return [
        Shape(curve([(-2.2, -6), (2.2, -6), (1.8, 14), (4.6, 29), (0, 32), (-4.6, 29), (-1.8, 14)]), "wood"),
        Shape(bowl, "wood"),
        Shape(oval(0.8, -17, 7.4, 10.6), "wood_dark", Depth.DETAIL, bowl),
        Shape(star(0, 27, 2.8, 4, 0.5), "trim", Depth.DETAIL),
        _line([(-5, -24), (-6.6, -17), (-4, -10)], 1.2, "light", bowl),
    ]


def _horn(pattern: str) -> Thing:
    body = curve(
        [
            (-27, -17),
            (-22, -24),
            (-12, -14),
            (2, -2),
            (18, 2),
            (27, -4),
            (29, 1),
            (22, 14),
            (6, 18),
            (-10, 8),
            (-21, -8),
        ]
    )
    return [
        Shape(body, "light"),
        *[
            _line([(x - 3, y - 9), (x, y), (x - 4, y + 10)], 3, tone, body, 0.9)
            for x, y, tone in ((-12, -4, "metal"), (6, 8, "trim"), (20, 6, "metal"))
        ],
        Shape(oval(-25, -21, 6.6, 4, -46), "wood_dark"),
        Shape(arc(2, -8, 26, 1.4, 20, 140), "accent"),
    ]


def _candle(pattern: str) -> Thing:
    wax = ((-7, -10), (7, -10), (8, 24), (-8, 24))
    return [
        Shape(oval(0, 27, 22, 5.4), "metal"),
        Shape(arc(22, 23, 5.5, 2.2, 0, 360), "metal"),
        Shape(wax, "paper"),
        *decorate(wax, "stripes" if pattern == "stripes" else "plain"),
        Shape(
            curve([(-8.4, -11), (0, -13), (8.4, -11), (9, 0), (6, -3), (5, 8), (2, 1), (-3, 4), (-5, -3), (-8, 3)]),
            "light",
        ),
        *flame(0, -13, 2.1),
        Shape(oval(0, 25, 12, 3.2), "wood_dark", Depth.DETAIL),
    ]


def _umbrella(pattern: str) -> Thing:
    top = (
        *curve([(-30, 2), (-24, -14), (0, -26), (24, -14), (30, 2)], closed=False),
        (20, -2),
        (10, 3),
        (0, -1),
        (-10, 3),
        (-20, -2),
    )
    return [
        Shape(box(-1.1, -32, 1.1, 24), "wood"),
        Shape(arc(5, 24, 6, 2.6, 0, 180), "wood"),
        Shape(top, "cloth"),
        *decorate(top, pattern),
        *[_line([(0, -26), (x * 0.7, -14), (x, 1)], 1, "cloth_dark", top) for x in (-10, 10)],
        Shape(((-20, -2), (-30, 2), (-26, -9)), "trim", Depth.DETAIL, top),
    ]


def _spade(pattern: str) -> Thing:
    blade = curve([(-11, 4), (11, 4), (11, 20), (0, 34), (-11, 20)])
    return [
        Shape(box(-2, -28, 2, 8), "wood"),
        Shape(curve([(-8, -31), (8, -31), (8, -26), (2, -24), (-2, -24), (-8, -26)]), "wood"),
        Shape(blade, "iron"),
        _line([(-6, 8), (-6.4, 16), (-4, 24)], 1.6, "light", blade),
        Shape(box(-11.6, 2, 11.6, 6), "iron"),
        *[_line([(-3, y), (0, y + 1), (3, y)], 1.6, "trim", None, 0.9) for y in (-14, -10)],
    ]


def _feather(pattern: str) -> Thing:
    vane = curve([(-3, 22), (-13, 6), (-12, -14), (2, -33), (11, -20), (12, -2), (5, 16)])
    return [
        Shape(vane, "accent"),
        *[_line([(-1 + k * 0.6, 14 - k * 9), (8, 6 - k * 9), (14, 2 - k * 9)], 1.4, "trim", vane) for k in range(5)],
        Shape(((-13, 4), (-6, 2), (-12, 9)), "back", Depth.DETAIL),
        Shape(stroke([(-7, 34), (-2, 14), (0, -6), (3, -28)], 1.9, 0.3), "light"),
    ]


def _basket(pattern: str) -> Thing:
    body = curve([(-24, 0), (24, 0), (20, 26), (0, 30), (-20, 26)])
    weave = [
        _line([(x, y), (x + 3.4, y + 1.4), (x + 7, y)], 2.2, tone, body, 0.6)
        for row, y in enumerate((7, 13, 19, 25))
        for x, tone in ((-28 + (row % 2) * 4 + 8 * c, ("wood_dark", "metal")[row % 2]) for c in range(8))
    ]
    return [
        Shape(arc(0, 2, 23, 3.2, 180, 180), "wood"),
        *[Shape(oval(x, -3, 6.4, 6), tone) for x, tone in ((-13, "accent"), (12, "trim"), (0, "dye_lichen"))],
        Shape(body, "wood"),
        *weave,
        Shape(curve([(-26, -2), (0, 1.4), (26, -2), (26, 4), (0, 7), (-26, 4)]), "wood"),
    ]


def _mirror(pattern: str) -> Thing:
    glass = oval(0, -10, 14.4, 17.4)
    return [
        Shape(curve([(-3, 8), (3, 8), (2.6, 22), (5, 32), (-5, 32), (-2.6, 22)]), "metal"),
        Shape(oval(0, -10, 18.6, 21.6), "metal"),
        Shape(glass, "water"),
        Shape(((-10, -30), (-2, -30), (-14, 10), (-20, 10)), "light", Depth.DETAIL, glass),
        Shape(((4, -30), (7, -30), (-5, 10), (-8, 10)), "light", Depth.DETAIL, glass),
        Shape(star(0, -33, 4, 4, 0.5), "accent"),
    ]


def _hood(pattern: str) -> Thing:
    body = both(curve([(0, -30), (12, -26), (19, -8), (17, 10), (26, 22), (27, 31), (0, 31)], closed=False), 0)
    return [
        Shape(body, "cloth"),
        *decorate(body, pattern),
        Shape(both(curve([(0, -19), (9, -15), (12, -2), (9, 11), (0, 15)], closed=False), 0), "shadow"),
        Shape(arc(0, 21, 4, 2.2, 0, 360), "metal"),
        Shape(stroke([(-1, 24), (-4, 31)], 1.8, 0.8, smooth=False), "trim"),
        Shape(stroke([(1, 24), (4, 31)], 1.8, 0.8, smooth=False), "trim"),
    ]


def _stool(pattern: str) -> Thing:
    return [
        *[
            Shape(((x, -4), (x + 5, -4), (x + lean + 4, 31), (x + lean, 31)), "wood")
            for x, lean in ((-18, -6), (13, 6), (-3, 0))
        ],
        _line([(-20, 16), (0, 18), (21, 16)], 2.4, "wood_dark", None, 0.9),
        Shape(curve([(-25, -8), (0, -4), (25, -8), (24, 0), (0, 4), (-24, 0)]), "wood"),
        Shape(oval(0, -10, 25, 7.6), "trim"),
        *decorate(oval(0, -10, 25, 7.6), pattern),
    ]


def _button(pattern: str) -> Thing:
    return [
        Shape(oval(0, 0, 27), "accent"),
        Shape(arc(0, 0, 22, 2.4, 0, 360), "shadow", Depth.DETAIL),
        *[Shape(oval(x, y, 3.4), "shadow", Depth.DETAIL) for x in (-7, 7) for y in (-7, 7)],
        Shape(stroke([(-7, -7), (7, 7)], 2, 0.9, smooth=False), "light"),
        Shape(stroke([(7, -7), (-7, 7)], 2, 0.9, smooth=False), "light"),
        Shape(arc(0, 0, 25, 1.5, 180, 70), "light", Depth.DETAIL),
    ]


def _cockles(pattern: str) -> Thing:
    thread = stroke([(-27, -24), (-20, 6), (0, 18), (20, 6), (27, -24)], 1.7, 0.7)
    shapes = [Shape(thread, "wood")]
    for step in range(7):
        t = step / 6
        x, y = -25 + 50 * t, -20 + 36 * math.sin(math.pi * t)
        shapes += placed(_shell("plain"), x, y + 4, 0.24 + 0.07 * math.sin(math.pi * t), (0.5 - t) * 70)
    return shapes


def _fish(pattern: str) -> Thing:
    return fish(0, 4, 2.0, -14)


def _map(pattern: str) -> Thing:
    sheet = ((-27, -18), (-9, -24), (9, -18), (27, -24), (27, 18), (9, 24), (-9, 18), (-27, 24))
    return [
        Shape(sheet, "paper"),
        Shape(((-9, -24), (9, -18), (9, 24), (-9, 18)), "halo", Depth.DETAIL),
        Shape(curve([(-22, -8), (-12, -14), (-4, -6), (-10, 4), (-20, 6)]), "leaf", Depth.DETAIL, sheet),
        Shape(curve([(6, 6), (16, 0), (24, 8), (16, 16)]), "leaf", Depth.DETAIL, sheet),
        _line([(-16, -2), (-2, 6), (6, -4), (17, 6)], 1.3, "accent"),
        Shape(star(18, -12, 6, 4, 0.3), "wood_dark", Depth.DETAIL),
        Shape(oval(17, 7, 2.2), "accent", Depth.DETAIL),
    ]
