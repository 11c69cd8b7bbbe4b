"""Faces: the head, its shaded side with the nose, eyes, brows, mouth, beard and marks. The head's middle is at (50, 47)."""

from __future__ import annotations

import random
from itertools import pairwise

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Point, Points, Shape, arc, both, curve, oval, stroke

X, Y = 50.0, 47.0
"""The middle of the head."""

HEADS: dict[str, tuple[Point, ...]] = {
    "egg": ((0, -24), (10, -22.5), (16.5, -12), (17.2, 0), (14.6, 11), (8, 19.5), (0, 22.5)),
    "round": ((0, -22.5), (11, -20.5), (18, -11), (19.4, 1), (16.8, 12), (9, 18.8), (0, 20.5)),
    "long": ((0, -26), (9.5, -24), (15, -13), (15.4, 0), (13.4, 13), (7.6, 22.5), (0, 26)),
    "square": ((0, -23), (11.5, -21.5), (17, -12), (17.4, 0), (17, 11.5), (11, 20), (0, 21.8)),
    "heart": ((0, -24), (12, -22), (18.4, -12), (17.8, -1), (13, 10), (6, 19.5), (0, 23)),
    "pear": ((0, -22.5), (9, -20.5), (14.6, -12), (17, 0), (18, 10.5), (11.4, 19), (0, 21.5)),
}
"""The right half of each head, from crown to chin, around its middle."""

EYE_Y, EYE_X = Y + 1.5, 7.4


def head(genes: Genes) -> Points:
    """The outline of a head."""
    return curve(both([(X + x, Y + y) for x, y in HEADS[genes["head"]]][:-1] + [(X, Y + HEADS[genes["head"]][-1][1])]))


def half_width(genes: Genes, y: float) -> float:
    """How far a head reaches to the side, `y` below its middle."""
    points = HEADS[genes["head"]]
    for (ax, ay), (bx, by) in pairwise(points):
        if ay <= y <= by:
            return ax + (bx - ax) * (y - ay) / (by - ay)
    return 0.0


def face(genes: Genes, chance: random.Random) -> list[Shape]:
    """A face without hair: ears, head, its darker side, and everything in it."""
    outline = head(genes)
    wide = half_width(genes, 2)
    ears = [oval(X + side * (wide + 0.6), Y + 3, 3, 4.6, side * 12) for side in (-1, 1)]
    shapes = [Shape(ear, "skin") for ear in ears]
    shapes += [Shape(oval(X + side * (wide + 0.9), Y + 3, 1.3, 2.5), "skin_dark", Depth.DETAIL) for side in (-1, 1)]
    shapes.append(Shape(outline, "skin"))
    shapes.append(Shape(_shaded_side(genes), "skin_dark", Depth.DETAIL, outline))
    shapes += _marks_below(genes, chance, outline)
    shapes += _eyes(genes)
    shapes += _brows(genes)
    shapes += _mouth(genes)
    shapes += _beard(genes, chance, outline)
    return shapes + _marks_above(genes, outline)


def _shaded_side(genes: Genes) -> Points:
    """The side away from the light; its edge is the profile of the nose."""
    reach = {"straight": 4.2, "hooked": 6.2, "button": 4.4, "long": 5.0, "broad": 5.6}[genes["nose"]]
    tip = {"straight": 9.5, "hooked": 10.5, "button": 8.0, "long": 12.0, "broad": 9.0}[genes["nose"]]
    bridge = 2.2 if genes["nose"] == "hooked" else 0.6
    profile = [
        (X + 4, Y - 28),
        (X + 2.4, Y - 12),
        (X + 1.4, Y - 3),
        (X + 0.6 - bridge, Y + tip * 0.45),
        (X + 0.4 - reach, Y + tip),
        (X + 0.6, Y + tip + 2.2),
        (X + 1.2, Y + 16),
        (X + 2.6, Y + 30),
    ]
    return (*curve(profile, closed=False), (X + 30, Y + 30), (X + 30, Y - 28))


def _eyes(genes: Genes) -> list[Shape]:
    kind = genes["eyes"]
    look = {"left": -1.1, "right": 1.1, "ahead": 0.0}[genes["gaze"]]
    shapes: list[Shape] = []
    for side in (-1, 1):
        if side == 1 and genes["lens"] == "patch":
            continue
        x = X + side * EYE_X
        if kind == "merry":
            lid = [(x - 4, EYE_Y + 1.2), (x - 1.6, EYE_Y - 1.5), (x + 1.6, EYE_Y - 1.5), (x + 4, EYE_Y + 1.2)]
            shapes.append(Shape(stroke(lid, 1.9, 0.4), "ink", Depth.DETAIL))
            continue
        rx, ry = {"round": (3.9, 3.6), "almond": (4.4, 2.9), "sleepy": (4.2, 2.7), "wide": (4.6, 4.3)}.get(
            kind, (4.3, 2.2)
        )
        white = _eye_outline(x, rx, ry, side)
        shapes.append(Shape(white, "light", Depth.DETAIL))
        size = 2.0 if kind == "narrow" else 2.5
        shapes.append(Shape(oval(x + look, EYE_Y, size), "iris", Depth.DETAIL, white))
        shapes.append(Shape(oval(x + look, EYE_Y, size * 0.58), "ink", Depth.DETAIL, white))
        shapes.append(Shape(oval(x + look - 0.9, EYE_Y - 0.9, 0.75), "light", Depth.DETAIL, white))
        if kind == "sleepy":
            lid_box = ((x - 7, EYE_Y - 6), (x + 7, EYE_Y - 6), (x + 7, EYE_Y - 0.4), (x - 7, EYE_Y - 0.4))
            shapes.append(Shape(lid_box, "skin_dark", Depth.DETAIL, white))
        top = -0.4 if kind == "sleepy" else -ry
        lash = [
            (x - rx - 0.5, EYE_Y + 0.4),
            (x - rx * 0.5, EYE_Y + top * 0.86),
            (x + rx * 0.5, EYE_Y + top * 0.86),
            (x + rx + 0.5, EYE_Y + 0.4),
        ]
        shapes.append(Shape(stroke(lash, 1.5, 0.35), "ink", Depth.DETAIL))
        if kind in ("wide", "almond"):
            out = x + side * rx
            shapes.append(
                Shape(
                    stroke([(out, EYE_Y), (out + side, EYE_Y - 1), (out + side * 2, EYE_Y - 1.8)], 1.1, 0.2),
                    "ink",
                    Depth.DETAIL,
                )
            )
    return shapes


def _eye_outline(x: float, rx: float, ry: float, side: int) -> Points:
    inner = (x - side * rx, EYE_Y + 0.5)
    outer = (x + side * rx, EYE_Y + 0.1)
    return curve(
        [
            inner,
            (x - side * rx * 0.4, EYE_Y - ry),
            (x + side * rx * 0.5, EYE_Y - ry * 0.9),
            outer,
            (x + side * rx * 0.4, EYE_Y + ry * 0.9),
            (x - side * rx * 0.5, EYE_Y + ry * 0.8),
        ]
    )


def _brows(genes: Genes) -> list[Shape]:
    kind = genes["brows"]
    width = {"soft": 1.3, "thick": 2.3, "arched": 1.4, "worried": 1.6, "stern": 2.0, "bushy": 3.0}[kind]
    lift = {"arched": -2.2, "stern": 0.6, "bushy": -0.4}.get(kind, -0.8)
    inner, outer = {"worried": (-1.8, 1.4), "stern": (1.6, -0.8), "arched": (0.6, 0.8)}.get(kind, (0.0, 0.5))
    shapes = []
    for side in (-1, 1):
        x, y = X + side * EYE_X, Y - 4.6 + lift
        line = [(x - side * 4.4, y + inner), (x, y - 1.1), (x + side * 5, y + outer)]
        shapes.append(Shape(stroke(line, width, 0.45), "hair_dark", Depth.DETAIL))
    return shapes


def _mouth(genes: Genes) -> list[Shape]:
    kind, y = genes["mouth"], Y + (15.4 if genes["nose"] == "long" else 14.2)
    if kind == "open":
        inside = oval(X - 0.5, y + 0.4, 2.9, 2.3)
        return [
            Shape(inside, "ink", Depth.DETAIL),
            Shape(oval(X - 0.5, y + 2.4, 2.4, 1.4), "lip", Depth.DETAIL, inside),
        ]
    if kind == "grin":
        inside = curve(
            [(X - 6, y - 0.8), (X, y), (X + 5.6, y - 0.8), (X + 3.6, y + 2.6), (X - 0.3, y + 3.6), (X - 4, y + 2.6)]
        )
        return [Shape(inside, "ink", Depth.DETAIL), Shape(oval(X, y - 0.5, 5, 1.9), "light", Depth.DETAIL, inside)]
    ends = {"smile": (-1.7, -1.7), "calm": (-0.2, -0.2), "smirk": (0.3, -2.2), "frown": (1.6, 1.5)}[kind]
    line = [(X - 5, y + ends[0]), (X - 0.4, y + (0.7 if kind != "frown" else -0.2)), (X + 4.8, y + ends[1])]
    lower = stroke([(X - 2.6, y + 2.4), (X, y + 2.9), (X + 2.4, y + 2.4)], 1.5, 0.2)
    return [Shape(lower, "lip", Depth.DETAIL), Shape(stroke(line, 1.5, 0.35), "ink", Depth.DETAIL)]


def _beard(genes: Genes, chance: random.Random, outline: Points) -> list[Shape]:
    kind = genes["beard"]
    chin = HEADS[genes["head"]][-1][1]
    if kind == "none":
        return []
    if kind == "stubble":
        dots = []
        for _ in range(26):
            x, y = chance.uniform(-12, 12), chance.uniform(13, chin - 1)
            if abs(x) > 5.5 or y > 19:
                dots.append(Shape(oval(X + x, Y + y, 0.45, steps=6), "hair_dark", Depth.DETAIL, outline))
        return dots
    y = Y + (15.4 if genes["nose"] == "long" else 14.2)
    upper = [
        Shape(
            stroke(
                [(X, y - 2.4), (X + side * 4, y - 1.6), (X + side * 7.6, y + 0.6), (X + side * 9.4, y - 0.8)], 2.6, 0.3
            ),
            "hair",
        )
        for side in (-1, 1)
    ]
    if kind == "moustache":
        return upper
    if kind == "walrus":
        drop = [(X, y - 3), (X + 5, y - 1.6), (X + 8, y + 5), (X + 5, y + 3.4), (X, y + 1.6)]
        return [Shape(curve(both(drop[:4] + [(X, y + 1.6)])), "hair")]
    if kind == "goatee":
        tuft = [(X + 2.8, y + 4), (X + 4.2, y + 7), (X + 2, chin + Y + 5), (X, chin + Y + 7)]
        return [Shape(curve(both([(X, y + 4.4), *tuft[:3]]) + (tuft[3],)[:0]), "hair"), *upper]
    return _full_beard(genes, y, chin, upper, braided=kind == "braided")


def _full_beard(genes: Genes, y: float, chin: float, upper: list[Shape], *, braided: bool) -> list[Shape]:
    wide = half_width(genes, 4)
    low = Y + chin + (7 if not braided else 4)
    right = [
        (X, y + 4.6),
        (X + 4.6, y + 2.8),
        (X + 7.8, y - 1.4),
        (X + wide - 2, Y + 5),
        (X + wide + 0.8, Y + 2),
        (X + wide + 0.9, Y + 12),
        (X + wide * 0.62, low - 3),
        (X + 3, low),
    ]
    shapes = [Shape(curve(both(right)), "hair")]
    for x in (-8, -4, 0, 4, 8):
        strand = [(X + x, y + 7), (X + x * 0.85, y + 10), (X + x * 0.6, low - 2.4)]
        shapes.append(Shape(stroke(strand, 0.9, 0.2), "hair_dark", Depth.DETAIL))
    if braided:
        shapes += [Shape(oval(X, low + 1 + 3.6 * knot, 3 - knot * 0.4, 2.4), "hair") for knot in range(3)]
        shapes.append(Shape(oval(X, low + 12, 2.4, 1.3), "accent"))
    return [*shapes, *upper]


def _marks_below(genes: Genes, chance: random.Random, outline: Points) -> list[Shape]:
    kind = genes["mark"]
    if kind in ("blush", "freckles"):
        cheeks = [Shape(oval(X + side * 10, Y + 8.4, 4.4, 3.2), "blush", Depth.DETAIL, outline) for side in (-1, 1)]
        if kind == "blush":
            return cheeks
        spots = [
            oval(X + side * chance.uniform(4.6, 12.5), Y + chance.uniform(5.6, 10), 0.62, steps=8)
            for side in (-1, 1)
            for _ in range(6)
        ]
        return [Shape(spot, "lip", Depth.DETAIL, outline) for spot in spots]
    if kind == "stripe":
        band = [(X - 24, Y + 5.2), (X, Y + 7.2), (X + 24, Y + 5.2), (X + 24, Y + 9), (X, Y + 11), (X - 24, Y + 9)]
        return [Shape(curve(band[:3], closed=False) + tuple(band[3:]), "accent", Depth.DETAIL, outline)]
    return []


def _marks_above(genes: Genes, outline: Points) -> list[Shape]:
    kind, shapes = genes["mark"], []
    if kind == "scar":
        shapes.append(
            Shape(stroke([(X - 12.6, Y - 7), (X - 9.6, Y + 1), (X - 9, Y + 9)], 1.2, 0.2), "lip", Depth.DETAIL, outline)
        )
    elif kind == "mole":
        shapes.append(Shape(oval(X + 7.4, Y + 11.6, 0.95), "ink", Depth.DETAIL))
    elif kind == "dots":
        for side in (-1, 1):
            shapes += [Shape(oval(X + side * x, Y + 7.6, 0.85), "dye_mere", Depth.DETAIL) for x in (5, 7.8, 10.6)]
    elif kind == "lines":
        for side in (-1, 1):
            shapes.append(
                Shape(
                    stroke([(X + side * 4, Y + 6), (X + side * 7, Y + 7.4), (X + side * 10, Y + 7)], 0.8, 0.1),
                    "lip",
                    Depth.DETAIL,
                )
            )
            shapes.append(
                Shape(
                    stroke([(X + side * 6.4, Y + 9.6), (X + side * 8.6, Y + 12.6), (X + side * 8.6, Y + 16)], 0.9, 0.1),
                    "lip",
                    Depth.DETAIL,
                )
            )
        shapes.append(Shape(stroke([(X - 7, Y - 12), (X, Y - 12.7), (X + 7, Y - 12)], 0.8, 0.1), "lip", Depth.DETAIL))
    return shapes + _lens(genes)


def _lens(genes: Genes) -> list[Shape]:
    kind = genes["lens"]
    if kind == "patch":
        x = X + EYE_X
        strap = [(X - 17, Y - 12), (X, Y - 6), (X + 18, Y + 3)]
        cover = curve(
            [(x - 5, EYE_Y - 4), (x + 5, EYE_Y - 4.4), (x + 5.2, EYE_Y + 2), (x, EYE_Y + 5.4), (x - 4.8, EYE_Y + 2)]
        )
        return [Shape(stroke(strap, 1.3, 0.8), "ink", Depth.DETAIL), Shape(cover, "ink", Depth.DETAIL)]
    if kind == "none":
        return []
    sides = (-1, 1) if kind == "spectacles" else (1,)
    rims = [Shape(arc(X + side * EYE_X, EYE_Y, 5.9, 1.1, 0, 360), "metal", Depth.DETAIL) for side in sides]
    if kind == "spectacles":
        rims.append(
            Shape(stroke([(X - 1.8, EYE_Y - 1), (X, EYE_Y - 2), (X + 1.8, EYE_Y - 1)], 1.1, 0.8), "metal", Depth.DETAIL)
        )
    else:
        rims.append(
            Shape(
                stroke([(X + 12.4, EYE_Y + 4), (X + 14.4, Y + 14), (X + 12.6, Y + 26)], 0.7, 0.8), "metal", Depth.DETAIL
            )
        )
    return rims
