"""Receiving files: who may send how much, where it waits, and when it goes. Streamed to disk, never held in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlmodel import col

from realm_gql.config import Settings
from realm_gql.domain import accounts
from realm_gql.domain.uploads.models import Upload
from realm_gql.errors import InvalidInput, NotFound, RateLimited
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from realm_gql.storage import spool
from realm_gql.storage.database import Transaction

LIMIT_BYTES = 20 * 1024 * 1024
KEPT_S = 3600.0

ACCOUNT_CAPACITY, ACCOUNT_RESTORE_PER_S = 10.0, 1 / 20
"""So many uploads at once, and one more every twenty seconds, for each account."""
ADDRESS_CAPACITY, ADDRESS_RESTORE_PER_S = 40.0, 1 / 5
"""The same for each address: guests are free."""
LIMIT_WAITING = 10
"""How many uploads of an account may wait to be used."""
LIMIT_WAITING_BYTES = 2 * 1024**3
"""How much may wait in the whole realm, so that nobody fills its disk."""
FULL_RETRY_S = 300.0


async def admit(runtime: Runtime, viewer: accounts.Viewer, client_ip: str) -> None:
    """Let somebody send a file, and count it; to be asked before a byte of it is read.

    Args:
        viewer: who sends it.
        client_ip: the address it comes from.

    Raises:
        NotAllowed: the token may not create.
        RateLimited: the account or the address sends too much, or too much waits already.
    """
    accounts.check_scope(viewer, accounts.Scope.CREATE)
    async with runtime.database.transaction() as tx:
        told = "You send files faster than they can be used; wait a little."
        await accounts.spend(tx, f"upload:{viewer.account_id}", ACCOUNT_CAPACITY, ACCOUNT_RESTORE_PER_S, told)
        address = accounts.address_key(client_ip)
        await accounts.spend(tx, f"upload-ip:{address}", ADDRESS_CAPACITY, ADDRESS_RESTORE_PER_S, told)
        waiting = col(Upload.expires_at) > now()
        own = await tx.session.scalar(
            select(func.count()).select_from(Upload).where(waiting, col(Upload.account_id) == viewer.account_id)
        )
        if (own or 0) >= LIMIT_WAITING:
            raise RateLimited(f"{LIMIT_WAITING} of your files wait to be used; use one, or wait an hour.", FULL_RETRY_S)
        whole_bytes = await tx.session.scalar(select(func.sum(col(Upload.size_bytes))).where(waiting))
        if (whole_bytes or 0) + LIMIT_BYTES > LIMIT_WAITING_BYTES:
            raise RateLimited("The realm holds as many files as it can; try again later.", FULL_RETRY_S)


async def receive(runtime: Runtime, viewer: accounts.Viewer, pieces: AsyncIterator[bytes]) -> Upload:
    """Take a file in as its pieces come.

    Whatever `pieces` raises is passed on, and nothing is kept; so whoever reads them bounds them.

    Raises:
        InvalidInput: there was nothing in it.
        StorageUnavailable: the disk or the database does not take it.
    """
    key, folder = new_uuid(), _folder(runtime.settings)
    size_bytes = await spool.store(folder, key, pieces)
    try:
        if not size_bytes:
            raise InvalidInput("body", "There was no file in the request: send it as the body.")
        upload = Upload(id=key, account_id=viewer.account_id, size_bytes=size_bytes, expires_at=in_seconds(KEPT_S))
        async with runtime.database.transaction() as tx:
            tx.session.add(upload)
    except BaseException:
        await spool.remove(folder, key)
        raise
    return upload


async def read_upload(runtime: Runtime, viewer: accounts.Viewer, upload_id: UUID) -> bytes:
    """A file that the viewer sent.

    Raises:
        NotFound: there is none of that id, it is somebody else's, or its hour is over.
    """
    async with runtime.database.reading() as session:
        upload = await session.get(Upload, upload_id)
    if upload is None or upload.account_id != viewer.account_id or upload.expires_at <= now():
        raise _gone()
    raw = await spool.read(_folder(runtime.settings), upload_id)
    if raw is None:
        raise _gone()
    return raw


async def discard(runtime: Runtime, viewer: accounts.Viewer, upload_id: UUID) -> None:
    """Throw a file of the viewer's away that turned out to be of no use, so that nobody tries it again."""
    async with runtime.database.transaction() as tx:
        await use_up(tx, runtime, viewer, upload_id)


async def use_up(tx: Transaction, runtime: Runtime, viewer: accounts.Viewer, upload_id: UUID) -> None:
    """Take a file out of the waiting, in the transaction that uses it; it is thrown away once that is committed.

    Raises:
        NotFound: it was used in the same moment, or is not the viewer's.
    """
    mine = (col(Upload.id) == upload_id, col(Upload.account_id) == viewer.account_id)
    if await tx.session.scalar(delete(Upload).where(*mine).returning(col(Upload.id))) is None:
        raise _gone()
    tx.after_commit(lambda: spool.remove(_folder(runtime.settings), upload_id))


async def forget_expired(runtime: Runtime) -> None:
    """Throw away what nobody used in time, and what was broken off."""
    async with runtime.database.transaction() as tx:
        await tx.session.execute(delete(Upload).where(col(Upload.expires_at) <= now()))
    await spool.remove_older(_folder(runtime.settings), KEPT_S)


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "uploads"


def _gone() -> NotFound:
    return NotFound(
        "There is no such upload of yours. It may have been used, or its hour is over: send the file again."
    )
