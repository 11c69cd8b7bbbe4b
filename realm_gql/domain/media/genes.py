"""What a picture is drawn from: genes, which a remix inherits with a change or two. Pure; nothing is drawn here."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from realm_gql.domain.media.loci import LOCI, STYLES
from realm_gql.domain.media.seal import MOST_RINGS, fnv1a
from realm_gql.errors import InvalidInput

CHANGES = (1, 2)
"""How many genes differ, at least and at most, between a parent and its child."""
RARELY = 4
"""How many times less often a child leaves its family's style, colours or skin than it changes any other gene."""
FAMILY = frozenset({"style", "palette", "skin"})


class PictureKind(StrEnum):
    """What a picture shows."""

    PORTRAIT = "portrait"
    ITEM = "item"
    COSMETIC = "cosmetic"
    LORE = "lore"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Genes:
    """Everything that decides a picture: equal genes are the same picture.

    Args:
        kind: what it shows.
        alleles: for each locus of the kind, in the order of `LOCI`, which of its alleles it has.
        hand: how the hand shook that drew it: places of freckles, strands and stars. A family shares it.
        line: the hashes of whom it came from and of itself, the oldest first, at most six: the rings of its seal.
    """

    kind: PictureKind
    alleles: tuple[str, ...]
    hand: int
    line: tuple[int, ...] = ()

    def __getitem__(self, locus: str) -> str:
        """The allele at a locus; KeyError when the kind has no such locus."""
        return dict(zip(LOCI[self.kind.value], self.alleles, strict=True))[locus]

    def to_content(self) -> dict[str, Any]:
        """As JSON, for a creation's content."""
        named = dict(zip(LOCI[self.kind.value], self.alleles, strict=True))
        return {"kind": self.kind.value, "alleles": named, "hand": self.hand, "line": list(self.line)}


def draw_genes(kind: PictureKind, seed: UUID | str) -> Genes:
    """The genes that somebody or something new is born with; the same for the same kind and seed.

    Args:
        seed: whose they are, as a rule the creation's uuid.
    """
    chance = _chance("draw", kind.value, str(seed))
    alleles = tuple(_draw_allele(locus, choices, str(seed)) for locus, choices in LOCI[kind.value].items())
    return Genes(kind, alleles, chance.getrandbits(32), (fnv1a(str(seed)),))


def _draw_allele(locus: str, choices: Sequence[str], seed: str) -> str:
    """The allele whose lot is the highest: one that is added to the table later changes nobody but whom it wins."""
    lots = (
        (_chance("allele", locus, choice, str(choices[:at].count(choice)), seed).random(), choice)
        for at, choice in enumerate(choices)
    )
    return max(lots)[1]


def mutate(parent: Genes, seed: UUID | str) -> Genes:
    """A child's genes: its parent's, but for one or two. Its seal has one ring more.

    Args:
        seed: whose they are.
    """
    chance = _chance("mutate", repr(parent), str(seed))
    loci = LOCI[parent.kind.value]
    tickets = [locus for locus in loci for _ in range(1 if locus in FAMILY else RARELY) if len(set(loci[locus])) > 1]
    changed: set[str] = set()
    for _ in range(chance.choice(CHANGES)):
        changed.add(chance.choice([locus for locus in tickets if locus not in changed]))
    alleles = tuple(
        chance.choice([other for other in loci[locus] if other != allele]) if locus in changed else allele
        for locus, allele in zip(loci, parent.alleles, strict=True)
    )
    return replace(parent, alleles=alleles, line=(*parent.line, fnv1a(str(seed)))[-MOST_RINGS:])


def blend(parents: Sequence[Genes], seed: UUID | str) -> Genes:
    """The genes of what was made from several: each from one of them, the style and the hand from the first.

    Args:
        parents: of one kind, the primary one first.
        seed: whose they are.

    Raises:
        InvalidInput: there is no parent, or they are of different kinds.
    """
    if not parents or len({parent.kind for parent in parents}) != 1:
        raise InvalidInput("parents", "Only pictures of the same kind can be blended, and at least one of them.")
    first = parents[0]
    chance = _chance("blend", repr(parents), str(seed))
    alleles = tuple(
        choices[0] if locus == "style" else chance.choice(choices)
        for locus, choices in zip(
            LOCI[first.kind.value], zip(*(parent.alleles for parent in parents), strict=True), strict=True
        )
    )
    hashes = dict.fromkeys(ring for parent in reversed(parents) for ring in parent.line)
    return Genes(first.kind, alleles, first.hand, (*hashes, fnv1a(str(seed)))[-MOST_RINGS:])


def express(genes: Genes, alleles: Mapping[str, str]) -> Genes:
    """The same genes with some alleles decided, such as by what a name says; loci the kind lacks are left out.

    Raises:
        InvalidInput: a locus has no such allele.
    """
    loci = LOCI[genes.kind.value]
    for locus, allele in alleles.items():
        if locus in loci and allele not in loci[locus]:
            raise InvalidInput("genes", f"`{locus}` cannot be {allele[:40]!r}.")
    changed = tuple(alleles.get(locus, allele) for locus, allele in zip(loci, genes.alleles, strict=True))
    return replace(genes, alleles=changed)


def distance(one: Genes, other: Genes) -> int:
    """At how many loci two of a kind differ."""
    return sum(a != b for a, b in zip(one.alleles, other.alleles, strict=True))


def read_genes(content: Any) -> Genes:
    """Genes as `to_content` wrote them, by this version or an older one: a locus it did not know is drawn.

    Raises:
        InvalidInput: they are of no kind, or what they hold are no alleles.
    """
    try:
        kind, named = PictureKind(content["kind"]), content["alleles"]
        hand, line = content["hand"], tuple(content["line"])
        if not all(type(number) is int and 0 <= number < 2**32 for number in (hand, *line)):
            raise ValueError("a number is none of 32 bits")
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("genes", "These are no genes: a kind, alleles, a hand and a line are needed.") from None
    if not isinstance(named, Mapping) or not all(isinstance(value, str) for value in named.values()):
        raise InvalidInput("genes", "Alleles are names by locus.")
    born = replace(draw_genes(kind, str(hand)), hand=hand, line=line[-MOST_RINGS:])
    return express(born, named)


def known_styles() -> tuple[str, ...]:
    """The names of all styles."""
    return tuple(dict.fromkeys(STYLES))


def _chance(*parts: str) -> random.Random:
    """Chance that is the same for the same parts, on every machine and in every version of Python."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311  (looks, not secrets)
