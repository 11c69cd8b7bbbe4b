"""What is cut: layers of coloured paper, a woodcut with hatching, a linocut with the marks of the gouge."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from realm_gql.domain.media.canvas import Canvas, Mask, clouds, darker, hatching, lighter, speckles
from realm_gql.domain.media.palettes import INK, Colour, hexed, lightness, mixed
from realm_gql.domain.media.scene import Scene
from realm_gql.domain.media.shapes import Depth, Shape, box, stroke

if TYPE_CHECKING:
    from PIL.Image import Image

WHOLE = box(0, 0, 100, 100)


def papercut(scene: Scene, size_px: int) -> Image:
    """Layers of paper, each with its shadow on the one below and a light edge where the knife went."""
    colours = scene.colours
    canvas = Canvas(size_px, colours["back"], scene.hand)
    for shape in scene.shapes:
        flat = shape.depth is Depth.DETAIL
        mask = canvas.mask(shape, pad=0.0 if flat else 2.6)
        if mask is None:
            continue
        colour = colours[shape.tone]
        if not flat:
            canvas.shadow(mask, 0.5, 0.9, 0.9, (26, 18, 22), 0.42 if shape.depth is Depth.FORM else 0.26)
        canvas.fill(mask, colour)
        if not flat:
            canvas.fill(canvas.edge(mask, 0.32, 0.42), lighter(colour, 0.4), 0.8)
    _mat(canvas, darker(colours["near"], 0.15))
    canvas.fill(Mask(speckles(size_px, 3, 0.05, 2), 0, 0), (255, 250, 240), 0.05)
    return canvas.image


def _mat(canvas: Canvas, colour: Colour) -> None:
    """A frame of paper, cut a little crooked, that throws its shadow inwards."""
    from PIL import ImageChops

    hole = canvas.mask(Shape(box(3.4, 3.4, 96.6, 96.6), "back"), wobble=0.35)
    whole = canvas.mask(Shape(box(-2, -2, 102, 102), "back"))
    if hole is None or whole is None:
        return
    cover = whole.cover.copy()
    cover.paste(ImageChops.invert(hole.cover), (hole.left, hole.top))
    frame = Mask(cover, 0, 0)
    canvas.shadow(frame, 0.4, 0.8, 0.9, (26, 18, 22), 0.4)
    canvas.fill(frame, colour)
    canvas.fill(canvas.edge(frame, -0.3, -0.3), lighter(colour, 0.3), 0.7)


def woodcut(scene: Scene, size_px: int) -> Image:
    """Black lines of a carved block over few flat colours, hatched where the light does not come."""
    colours = scene.colours
    paper = hexed("ece2c6")
    canvas = Canvas(size_px, mixed(paper, colours["halo"], 0.45), scene.hand)
    shade = hatching(size_px, 52, 1.9, 0.5)
    deep = hatching(size_px, -38, 1.9, 0.42)
    flat = hatching(size_px, 2, 2.3, 0.26, 0.5)
    for shape in scene.shapes:
        colour = colours[shape.tone]
        printed = _printed(colour, paper)
        if shape.depth is Depth.FAR:
            mask = canvas.mask(shape)
            if mask is not None:
                canvas.fill(mask, mixed(printed, paper, 0.3))
                canvas.fill(canvas.inside(mask, flat), mixed(INK, printed, 0.45), 0.75)
            continue
        if shape.depth is Depth.DETAIL:
            mask = canvas.mask(shape)
            if mask is None:
                continue
            if shape.tone.endswith("_dark") or shape.tone == "shadow":
                canvas.fill(canvas.inside(mask, shade), INK, 0.92)
            else:
                canvas.fill(mask, INK if lightness(colour) < 0.25 else printed)
            continue
        line = canvas.mask(shape, grow=0.55, wobble=0.16, pad=0.8)
        body = canvas.mask(shape, pad=1.35)
        if line is None or body is None:
            continue
        canvas.fill(line, INK)
        if lightness(colour) < 0.2:
            canvas.fill(canvas.inside(canvas.edge(body, 1.7, 1.7), shade), paper, 0.95)
            continue
        canvas.fill(body, printed)
        rim = canvas.edge(body, -2.6, -1.6)
        canvas.fill(canvas.inside(rim, shade), INK)
        if lightness(colour) < 0.5:
            canvas.fill(canvas.inside(body, deep), INK, 0.5)
    _border(canvas, paper)
    canvas.fill(Mask(speckles(size_px, 5, 0.012, 2), 0, 0), paper, 0.5)
    return canvas.image


def _printed(colour: Colour, paper: Colour) -> Colour:
    """A colour as a thin ink on paper: a little paler and warmer."""
    return mixed(colour, paper, 0.16)


def _border(canvas: Canvas, paper: Colour) -> None:
    for width, colour in ((4.2, paper), (1.0, INK)):
        for a, b in (
            ((2.6, 2.6), (97.4, 2.6)),
            ((97.4, 2.6), (97.4, 97.4)),
            ((97.4, 97.4), (2.6, 97.4)),
            ((2.6, 97.4), (2.6, 2.6)),
        ):
            shift = 1.7 if width > 2 else 0.0
            line = [(_out(x, shift), _out(y, shift)) for x, y in _steps(a, b)]
            mask = canvas.mask(
                Shape(stroke(line, width + (0 if width > 2 else 0.3), 0.9, smooth=False), "ink"), wobble=0.14
            )
            if mask is not None:
                canvas.fill(mask, colour)


def _out(at: float, shift: float) -> float:
    return at - shift if at < 5 else at + shift if at > 95 else at


def _steps(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float]]:
    return [(a[0] + (b[0] - a[0]) * step / 16, a[1] + (b[1] - a[1]) * step / 16) for step in range(-1, 18)]


def linocut(scene: Scene, size_px: int) -> Image:
    """A dark block: everything is carved free by a light line, and the gouge left its marks around the figure."""
    colours = scene.colours
    ground = darker(mixed(colours["near"], colours["cloth"], 0.25), 0.5)
    carved = mixed(hexed("efe6cf"), colours["halo"], 0.25)
    canvas = Canvas(size_px, ground, scene.hand)
    _gouges(canvas, mixed(ground, carved, 0.42))
    grain = hatching(size_px, 14, 2.6, 0.18, 0.9)
    for shape in scene.shapes:
        colour = _few(colours[shape.tone])
        if shape.depth is Depth.FAR:
            mask = canvas.mask(shape, wobble=0.12)
            if mask is not None:
                canvas.fill(mask, mixed(ground, colour, 0.5))
                canvas.fill(canvas.inside(mask, grain), carved, 0.34)
        elif shape.depth is Depth.DETAIL:
            mask = canvas.mask(shape)
            if mask is not None:
                canvas.fill(mask, ground if lightness(colour) < 0.22 else colour)
        else:
            line = canvas.mask(shape, grow=0.72, wobble=0.2, pad=0.6)
            body = canvas.mask(shape, pad=1.0)
            if line is None or body is None:
                continue
            canvas.fill(line, carved)
            canvas.fill(body, colour if lightness(colour) > 0.2 else mixed(ground, colour, 0.5))
            rim = canvas.edge(body, -2.2, -2.4)
            canvas.fill(rim, darker(colour, 0.34))
            canvas.fill(canvas.inside(body, grain), lighter(colour, 0.24), 0.55)
    canvas.fill(Mask(clouds(size_px, 11, 90, 0.66, 9), 0, 0), carved, 0.1)
    return canvas.image


def _few(colour: Colour) -> Colour:
    """A colour of the few that were mixed: each channel one of six."""
    r, g, b = (min(255, round(channel / 42) * 42 + 6) for channel in colour)
    return mixed(colour, (r, g, b), 0.7)


def _gouges(canvas: Canvas, colour: Colour) -> None:
    """Short cuts in rings around the middle, as an echo goes outwards."""
    for ring in range(4, 13):
        count = 10 + ring * 4
        for step in range(count):
            if canvas.hand.random() < 0.28:
                continue
            angle = math.tau * (step + canvas.hand.uniform(-0.2, 0.2)) / count
            away = ring * 6.2 + canvas.hand.uniform(-1, 1)
            reach = 1.6 + canvas.hand.random() * 2.2
            line = [
                (50 + (away + k * reach) * math.cos(angle), 46 + (away + k * reach) * math.sin(angle))
                for k in (0, 0.5, 1)
            ]
            mask = canvas.mask(Shape(stroke(line, 0.9, 0.1, smooth=False), "halo"))
            if mask is not None:
                canvas.fill(mask, colour)
