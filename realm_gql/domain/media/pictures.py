"""Pictures: from genes to a PNG. Bounded in size and in bytes; the same genes are the same pixels."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from realm_gql.domain.media.genes import Genes, PictureKind, express
from realm_gql.domain.media.loci import LOCI
from realm_gql.errors import InvalidInput

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE_PX, LEAST_PX, MOST_PX = 512, 64, 1024
LIMIT_BYTES = 120 * 1024
"""How large a PNG of the usual size may be; one twice as wide may have four times that."""
FEWER_COLOURS = (128, 48, 20, 8)
"""How many colours a picture may have: as many as fit the bytes."""
DRAWN_BY = 1
"""One more whenever the same genes would be drawn otherwise: pictures that browsers keep are then asked for anew."""


def check_size(size_px: int) -> int:
    """A size that can be drawn.

    Raises:
        InvalidInput: it is smaller than 64 or larger than 1,024 pixels.
    """
    if not LEAST_PX <= size_px <= MOST_PX:
        raise InvalidInput("size", f"A picture has {LEAST_PX} to {MOST_PX} pixels a side, not {size_px}.")
    return size_px


def render(kind: PictureKind, genes: Genes, size_px: int = SIZE_PX) -> bytes:
    """A picture, square, as a PNG.

    Args:
        kind: what it shows; the genes must be of that kind.
        genes: what it is drawn from.
        size_px: how many pixels a side.

    Raises:
        InvalidInput: the size is out of bounds, or the genes are of another kind.
    """
    if genes.kind is not kind:
        raise InvalidInput("genes", f"These are the genes of a {genes.kind}, not of a {kind}.")
    return encode(draw(genes, check_size(size_px)))


def render_player(genes: Genes, worn: Iterable[Genes] = (), size_px: int = SIZE_PX) -> bytes:
    """A player as others see them, with what they wear.

    Args:
        genes: the player's own.
        worn: the genes of cosmetics; of two for one slot the later is seen.
        size_px: how many pixels a side.

    Raises:
        InvalidInput: as `render`, or something worn is no cosmetic.
    """
    return render(PictureKind.PORTRAIT, dress(genes, worn), size_px)


def dress(genes: Genes, worn: Iterable[Genes]) -> Genes:
    """A portrait's genes with cosmetics put on: a hat on the head, a shawl around the neck, a friend at hand.

    Raises:
        InvalidInput: something worn is no cosmetic, or nobody is there to wear it.
    """
    if genes.kind is not PictureKind.PORTRAIT:
        raise InvalidInput("genes", "Only a portrait can be dressed.")
    loci = LOCI[PictureKind.PORTRAIT.value]
    for cosmetic in worn:
        if cosmetic.kind is not PictureKind.COSMETIC:
            raise InvalidInput("worn", "Only cosmetics can be worn.")
        told = {
            "HEAD": {"hat": cosmetic["hat"]},
            "NECK": {"neck": cosmetic["neck"]},
            "BACK": {"neck": "cloak"},
            "BODY": {"pattern": cosmetic["pattern"] if cosmetic["pattern"] != "plain" else "stripes", "neck": "roll"},
            "HAND": {"friend": "candle"},
            "FEET": {"backdrop": cosmetic["backdrop"]},
            "POCKET": {"friend": cosmetic["charm"]},
        }[cosmetic["slot"]]
        genes = express(genes, {locus: allele for locus, allele in told.items() if allele in loci[locus]})
    return genes


def draw(genes: Genes, size_px: int) -> Image:
    """A picture as pixels."""
    from realm_gql.domain.media.scene import compose
    from realm_gql.domain.media.styles import PAINTERS

    return PAINTERS[genes["style"]](compose(genes), size_px)


def fingerprint(genes: Genes) -> str:
    """Sixteen hexadecimal digits that stand for a picture, whatever its size."""
    return hashlib.sha256(repr((DRAWN_BY, genes)).encode()).hexdigest()[:16]


def encode(image: Image) -> bytes:
    """A PNG with a palette, of as many colours as its bytes allow."""
    from PIL import Image as Images

    limit_bytes = LIMIT_BYTES * max(1, (image.width / SIZE_PX) ** 2)
    found = b""
    for colours in FEWER_COLOURS:
        packed = image.quantize(colours, method=Images.Quantize.MEDIANCUT, dither=Images.Dither.NONE)
        stream = io.BytesIO()
        packed.save(stream, "PNG", compress_level=7)
        found = stream.getvalue()
        if len(found) <= limit_bytes:
            break
    return found
