"""Cosmetics: what is worn on head, neck, back and body on a form of wood; what is worn elsewhere, by itself."""

from __future__ import annotations

import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Depth, Shape, arc, curve, oval, placed
from realm_gql.domain.media.subjects import backdrops, clothes, hats
from realm_gql.domain.media.subjects.things import thing_of


def cosmetic(genes: Genes) -> list[Shape]:
    """A cosmetic as it hangs in the shop."""
    chance = random.Random(genes.hand)  # noqa: S311  (looks, not secrets)
    slot, pattern, build = genes["slot"], genes["pattern"], genes["build"]
    back = backdrops.backdrop(genes["backdrop"], genes.line, chance)
    form = clothes.stand(build)
    if slot == "HEAD":
        figure = [
            *hats.behind(genes["hat"]),
            *form,
            *_bust(build, "plain", bare=True),
            *hats.over(genes["hat"], pattern, chance),
        ]
        return [*back, *placed(figure, 0, 6)]
    if slot == "NECK":
        return [*back, *form, *_bust(build, "plain", bare=True), *clothes.around_neck(genes["neck"], build)]
    if slot == "BACK":
        return [
            *back,
            *clothes.cloak(build),
            *form,
            *_bust(build, "plain", bare=True),
            *clothes.around_neck("cloak", build),
        ]
    if slot == "BODY":
        return [*back, *form, *_bust(build, "stripes" if pattern == "plain" else pattern, bare=False)]
    if slot == "FEET":
        boots = thing_of("boot", pattern)
        pair = [*placed(boots, 41, 52, 0.95, -4), *placed(boots, 57, 56, 1.0, 2)]
        return [*back, Shape(oval(50, 87, 36, 4), "shadow", Depth.DETAIL), *pair]
    if slot == "HAND":
        return [*back, *placed(_glove(pattern), 50, 50, 1.15)]
    friend = genes["charm"]
    pocket = curve([(22, 46), (50, 49), (78, 46), (76, 80), (50, 90), (24, 80)])
    hem = curve([(21, 44), (50, 47), (79, 44), (79, 51), (50, 54), (21, 51)])
    charm = backdrops.friend(friend, chance)
    middle = sum(x for shape in charm for x, _ in shape.points) / max(1, sum(len(shape.points) for shape in charm))
    low = max(y for shape in charm for _, y in shape.points)
    return [
        *back,
        *placed(charm, 50 - middle * 1.3, 62 - low * 1.3, 1.3),
        Shape(pocket, "cloth"),
        *clothes.decorate(pocket, pattern),
        Shape(hem, "trim"),
    ]


def _bust(build: str, pattern: str, *, bare: bool) -> list[Shape]:
    outline = clothes.shoulders(build)
    if bare:
        return [
            Shape(outline, "wood"),
            Shape(
                curve([(50, 70), (51.4, 84), (50, 104)], closed=False) + ((50.8, 104), (52.2, 84), (50.8, 70)),
                "wood_dark",
                Depth.DETAIL,
            ),
        ]
    collar = curve([(40, 67), (50, 71), (60, 67), (62, 73), (50, 78), (38, 73)])
    buttons = [Shape(oval(50, y, 1.5), "metal") for y in (82, 89, 96)]
    return [Shape(outline, "cloth"), *clothes.decorate(outline, pattern), Shape(collar, "trim"), *buttons]


def _glove(pattern: str) -> list[Shape]:
    palm = curve(
        [
            (-13, 8),
            (-13, -8),
            (-14, -22),
            (-9.5, -25),
            (-7, -21),
            (-6, -10),
            (-5.4, -28),
            (-1, -31),
            (2, -27),
            (1.4, -10),
            (3.4, -26),
            (8, -28),
            (10, -23),
            (8.4, -8),
            (12, -17),
            (16, -17),
            (16.6, -12),
            (13, 4),
            (12, 12),
        ]
    )
    thumb = curve([(-10, 6), (-20, -4), (-25, -4), (-25, 2), (-17, 11), (-9, 15)])
    cuff = ((-15, 9), (14, 9), (18, 30), (-19, 30))
    return [
        Shape(thumb, "hat"),
        Shape(palm, "hat"),
        Shape(cuff, "cloth"),
        *clothes.decorate(cuff, pattern),
        Shape(curve([(-16, 7), (0, 9), (15, 7), (16, 12), (0, 14), (-16, 12)]), "trim"),
        Shape(arc(0, 0, 5, 1.6, 0, 360), "trim", Depth.DETAIL),
    ]
