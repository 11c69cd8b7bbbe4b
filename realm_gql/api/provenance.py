"""Provenance over GraphQL: what the realm signed of a creation, and who or what wrote it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

from realm_gql.domain import lineage
from realm_gql.errors import NotFound


@strawberry.enum(description="Whether a person or a model wrote something.")
class GeneratorKind(Enum):
    HUMAN = strawberry.enum_value("HUMAN", description="A person.")
    MODEL = strawberry.enum_value("MODEL", description="A language model.")


@strawberry.type(description="Who or what wrote a creation.")
class Generator:
    kind: GeneratorKind = strawberry.field(description="A person, and then the rest is null; or a model.")
    model: str | None = strawberry.field(description="Which model.")
    voice: str | None = strawberry.field(description="The voice it spoke in.")
    prompt: str | None = strawberry.field(description="What it was asked.")
    seed: str | None = strawberry.field(description="The seed its choices were drawn with, a whole number.")

    @classmethod
    def from_domain(cls, generator: lineage.Generator) -> Generator:
        """The generator that the domain knows."""
        if generator.is_human:
            return cls(kind=GeneratorKind.HUMAN, model=None, voice=None, prompt=None, seed=None)
        return cls(
            kind=GeneratorKind.MODEL,
            model=generator.model,
            voice=generator.voice,
            prompt=generator.prompt,
            seed=str(generator.seed),
        )


@strawberry.type(
    description="What the realm signed of a creation as it is now; `docs/provenance.md` tells how to check it."
)
class Provenance:
    creation: strawberry.Private[lineage.Creation]
    row: strawberry.Private[lineage.Provenance]
    hash: str = strawberry.field(description="SHA-256 of the statement, in hexadecimal.")
    parent_hashes: list[str] = strawberry.field(
        description="The hashes that its parents had when it was made, the primary parent first."
    )
    previous_hash: str | None = strawberry.field(description="The hash of the revision before; null for the first.")
    signature: str = strawberry.field(
        description="Ed25519 of `realm-provenance-1`, the hash and `signedAt` with a space between, in base64."
    )
    key_id: str = strawberry.field(description="The public key it is signed by: `ed25519:` and the key in base64url.")
    signed_at: datetime = strawberry.field(
        description="When the realm signed it; later than `createdAt` for what is older than its signatures."
    )
    generator: Generator = strawberry.field(description="Who or what wrote it.")
    url: str = strawberry.field(
        description="Where its lineage is as W3C PROV-JSON, with all it takes to check it; on the realm's own address."
    )

    @classmethod
    def from_rows(cls, creation: lineage.Creation, row: lineage.Provenance | None) -> Provenance:
        """The provenance of a creation.

        Raises:
            NotFound: the realm never signed it.
        """
        if row is None:
            raise NotFound("This creation has no provenance: the realm never signed it.")
        return cls(
            creation=creation,
            row=row,
            hash=row.hash,
            parent_hashes=[parent["hash"] for parent in row.parents],
            previous_hash=row.previous,
            signature=row.signature,
            key_id=row.key_id,
            signed_at=row.signed_at,
            generator=Generator.from_domain(lineage.Generator.from_content(row.generator)),
            url=f"/provenance/{creation.id}.json",
        )

    @strawberry.field(
        description="The canonical JSON (RFC 8785) that the hash is of, made anew of the creation as it is now. What "
        "is secret is veiled. Null when the creation was tampered with so that it cannot be written."
    )
    def statement(self) -> str | None:
        return lineage.find_statement(self.creation, self.row)
