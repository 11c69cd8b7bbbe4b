"""Pictures: every style draws every kind at every size, alike each time, small, and refuses what it cannot."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import pytest
from PIL import Image

from realm_gql.domain.media.genes import PictureKind, draw_genes, express, known_styles, mutate
from realm_gql.domain.media.loci import LOCI
from realm_gql.domain.media.pictures import (
    LIMIT_BYTES,
    check_size,
    draw,
    dress,
    encode,
    fingerprint,
    render,
    render_player,
)
from realm_gql.domain.media.scene import compose
from realm_gql.errors import InvalidInput

DRAWN_LOCI = ("shape", "mark", "charm", "hat", "hair", "neck", "backdrop", "frame", "land", "slot", "beard", "friend")


def pixels(png: bytes) -> str:
    """A digest of what is seen, however it is packed."""
    return hashlib.sha256(Image.open(io.BytesIO(png)).convert("RGB").tobytes()).hexdigest()


@pytest.mark.parametrize("style", known_styles())
@pytest.mark.parametrize("kind", PictureKind)
def test_every_style_draws_every_kind(kind: PictureKind, style: str) -> None:
    genes = express(draw_genes(kind, "a"), {"style": style})

    for size_px in (64, 200):
        picture = Image.open(io.BytesIO(render(kind, genes, size_px)))
        assert (picture.format, picture.size) == ("PNG", (size_px, size_px))
        assert len(picture.convert("RGB").getcolors(size_px**2) or []) > 4


@pytest.mark.parametrize("kind", PictureKind)
def test_the_largest_and_the_usual_size_are_drawn(kind: PictureKind) -> None:
    genes = draw_genes(kind, "b")

    usual, large = render(kind, genes), render(kind, genes, 1024)

    assert Image.open(io.BytesIO(usual)).size == (512, 512)
    assert Image.open(io.BytesIO(large)).size == (1024, 1024)
    assert len(usual) <= LIMIT_BYTES


@pytest.mark.parametrize("style", known_styles())
def test_a_portrait_is_small_enough(style: str) -> None:
    for seed in "abc":
        genes = express(draw_genes(PictureKind.PORTRAIT, seed), {"style": style})
        assert len(render(PictureKind.PORTRAIT, genes)) <= LIMIT_BYTES


@pytest.mark.parametrize("kind", PictureKind)
def test_the_same_genes_are_the_same_pixels(kind: PictureKind) -> None:
    genes = draw_genes(kind, "c")

    assert pixels(render(kind, genes, 96)) == pixels(render(kind, genes, 96))
    assert pixels(render(kind, genes, 96)) != pixels(render(kind, draw_genes(kind, "d"), 96))


@pytest.mark.parametrize("kind", PictureKind)
def test_every_allele_has_shapes(kind: PictureKind) -> None:
    for locus, alleles in LOCI[kind.value].items():
        for allele in dict.fromkeys(alleles):
            scene = compose(express(draw_genes(kind, "e"), {locus: allele}))
            assert scene.shapes
            assert {shape.tone for shape in scene.shapes} <= set(scene.colours)


@pytest.mark.parametrize("size_px", [-1, 0, 63, 1025, 10**9])
def test_a_size_out_of_bounds_is_refused(size_px: int) -> None:
    for ask in (
        lambda: check_size(size_px),
        lambda: render(PictureKind.ITEM, draw_genes(PictureKind.ITEM, "a"), size_px),
    ):
        with pytest.raises(InvalidInput) as refused:
            ask()
        assert (refused.value.field, str(size_px) in refused.value.message) == ("size", True)


def test_genes_of_another_kind_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(PictureKind.LORE, draw_genes(PictureKind.ITEM, "a"), 64)

    assert refused.value.field == "genes"


def test_what_is_worn_is_seen() -> None:
    bare = express(
        draw_genes(PictureKind.PORTRAIT, "a"), {"hat": "none", "neck": "ruff", "friend": "none", "style": "papercut"}
    )
    shop = express(
        draw_genes(PictureKind.COSMETIC, "a"), {"hat": "nest", "neck": "fur", "charm": "fish", "pattern": "dots"}
    )
    worn = {slot: express(shop, {"slot": slot}) for slot in ("HEAD", "NECK", "BACK", "BODY", "POCKET", "HAND")}

    looks = {slot: pixels(render_player(bare, [cosmetic], 96)) for slot, cosmetic in worn.items()}

    assert len({*looks.values(), pixels(render_player(bare, [], 96))}) == 7
    dressed = dress(bare, worn.values())
    assert (dressed["hat"], dressed["neck"], dressed["pattern"], dressed["friend"]) == (
        "nest",
        "roll",
        "dots",
        "candle",
    )
    assert (dressed["head"], dressed["skin"], dressed.hand) == (bare["head"], bare["skin"], bare.hand)


def test_only_cosmetics_are_worn_and_only_by_somebody() -> None:
    somebody, item = draw_genes(PictureKind.PORTRAIT, "a"), draw_genes(PictureKind.ITEM, "a")
    for genes, worn, field in ((somebody, item, "worn"), (item, item, "genes")):
        with pytest.raises(InvalidInput) as refused:
            dress(genes, [worn])
        assert refused.value.field == field


def test_a_picture_that_hardly_packs_has_fewer_colours() -> None:
    import numpy as np

    noise = np.random.default_rng(1).integers(0, 255, (512, 512, 3), dtype=np.uint8)

    assert len(encode(Image.fromarray(noise))) <= LIMIT_BYTES


def test_another_picture_has_another_fingerprint() -> None:
    genes = draw_genes(PictureKind.ITEM, "a")

    assert fingerprint(genes) == fingerprint(draw_genes(PictureKind.ITEM, "a"))
    assert (
        len({fingerprint(genes), fingerprint(mutate(genes, "b")), fingerprint(draw_genes(PictureKind.ITEM, "b"))}) == 3
    )
    assert draw(genes, 64).size == (64, 64)


def test_the_realm_starts_without_pillow() -> None:
    asked = (
        "import sys, realm_gql.app, realm_gql.web.pictures, realm_gql.domain.media.styles; print('PIL' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"
