"""Babble in the right shape is refused, and what people write is not."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from drafting import THINGS

from realm_gql.domain.lineage import CreationKind
from realm_gql.domain.making.sense import refuse_babble
from realm_gql.domain.making.surroundings import Surroundings
from realm_gql.domain.making.tables import make_from_tables
from realm_gql.engine.blanks import MARKS
from realm_gql.engine.making import SCHEMAS
from realm_gql.errors import InvalidInput
from training.corpus.made import make_making


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("ITEM", {"name": ". I can be bought, but not with that"}, "name"),
        ("ITEM", {"name": "  "}, "name"),
        ("ITEM", {"name": ", and then"}, "name"),
        ("ITEM", {"text": "The ram would not have it. So it goes. The ram would not have it."}, "text"),
        ("ITEM", {"text": "x" * 299 + "y"}, "text"),
        ("LORE", {"keys": ["bell", ". so it goes"]}, "keys"),
        ("QUEST", {"bad": "Through the weed you see the rope moving."}, "bad"),
    ],
)
def test_babble_is_refused(kind: str, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        refuse_babble(CreationKind(kind), THINGS[kind] | changes)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "text",
    [
        "铁做的,比它应有的重。没有一把锁肯开。",
        "«Nein», sagte sie. Drei Mal. Nein.",
        "…and then it rained. Softly. Softly. Softly.",
        "\u201cCome home,\u201d it says.",
        "9 winters of eels have worn it thin.",
        "x" * 298 + "!'",
    ],
)
def test_what_people_write_is_not(text: str) -> None:
    refuse_babble(CreationKind.ITEM, {"name": "A Key", "text": text})


FILLED = dict.fromkeys(map(ord, MARKS.values()), " lantern")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_nothing_written_by_hand_or_from_tables_is_babble(kind: str) -> None:
    of_kind = CreationKind[kind.upper()]
    for seed in range(300):
        card, _, answer = make_making(seed)
        if card.content.split("\n")[0] == f"make: {kind}":
            refuse_babble(of_kind, orjson.loads(answer.content.translate(FILLED)))
    for seed in range(100):
        refuse_babble(of_kind, make_from_tables(kind, "", seed, Surroundings()))
