"""Whose genes are which: born with a uuid and words, inherited and kept by a remix, derived where none were kept."""

from __future__ import annotations

from growing import grow, key_of, viewer_of

from realm_gql.domain import lineage, making, media
from realm_gql.domain.lineage.models import Creation, CreationKind
from realm_gql.domain.media.album import find_kept
from realm_gql.kit.ids import new_uuid
from realm_gql.seed.content import uuid_of
from realm_gql.seed.plant import plant
from realm_gql.storage.database import Database


def creation_of(kind: CreationKind, name: str, summary: str = "", **content: object) -> Creation:
    """A creation that nobody stored."""
    return Creation(
        id=key_of(kind.value, 7),
        kind=kind.value,
        name=name,
        summary=summary,
        tags=[],
        creator_id=new_uuid(),
        content=content,
    )


def test_a_thing_looks_like_what_it_is_called() -> None:
    assert media.born_genes(creation_of(CreationKind.ITEM, "Coat a Seal Lost at Cards"))["shape"] == "coat"
    assert media.born_genes(creation_of(CreationKind.ITEM, "A Yard of Bell Rope"))["shape"] == "rope"
    assert media.born_genes(creation_of(CreationKind.LOCATION, "The Toll House"))["mark"] == "house"
    assert media.born_genes(creation_of(CreationKind.LORE, "The Armchair"))["charm"] == "armchair"
    worn = media.born_genes(creation_of(CreationKind.COSMETIC, "Gorse Crown", slot="HEAD"))
    assert (worn["slot"], worn["hat"]) == ("HEAD", "circlet")


def test_who_is_a_she_has_no_beard_and_who_is_old_has_lines() -> None:
    for number in range(40):
        somebody = creation_of(CreationKind.NPC, "Gran Oxtoby", "She counts her sheep.")
        somebody.id = key_of("NPC", number)
        genes = media.born_genes(somebody)
        assert (genes["beard"], genes["mark"], genes["dye"] in ("silver", "ash")) == ("none", "lines", True)
        assert genes["hair"] not in ("bald", "tufts")


async def test_a_remix_keeps_the_genes_it_inherited(database: Database) -> None:
    await grow(database, 3)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(1), key_of("NPC", 1))
    async with database.reading() as session:
        parent, inherited = await media.load_genes(session, [key_of("NPC", 1), child.id])
    faults = [fault async for report in lineage.verify(database) for fault in report.faults]

    assert parent is not None
    assert inherited is not None
    assert find_kept(child.content) == inherited
    assert 0 <= media.distance(parent, inherited) <= 2
    assert inherited.line[:-1] == parent.line
    assert faults == []


async def test_what_kept_no_genes_derives_them_from_its_parents(database: Database) -> None:
    await plant(database)
    ids = [uuid_of("npc", slug) for slug in ("maren-tidewright", "maren-the-bellfounder")]

    async with database.reading() as session:
        found = await media.load_genes(session, [*ids, key_of("nothing", 0)])

    parent, child, nobody = found
    assert parent is not None
    assert child is not None
    assert nobody is None
    assert child.line[:-1] == parent.line
    assert media.distance(parent, child) <= 4
