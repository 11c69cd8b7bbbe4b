"""Shapes on a sheet of 100 by 100, y downwards, and the geometry they are made with. Pure; no colours."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

Point = tuple[float, float]
Points = tuple[Point, ...]


class Depth(IntEnum):
    """How a style treats a shape: what is far is faint, what has form is modelled, a detail is drawn flat."""

    FAR = 0
    FORM = 1
    DETAIL = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline.

    Args:
        points: its corners, closed by themselves.
        tone: the name of its colour in the scene.
        depth: how it is treated.
        clip: another outline it does not leave; None for the whole sheet.
        glow: whether it gives light.
    """

    points: Points
    tone: str
    depth: Depth = Depth.FORM
    clip: Points | None = None
    glow: bool = False


def curve(points: Iterable[Point], *, closed: bool = True, steps: int = 7) -> Points:
    """A smooth line through points. Source: Catmull and Rom, 1974, uniform."""
    given = list(points)
    count = len(given)
    if count < 3:
        return tuple(given)
    spans = count if closed else count - 1
    found: list[Point] = []
    for place in range(spans):
        if closed:
            a, b, c, d = (given[(place + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b, c, d = (given[min(max(place + shift, 0), count - 1)] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            found.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    if not closed:
        found.append(given[-1])
    return tuple(found)


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0, steps: int = 28) -> Points:
    """An ellipse around a point, turned by degrees."""
    high = rx if ry is None else ry
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    found = []
    for step in range(steps):
        angle = math.tau * step / steps
        dx, dy = rx * math.cos(angle), high * math.sin(angle)
        found.append((x + dx * cos - dy * sin, y + dx * sin + dy * cos))
    return tuple(found)


def arc(x: float, y: float, radius: float, width: float, start: float, sweep: float) -> Points:
    """A piece of a ring, clockwise from `start`, in degrees."""
    steps = max(3, int(sweep / 6))
    angles = [math.radians(start + sweep * step / steps) for step in range(steps + 1)]
    outer = [(x + (radius + width / 2) * math.cos(a), y + (radius + width / 2) * math.sin(a)) for a in angles]
    inner = [(x + (radius - width / 2) * math.cos(a), y + (radius - width / 2) * math.sin(a)) for a in angles]
    return tuple(outer + inner[::-1])


def stroke(points: Iterable[Point], width: float, taper: float = 0.25, *, smooth: bool = True) -> Points:
    """A line as a brush leaves it: `width` in the middle, `taper` of it at both ends."""
    line = curve(points, closed=False) if smooth else tuple(points)
    left: list[Point] = []
    right: list[Point] = []
    last = len(line) - 1
    for place, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(place - 1, 0)], line[min(place + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / length, (bx - ax) / length
        half = width / 2 * (taper + (1 - taper) * math.sin(math.pi * place / last)) if last else width / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return tuple(left + right[::-1])


def mirror(points: Iterable[Point], axis: float = 50.0) -> Points:
    """The same on the other side of an upright axis."""
    return tuple((2 * axis - x, y) for x, y in points)


def both(right: Sequence[Point], axis: float = 50.0) -> Points:
    """A symmetrical outline from its right half, told from top to bottom."""
    return tuple(right) + mirror(tuple(right)[::-1], axis)


def moved(points: Iterable[Point], dx: float, dy: float, size: float = 1.0, turn: float = 0.0) -> Points:
    """Points scaled and turned around the origin, then moved."""
    cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
    return tuple((x * cos - y * sin + dx, x * sin + y * cos + dy) for x, y in points)


def placed(shapes: Iterable[Shape], dx: float, dy: float, size: float = 1.0, turn: float = 0.0) -> list[Shape]:
    """Whole shapes, moved as `moved` does."""
    return [
        replace(
            shape,
            points=moved(shape.points, dx, dy, size, turn),
            clip=None if shape.clip is None else moved(shape.clip, dx, dy, size, turn),
        )
        for shape in shapes
    ]


def box(left: float, top: float, right: float, bottom: float, lean: float = 0.0) -> Points:
    """Four corners; `lean` moves the upper two to the right."""
    return ((left + lean, top), (right + lean, top), (right, bottom), (left, bottom))


def star(x: float, y: float, radius: float, points: int = 4, inner: float = 0.35, turn: float = -90.0) -> Points:
    """A star around a point."""
    found = []
    for step in range(points * 2):
        away = radius if step % 2 == 0 else radius * inner
        angle = math.radians(turn + 180 * step / points)
        found.append((x + away * math.cos(angle), y + away * math.sin(angle)))
    return tuple(found)


def ridge(chance: random.Random, base: float, height: float, bumps: int = 5) -> Points:
    """A hilly skyline from edge to edge, filled to the bottom of the sheet."""
    tops = [(-4 + 108 * place / bumps, base - height * chance.random()) for place in range(bumps + 1)]
    return (*curve(tops, closed=False), (104.0, 104.0), (-4.0, 104.0))
