"""Profiles: who is called what, bios, roles, and how an account goes while what it made stays."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain.accounts.handles import (
    check_one_script,
    handle_key,
    look_alike_keys,
    parse_handle,
    shown_handle,
    tombstone_handle,
)
from realm_gql.domain.accounts.idempotency import once
from realm_gql.domain.accounts.limits import spend
from realm_gql.domain.accounts.models import Account, IdempotencyKey, RecoveryCode, Token
from realm_gql.domain.accounts.passwords import verify_password
from realm_gql.domain.accounts.texts import has_unprintable, parse_bio
from realm_gql.domain.accounts.tokens import revoke_where
from realm_gql.domain.accounts.viewers import Viewer, check_session
from realm_gql.errors import Conflict, InvalidInput, NotAllowed, NotFound
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction

ROLES = ("moderator", "admin")
HANDLE_LOOKUP_MAX_CHARACTERS = 64

_chance = secrets.SystemRandom()


async def load_accounts(session: AsyncSession, account_ids: Sequence[UUID]) -> list[Account | None]:
    """Accounts by their ids, aligned with what was asked."""
    rows = (await session.execute(select(Account).where(col(Account.id).in_(account_ids)))).scalars()
    found = {row.id: row for row in rows}
    return [found.get(account_id) for account_id in account_ids]


async def get_account(session: AsyncSession, account_id: UUID) -> Account:
    """An account as it is in the database now.

    Raises:
        NotFound: there is none.
    """
    query = select(Account).where(col(Account.id) == account_id).execution_options(populate_existing=True)
    account = (await session.execute(query)).scalar_one_or_none()
    if account is None:
        raise NotFound("There is no such account.")
    return account


async def find_by_handle(session: AsyncSession, handle: str) -> Account | None:
    """Whoever has this handle, however its case or look-alike letters were typed."""
    name = shown_handle(handle)
    if not 1 <= len(name) <= HANDLE_LOOKUP_MAX_CHARACTERS or has_unprintable(name):
        return None
    query = select(Account).where(col(Account.handle_key) == handle_key(name))
    return (await session.execute(query)).scalar_one_or_none()


async def check_free(session: AsyncSession, field: str, handle: str, mine: UUID | None = None) -> str:
    """See that a handle may be had: nobody else has it or one that looks like it.

    Args:
        session: where the others are.
        field: the input's field, for the error.
        handle: what was asked for.
        mine: the account that asks, whose own handle is no clash.

    Returns:
        The handle as it will be shown.

    Raises:
        InvalidInput: it cannot be a handle.
        Conflict: it is taken.
    """
    shown = parse_handle(field, handle)
    keys = look_alike_keys(shown)
    query = select(col(Account.id)).where(col(Account.handle_key).in_(keys), col(Account.id) != mine)
    if (await session.execute(query.limit(1))).first() is not None:
        raise taken(shown)
    check_one_script(field, shown)
    return shown


def taken(handle: str) -> Conflict:
    """What is said when somebody has the handle, or one that looks like it."""
    return Conflict(f"The name {handle} is taken, or looks like one that is. Choose another.")


async def change_account(
    tx: Transaction, account_id: UUID, values: Mapping[str, Any], *, guests_only: bool = False
) -> bool:
    """Write to an account; its handle's key follows its handle.

    Returns:
        Whether there was such an account, and a guest's if only guests were meant.

    Raises:
        Conflict: somebody took the handle in the same moment.
    """
    changed = dict(values)
    if "handle" in changed:
        changed["handle_key"] = handle_key(changed["handle"])
    query = update(Account).where(col(Account.id) == account_id, col(Account.deleted_at).is_(None)).values(**changed)
    if guests_only:
        query = query.where(col(Account.is_guest))
    query = query.returning(col(Account.id)).execution_options(synchronize_session=False)
    try:
        async with tx.session.begin_nested():
            return (await tx.session.execute(query)).first() is not None
    except IntegrityError:
        raise taken(str(changed.get("handle"))) from None


async def update_profile(
    tx: Transaction, viewer: Viewer, handle: str | None = None, bio: str | None = None, is_bot: bool | None = None
) -> Account:
    """Change how the viewer is shown; what is None stays, an empty bio takes it away.

    Raises:
        InvalidInput: the handle or the bio cannot be used.
        Conflict: the handle is taken.
    """
    values: dict[str, Any] = {}
    if handle is not None:
        values["handle"] = await check_free(tx.session, "handle", handle, mine=viewer.account_id)
    if bio is not None:
        values["bio"] = parse_bio("bio", bio)
    if is_bot is not None:
        values["is_bot"] = is_bot
    if values and not await change_account(tx, viewer.account_id, values):
        raise NotFound("This account is gone.")
    return await get_account(tx.session, viewer.account_id)


async def grant(tx: Transaction, handle: str, role: str) -> Account:
    """Give a claimed account a role, ``moderator`` or ``admin``. Granting it again changes nothing.

    Raises:
        InvalidInput: there is no such role.
        NotFound: nobody has the handle.
        Conflict: it is a guest's, or gone.
    """
    if role not in ROLES:
        raise InvalidInput("role", f"There is no role {role}. Roles are: {', '.join(ROLES)}.")
    account = await find_by_handle(tx.session, handle)
    if account is None:
        raise NotFound(f"Nobody is called {handle}.")
    if account.is_guest or account.deleted_at is not None:
        raise Conflict(f"{account.handle} is not a claimed account; a role would be lost with the device.")
    await change_account(tx, account.id, {"roles": [name for name in ROLES if name == role or name in account.roles]})
    return await get_account(tx.session, account.id)


async def delete_account(
    runtime: Runtime,
    viewer: Viewer,
    confirm_handle: str,
    password: str | None = None,
    key: str | None = None,
    also_forget: Callable[[Transaction], Awaitable[None]] | None = None,
) -> str:
    """Delete the viewer's account: what it made stays, under a tombstone name; everything private goes.

    Args:
        runtime: the realm.
        viewer: on a signed-in device.
        confirm_handle: the own handle, typed again, so that nobody does this by a slip.
        password: the account's; a guest has none.
        key: an idempotency key.
        also_forget: what the slices above keep of the account goes in the same transaction.

    Returns:
        The tombstone name.

    Raises:
        NotAllowed: a personal token is asking, or the password is missing or wrong.
        InvalidInput: the typed handle is another.
        RateLimited: too many passwords were tried.
        NotFound: the account was deleted in the same moment.
        IdempotencyMismatch: the key came before with other parameters.
    """
    check_session(viewer)
    if shown_handle(confirm_handle) != viewer.handle:
        raise InvalidInput("confirmHandle", f"To delete this account, type its name exactly: {viewer.handle}.")
    await _check_password(runtime, viewer.account_id, password)
    async with runtime.database.transaction() as tx:

        async def do() -> dict[str, str]:
            if also_forget is not None:
                await also_forget(tx)
            return {"handle": await _bury(tx, runtime.broker, viewer.account_id)}

        outcome = await once(tx, viewer, key, "deleteAccount", {"confirmHandle": confirm_handle}, do)
    return outcome["handle"]


async def _check_password(runtime: Runtime, account_id: UUID, password: str | None) -> None:
    """See that somebody signed in knows the password too, if the account has one; tries count as sign-ins do."""
    per_minute = runtime.settings.sign_ins_per_minute_per_account
    async with runtime.database.transaction() as tx:
        account = await get_account(tx.session, account_id)
        if account.is_guest:
            return
        message = "Too many tries for this account; wait a little."
        await spend(tx, f"sign-in:account:{account.handle_key}", per_minute, per_minute / 60, message)
    if not await verify_password(account.password_hash, password or ""):
        raise NotAllowed("That is not this account's password.")


async def _bury(tx: Transaction, broker: Broker, account_id: UUID) -> str:
    """Take away everything private, and leave the tombstone."""
    await revoke_where(tx, broker, account_id, true())
    for table in (Token, RecoveryCode, IdempotencyKey):
        await tx.session.execute(delete(table).where(col(table.account_id) == account_id))
    tombstone = tombstone_handle(_chance)
    while await find_by_handle(tx.session, tombstone) is not None:
        tombstone = tombstone_handle(_chance)
    gone: dict[str, Any] = {"handle": tombstone, "bio": None, "password_hash": None, "roles": []}
    if not await change_account(tx, account_id, {**gone, "is_guest": False, "deleted_at": now()}):
        raise NotFound("This account is gone.")
    return tombstone
