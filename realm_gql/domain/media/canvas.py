"""The sheet that styles draw on: outlines become soft masks, masks are filled, shaded, edged. The only user of Pillow's
drawing; Pillow is imported when first needed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realm_gql.domain.media.palettes import Colour, mixed
from realm_gql.domain.media.shapes import Points, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

FINER = 3
"""How many times finer than the sheet outlines are drawn, so that their edges are smooth."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Where a shape is on the sheet: how much of each pixel, and the left top corner of that."""

    cover: Image
    left: int
    top: int

    @property
    def place(self) -> tuple[int, int, int, int]:
        """The box on the sheet."""
        return self.left, self.top, self.left + self.cover.width, self.top + self.cover.height


class Canvas:
    """A square sheet of pixels."""

    def __init__(self, size_px: int, ground: Colour, hand: int) -> None:
        from PIL import Image

        self.size_px = size_px
        self.image = Image.new("RGB", (size_px, size_px), ground)
        self.hand = random.Random(hand)  # noqa: S311  (looks, not secrets)

    def px(self, units: float) -> float:
        """Hundredths of the sheet as pixels."""
        return units * self.size_px / 100

    def mask(self, shape: Shape, *, grow: float = 0.0, wobble: float = 0.0, pad: float = 0.0) -> Mask | None:
        """Where a shape is; None when that is off the sheet.

        Args:
            grow: how much wider than the shape, in hundredths of the sheet.
            wobble: how far its corners stray, in hundredths.
            pad: how much room is left around it.
        """
        points = self._shaken(shape.points, wobble) if wobble else shape.points
        xs, ys = [x for x, _ in points], [y for _, y in points]
        around = grow + pad + 0.5
        left = max(0, int(self.px(min(xs) - around)))
        top = max(0, int(self.px(min(ys) - around)))
        right = min(self.size_px, int(self.px(max(xs) + around)) + 2)
        low = min(self.size_px, int(self.px(max(ys) + around)) + 2)
        if right <= left or low <= top:
            return None
        cover = self._drawn(points, (left, top, right, low), grow)
        if shape.clip is not None:
            from PIL import ImageChops

            cover = ImageChops.multiply(cover, self._drawn(shape.clip, (left, top, right, low), 0.0))
        return Mask(cover, left, top)

    def fill(self, mask: Mask, paint: Colour | Image, strength: float = 1.0) -> None:
        """Fill what a mask covers with a colour, or with what a picture of the sheet's size has there."""
        cover = mask.cover if strength >= 1 else mask.cover.point([int(level * strength) for level in range(256)])
        if isinstance(paint, tuple):
            self.image.paste(paint, mask.place, cover)
        else:
            self.image.paste(paint.crop(mask.place), mask.place, cover)

    def shadow(self, mask: Mask, dx: float, dy: float, blur: float, colour: Colour, strength: float) -> None:
        """A soft shadow of a mask, moved by hundredths of the sheet."""
        from PIL import ImageFilter

        soft = mask.cover.filter(ImageFilter.BoxBlur(max(1.0, self.px(blur))))
        self.fill(Mask(soft, mask.left + round(self.px(dx)), mask.top + round(self.px(dy))), colour, strength)

    def edge(self, mask: Mask, dx: float, dy: float) -> Mask:
        """The rim of a mask on the side of (-dx, -dy): what it covers and, moved so far, no longer would."""
        from PIL import Image, ImageChops

        away = Image.new("L", mask.cover.size)
        away.paste(mask.cover, (round(self.px(dx)), round(self.px(dy))))
        return Mask(ImageChops.subtract(mask.cover, away), mask.left, mask.top)

    def inside(self, mask: Mask, other: Image) -> Mask:
        """What a mask covers where a picture of the sheet's size, in grey, is light."""
        from PIL import ImageChops

        return Mask(ImageChops.multiply(mask.cover, other.crop(mask.place)), mask.left, mask.top)

    def without(self, mask: Mask, hole: Mask) -> Mask:
        """What a mask covers and another of the same box does not."""
        from PIL import ImageChops

        return Mask(ImageChops.subtract(mask.cover, hole.cover), mask.left, mask.top)

    def _drawn(self, points: Points, place: tuple[int, int, int, int], grow: float) -> Image:
        from PIL import Image, ImageDraw

        left, top, right, low = place
        scale = self.size_px / 100 * FINER
        sheet = Image.new("L", ((right - left) * FINER, (low - top) * FINER))
        corners = [(x * scale - left * FINER, y * scale - top * FINER) for x, y in points]
        draw = ImageDraw.Draw(sheet)
        draw.polygon(corners, fill=255)
        if grow > 0:
            draw.line([*corners, *corners[:2]], fill=255, width=max(1, round(grow * 2 * scale)), joint="curve")
        return sheet.reduce(FINER)

    def _shaken(self, points: Points, wobble: float) -> Points:
        # A slow drift along the outline, not a shiver of each corner: so a knife or a brush strays.
        drift_x = drift_y = 0.0
        found = []
        for x, y in points:
            drift_x = drift_x * 0.7 + self.hand.uniform(-wobble, wobble) * 0.6
            drift_y = drift_y * 0.7 + self.hand.uniform(-wobble, wobble) * 0.6
            found.append((x + drift_x, y + drift_y))
        return tuple(found)


@lru_cache(maxsize=24)
def hatching(size_px: int, angle: int, pitch: float, weight: float, waver: float = 0.35) -> Image:
    """Parallel lines over a whole sheet, in grey: light where a line is.

    Args:
        angle: of the lines, in degrees.
        pitch: from line to line, in hundredths of the sheet.
        weight: the share of it that is line.
        waver: how far the lines stray, as a share of the pitch.
    """
    from PIL import Image

    grid = np.arange(size_px, dtype=np.float32) * (100 / size_px)
    x, y = grid[None, :], grid[:, None]
    turn = np.deg2rad(angle)
    across = x * np.sin(turn) - y * np.cos(turn)
    along = x * np.cos(turn) + y * np.sin(turn)
    stray = waver * pitch * (np.sin(along * 0.31 + across * 0.9) + 0.6 * np.sin(along * 0.83 - across * 0.4)) / 2
    phase = np.abs(((across + stray) / pitch) % 1 - 0.5) * 2
    sharp = np.clip((weight - phase) * pitch * size_px / 200 + 0.5, 0, 1)
    return Image.fromarray((sharp * 255).astype(np.uint8))


@lru_cache(maxsize=12)
def speckles(size_px: int, seed: int, share: float, grain: int = 1) -> Image:
    """Specks strewn over a sheet, in grey: light where one is. `grain` is their size in pixels."""
    from PIL import Image

    chance = np.random.default_rng(seed)
    across = -(-size_px // grain)
    found = (chance.random((across, across)) < share).astype(np.uint8) * 255
    return (
        Image.fromarray(found)
        .resize((across * grain, across * grain), Image.Resampling.NEAREST)
        .crop((0, 0, size_px, size_px))
    )


@lru_cache(maxsize=12)
def clouds(size_px: int, seed: int, cells: int, level: float = 0.5, soft: float = 6.0) -> Image:
    """Soft blotches over a sheet, in grey: light where one is.

    Args:
        cells: how many fit side by side.
        level: the share of the sheet that is not blotched, about.
        soft: how sharp their edges are; more is sharper.
    """
    from PIL import Image

    chance = np.random.default_rng(seed)
    noise = np.zeros((size_px, size_px), dtype=np.float32)
    for octave, weight in ((1, 0.6), (2, 0.3), (4, 0.1)):
        seeds = Image.fromarray((chance.random((cells * octave + 1, cells * octave + 1)) * 255).astype(np.uint8))
        noise += np.asarray(seeds.resize((size_px, size_px), Image.Resampling.BICUBIC), dtype=np.float32) / 255 * weight
    return Image.fromarray((np.clip((noise - level) * soft + 0.5, 0, 1) * 255).astype(np.uint8))


def darker(colour: Colour, share: float) -> Colour:
    """A colour with that share of night in it."""
    return mixed(colour, (22, 16, 18), share)


def lighter(colour: Colour, share: float) -> Colour:
    """A colour with that share of daylight in it."""
    return mixed(colour, (255, 248, 230), share)
