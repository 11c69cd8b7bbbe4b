"""Presence: leases, the capacity of a room, and who has left."""

from __future__ import annotations

from uuid import UUID

import pytest

from realm_gql.domain import events, locations
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage.models import Creation, CreationKind
from realm_gql.domain.locations.models import Room
from realm_gql.errors import RoomFull
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime


async def make_room(runtime: Runtime, players: int) -> tuple[Room, list[UUID]]:
    async with runtime.database.transaction() as tx:
        accounts = [Account(handle=f"player {number}", handle_key=f"player {number}") for number in range(players)]
        tx.session.add_all(accounts)
        await tx.session.flush()
        place = Creation(
            kind=CreationKind.LOCATION.value,
            name="Fold",
            summary="",
            tags=[],
            content={},
            creator_id=accounts[0].id,
        )
        tx.session.add(place)
        await tx.session.flush()
        room = await locations.open_room(
            tx, Room(id=new_uuid(), location_id=place.id, name="The Fold", is_standing=True)
        )
        await tx.session.flush()
        return room, [account.id for account in accounts]


async def enter(runtime: Runtime, room: Room, player: UUID, lease_s: float = 60, capacity: int = 32) -> None:
    async with runtime.database.transaction() as tx:
        await locations.enter_room(tx, runtime.broker, room, player, lease_s, capacity)


async def happened(runtime: Runtime, room: Room) -> list[events.Event]:
    async with runtime.database.reading() as session:
        return [entry.event for entry in await events.list_after(session, room.stream_id, 0, 100)]


async def inside(runtime: Runtime, room: Room) -> list[UUID]:
    async with runtime.database.reading() as session:
        return (await locations.load_players_by_room(session, [room.id]))[0]


async def test_entering_twice_is_one_event(runtime: Runtime) -> None:
    room, [player] = await make_room(runtime, 1)

    await enter(runtime, room, player)
    await enter(runtime, room, player)

    assert await inside(runtime, room) == [player]
    assert await happened(runtime, room) == [events.PlayerEntered(player)]


async def test_a_full_room_refuses_and_nothing_changed(runtime: Runtime) -> None:
    room, [one, two, three] = await make_room(runtime, 3)
    await enter(runtime, room, one, capacity=2)
    await enter(runtime, room, two, capacity=2)

    with pytest.raises(RoomFull):
        await enter(runtime, room, three, capacity=2)

    assert await inside(runtime, room) == [one, two]
    assert len(await happened(runtime, room)) == 2


async def test_silence_ends_presence_and_a_sign_of_life_keeps_it(runtime: Runtime) -> None:
    room, [silent, alive] = await make_room(runtime, 2)
    await enter(runtime, room, silent, lease_s=-1)
    await enter(runtime, room, alive, lease_s=-1)
    async with runtime.database.transaction() as tx:
        await locations.renew(tx, room.id, alive, 60)

    async with runtime.database.transaction() as tx:
        gone = await locations.sweep(tx, runtime.broker)

    assert gone == 1
    assert await inside(runtime, room) == [alive]
    assert (await happened(runtime, room))[-1] == events.PlayerLeft(silent)


async def test_leaving_a_room_one_is_not_in_changes_nothing(runtime: Runtime) -> None:
    room, [player] = await make_room(runtime, 1)

    async with runtime.database.transaction() as tx:
        left = await locations.leave_room(tx, runtime.broker, room.id, player)

    assert not left
    assert await happened(runtime, room) == []


async def test_somebody_is_where_they_walked_in_last_until_they_leave(runtime: Runtime) -> None:
    room, [one, two] = await make_room(runtime, 2)

    assert await whereabouts(runtime, one) is None
    await enter(runtime, room, one)
    assert await whereabouts(runtime, one) == room.location_id
    await enter(runtime, room, two, lease_s=-1)
    assert await whereabouts(runtime, two) is None


async def whereabouts(runtime: Runtime, player: UUID) -> UUID | None:
    async with runtime.database.reading() as session:
        return await locations.find_whereabouts(session, player)
