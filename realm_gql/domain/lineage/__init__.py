"""What is made and where it came from: creations of all six kinds, their lineage at any depth, what vouches for it."""

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
    "ProvDocument",
    "Provenance",
    "Verified",
    "around",
    "diff",
    "export_provenance",
    "find_statement",
    "get_visible",
    "list_creations",
    "load_ancestors",
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
