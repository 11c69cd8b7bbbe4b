"""What is made and where it came from: creations of all six kinds, in pages, their lineage at any depth, and who
receives which share of what one earns."""

from realm_gql.domain.lineage.attribution import (
    UNITS,
    Ancestry,
    Parent,
    Share,
    attribute,
    load_ancestries,
    load_attributions,
)
from realm_gql.domain.lineage.creations import (
    CreationOrder,
    get_visible,
    list_creations,
    load_ancestors,
    load_children,
    load_creations_by_creator,
    load_descendants,
    load_parents,
    load_visible,
    place_of,
)
from realm_gql.domain.lineage.differences import FieldChange, diff
from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation, DerivationKind, License
from realm_gql.domain.lineage.neighbourhood import Lineage, LineageKey, around, load_lineages
from realm_gql.storage.paging import PageKey

__all__ = [
    "UNITS",
    "Ancestry",
    "Creation",
    "CreationKind",
    "CreationOrder",
    "Derivation",
    "DerivationKind",
    "FieldChange",
    "License",
    "Lineage",
    "LineageKey",
    "PageKey",
    "Parent",
    "Share",
    "around",
    "attribute",
    "diff",
    "get_visible",
    "list_creations",
    "load_ancestors",
    "load_ancestries",
    "load_attributions",
    "load_children",
    "load_creations_by_creator",
    "load_descendants",
    "load_lineages",
    "load_parents",
    "load_visible",
    "place_of",
]
