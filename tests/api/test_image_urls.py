"""Pictures over GraphQL: where each is, what a cosmetic is drawn from, which sizes there are."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


async def test_creations_have_pictures(client: Any) -> None:
    for kind in ("npcs", "quests", "items", "cosmetics", "locations"):
        answer = await client.data(f"{{ {kind}(first: 1) {{ edges {{ node {{ uuid imageUrl(size: 64) }} }} }} }}")
        node = answer[kind]["edges"][0]["node"]

        response = await client.http.get(node["imageUrl"])

        assert node["imageUrl"].startswith(f"/media/{node['uuid']}/")
        assert (response.status_code, Image.open(io.BytesIO(response.content)).size) == (200, (64, 64))


async def test_a_cosmetic_tells_its_genes(client: Any) -> None:
    answer = await client.data("{ cosmetics(first: 1) { edges { node { slot genes } } } }")
    node = answer["cosmetics"]["edges"][0]["node"]

    assert (node["genes"]["kind"], node["genes"]["alleles"]["slot"]) == ("cosmetic", node["slot"])
