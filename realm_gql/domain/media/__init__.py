"""Pictures: portraits, items, cosmetics, lore and places, drawn from genes that a lineage hands down."""

from realm_gql.domain.media.album import born_genes, genes_to_keep, inherited_genes, load_genes
from realm_gql.domain.media.genes import (
    Genes,
    PictureKind,
    blend,
    distance,
    draw_genes,
    express,
    known_styles,
    mutate,
    read_genes,
)
from realm_gql.domain.media.pictures import (
    LEAST_PX,
    MOST_PX,
    SIZE_PX,
    check_size,
    dress,
    fingerprint,
    render,
    render_player,
)

__all__ = [
    "LEAST_PX",
    "MOST_PX",
    "SIZE_PX",
    "Genes",
    "PictureKind",
    "blend",
    "born_genes",
    "check_size",
    "distance",
    "draw_genes",
    "dress",
    "express",
    "fingerprint",
    "genes_to_keep",
    "inherited_genes",
    "known_styles",
    "load_genes",
    "mutate",
    "read_genes",
    "render",
    "render_player",
]
