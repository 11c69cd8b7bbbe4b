"""Genes: drawn alike for the same seed, inherited but for one or two, blended from several, kept as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.media.genes import (
    Genes,
    PictureKind,
    blend,
    distance,
    draw_genes,
    express,
    mutate,
    read_genes,
)
from realm_gql.domain.media.loci import LOCI
from realm_gql.domain.media.seal import fnv1a
from realm_gql.errors import InvalidInput

KINDS = st.sampled_from(PictureKind)
SEEDS = st.text(max_size=12)

BORN = (
    "inkwash", "peat", "egg", "4", "sand", "wide", "heather", "left", "arched",
    "button", "grin", "bun", "ash", "none", "none", "none", "circlet", "roll",
    "stripes", "none", "seal",
)  # fmt: skip
BORN_HAND = 3517204220


@given(KINDS, SEEDS)
def test_the_same_seed_has_the_same_genes(kind: PictureKind, seed: str) -> None:
    genes = draw_genes(kind, seed)

    assert genes == draw_genes(kind, seed)
    assert all(genes[locus] in alleles for locus, alleles in LOCI[kind.value].items())
    assert genes.line == (fnv1a(seed),)


def test_genes_stay_what_they_were_in_every_version() -> None:
    genes = draw_genes(PictureKind.PORTRAIT, "0190a0a0-0000-7000-8000-000000000001")

    assert genes.alleles == BORN
    assert genes.hand == BORN_HAND


def test_a_new_allele_changes_those_alone_who_draw_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = [f"somebody {at}" for at in range(300)]
    before = [draw_genes(PictureKind.PORTRAIT, seed)["skin"] for seed in seeds]
    loci = LOCI[PictureKind.PORTRAIT.value]
    monkeypatch.setitem(loci, "skin", (*loci["skin"], "gold"))  # type: ignore[arg-type]  # the tables are not to be changed

    after = [draw_genes(PictureKind.PORTRAIT, seed)["skin"] for seed in seeds]

    changed = [now for was, now in zip(before, after, strict=True) if was != now]
    assert 10 <= len(changed) <= 60
    assert set(changed) == {"gold"}


@given(KINDS, SEEDS, SEEDS)
def test_a_child_differs_in_one_gene_or_two(kind: PictureKind, seed: str, child: str) -> None:
    parent = draw_genes(kind, seed)

    genes = mutate(parent, child)

    assert genes == mutate(parent, child)
    assert 1 <= distance(parent, genes) <= 2
    assert (genes.kind, genes.hand) == (parent.kind, parent.hand)
    assert genes.line == (*parent.line, fnv1a(child))


@given(KINDS, st.lists(SEEDS, min_size=1, max_size=4), SEEDS)
def test_a_blend_has_nothing_that_no_parent_had(kind: PictureKind, seeds: list[str], child: str) -> None:
    parents = [draw_genes(kind, seed) for seed in seeds]

    genes = blend(parents, child)

    assert all(allele in {parent.alleles[place] for parent in parents} for place, allele in enumerate(genes.alleles))
    assert (genes["style"], genes.hand) == (parents[0]["style"], parents[0].hand)


def test_a_seal_has_six_rings_at_most() -> None:
    genes = draw_genes(PictureKind.ITEM, "0")
    for generation in range(1, 9):
        genes = mutate(genes, str(generation))

    assert genes.line == tuple(fnv1a(str(generation)) for generation in range(3, 9))


@given(KINDS, SEEDS)
def test_genes_are_kept_as_json(kind: PictureKind, seed: str) -> None:
    genes = mutate(draw_genes(kind, seed), "child")

    assert read_genes(json.loads(json.dumps(genes.to_content()))) == genes


def test_a_locus_that_an_older_version_did_not_know_is_drawn() -> None:
    content = draw_genes(PictureKind.LORE, "a").to_content()
    del content["alleles"]["frame"]

    assert read_genes(content) == read_genes(content)
    assert read_genes(content)["frame"] in LOCI["lore"]["frame"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"kind": "dragon", "alleles": {}, "hand": 1, "line": []},
        {"kind": "item", "alleles": [], "hand": 1, "line": []},
        {"kind": "item", "alleles": {"shape": 7}, "hand": 1, "line": []},
        {"kind": "item", "alleles": {"shape": "dragon"}, "hand": 1, "line": []},
        {"kind": "item", "alleles": {}, "hand": True, "line": []},
        {"kind": "item", "alleles": {}, "hand": 2**32, "line": []},
        {"kind": "item", "alleles": {}, "hand": 1, "line": ["a"]},
        {"kind": "item", "alleles": {}, "hand": 1, "line": 3},
    ],
)
def test_what_are_no_genes_is_refused(content: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_genes(content)

    assert refused.value.field == "genes"


def test_kinds_do_not_blend() -> None:
    parents: list[list[Genes]] = [[], [draw_genes(PictureKind.ITEM, "a"), draw_genes(PictureKind.LORE, "a")]]
    for wrong in parents:
        with pytest.raises(InvalidInput) as refused:
            blend(wrong, "child")
        assert refused.value.field == "parents"


def test_an_allele_that_there_is_not_is_not_expressed() -> None:
    genes = draw_genes(PictureKind.ITEM, "a")

    assert express(genes, {"shape": "boot", "beard": "full"})["shape"] == "boot"
    with pytest.raises(InvalidInput):
        express(genes, {"shape": "dragon"})
