"""Which lore a line brings to mind."""

from __future__ import annotations

import pytest
from growing import grow

from realm_gql.domain import lore
from realm_gql.domain.lore import LorePiece
from realm_gql.storage.database import Database

BELL = LorePiece("The bell rings at noon.", ("bell", "noon"))
FORD = LorePiece("The ford is not where it was.", ("the old ford",))
ROAD = LorePiece("Eine Straße.", ("Straße",))
YOLK = LorePiece("Ёж.", ("ёжик",))
MUTE = LorePiece("Nobody asks.", ("",))
PIECES = [FORD, BELL, ROAD, YOLK, MUTE]
NOON = LorePiece("At noon the keeper sleeps.", ("keeper",), secondary_keys=("noon", "midday"))
SEA = LorePiece("The sea is owed.", ("sea",), is_constant=True)


@pytest.mark.parametrize(
    ("said", "touched"),
    [
        ("Who rang the BELL?", [BELL]),
        ("bell-ringer", [BELL]),
        ("The bellows are torn.", []),
        ("Is the old  ford deep?", [FORD]),
        ("An old ford.", []),
        ("Which STRASSE is it?", [ROAD]),
        ("Где ЁЖИК?", [YOLK]),
        ("", []),
        ("The old ford, by the bell, at noon.", [BELL, FORD]),
    ],
)
def test_whole_words_in_any_case_bring_lore_to_mind(said: str, touched: list[LorePiece]) -> None:
    assert lore.match_lore(PIECES, said) == touched


def test_the_same_text_is_brought_to_mind_once() -> None:
    remix = LorePiece(BELL.text, ("bell",))

    assert lore.match_lore([BELL, remix], "The bell at noon") == [BELL]


@pytest.mark.parametrize(
    ("said", "touched"),
    [
        ("Where is the keeper?", []),
        ("Is it noon?", [BELL]),
        ("Does the keeper sleep at midday?", [NOON]),
        ("The keeper at noon, by the bell", [BELL, NOON]),
    ],
)
def test_secondary_keys_must_be_touched_too(said: str, touched: list[LorePiece]) -> None:
    assert lore.match_lore([BELL, NOON], said) == touched


def test_what_is_constant_is_always_in_mind_behind_what_was_touched() -> None:
    assert lore.match_lore([SEA, BELL, FORD], "Nothing of the sort.") == [SEA]
    assert lore.match_lore([SEA, BELL, FORD], "The bell!") == [BELL, SEA]
    assert lore.match_lore([SEA, BELL], "The sea and the bell") == [SEA, BELL]


def test_keys_without_a_word_touch_nothing() -> None:
    assert lore.match_lore([LorePiece("x", ("!", "…"))], "") == []


@pytest.mark.parametrize("piece", [BELL, NOON, SEA])
def test_a_piece_is_stored_and_read_back(piece: LorePiece) -> None:
    assert LorePiece.from_content(piece.to_content()) == piece
    assert BELL.to_content() == {"text": BELL.text, "keys": ["bell", "noon"]}


async def test_the_lore_of_the_realm_is_listed(database: Database) -> None:
    await grow(database, 2)

    async with database.reading() as session:
        pieces = await lore.list_lore(session)

    assert pieces == [LorePiece("The bell rings at noon.", ("bell", "noon"))] * 2
