"""How pictures are made by hand: eight styles, each a way from a scene to a sheet. The table of them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from realm_gql.domain.media.scene import Scene
from realm_gql.domain.media.styles import cut, lit, stitched

if TYPE_CHECKING:
    from PIL.Image import Image

Painter = Callable[[Scene, int], "Image"]

PAINTERS: dict[str, Painter] = {
    "papercut": cut.papercut,
    "woodcut": cut.woodcut,
    "linocut": cut.linocut,
    "moonlit": lit.moonlit,
    "glass": lit.stained_glass,
    "embroidered": stitched.embroidered,
    "inkwash": stitched.ink_wash,
    "lantern": lit.lantern,
}
"""Each paints a scene on a sheet of that many pixels."""
