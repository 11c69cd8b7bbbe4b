"""Files that wait to be used: whose they are, how many, until when, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from growing import grow, key_of, viewer_of
from sqlalchemy import func, select, update
from sqlmodel import col

from realm_gql.domain import accounts, uploads
from realm_gql.domain.accounts.models import RateBucket
from realm_gql.domain.uploads import Upload
from realm_gql.domain.uploads.receiving import ACCOUNT_CAPACITY, ADDRESS_CAPACITY, LIMIT_WAITING, LIMIT_WAITING_BYTES
from realm_gql.errors import InvalidInput, NotAllowed, NotFound, RateLimited
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    """A body as it comes in."""
    for part in parts:
        yield part


def folder(runtime: Runtime) -> Path:
    """Where files wait."""
    return runtime.settings.data_dir / "uploads"


async def sent(runtime: Runtime, raw: bytes = b"a card", number: int = 0) -> Upload:
    """A file of the n-th account's."""
    return await uploads.receive(runtime, viewer_of(number), pieces(raw))


async def test_a_file_is_kept_for_its_sender_alone(runtime: Runtime) -> None:
    await grow(runtime.database, 3)

    upload = await uploads.receive(runtime, viewer_of(), pieces(b"a ", b"", b"card"))

    assert (upload.account_id, upload.size_bytes) == (key_of("account", 0), 6)
    assert timedelta(minutes=59) < upload.expires_at - now() <= timedelta(hours=1)
    assert await uploads.read_upload(runtime, viewer_of(), upload.id) == b"a card"
    assert await uploads.read_upload(runtime, viewer_of(), upload.id) == b"a card"
    with pytest.raises(NotFound):
        await uploads.read_upload(runtime, viewer_of(1), upload.id)
    with pytest.raises(NotFound):
        await uploads.read_upload(runtime, viewer_of(), key_of("nothing", 0))


async def test_a_file_is_used_once_and_only_if_its_use_is_committed(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    upload = await sent(runtime)

    async def use_in_vain() -> None:
        async with runtime.database.transaction() as tx:
            await uploads.use_up(tx, runtime, viewer_of(), upload.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await use_in_vain()
    assert await uploads.read_upload(runtime, viewer_of(), upload.id) == b"a card"

    async with runtime.database.transaction() as tx:
        await uploads.use_up(tx, runtime, viewer_of(), upload.id)

    assert list(folder(runtime).iterdir()) == []
    for who in (viewer_of(), viewer_of(1)):
        with pytest.raises(NotFound):
            async with runtime.database.transaction() as tx:
                await uploads.use_up(tx, runtime, who, upload.id)


async def test_nobody_uses_up_what_is_somebody_elses(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    upload = await sent(runtime)

    with pytest.raises(NotFound):
        async with runtime.database.transaction() as tx:
            await uploads.use_up(tx, runtime, viewer_of(1), upload.id)

    assert await uploads.read_upload(runtime, viewer_of(), upload.id) == b"a card"


async def test_a_file_goes_after_its_hour(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    old, young = await sent(runtime, b"old"), await sent(runtime, b"young")
    past = now() - timedelta(minutes=1)
    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(Upload).where(col(Upload.id) == old.id).values(expires_at=past))
    (folder(runtime) / str(old.id)).touch()

    with pytest.raises(NotFound):
        await uploads.read_upload(runtime, viewer_of(), old.id)

    await uploads.forget_expired(runtime)
    async with runtime.database.reading() as session:
        assert list(await session.scalars(select(col(Upload.id)))) == [young.id]
    assert await uploads.read_upload(runtime, viewer_of(), young.id) == b"young"


async def test_a_file_that_is_gone_from_the_disk_is_no_file(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    upload = await sent(runtime)
    (folder(runtime) / str(upload.id)).unlink()

    with pytest.raises(NotFound, match="send the file again"):
        await uploads.read_upload(runtime, viewer_of(), upload.id)


async def test_an_empty_file_is_refused_and_leaves_nothing(runtime: Runtime) -> None:
    await grow(runtime.database, 3)

    with pytest.raises(InvalidInput) as refused:
        await uploads.receive(runtime, viewer_of(), pieces(b""))

    assert refused.value.field == "body"
    assert list(folder(runtime).iterdir()) == []


async def test_what_breaks_off_leaves_nothing(runtime: Runtime) -> None:
    await grow(runtime.database, 3)

    async def broken() -> AsyncIterator[bytes]:
        yield b"half a"
        raise ConnectionResetError

    class TooMuch(Exception):
        pass

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 1_000_000
        raise TooMuch

    with pytest.raises(Exception, match="cannot be kept"):
        await uploads.receive(runtime, viewer_of(), broken())
    with pytest.raises(TooMuch):
        await uploads.receive(runtime, viewer_of(), endless())

    assert list(folder(runtime).iterdir()) == []
    async with runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Upload)) == 0


async def test_a_token_that_may_not_create_may_not_send(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    reader = replace(viewer_of(), scopes=frozenset({accounts.Scope.READ, accounts.Scope.PLAY}))

    with pytest.raises(NotAllowed):
        await uploads.admit(runtime, reader, "10.0.0.1")


@pytest.mark.parametrize(("prefix", "capacity"), [("upload:", ACCOUNT_CAPACITY), ("upload-ip:", ADDRESS_CAPACITY)])
async def test_accounts_and_addresses_have_their_limits(runtime: Runtime, prefix: str, capacity: float) -> None:
    await grow(runtime.database, 3)
    await uploads.admit(runtime, viewer_of(), "10.0.0.1")
    async with runtime.database.transaction() as tx:
        await tx.session.execute(
            update(RateBucket).where(col(RateBucket.key).startswith(prefix)).values(level=capacity, updated_at=now())
        )

    with pytest.raises(RateLimited) as refused:
        await uploads.admit(runtime, viewer_of(), "10.0.0.1")

    assert 0 < refused.value.retry_after_s <= 20
    await uploads.admit(runtime, viewer_of(1), "10.0.0.2")


async def test_only_so_many_files_wait(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    for _ in range(LIMIT_WAITING):
        await sent(runtime)

    with pytest.raises(RateLimited, match="10 of your files wait"):
        await uploads.admit(runtime, viewer_of(), "10.0.0.1")
    await uploads.admit(runtime, viewer_of(1), "10.0.0.1")


async def test_the_realm_holds_only_so_much(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    upload = await sent(runtime)
    room = LIMIT_WAITING_BYTES - uploads.LIMIT_BYTES

    for size_bytes, refused in ((room, False), (room + 1, True)):
        async with runtime.database.transaction() as tx:
            halves = size_bytes // 2
            await tx.session.execute(update(Upload).values(size_bytes=halves))
            if size_bytes == room:
                tx.session.add(
                    Upload(account_id=upload.account_id, size_bytes=size_bytes - halves, expires_at=upload.expires_at)
                )
            else:
                await tx.session.execute(
                    update(Upload).where(col(Upload.id) != upload.id).values(size_bytes=size_bytes - halves)
                )
        if refused:
            with pytest.raises(RateLimited, match="as many files as it can"):
                await uploads.admit(runtime, viewer_of(1), "10.0.0.1")
        else:
            await uploads.admit(runtime, viewer_of(1), "10.0.0.1")
