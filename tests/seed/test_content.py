"""The starter realm as authored: complete, connected, and as long as its readers have room for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from uuid import UUID

import pytest

from realm_gql.seed.content import Entry, Moor, Quest, load_moor, uuid_of

MOOR_FOLDER = Path(__file__).parents[2] / "realm_gql" / "seed" / "moor"


@pytest.fixture(scope="module")
def moor() -> Moor:
    return load_moor()


def _kinds(moor: Moor) -> dict[str, Sequence[Entry]]:
    return {
        "location": moor.locations,
        "npc": moor.npcs,
        "quest": moor.quests,
        "item": moor.items,
        "cosmetic": moor.cosmetics,
        "lore": moor.lore,
    }


def test_the_moor_is_as_large_as_it_was_written(moor: Moor) -> None:
    counts = {kind: len(entries) for kind, entries in _kinds(moor).items()}

    assert counts == {"location": 10, "npc": 16, "quest": 6, "item": 16, "cosmetic": 7, "lore": 20}


def test_names_and_slugs_are_used_once_and_summaries_fit_on_a_line(moor: Moor) -> None:
    for entries in _kinds(moor).values():
        assert len({entry.slug for entry in entries}) == len(entries)
        assert len({entry.name for entry in entries}) == len(entries)
        assert [entry.slug for entry in entries if not 0 < len(entry.summary) <= 90 or not entry.tags] == []


def test_uuids_never_change(moor: Moor) -> None:
    assert uuid_of("npc", "maren-tidewright") == UUID("2ccfc8c2-bf15-5dba-a0d5-c116ca8d9b2d")
    assert uuid_of("location", "drowned-bell") == UUID("3c63e4da-dfbf-5846-8785-c5f682515b73")
    assert uuid_of("quest", "the-right-boot") == UUID("d0df8441-3f08-5ac7-81c4-6d3e091c3668")
    every = [entry.uuid for entries in _kinds(moor).values() for entry in entries]
    assert len(set(every)) == len(every)


def test_one_can_walk_from_the_tavern_to_everywhere_and_back(moor: Moor) -> None:
    exits = {location.slug: location.exits for location in moor.locations}
    reached: set[str] = set()
    waiting = ["drowned-bell"]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(exits[here])

    assert reached == set(exits)
    assert all(slug in exits[way] for slug, ways in exits.items() for way in ways)


def test_nowhere_is_empty_and_the_tavern_is_full(moor: Moor) -> None:
    homes = [npc.home for npc in moor.npcs]

    assert set(homes) == {location.slug for location in moor.locations}
    assert homes.count("drowned-bell") == 3


def test_every_persona_has_a_voice_and_fits_a_prompt(moor: Moor) -> None:
    for npc in moor.npcs:
        persona = npc.persona
        assert len(persona.sayings) >= 8, npc.slug
        assert sum(not saying.keys for saying in persona.sayings) >= 3, npc.slug
        assert all(key == key.lower() for saying in persona.sayings for key in saying.keys), npc.slug
        assert 0 < len(persona.backstory) <= 240, npc.slug
        assert 0 < len(persona.secret) <= 160, npc.slug
        assert 1 <= len(persona.temper) <= 4, npc.slug
        assert 2 <= len(persona.bonds) <= 4, npc.slug
        assert len(persona.wares) <= 4, npc.slug
        assert persona.greeting, npc.slug


def test_no_two_people_say_the_same_line(moor: Moor) -> None:
    lines = [saying.text for npc in moor.npcs for saying in npc.persona.sayings]

    assert len(set(lines)) == len(lines)


def test_bonds_name_people_who_live_here(moor: Moor) -> None:
    names = {str(npc.uuid): npc.name for npc in moor.npcs}

    assert all(names[bond.npc] == bond.name for npc in moor.npcs for bond in npc.persona.bonds)


def test_two_lineages_run_three_and_two_echoes_deep(moor: Moor) -> None:
    parents = {npc.slug: npc.remix_of for npc in moor.npcs}

    def line_of(slug: str) -> list[str]:
        parent = parents[slug]
        return [slug] if parent is None else [slug, *line_of(parent)]

    assert line_of("maren-of-the-nine") == [
        "maren-of-the-nine",
        "maren-unsunk",
        "maren-the-bellfounder",
        "maren-tidewright",
    ]
    assert line_of("gran-oxtoby") == ["gran-oxtoby", "pim-grown", "pim-oxtoby"]
    assert sum(parent is not None for parent in parents.values()) == 5


def test_every_quest_can_be_finished_in_at_least_two_ways(moor: Moor) -> None:
    for quest in moor.quests:
        assert 5 <= len(quest.scenes) <= 9, quest.slug
        assert 2 <= quest.estimated_minutes <= 10, quest.slug
        assert len(_endings_reached(quest)) >= 2, quest.slug
        assert _scenes_that_can_end(quest) == {scene.key for scene in quest.scenes}, quest.slug


def _endings_reached(quest: Quest) -> set[str]:
    scenes = {scene.key: scene for scene in quest.scenes}
    reached: set[str] = set()
    waiting = [quest.scenes[0].key]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(choice.to for choice in scenes[key].choices)
    assert reached == set(scenes), quest.slug
    return {ending.name for key in reached if (ending := scenes[key].ending) is not None}


def _scenes_that_can_end(quest: Quest) -> set[str]:
    ending = {scene.key for scene in quest.scenes if scene.ending is not None}
    while True:
        more = {scene.key for scene in quest.scenes if any(choice.to in ending for choice in scene.choices)} - ending
        if not more:
            return ending
        ending |= more


def test_lore_is_short_and_its_keys_are_lower_case(moor: Moor) -> None:
    for lore in moor.lore:
        assert 0 < len(lore.text) <= 240, lore.slug
        assert lore.keys, lore.slug
        assert all(key == key.lower() for key in lore.keys), lore.slug


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("locations", '"low-strand"]', '"low-tide"]', "drowned-bell: no such exit: low-tide"),
        ("npcs", 'home = "causeway"', 'home = "moon"', "hester-marrow: no such home: moon"),
        ("npcs", 'npc = "wren-tully"', 'npc = "nobody"', "maren-tidewright: no such npc: nobody"),
        ("quests", 'to = "casks"', 'to = "nowhere"', "the-spoon-at-five: start leads to nowhere, which is not there"),
        ("items", 'slot = "FEET"', 'slot = "TAIL"', "left-boot: no such slot: TAIL"),
    ],
)
def test_a_fault_names_its_file_and_slug(tmp_path: Path, file: str, before: str, after: str, fault: str) -> None:
    folder = copytree(MOOR_FOLDER, tmp_path / "moor")
    path = folder / f"{file}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    with pytest.raises(ValueError, match=rf"^{file}\.toml: ") as refused:
        load_moor(folder)

    assert str(refused.value) == f"{file}.toml: {fault}"
