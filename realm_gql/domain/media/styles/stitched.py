"""What is laid on cloth and paper: satin stitches on linen, washes of ink."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realm_gql.domain.media.canvas import Canvas, Mask, clouds, darker, hatching, lighter
from realm_gql.domain.media.palettes import Colour, hexed, lightness, mixed
from realm_gql.domain.media.scene import Scene
from realm_gql.domain.media.shapes import Depth, Points, Shape, stroke

if TYPE_CHECKING:
    from PIL.Image import Image

STITCH = 1.5
"""The length of a back stitch, in hundredths of the sheet."""


def embroidered(scene: Scene, size_px: int) -> Image:
    """Thread on linen: each shape filled with satin stitches that lie their own way, outlined in back stitch."""
    colours = scene.colours
    dark = lightness(colours["back"]) < 0.42
    linen = mixed(hexed("38404a") if dark else hexed("ddd2ba"), colours["back"], 0.45)
    canvas = Canvas(size_px, linen, scene.hand)
    for angle in (0, 90):
        canvas.fill(Mask(hatching(size_px, angle, 1.15, 0.4, 0.1), 0, 0), darker(linen, 0.3), 0.42)
    for number, shape in enumerate(scene.shapes):
        colour = colours[shape.tone]
        angle = (28, 62, 118, 152)[number % 4] if shape.depth is not Depth.DETAIL else 90
        mask = canvas.mask(shape, wobble=0.1, pad=1.2)
        if mask is None:
            continue
        if shape.depth is Depth.FAR:
            canvas.fill(canvas.inside(mask, hatching(size_px, angle, 1.5, 0.66, 0.2)), colour, 0.85)
            continue
        if shape.depth is Depth.FORM:
            canvas.shadow(mask, 0.3, 0.5, 0.5, darker(linen, 0.75), 0.5)
        canvas.fill(mask, colour)
        if shape.depth is Depth.FORM:
            thread = hatching(size_px, angle, 1.05, 0.44, 0.25)
            canvas.fill(canvas.inside(mask, thread), darker(colour, 0.3), 0.75)
            canvas.fill(canvas.edge(mask, 0.6, 0.6), lighter(colour, 0.35), 0.7)
            _back_stitch(
                canvas,
                shape.points,
                darker(colour, 0.5) if lightness(colour) > 0.25 else lighter(colour, 0.3),
                shape.clip,
            )
    _hem(canvas, colours)
    return canvas.image


def _back_stitch(canvas: Canvas, points: Points, colour: Colour, clip: Points | None) -> None:
    """Short stitches along an outline."""
    walked, start = 0.0, points[0]
    piece = [start]
    for x, y in (*points[1:], points[0]):
        walked += abs(x - piece[-1][0]) + abs(y - piece[-1][1])
        piece.append((x, y))
        if walked >= STITCH:
            a, b = piece[0], piece[-1]
            # A third of the way is left free: there the thread is under the cloth.
            end = (a[0] + (b[0] - a[0]) * 0.74, a[1] + (b[1] - a[1]) * 0.74)
            if max(abs(b[0] - a[0]), abs(b[1] - a[1])) < 9:
                mask = canvas.mask(Shape(stroke([a, end], 0.85, 0.7, smooth=False), "ink", clip=clip))
                if mask is not None:
                    canvas.fill(mask, colour)
            piece, walked = [(x, y)], 0.0


def _hem(canvas: Canvas, colours: Mapping[str, Colour]) -> None:
    """Cross stitches along the edges."""
    tones = ("trim", "accent", "hat")
    count = 18
    for place in range(count):
        at = 4.4 + 91.2 * place / (count - 1)
        tone = colours[tones[place % 3]]
        for x, y in {(at, 3.2), (at, 96.8), (3.2, at), (96.8, at)}:
            for lean in (-1, 1):
                line = [(x - 1.25, y - 1.25 * lean), (x + 1.25, y + 1.25 * lean)]
                mask = canvas.mask(Shape(stroke(line, 0.85, 0.8, smooth=False), "trim"))
                if mask is not None:
                    canvas.fill(mask, tone)


def ink_wash(scene: Scene, size_px: int) -> Image:
    """Washes that pool at their edges and run into the paper, under a brush line that swells and thins."""
    colours = scene.colours
    paper, ink = hexed("f1eadb"), hexed("26232b")
    canvas = Canvas(size_px, paper, scene.hand)
    pools, dry = clouds(size_px, 31, 7, 0.5, 2.2), clouds(size_px, 37, 26, 0.42, 4.0)
    backing = canvas.mask(Shape(((4, 6), (97, 3), (95, 97), (6, 95)), "back"), wobble=0.6)
    if backing is not None:
        canvas.fill(canvas.inside(backing, dry), mixed(paper, colours["back"], 0.55), 0.8)
        canvas.fill(backing, mixed(paper, colours["back"], 0.5), 0.55)
    for shape in scene.shapes:
        colour = mixed(colours[shape.tone], paper, 0.14)
        if shape.depth is Depth.DETAIL:
            mask = canvas.mask(shape, wobble=0.08)
            if mask is not None:
                canvas.fill(mask, ink if lightness(colour) < 0.26 else colour, 0.94)
            continue
        mask = canvas.mask(shape, wobble=0.22, pad=1.6)
        if mask is None:
            continue
        if shape.depth is Depth.FAR:
            canvas.fill(mask, mixed(colour, paper, 0.35), 0.6)
            canvas.fill(canvas.edge(mask, -0.5, -0.5), darker(colour, 0.15), 0.35)
            continue
        canvas.fill(mask, mixed(colour, paper, 0.12))
        canvas.fill(canvas.inside(mask, pools), lighter(colour, 0.36), 0.7)
        canvas.fill(canvas.edge(mask, -2.4, -2.4), darker(colour, 0.25), 0.5)
        line = canvas.mask(shape, grow=0.28, wobble=0.3, pad=1.92 - 0.28)
        if line is not None:
            # Heavy below and at the right, thin where the light comes from.
            canvas.fill(canvas.edge(line, -0.78, -0.78), ink, 0.92)
            canvas.fill(canvas.edge(line, 0.34, 0.34), ink, 0.6)
    for _ in range(9):
        spot = canvas.mask(
            Shape(
                stroke(
                    [(x := canvas.hand.uniform(3, 97), y := canvas.hand.uniform(3, 97)), (x + 0.5, y + 0.4)],
                    canvas.hand.uniform(0.5, 1.1),
                    0.9,
                    smooth=False,
                ),
                "ink",
            )
        )
        if spot is not None:
            canvas.fill(spot, ink, 0.5)
    return canvas.image
