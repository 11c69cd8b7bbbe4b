"""Clothes of a bust: shoulders, their pattern, what is around the neck and on the back."""

from __future__ import annotations

import math

from realm_gql.domain.media.shapes import Depth, Points, Shape, both, box, curve, oval, star, stroke

X = 50.0


def shoulders(build: str) -> Points:
    """The outline of a bust from neck to hem."""
    wide = 26.5 + 2.6 * int(build)
    right = [(X + 7.5, 70), (X + 12, 74.5), (X + wide - 8, 80), (X + wide, 88), (X + wide + 3, 104)]
    half = curve([(X, 69.5), *right], closed=False)
    return both(half)


def bust(build: str, neck: str, pattern: str) -> list[Shape]:
    """Neck, shoulders in their pattern, and what is worn around the neck."""
    outline = shoulders(build)
    shapes = cloak(build) if neck == "cloak" else []
    throat = both([(X + 7.2, 60), (X + 7.4, 70), (X + 11, 78), (X, 84)][:3] + [(X + 4, 83)])
    shapes += [Shape(outline, "cloth"), *decorate(outline, pattern)]
    if neck in ("lapels", "rope", "cloak"):
        opening = both([(X + 8, 69), (X + 10.5, 74), (X + 3, 88), (X, 92)])
        shapes.append(Shape(opening, "skin"))
    shapes.append(Shape(throat, "skin"))
    under = both([(X + 7.3, 62), (X + 7.4, 68), (X + 3, 73.4), (X, 74)])
    shapes.append(Shape(under, "skin_dark", Depth.DETAIL, throat))
    return shapes + around_neck(neck, build)


def cloak(build: str) -> list[Shape]:
    """A cloak with a standing collar, behind the head."""
    wide = 31 + 2.6 * int(build)
    right = [(X, 60), (X + 12, 61), (X + 20, 66), (X + wide - 4, 80), (X + wide + 4, 104)]
    return [
        Shape(both(curve(right, closed=False)), "hat"),
        Shape(both([(X + 2, 64), (X + 15, 66), (X + 16, 86)]), "hat_dark", Depth.DETAIL),
    ]


def decorate(outline: Points, pattern: str) -> list[Shape]:
    """A pattern that does not leave an outline."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, low = min(y for _, y in outline), max(y for _, y in outline)
    shapes: list[Shape] = []
    if pattern == "stripes":
        y = top + 9
        while y < low:
            bow = [(left - 2, y + 4), ((left + right) / 2, y), (right + 2, y + 4)]
            shapes.append(Shape(stroke(bow, 2.3, 0.9), "trim", Depth.DETAIL, outline))
            y += 6.4
    elif pattern == "dots":
        for row in range(int((low - top) / 6) + 1):
            for column in range(int((right - left) / 8) + 2):
                dot = oval(left + column * 8 + (row % 2) * 4, top + 6 + row * 6, 1.25, steps=12)
                shapes.append(Shape(dot, "trim", Depth.DETAIL, outline))
    elif pattern == "knit":
        y = top + 11
        while y < low:
            wave: list[tuple[float, float]] = []
            x = left - 2
            while x < right + 6:
                wave += [(x, y), (x + 2.2, y + 3)]
                x += 4.4
            shapes.append(Shape(stroke(wave, 1.3, 0.9, smooth=False), "trim", Depth.DETAIL, outline))
            y += 7.5
    elif pattern == "diamonds":
        for row in range(int((low - top) / 9) + 1):
            for column in range(int((right - left) / 9) + 2):
                mark = star(left + column * 9 + (row % 2) * 4.5, top + 8 + row * 9, 2.5, 4, 0.62)
                shapes.append(Shape(mark, "trim" if row % 2 else "cloth_dark", Depth.DETAIL, outline))
    return shapes


def around_neck(neck: str, build: str) -> list[Shape]:
    """A collar, shawl, ruff, fur or rope."""
    wide = 24 + 2.4 * int(build)
    if neck == "roll":
        roll = both(curve([(X, 66), (X + 8, 65.6), (X + 11, 69), (X + 10.4, 75), (X, 78.4)], closed=False))
        ribs = [
            Shape(stroke([(X + x, 66), (X + x * 1.1, 71), (X + x, 77.4)], 0.8, 0.4), "cloth_dark", Depth.DETAIL, roll)
            for x in (-8, -4, 0, 4, 8)
        ]
        return [Shape(roll, "cloth"), *ribs]
    if neck == "lapels":
        lapels = [(X + 7.4, 68), (X + 15, 71), (X + 19, 82), (X + 13, 83), (X + 2, 100), (X, 98), (X + 8, 79)]
        return [Shape(tuple((X + side * (x - X), y) for x, y in lapels), "trim") for side in (-1, 1)]
    if neck == "shawl":
        right = [(X, 75), (X + 9, 67), (X + 17, 71), (X + wide, 83), (X + wide + 2, 91), (X + 14, 92), (X, 101)]
        wrap = both(curve(right, closed=False))
        folds = [
            Shape(
                stroke([(X + side * 10, 73), (X + side * 9, 82), (X + side * 2, 95)], 1.1, 0.2),
                "shadow",
                Depth.DETAIL,
                wrap,
            )
            for side in (-1, 1)
        ]
        fringe = [
            Shape(
                stroke([(X + x, 92 + 9 - abs(x) * 0.5), (X + x, 98 + 6 - abs(x) * 0.5)], 0.9, 0.8, smooth=False),
                "trim",
                Depth.DETAIL,
            )
            for x in range(-14, 15, 4)
        ]
        return [*fringe, Shape(wrap, "trim"), *folds, Shape(oval(X, 77, 2.8), "metal")]
    if neck == "ruff":
        lobes = []
        for step in range(13):
            angle = math.radians(180 * step / 12)
            lobes.append(Shape(oval(X - 15 * math.cos(angle), 69 + 8.4 * math.sin(angle), 4.1, 4.6), "light"))
        return [
            *lobes,
            Shape(oval(X, 68, 10.5, 5), "shadow", Depth.DETAIL),
            Shape(both([(X + 7.2, 60), (X + 7.2, 67), (X, 71)]), "skin_dark", Depth.DETAIL),
        ]
    if neck == "fur":
        tufts: list[tuple[float, float]] = []
        for step in range(25):
            angle = math.radians(-8 + 196 * step / 24)
            away = 1.0 if step % 2 else 1.2
            tufts.append((X + 19 * away * math.cos(angle), 70 + 13 * away * math.sin(angle)))
        inner = [(X - 9, 67), (X, 77), (X + 9, 67)]
        return [Shape((*tufts, *curve(inner, closed=False)), "hair_light")]
    if neck == "rope":
        beads = []
        for step in range(15):
            t = step / 14
            beads.append(Shape(oval(X - 12 + 24 * t, 73 + 13 * math.sin(math.pi * t), 1.7, 1.3, 40), "trim"))
        return [*beads, Shape(star(X, 89.5, 4, 4, 0.5), "metal")]
    clasp = [Shape(oval(X, 80, 3.8), "metal"), Shape(oval(X, 80, 1.9), "accent", Depth.DETAIL)]
    sides = [
        Shape(
            curve(
                [(X + side * 9, 68), (X + side * 17, 71), (X + side * 22, 104), (X + side * 6, 104), (X + side * 3, 80)]
            ),
            "hat",
        )
        for side in (-1, 1)
    ]
    return [*sides, *clasp]


def stand(build: str) -> list[Shape]:
    """A dressmaker's form, for what is worn by nobody yet."""
    foot = [Shape(box(48.4, 84, 51.6, 104), "wood_dark")]
    head = both([(X, 26), (X + 9, 28), (X + 14, 38), (X + 13.6, 50), (X + 8, 61), (X + 6, 66)])
    seam = stroke([(X, 26), (X + 1.4, 46), (X, 67)], 0.8, 0.3)
    return [
        *foot,
        Shape(curve(head[:6], closed=False) + curve(head[6:], closed=False), "wood"),
        Shape(seam, "wood_dark", Depth.DETAIL),
    ]
