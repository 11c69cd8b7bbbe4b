"""What is made and where it came from: creations of all six kinds, in pages, their lineage at any depth, who receives
which share of what one earns, and what the realm signed of it."""

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
from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation, DerivationKind, License, Provenance
from realm_gql.domain.lineage.neighbourhood import Lineage, LineageKey, around, load_lineages
from realm_gql.domain.lineage.prov_json import ProvDocument, export_provenance
from realm_gql.domain.lineage.provenance import (
    HUMAN,
    Generator,
    find_statement,
    load_provenances,
    signing_keys,
    stamp,
    stamp_missing,
)
from realm_gql.domain.lineage.verifying import Fault, Flaw, Verified, verify
from realm_gql.storage.paging import PageKey

__all__ = [
    "HUMAN",
    "UNITS",
    "Ancestry",
    "Creation",
    "CreationKind",
    "CreationOrder",
    "Derivation",
    "DerivationKind",
    "Fault",
    "FieldChange",
    "Flaw",
    "Generator",
    "License",
    "Lineage",
    "LineageKey",
    "PageKey",
    "Parent",
    "ProvDocument",
    "Provenance",
    "Share",
    "Verified",
    "around",
    "attribute",
    "diff",
    "export_provenance",
    "find_statement",
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
    "load_provenances",
    "load_visible",
    "place_of",
    "signing_keys",
    "stamp",
    "stamp_missing",
    "verify",
]
