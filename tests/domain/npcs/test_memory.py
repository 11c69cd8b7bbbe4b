"""What an NPC remembers of a player: pure notes of what was said, and exchanges kept in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from growing import grow, key_of
from sqlalchemy import update

from realm_gql.domain import npcs
from realm_gql.domain.npcs.memory import LIMIT_SUMMARY_CHARS, note
from realm_gql.domain.npcs.models import Acquaintance
from realm_gql.kit.clock import now
from realm_gql.storage.database import Database


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("What do you know about the bell?", 'asked about "the bell"'),
        ("Who was Joss?", 'asked about "Joss"'),
        ("Hello! Where is the causeway?", 'asked about "the causeway"'),
        ("Have you heard of the Long Tuesday?", 'asked about "the Long Tuesday"'),
        ("Why?", 'asked about "Why"'),
        ("I'll give you forty fathom of rope.", 'offered "I\'ll give you forty fathom of rope"'),
        ("My name is Kofi. I come from Tamale.", 'told of themselves "My name is Kofi"'),
        ("The tide is turning.", 'said "The tide is turning"'),
        ('He said "run"; I ran.', "said \"He said 'run', I ran\""),
        ("Привет. Где маяк?", 'asked about "Где маяк"'),
        ("Hello there!", ""),
        ("hi", ""),
        ("Thank you.", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_line_leaves_a_note_in_the_players_own_words(said: str, kept: str) -> None:
    assert note(said) == kept


def test_a_long_line_is_quoted_up_to_a_word() -> None:
    said = "The lamp on the stair has been burning the minutes of the committee since the winter before last."

    assert note(said) == 'said "The lamp on the stair has been burning the minutes of the…"'


def test_the_summary_grows_by_what_is_said_and_opens_with_the_player() -> None:
    first = npcs.summarise("", "Kofi", "What do you know about the bell?")
    second = npcs.summarise(first, "Kofi", "I will bring you rope.")

    assert first == 'Kofi asked about "the bell"'
    assert second == 'Kofi asked about "the bell"; offered "I will bring you rope"'


def test_a_greeting_and_what_was_said_before_add_nothing() -> None:
    known = 'Kofi asked about "the bell"'

    assert npcs.summarise(known, "Kofi", "Hello!") == known
    assert npcs.summarise(known, "Kofi", "What about the bell?") == known


def test_the_summary_follows_a_player_to_a_new_handle() -> None:
    assert npcs.summarise('guest 12 asked about "the bell"', "Kofi", "Hi") == 'Kofi asked about "the bell"'


def test_the_summary_forgets_the_oldest_when_it_grows_too_long() -> None:
    summary = ""
    for number in range(40):
        summary = npcs.summarise(summary, "Kofi", f"Thing number {number} weighs upon me.")

    assert len(summary) <= LIMIT_SUMMARY_CHARS
    assert summary.startswith('Kofi said "Thing number ')
    assert summary.endswith('said "Thing number 39 weighs upon me"')
    assert '"Thing number 0 ' not in summary


async def test_strangers_have_no_acquaintance(database: Database) -> None:
    await grow(database, 2)

    async with database.reading() as session:
        assert await npcs.find_acquaintance(session, key_of("NPC", 0), key_of("account", 0)) is None


async def test_an_exchange_is_kept_with_one_npc_and_one_player(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        await npcs.remember(tx, key_of("NPC", 0), key_of("account", 1), "Where is the ford?", "Two steps on.")

    async with database.reading() as session:
        known = await npcs.find_acquaintance(session, key_of("NPC", 0), key_of("account", 1))
        other = await npcs.find_acquaintance(session, key_of("NPC", 1), key_of("account", 1))

    assert known is not None
    assert (known.meetings, known.summary) == (1, 'player-1 asked about "the ford"')
    assert [(kept["said"], kept["replied"]) for kept in known.exchanges] == [("Where is the ford?", "Two steps on.")]
    assert other is None


async def test_the_last_six_exchanges_are_kept(database: Database) -> None:
    await grow(database, 2)
    for number in range(8):
        async with database.transaction() as tx:
            await npcs.remember(tx, key_of("NPC", 0), key_of("account", 0), f"Line {number}.", "Hm.")

    async with database.reading() as session:
        known = await npcs.find_acquaintance(session, key_of("NPC", 0), key_of("account", 0))

    assert known is not None
    assert [kept["said"] for kept in known.exchanges] == [f"Line {number}." for number in range(2, 8)]
    assert known.meetings == 1


async def test_talk_after_ten_minutes_is_a_new_meeting(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        await npcs.remember(tx, key_of("NPC", 0), key_of("account", 0), "Hello.", "Hm.")
        await tx.session.execute(update(Acquaintance).values(last_at=now() - timedelta(minutes=11)))

    async with database.transaction() as tx:
        known = await npcs.remember(tx, key_of("NPC", 0), key_of("account", 0), "Back again.", "Hm.")

    assert known.meetings == 2
