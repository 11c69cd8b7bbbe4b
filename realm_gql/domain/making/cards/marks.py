"""The realm's own mark on a card: which creation it is, what it came from, and its persona as the realm has it.

It stands in ``extensions.realm_of_echoes``, where every other program leaves it alone, so that a card that comes back
finds its place in the tree. A mark is a claim: it counts where the creation is here and its fingerprint fits, and a
mark that makes no sense is none. The secret of an NPC is in no card.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from realm_gql.domain.lineage.models import Creation, CreationKind, DerivationKind, License
from realm_gql.domain.making.cards.fields import Fields
from realm_gql.domain.making.cards.values import Json
from realm_gql.domain.making.changes import (
    LIMIT_NAME_CHARS,
    LIMIT_PERSONA_CHARS,
    LIMIT_SUMMARY_CHARS,
    LIMIT_TEMPER,
    LIMIT_TEMPER_CHARS,
    NEEDED,
    clean_list,
    clean_text,
)
from realm_gql.domain.npcs.persona import Bond, Persona, Saying, Ware
from realm_gql.errors import InvalidInput

EXTENSION = "realm_of_echoes"
VERSION = 1

LIMIT_TOLD = 40
LIMIT_HOPS = 64
LIMIT_PARENTS = 8
LIMIT_WARES = LIMIT_BONDS = LIMIT_SAYINGS = 24
LIMIT_SAYING_CHARS = LIMIT_PERSONA_CHARS["backstory"] + 400
"""Who was made from a wish says a whole sentence of its past, in the first person."""
LIMIT_KEYS = 40
LIMIT_KEY_CHARS = LIMIT_NAME_CHARS
"""The words of a name, at most."""
LIMIT_BOND_CHARS = 80
LIMIT_FEELING_CHARS = 120
_LIMIT_HANDLE_CHARS = 64
_LIMIT_HASH_CHARS = 64


@dataclass(frozen=True, slots=True)
class Hop:
    """A creation as a card tells of it, and what it came from, the primary parent first."""

    uuid: UUID
    name: str
    creator: str
    license: str
    hash: str
    parents: tuple[tuple[UUID, DerivationKind], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What the realm wrote on a card.

    `told` has a digest of each text as the realm wrote it, so that what was changed elsewhere since can be told from
    what was not; `composed` are those that the realm put into words itself, rather than kept from an older card.
    `lineage` is what the creation came from, the nearest first.
    """

    itself: Hop
    summary: str = ""
    revision: int = 1
    persona: Persona | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    composed: frozenset[str] = frozenset()
    lineage: tuple[Hop, ...] = ()


def fingerprint(creation: Creation) -> str:
    """What a creation says to everybody, as a SHA-256: the same in every realm that has it.

    Its secret is left out, for a fingerprint is public and a short secret could be guessed by it.
    """
    told = {
        "kind": creation.kind,
        "name": creation.name,
        "summary": creation.summary,
        "tags": list(creation.tags),
        "license": creation.license,
        "content": {key: value for key, value in creation.content.items() if key != "secret"},
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def digest(value: Json) -> str:
    """A short digest of a field, the same however lines are ended: text areas of browsers change that."""
    plain = value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode("ascii")).hexdigest()[:16]


def write_mark(mark: Mark) -> dict[str, Json]:
    """A mark as it stands in ``extensions.realm_of_echoes``."""
    written = {
        "version": VERSION,
        "kind": CreationKind.NPC.value,
        **_write_hop(mark.itself),
        "revision": mark.revision,
        "summary": mark.summary,
        "told": dict(mark.told),
        "composed": sorted(mark.composed),
        "lineage": [_write_hop(hop) for hop in mark.lineage[:LIMIT_HOPS]],
    }
    if mark.persona is not None:
        written["persona"] = {key: value for key, value in mark.persona.to_content().items() if key != "secret"}
    return written


def read_mark(extensions: Mapping[str, Json]) -> Mark | None:
    """The mark among a card's extensions; None when there is none, or it makes no sense."""
    try:
        fields = Fields(extensions[EXTENSION], EXTENSION)
        itself = _read_hop(fields)
        persona = fields.mapping("persona")
        hops = fields.objects("lineage", LIMIT_HOPS) or []
        return Mark(
            itself=itself,
            summary=clean_text("summary", fields.text("summary", LIMIT_SUMMARY_CHARS) or "", LIMIT_SUMMARY_CHARS),
            revision=int(fields.number("revision") or 1),
            persona=None if persona is None else _read_persona(Fields(persona, "persona")),
            told={key: str(value) for key, value in (fields.mapping("told") or {}).items()},
            composed=frozenset(fields.texts("composed", LIMIT_TOLD, _LIMIT_HANDLE_CHARS) or ()),
            lineage=tuple(_read_hop(Fields(hop, path)) for path, hop in hops),
        )
    except (KeyError, ValueError, InvalidInput):
        return None


def attach(mark: Mark, fitting: Collection[UUID]) -> list[tuple[UUID, DerivationKind]]:
    """Where in the tree a card has its place: the nearest creations that it says it came from and that are here.

    Args:
        mark: what the card says.
        fitting: which of those are here, with the fingerprint that the card says.

    Returns:
        The parents, the primary one first. One that was only an inspiration on the way stays one.
    """
    known = {hop.uuid: hop for hop in (*mark.lineage, mark.itself)}
    found: dict[UUID, bool] = {}
    waiting = [(mark.itself.uuid, False)]
    seen: set[UUID] = set()
    while waiting:
        uuid, is_weak = waiting.pop(0)
        if uuid in fitting:
            found[uuid] = found.get(uuid, True) and is_weak
        elif uuid not in seen and uuid in known:
            waiting += [(parent, is_weak or kind is DerivationKind.INSPIRED) for parent, kind in known[uuid].parents]
        seen.add(uuid)
    parents = list(found.items())[:LIMIT_PARENTS]
    strong = DerivationKind.REMIX if sum(not is_weak for _, is_weak in parents) == 1 else DerivationKind.BLEND
    return [(uuid, DerivationKind.INSPIRED if is_weak else strong) for uuid, is_weak in parents]


def hash_of(mark: Mark) -> dict[UUID, str]:
    """The fingerprint that a card says each creation has, itself and all it came from."""
    return {hop.uuid: hop.hash for hop in (*mark.lineage, mark.itself)}


def _write_hop(hop: Hop) -> dict[str, Json]:
    return {
        "uuid": str(hop.uuid),
        "name": hop.name,
        "creator": hop.creator,
        "license": hop.license,
        "hash": hop.hash,
        "parents": [{"uuid": str(uuid), "kind": kind.value} for uuid, kind in hop.parents],
    }


def _read_hop(fields: Fields) -> Hop:
    parents = [Fields(parent, path) for path, parent in fields.objects("parents", LIMIT_PARENTS) or []]
    return Hop(
        uuid=UUID(_text(fields, "uuid", 36)),
        name=_text(fields, "name", LIMIT_NAME_CHARS),
        creator=_text(fields, "creator", _LIMIT_HANDLE_CHARS, needed=False),
        license=License(_text(fields, "license", 20)).value,
        hash=_text(fields, "hash", _LIMIT_HASH_CHARS),
        parents=tuple((UUID(_text(one, "uuid", 36)), DerivationKind(_text(one, "kind", 20))) for one in parents),
    )


def _read_persona(fields: Fields) -> Persona:
    texts: dict[str, Any] = {
        name: clean_text(name, fields.text(name, limit) or "", limit, needed=name in NEEDED)
        for name, limit in LIMIT_PERSONA_CHARS.items()
        if name != "secret"
    }
    temper = _list(fields, "temper", LIMIT_TEMPER, LIMIT_TEMPER_CHARS)
    if not temper:
        raise fields.refused("temper", "is missing")
    wares = [Fields(ware, path) for path, ware in fields.objects("wares", LIMIT_WARES) or []]
    bonds = [Fields(bond, path) for path, bond in fields.objects("bonds", LIMIT_BONDS) or []]
    sayings = [Fields(saying, path) for path, saying in fields.objects("sayings", LIMIT_SAYINGS) or []]
    return Persona(
        **texts,
        temper=tuple(temper),
        wares=tuple(Ware(_text(ware, "name", 80), _text(ware, "price", 40)) for ware in wares),
        bonds=tuple(
            Bond(
                npc=str(UUID(_text(bond, "npc", 36))),
                name=_text(bond, "name", LIMIT_NAME_CHARS),
                bond=_text(bond, "bond", LIMIT_BOND_CHARS),
                feeling=_text(bond, "feeling", LIMIT_FEELING_CHARS, needed=False),
            )
            for bond in bonds
        ),
        sayings=tuple(
            Saying(
                clean_text("saying", saying.text("text", None) or "", LIMIT_SAYING_CHARS, needed=True),
                tuple(_list(saying, "keys", LIMIT_KEYS, LIMIT_KEY_CHARS)),
            )
            for saying in sayings
        ),
    )


def _list(fields: Fields, name: str, limit: int, limit_chars: int) -> list[str]:
    return clean_list(name, fields.texts(name, limit, limit_chars) or (), limit, limit_chars)


def _text(fields: Fields, name: str, limit_chars: int, *, needed: bool = True) -> str:
    return clean_text(name, fields.text(name, limit_chars) or "", limit_chars, needed=needed)
