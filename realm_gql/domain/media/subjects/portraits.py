"""Somebody from the chest up, before a backdrop, with a friend on the shoulder; and a cosmetic on a form of wood."""

from __future__ import annotations

import random

from realm_gql.domain.media.genes import Genes
from realm_gql.domain.media.shapes import Shape, placed
from realm_gql.domain.media.subjects import backdrops, clothes, faces, hair, hats


def portrait(genes: Genes) -> list[Shape]:
    """A bust."""
    chance = random.Random(genes.hand)  # noqa: S311  (looks, not secrets)
    hat = genes["hat"]
    covered = hat not in hats.OPEN
    figure = [
        *hats.behind(hat),
        *hair.behind(genes, chance, covered=covered),
        *clothes.bust(genes["build"], genes["neck"], genes["pattern"]),
        *faces.face(genes, chance),
        *hair.before(genes, chance, covered=covered),
        *hats.over(hat, genes["pattern"], chance),
    ]
    back = backdrops.backdrop(genes["backdrop"], genes.line, chance)
    return [*back, *placed(figure, 0, 3.5), *backdrops.friend(genes["friend"], chance)]
