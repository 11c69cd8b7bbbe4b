"""Lore: what is known in the realm, and which of it a line brings to mind."""

from realm_gql.domain.lore.matching import LorePiece, list_lore, match_lore

__all__ = ["LorePiece", "list_lore", "match_lore"]
