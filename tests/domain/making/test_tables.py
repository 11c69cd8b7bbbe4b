"""Things put together from tables: valid, different, the same for the same seed, and true to a wish."""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson
import pytest

from realm_gql.domain.lineage import CreationKind
from realm_gql.domain.making.fields import check, tidy
from realm_gql.domain.making.planning import complete, draw_plan, to_content
from realm_gql.domain.making.surroundings import Neighbour, Place, Surroundings
from realm_gql.domain.making.tables import make_from_tables
from realm_gql.domain.making.wordlists import PLAN, read_words
from realm_gql.engine.grammar import passes
from realm_gql.engine.making import SCHEMAS

NOWHERE = Surroundings()
LAMP = Surroundings(
    Place("00000000-0000-5000-8000-000000000001", "The Fog Lamp", "A lighthouse seven miles inland.", ("lamp", "fog")),
    (
        Neighbour("00000000-0000-5000-8000-000000000002", "Ned Lamplow", "lamp keeper", "he"),
        Neighbour("00000000-0000-5000-8000-000000000003", "Maren Tidewright", "innkeeper", "she"),
    ),
)
SEEDS = range(300)


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("around", [NOWHERE, LAMP], ids=["nowhere", "lamp"])
def test_three_hundred_seeds_are_valid_and_distinct(kind: str, around: Surroundings) -> None:
    made = [make_from_tables(kind, "", seed, around) for seed in SEEDS]

    assert [value for value in made if not passes(SCHEMAS[kind], value)] == []
    assert [value for value in made if list(value) != list(SCHEMAS[kind]["properties"])] == []
    assert len({orjson.dumps(value) for value in made}) == len(SEEDS)
    assert len({value["name"] for value in made}) > len(SEEDS) * 0.7
    of_kind = CreationKind[kind.upper()]
    for seed, value in zip(SEEDS, made, strict=True):
        fields = check(of_kind, complete(of_kind, tidy(of_kind, value), seed, around))
        assert {name: fields[name] for name in value} == tidy(of_kind, value)
        to_content(of_kind, fields, draw_plan(of_kind, fields, seed, around))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_they_read_as_they_should(kind: str) -> None:
    for seed in SEEDS:
        for text in texts_of(make_from_tables(kind, "", seed, LAMP)):
            assert not re.search(r"[{}|]|\s{2}|\s[.,;!?]|^\s|\s$|\b(a|an|the) (a|an|the)\b", text, re.IGNORECASE), text
            assert not re.search(r"\ba [aeio]\w|\ban [^aeiouh\W]", text, re.IGNORECASE) or "a one" in text, text


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_same_seed_makes_the_same_thing(kind: str) -> None:
    assert make_from_tables(kind, "a bell", 7, LAMP) == make_from_tables(kind, "a bell", 7, LAMP)
    assert make_from_tables(kind, "", 7, LAMP) != make_from_tables(kind, "", 8, LAMP)


@pytest.mark.parametrize(
    ("kind", "wish", "field", "word"),
    [
        ("item", "please make me a RUSTY kettle that sings", "name", "Kettle"),
        ("cosmetic", "some gauntlet or other", "name", "Gauntlet"),
        ("location", "a lighthouse!", "name", "Lighthouse"),
        ("lore", "why does the eel come home", "keys", "eel"),
        ("npc", "a fiddler who hates music", "trade", "fiddler"),
        ("quest", "find a lost dog in the fog", "search", " dog "),
        ("quest", "a wedding that goes wrong", "text", "wedding"),
    ],
)
def test_a_wish_chooses_what_it_can(kind: str, wish: str, field: str, word: str) -> None:
    for seed in range(20):
        assert word in make_from_tables(kind, wish, seed, NOWHERE)[field]


def test_where_it_shall_be_says_nothing_of_what_it_shall_be() -> None:
    assert all("Bell" in make_from_tables("item", "a bell for the fog lamp", seed, LAMP)["name"] for seed in range(20))
    named = [make_from_tables("item", "something for the fog lamp", seed, NOWHERE)["name"] for seed in range(20)]
    assert all("Lamp" in name for name in named)


@pytest.mark.parametrize("wish", ["一个会唱歌的钟", "\U0001f9dc", "{giver} | {they}", "x" * 2000])
@pytest.mark.parametrize("kind", SCHEMAS)
def test_any_wish_will_do(kind: str, wish: str) -> None:
    assert passes(SCHEMAS[kind], make_from_tables(kind, wish, 1, NOWHERE))


def test_a_quest_is_given_by_somebody_who_is_near() -> None:
    for seed in range(30):
        told = " ".join(texts_of(make_from_tables("quest", "", seed, LAMP)))
        assert "Ned Lamplow" in told or "Maren Tidewright" in told


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_list_is_rich_and_says_nothing_twice(kind: str) -> None:
    words = read_words(kind)

    for name, entries in words.parts.items():
        texts = [entry.text for entry in entries]
        assert len(texts) >= 40, name
        assert len(set(texts)) == len(texts), [text for text in texts if texts.count(text) > 1]
    assert all(len(entries) >= 20 for entries in read_words(PLAN).parts.values())
    named = set(re.findall(r"\{(\w+)", orjson.dumps([words.fields, words.arcs, _told(words.parts)]).decode()))
    known = {*words.parts, "here", "they", "them", "their", "theirs"}
    assert {name.lower() for name in named} <= known


def test_no_part_is_so_long_that_a_thing_could_not_hold_it() -> None:
    for kind, schema in SCHEMAS.items():
        words = read_words(kind)
        longest = {name: max(len(entry.text) for entry in entries) for name, entries in words.parts.items()}
        longest |= {"here": 82, "giver": 34} | dict.fromkeys(("they", "them", "their", "theirs"), 4)
        for ways in (words.fields, *words.arcs):
            for field, templates in ways.items():
                if field == "about" and kind == "quest":
                    continue
                shape = schema["properties"][field]
                limit = shape.get("maxLength") or shape["items"]["maxLength"]
                assert max(_longest(template, longest) for template in templates) <= limit, (kind, field)


def _longest(template: str, longest: dict[str, int]) -> int:
    """How long a template can get."""
    size = len(re.sub(r"\{[^}]*\}", "", template))
    for name, changes in re.findall(r"\{(\w+)((?:\.\w+)*)\}", template):
        is_pronoun = any(change in changes for change in ("they", "them", "their"))
        more = 3 * ("a" in changes.split(".")) + 2 * ("s" in changes.split("."))
        size += 6 if is_pronoun else longest[name.lower()] + more
    return size


def _told(parts: object) -> list[str]:
    return [entry.text for entries in parts.values() for entry in entries]  # type: ignore[attr-defined]


def texts_of(value: dict[str, object]) -> Iterator[str]:
    """Every text of a thing."""
    for told in value.values():
        yield from [told] if isinstance(told, str) else told  # type: ignore[misc]
