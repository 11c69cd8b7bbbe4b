"""The authored starter realm, read from `moor/*.toml` and checked; nothing here touches a database or a model."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar
from uuid import UUID, uuid5

from realm_gql.domain.npcs.persona import Bond, Persona, Saying, Ware

MOOR_NAMESPACE = UUID("6d6f6f72-0000-5000-8000-009109e57a1e")
"""Every authored UUID derives from this one; changing it would orphan every realm already planted."""

LICENSES = frozenset({"CC0", "CC_BY", "CC_BY_SA"})
SLOTS = frozenset({"HEAD", "NECK", "BACK", "HAND", "BODY", "FEET", "POCKET"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every authored creation has, whatever its kind."""

    uuid: UUID
    slug: str
    name: str
    summary: str
    tags: tuple[str, ...]
    license: str


@dataclass(frozen=True, slots=True)
class Room:
    """The place to talk in a location; `goal` is a small thing to do there in two to ten minutes."""

    name: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Entry):
    """A place of the Moor; `exits` are the slugs of the places one can walk to."""

    description: str
    exits: tuple[str, ...]
    room: Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Npc(Entry):
    """Somebody who lives here; `home` is a location's slug, `remix_of` the slug of whom this one echoes."""

    home: str
    persona: Persona
    remix_of: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a player may do in a scene; `to` is the key of the scene it leads to."""

    key: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a quest closes: what the ending is called, and its tone in one word."""

    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a quest: it offers choices, or it is an ending, never both."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    ending: Ending | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quest(Entry):
    """A short branching story; `giver` and `cast` are NPC slugs, and its first scene is where it starts."""

    giver: str
    location: str
    cast: tuple[str, ...]
    estimated_minutes: int
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wearable(Entry):
    """An item or a cosmetic, and the slot it is worn or carried in."""

    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore(Entry):
    """Something that is known here; talk that touches one of `keys` brings `text` to mind."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moor:
    """The whole starter realm, each kind in its file's order; an NPC always follows the one it remixes."""

    locations: tuple[Location, ...]
    npcs: tuple[Npc, ...]
    quests: tuple[Quest, ...]
    items: tuple[Wearable, ...]
    cosmetics: tuple[Wearable, ...]
    lore: tuple[Lore, ...]


Table = Mapping[str, Any]
Made = TypeVar("Made", bound=Entry)


def uuid_of(kind: str, slug: str) -> UUID:
    """The UUID an authored creation keeps in every realm.

    Args:
        kind: the creation's kind in lower case: location, npc, quest, item, cosmetic or lore.
        slug: its slug in that kind's file.
    """
    return uuid5(MOOR_NAMESPACE, f"{kind}:{slug}")


def load_moor(folder: Traversable | None = None) -> Moor:
    """Read the Moor and check that it holds together.

    Args:
        folder: where the six files lie; the ones shipped with the package unless told otherwise.

    Returns:
        The realm as it was written.

    Raises:
        ValueError: an entry is malformed or refers to something that is not there; names the file and the slug.
    """
    folder = folder or files("realm_gql.seed") / "moor"
    npc_tables = _tables(folder, "npcs")
    names = {table["slug"]: table.get("name", "") for table in npc_tables if "slug" in table}
    moor = Moor(
        locations=_read(folder, "locations", _location),
        npcs=_made("npcs", npc_tables, lambda table: _npc(table, names)),
        quests=_read(folder, "quests", _quest),
        items=_read(folder, "items", lambda table: _wearable("item", table)),
        cosmetics=_read(folder, "cosmetics", lambda table: _wearable("cosmetic", table)),
        lore=_read(folder, "lore", _lore),
    )
    _check_locations(moor)
    _check_npcs(moor)
    _check_quests(moor)
    return moor


def _tables(folder: Traversable, file: str) -> list[Table]:
    parsed = tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
    tables: list[Table] = parsed.get("entry", [])
    return tables


def _read(folder: Traversable, file: str, make: Callable[[Table], Made]) -> tuple[Made, ...]:
    return _made(file, _tables(folder, file), make)


def _made(file: str, tables: Iterable[Table], make: Callable[[Table], Made]) -> tuple[Made, ...]:
    made: list[Made] = []
    slugs: set[str] = set()
    names: set[str] = set()
    for table in tables:
        slug = str(table.get("slug", "(no slug)"))
        try:
            entry = make(table)
        except KeyError as missing:
            raise _fault(file, slug, f"{missing.args[0]} is missing") from missing
        except (TypeError, ValueError) as wrong:
            raise _fault(file, slug, str(wrong)) from wrong
        if entry.slug in slugs or entry.name in names:
            raise _fault(file, slug, "its slug or name is taken")
        slugs.add(entry.slug)
        names.add(entry.name)
        made.append(entry)
    return tuple(made)


def _fault(file: str, slug: str, problem: str) -> ValueError:
    return ValueError(f"{file}.toml: {slug}: {problem}")


def _common(kind: str, table: Table) -> dict[str, Any]:
    license_name = table.get("license", "CC_BY_SA")
    if license_name not in LICENSES:
        raise ValueError(f"no such license: {license_name}")
    return {
        "uuid": uuid_of(kind, table["slug"]),
        "slug": table["slug"],
        "name": table["name"],
        "summary": table["summary"],
        "tags": tuple(table["tags"]),
        "license": license_name,
    }


def _location(table: Table) -> Location:
    return Location(
        **_common("location", table),
        description=table["description"],
        exits=tuple(table["exits"]),
        room=Room(**table["room"]),
    )


def _npc(table: Table, names: Mapping[str, str]) -> Npc:
    persona = Persona(
        trade=table["trade"],
        temper=tuple(table["temper"]),
        manner=table["manner"],
        backstory=table["backstory"],
        goal=table["goal"],
        secret=table["secret"],
        greeting=table["greeting"],
        wares=tuple(Ware(**ware) for ware in table.get("wares", ())),
        bonds=tuple(_bond(bond, names) for bond in table["bonds"]),
        sayings=tuple(Saying(said["text"], tuple(said.get("keys", ()))) for said in table["sayings"]),
    )
    return Npc(**_common("npc", table), home=table["home"], persona=persona, remix_of=table.get("remix_of"))


def _bond(table: Table, names: Mapping[str, str]) -> Bond:
    other = table["npc"]
    if other not in names:
        raise ValueError(f"no such npc: {other}")
    return Bond(str(uuid_of("npc", other)), names[other], table["bond"], table["feeling"])


def _quest(table: Table) -> Quest:
    return Quest(
        **_common("quest", table),
        giver=table["giver"],
        location=table["location"],
        cast=tuple(table["cast"]),
        estimated_minutes=table["estimated_minutes"],
        scenes=tuple(_scene(scene) for scene in table["scenes"]),
    )


def _scene(table: Table) -> Scene:
    choices = tuple(Choice(**choice) for choice in table.get("choices", ()))
    ending = Ending(**table["ending"]) if "ending" in table else None
    if bool(choices) == (ending is not None):
        raise ValueError(f"scene {table['key']} needs choices or an ending, and not both")
    return Scene(table["key"], table["text"], choices, ending)


def _wearable(kind: str, table: Table) -> Wearable:
    if table["slot"] not in SLOTS:
        raise ValueError(f"no such slot: {table['slot']}")
    return Wearable(**_common(kind, table), slot=table["slot"])


def _lore(table: Table) -> Lore:
    return Lore(**_common("lore", table), text=table["text"], keys=tuple(table["keys"]))


def _check_locations(moor: Moor) -> None:
    exits = {location.slug: location.exits for location in moor.locations}
    for slug, ways in exits.items():
        for way in ways:
            if way not in exits:
                raise _fault("locations", slug, f"no such exit: {way}")
            if slug not in exits[way]:
                raise _fault("locations", slug, f"no way back from {way}")


def _check_npcs(moor: Moor) -> None:
    homes = {location.slug for location in moor.locations}
    told: set[str] = set()
    for npc in moor.npcs:
        if npc.home not in homes:
            raise _fault("npcs", npc.slug, f"no such home: {npc.home}")
        if npc.remix_of is not None and npc.remix_of not in told:
            raise _fault("npcs", npc.slug, f"remixes {npc.remix_of}, who does not come before")
        told.add(npc.slug)


def _check_quests(moor: Moor) -> None:
    places = {location.slug for location in moor.locations}
    people = {npc.slug for npc in moor.npcs}
    for quest in moor.quests:
        if quest.location not in places:
            raise _fault("quests", quest.slug, f"no such location: {quest.location}")
        for slug in (quest.giver, *quest.cast):
            if slug not in people:
                raise _fault("quests", quest.slug, f"no such npc: {slug}")
        _check_scenes(quest)


def _check_scenes(quest: Quest) -> None:
    scenes = {scene.key: scene for scene in quest.scenes}
    if len(scenes) != len(quest.scenes) or not scenes:
        raise _fault("quests", quest.slug, "it has no scenes, or two with one key")
    for scene in quest.scenes:
        for choice in scene.choices:
            if choice.to not in scenes:
                raise _fault("quests", quest.slug, f"{scene.key} leads to {choice.to}, which is not there")
    reached: set[str] = set()
    waiting = [quest.scenes[0].key]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(choice.to for choice in scenes[key].choices)
    if unreached := sorted(scenes.keys() - reached):
        raise _fault("quests", quest.slug, f"nothing leads to {unreached[0]}")
