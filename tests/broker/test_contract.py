"""What every broker promises, asked of each adapter."""

from __future__ import annotations

import asyncio

from realm_gql.broker.port import QUEUE_SIZE, Broker, Listener, Wake


async def heard_after_losses(ear: Listener) -> bytes | Wake:
    heard = await ear.next(2)
    while heard is Wake.LOST:
        heard = await ear.next(2)
    return heard


async def test_a_message_reaches_everybody_who_listens_to_its_topic(broker: Broker) -> None:
    async with broker.listen("room:a") as one, broker.listen("room:a", "room:b") as two:
        await broker.publish("room:a", b"hello")

        assert await heard_after_losses(one) == b"hello"
        assert await heard_after_losses(two) == b"hello"


async def test_messages_of_one_publisher_keep_their_order(broker: Broker) -> None:
    async with broker.listen("room:a") as ear:
        for number in range(100):
            await broker.publish("room:a", str(number).encode())

        assert [await heard_after_losses(ear) for _ in range(100)] == [str(number).encode() for number in range(100)]


async def test_another_topic_is_not_heard(broker: Broker) -> None:
    async with broker.listen("room:a") as ear:
        await broker.publish("room:b", b"elsewhere")
        await broker.publish("room:a", b"here")

        assert await heard_after_losses(ear) == b"here"


async def test_silence_is_told_after_the_timeout(broker: Broker) -> None:
    async with broker.listen("room:a") as ear:
        while (heard := await ear.next(0.2)) is Wake.LOST:
            pass

        assert heard is Wake.TIMEOUT


async def test_a_listener_that_falls_behind_is_told_that_it_lost_something_and_keeps_the_newest(broker: Broker) -> None:
    async with broker.listen("room:a") as ear:
        for number in range(QUEUE_SIZE + 5):
            await broker.publish("room:a", str(number).encode())
        await asyncio.sleep(0.3)

        assert await ear.next(1) is Wake.LOST
        assert [await ear.next(1) for _ in range(QUEUE_SIZE)][-1] == str(QUEUE_SIZE + 4).encode()


async def test_what_was_published_before_listening_is_not_heard(broker: Broker) -> None:
    await broker.publish("room:a", b"too early")

    async with broker.listen("room:a") as ear:
        await broker.publish("room:a", b"in time")

        assert await heard_after_losses(ear) == b"in time"


async def test_listening_again_after_leaving_hears_again(broker: Broker) -> None:
    async with broker.listen("room:a"):
        pass

    async with broker.listen("room:a") as ear:
        await broker.publish("room:a", b"again")

        assert await heard_after_losses(ear) == b"again"


async def test_stopping_wakes_whoever_waits(broker: Broker) -> None:
    async with broker.listen("room:a") as ear:
        while await ear.next(0.2) is not Wake.TIMEOUT:
            pass
        waiting = asyncio.ensure_future(ear.next(5))
        await asyncio.sleep(0.05)

        await broker.stop()

        assert await waiting is Wake.LOST
