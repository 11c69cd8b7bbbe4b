"""A scene: what a picture shows, as shapes, with the colours of its tones. Pure; which subject draws which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from realm_gql.domain.media.genes import Genes, PictureKind
from realm_gql.domain.media.palettes import PAPER, Colour, features, harmony, hexed, mixed
from realm_gql.domain.media.shapes import Shape


@dataclass(frozen=True, slots=True)
class Scene:
    """Shapes from the farthest to the nearest, and the colour of each tone. `hand` is how the hand shakes."""

    shapes: tuple[Shape, ...]
    colours: Mapping[str, Colour]
    hand: int


def compose(genes: Genes) -> Scene:
    """The scene that genes stand for."""
    return Scene(tuple(_subjects()[genes.kind](genes)), colours_of(genes), genes.hand)


def colours_of(genes: Genes) -> dict[str, Colour]:
    """The colour of each tone in a picture."""
    colours = harmony(genes["palette"])
    if genes.kind is PictureKind.PORTRAIT:
        colours |= features(genes["skin"], genes["dye"], genes["iris"])
    else:
        colours |= features("oak", "ash", "peat")
    colours |= {
        "fog": mixed(colours["halo"], PAPER, 0.45),
        "seal_disc": hexed("27211b"),
        "seal_core": PAPER,
        "mere_tone": hexed("6f9fae"),
        "lip_plain": hexed("d98b80"),
        "mouse": hexed("9b8b80"),
    }
    for name in ("gorse", "heather", "lichen", "rust", "mere"):
        colours[f"faint_{name}"] = mixed(colours["halo"], colours[f"dye_{name}"], 0.5)
    return colours


def _subjects() -> dict[PictureKind, Callable[[Genes], list[Shape]]]:
    from realm_gql.domain.media.subjects import emblems, places, portraits, things, wardrobe

    return {
        PictureKind.PORTRAIT: portraits.portrait,
        PictureKind.ITEM: things.item,
        PictureKind.COSMETIC: wardrobe.cosmetic,
        PictureKind.LORE: emblems.lore,
        PictureKind.LOCATION: places.location,
    }
