"""A creation's provenance for other programs: its lineage as W3C PROV, with all it takes to check it elsewhere.

What is signed is `provenance.py`'s business; addresses and caching are `web/provenance.py`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import accounts
from realm_gql.domain.lineage.creations import get_visible, load_visible
from realm_gql.domain.lineage.models import Creation, Provenance
from realm_gql.domain.lineage.neighbourhood import LIMIT_UP, LineageKey, load_lineages
from realm_gql.domain.lineage.provenance import Generator, find_statement
from realm_gql.errors import NotFound
from realm_gql.kit.clock import written

LIMIT_EXPORTED = 100
"""Creations in one document: the one asked for, and its nearest ancestors."""

PREFIXES = {
    "realm": "urn:realm-of-echoes:provenance#",
    "sha256": "urn:sha256:",
    "uuid": "urn:uuid:",
}

Json = dict[str, Any]
ProvDocument = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Exported:
    """What is told of a lineage: each creation with its provenance, the one asked for first, and the handles."""

    lineage: Sequence[tuple[Creation, Provenance]]
    handles: Mapping[UUID, str] = field(default_factory=dict)


async def export_provenance(session: AsyncSession, creation_id: UUID) -> ProvDocument:
    """The provenance of a creation and of its nearest ancestors, at most 100 together, as a PROV-JSON document.

    Raises:
        NotFound: there is no such creation that may be seen, or the realm never signed it.

    Source: The PROV-JSON Serialization, W3C Member Submission of 24 April 2013.
    """
    await get_visible(session, creation_id)
    (found,) = await load_lineages(session, [LineageKey(creation_id, LIMIT_UP, 0)])
    ids = [node.id for node in found.nodes[:LIMIT_EXPORTED]]
    visible = {row.id: row for row in await load_visible(session, ids) if row is not None}
    signed: dict[UUID, list[Provenance]] = {key: [] for key in ids}
    for row in await session.scalars(
        select(Provenance).where(col(Provenance.creation_id).in_(ids)).order_by(col(Provenance.revision))
    ):
        signed[row.creation_id].append(row)
    if not any(row.revision == visible[creation_id].revision for row in signed[creation_id]):
        raise NotFound("This creation has no provenance: the realm never signed it.")
    lineage = [(visible[key], row) for key in ids if key in visible for row in reversed(signed[key])]
    makers = list(dict.fromkeys(creation.creator_id for creation, _ in lineage))
    people = await accounts.load_accounts(session, makers)
    return prov_document(Exported(lineage, {person.id: person.handle for person in people if person is not None}))


def prov_document(exported: Exported) -> ProvDocument:
    """A PROV-JSON document of a lineage.

    Each signed revision of a creation is an entity, named by its hash; its making an activity; its maker an agent, and
    so is the model that wrote it, if one did. An entity's ``realm:statement`` is the very text that was hashed; it is
    left out for a revision that is not the present one, whose hash is all that is kept.
    """
    document: dict[str, Json] = {
        name: {}
        for name in (
            "entity",
            "activity",
            "agent",
            "wasGeneratedBy",
            "wasAttributedTo",
            "wasAssociatedWith",
            "used",
            "wasDerivedFrom",
        )
    }
    for creation, provenance in exported.lineage:
        _tell(document, creation, provenance, exported.handles.get(creation.creator_id, ""))
    return {"prefix": PREFIXES, **{name: told for name, told in document.items() if told}}


def _tell(document: dict[str, Json], creation: Creation, provenance: Provenance, handle: str) -> None:
    entity, making, maker = (
        f"sha256:{provenance.hash}",
        f"realm:making-{provenance.hash}",
        f"uuid:{creation.creator_id}",
    )
    generator = Generator.from_content(provenance.generator)
    document["entity"][entity] = _entity(creation, provenance)
    document["activity"][making] = {"prov:type": _name("realm:Making")}
    document["agent"][maker] = {"prov:type": _name("prov:Person"), "prov:label": handle}
    document["wasAttributedTo"][f"_:maker-{provenance.hash}"] = {"prov:entity": entity, "prov:agent": maker}
    document["wasAssociatedWith"][f"_:person-{provenance.hash}"] = {"prov:activity": making, "prov:agent": maker}
    generation = {"prov:entity": entity, "prov:activity": making}
    if provenance.previous is None:
        generation["prov:time"] = written(creation.created_at)
    document["wasGeneratedBy"][f"_:making-{provenance.hash}"] = generation
    if not generator.is_human:
        model = f"realm:model-{hashlib.sha256(generator.model.encode()).hexdigest()[:16]}"
        document["agent"][model] = {"prov:type": _name("prov:SoftwareAgent"), "prov:label": generator.model}
        document["wasAssociatedWith"][f"_:model-{provenance.hash}"] = {"prov:activity": making, "prov:agent": model}
        document["activity"][making] |= {
            "realm:voice": generator.voice,
            "realm:prompt": generator.prompt,
            "realm:seed": str(generator.seed),
        }
    sources = [(parent["hash"], _name(f"realm:{parent['kind']}")) for parent in provenance.parents]
    if provenance.previous is not None:
        sources.append((provenance.previous, _name("prov:Revision")))
    for number, (source, kind) in enumerate(sources):
        document["used"][f"_:used-{provenance.hash}-{number}"] = {
            "prov:activity": making,
            "prov:entity": f"sha256:{source}",
        }
        document["wasDerivedFrom"][f"_:derived-{provenance.hash}-{number}"] = {
            "prov:generatedEntity": entity,
            "prov:usedEntity": f"sha256:{source}",
            "prov:activity": making,
            "prov:type": kind,
        }


def _entity(creation: Creation, provenance: Provenance) -> Json:
    told = {
        "prov:type": _name(f"realm:{creation.kind}"),
        "realm:creation": str(creation.id),
        "realm:revision": provenance.revision,
        "realm:hash": provenance.hash,
        "realm:signature": provenance.signature,
        "realm:keyId": provenance.key_id,
        "realm:signedAt": written(provenance.signed_at),
    }
    if provenance.revision == creation.revision:
        told["prov:label"] = creation.name
        statement = find_statement(creation, provenance)
        if statement is not None:  # else it was tampered with, and whoever checks misses it
            told["realm:statement"] = statement
    return told


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}
