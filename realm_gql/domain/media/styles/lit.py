"""What lives by its light: moonlit silhouettes, stained glass, the glow of a lantern."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realm_gql.domain.media.canvas import Canvas, clouds, darker, lighter
from realm_gql.domain.media.palettes import Colour, hexed, lightness, mixed
from realm_gql.domain.media.scene import Scene
from realm_gql.domain.media.shapes import Depth, Shape, arc, curve, oval, star

if TYPE_CHECKING:
    from PIL.Image import Image

NIGHT, DUSK, MOON = hexed("0f1826"), hexed("3d5f80"), hexed("e6eedf")
EMBER, GLOW = hexed("1c120f"), hexed("ffd27a")


def moonlit(scene: Scene, size_px: int) -> Image:
    """Silhouettes in the blue of the night, rimmed by a moon at the upper left; what gives light stays warm."""
    colours = scene.colours
    ground = mixed(NIGHT, colours["near"], 0.25)
    canvas = Canvas(size_px, ground, scene.hand)
    _rings_of_light(canvas, (26, 20), 74, ground, mixed(DUSK, colours["far"], 0.3))
    moon = canvas.mask(Shape(oval(20, 17, 8.5, steps=40), "light"))
    if moon is not None:
        canvas.fill(moon, MOON)
    for _ in range(22):
        spark = canvas.mask(
            Shape(
                star(canvas.hand.uniform(2, 98), canvas.hand.uniform(2, 60), canvas.hand.uniform(0.4, 1.0), 4, 0.4),
                "light",
            )
        )
        if spark is not None:
            canvas.fill(spark, MOON, 0.7)
    for shape in scene.shapes:
        colour = colours[shape.tone]
        if shape.glow:
            _glowing(canvas, shape, colour)
            continue
        night = _by_night(colour)
        mask = canvas.mask(shape, pad=1.2)
        if mask is None:
            continue
        if shape.depth is Depth.FAR:
            canvas.fill(mask, mixed(night, DUSK, 0.3), 0.55)
        elif shape.depth is Depth.DETAIL:
            canvas.fill(
                mask,
                mixed(night, colour, 0.45) if shape.tone in ("light", "iris", "trim", "accent", "metal") else night,
            )
        else:
            canvas.fill(mask, night)
            canvas.fill(canvas.edge(mask, 1.5, 1.2), mixed(mixed(colour, DUSK, 0.35), MOON, 0.2), 0.75)
            canvas.fill(canvas.edge(mask, 0.62, 0.5), mixed(MOON, colour, 0.2))
    _low_fog(canvas, mixed(DUSK, MOON, 0.25))
    return canvas.image


def _by_night(colour: Colour) -> Colour:
    """A colour without sun: blue, dark, and only a little of what it was."""
    light = lightness(colour)
    return mixed(mixed(NIGHT, hexed("8fb0c4"), 0.1 + 0.86 * light), darker(colour, 0.12), 0.42)


def _glowing(canvas: Canvas, shape: Shape, colour: Colour) -> None:
    mask = canvas.mask(shape, pad=9)
    if mask is not None:
        canvas.shadow(mask, 0, 0, 3.4, colour, 0.85)
        canvas.fill(mask, lighter(colour, 0.3))


def _low_fog(canvas: Canvas, colour: Colour) -> None:
    for place in range(3):
        y = 88 + place * 6
        bank = canvas.mask(Shape(oval(canvas.hand.uniform(10, 90), y, canvas.hand.uniform(40, 60), 4.4), "fog"))
        if bank is not None:
            canvas.fill(bank, colour, 0.2)


def _rings_of_light(canvas: Canvas, middle: tuple[float, float], reach: float, base: Colour, colour: Colour) -> None:
    """Light in steps, as rings on water: smooth light would be neither hand-made nor small."""
    for step in range(9):
        mask = canvas.mask(Shape(oval(*middle, reach * (1 - step / 9.5), steps=64), "halo"), wobble=0.3)
        if mask is not None:
            canvas.fill(mask, mixed(base, colour, (step + 1) / 9))


def stained_glass(scene: Scene, size_px: int) -> Image:
    """Panes of coloured glass in lead, brighter in their middle, rays of glass behind, within a pointed window."""
    colours = scene.colours
    canvas = Canvas(size_px, hexed("1b1a1c"), scene.hand)
    lead = hexed("1d1a1a")
    _panes_behind(canvas, colours, lead)
    streaks = clouds(size_px, 21, 9, 0.52, 3.0)
    for shape in scene.shapes:
        colour = _glassy(colours[shape.tone])
        if shape.depth is Depth.FAR and shape.tone in ("halo", "fog"):
            mask = canvas.mask(shape)
            if mask is not None:
                canvas.fill(mask, lighter(colour, 0.2), 0.42)
            continue
        if shape.depth is Depth.DETAIL:
            mask = canvas.mask(shape)
            if mask is not None:
                canvas.fill(mask, lead if lightness(colour) < 0.16 else colour)
            continue
        thick = 0.95 if shape.depth is Depth.FORM else 0.6
        line, body = canvas.mask(shape, grow=thick, pad=0.6), canvas.mask(shape, pad=thick + 0.6)
        if line is None or body is None:
            continue
        canvas.fill(line, lead)
        canvas.fill(body, colour)
        canvas.fill(canvas.inside(body, streaks), lighter(colour, 0.32), 0.6)
        canvas.fill(canvas.edge(body, -2.2, -2.2), darker(colour, 0.4), 0.7)
        canvas.fill(canvas.edge(body, 1.1, 1.1), lighter(colour, 0.5), 0.55)
    _window(canvas, lead)
    return canvas.image


def _glassy(colour: Colour) -> Colour:
    """A colour with more of itself: as light comes through it."""
    grey = lightness(colour) * 255
    r, g, b = (max(0, min(255, round(grey + (channel - grey) * 1.42 + 6))) for channel in colour)
    return r, g, b


def _panes_behind(canvas: Canvas, colours: Mapping[str, Colour], lead: Colour) -> None:
    tones = ("back", "far", "halo", "far", "back", "near")
    count = 16
    for ring, (near, far) in enumerate(((0.0, 34.0), (34.0, 54.0), (54.0, 90.0))):
        turn = canvas.hand.uniform(0, 22)
        for step in range(count):
            piece = Shape(arc(50, 46, (near + far) / 2, far - near, turn + 360 / count * step, 360 / count), "back")
            line, body = canvas.mask(piece, grow=0.45), canvas.mask(piece)
            if line is None or body is None:
                continue
            tone = tones[(step * 2 + ring * 3 + canvas.hand.randrange(2)) % len(tones)]
            canvas.fill(line, lead)
            colour = _glassy(colours[tone])
            canvas.fill(body, mixed(colour, (255, 246, 214), canvas.hand.uniform(0, 0.16)))
            canvas.fill(canvas.edge(body, -0.7, -0.7), darker(colour, 0.4), 0.6)


def _window(canvas: Canvas, lead: Colour) -> None:
    """The stone around the window: a pointed arch."""
    arch = [(4, 101), (4, 40), (9, 20), (24, 7), (50, -1), (76, 7), (91, 20), (96, 40), (96, 101)]
    inner = curve(arch, closed=False)
    outer = (*inner, (104, 101), (104, -6), (-4, -6), (-4, 101))
    stone, line = canvas.mask(Shape(outer, "near"), pad=1), canvas.mask(Shape(outer, "near"), grow=1.0)
    if stone is None or line is None:
        return
    canvas.fill(line, lead)
    canvas.fill(stone, hexed("3b3531"))
    canvas.fill(canvas.edge(stone, 0.6, 0.6), hexed("5d554c"), 0.8)


def lantern(scene: Scene, size_px: int) -> Image:
    """The dark of a room and one warm light at the lower left, that falls off in rings; everything is edged by it."""
    colours = scene.colours
    ground = mixed(EMBER, colours["near"], 0.3)
    canvas = Canvas(size_px, ground, scene.hand)
    _rings_of_light(canvas, (30, 74), 92, ground, mixed(hexed("b5642c"), colours["far"], 0.25))
    for shape in scene.shapes:
        colour = mixed(colours[shape.tone], hexed("e08a3c"), 0.12)
        if shape.glow:
            _glowing(canvas, shape, GLOW)
            continue
        mask = canvas.mask(shape, pad=1.6)
        if mask is None:
            continue
        if shape.depth is Depth.FAR:
            canvas.fill(mask, darker(colour, 0.3), 0.5)
        elif shape.depth is Depth.DETAIL:
            canvas.fill(mask, colour)
        else:
            canvas.shadow(mask, 0.9, -0.5, 1.0, EMBER, 0.5)
            canvas.fill(mask, colour)
            canvas.fill(canvas.edge(mask, -2.4, 1.4), darker(colour, 0.42), 0.85)
            canvas.fill(canvas.edge(mask, 0.7, -0.55), mixed(lighter(colour, 0.3), GLOW, 0.6))
    canvas.image.paste(_lamplight(canvas.image, size_px), (0, 0))
    for _ in range(14):
        x, y = canvas.hand.uniform(4, 96), canvas.hand.uniform(10, 96)
        spark = canvas.mask(Shape(oval(x, y, canvas.hand.uniform(0.3, 0.75), steps=10), "flame"), pad=2)
        if spark is not None:
            canvas.shadow(spark, 0, 0, 0.8, GLOW, 0.6)
            canvas.fill(spark, GLOW, 0.9)
    return canvas.image


def _lamplight(image: Image, size_px: int) -> Image:
    from PIL import ImageChops

    return ImageChops.multiply(image, _falloff(size_px))


@lru_cache(maxsize=6)
def _falloff(size_px: int) -> Image:
    """How much light is left where: in steps, warm near the lamp, cold at the far corner."""
    from PIL import Image

    grid = (np.arange(size_px, dtype=np.float32) + 0.5) / size_px
    away = np.hypot(grid[None, :] - 0.34, grid[:, None] - 0.58)
    step = np.clip(np.floor(away * 13) / 13, 0, 1)[..., None]
    near, far = np.array((255, 250, 236), np.float32), np.array((96, 74, 92), np.float32)
    return Image.fromarray((near + (far - near) * np.clip((step - 0.2) * 1.35, 0, 1)).astype(np.uint8))
