"""Lore: what is known in the realm, which of it a line brings to mind, and what only some know."""

from realm_gql.domain.lore.knowing import keep_private, learn, load_private, share_lore
from realm_gql.domain.lore.matching import LorePiece, list_lore, list_own_lore, match_lore
from realm_gql.domain.lore.models import NpcLore

__all__ = [
    "LorePiece",
    "NpcLore",
    "keep_private",
    "learn",
    "list_lore",
    "list_own_lore",
    "load_private",
    "match_lore",
    "share_lore",
]
