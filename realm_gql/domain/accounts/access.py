"""Ways in: walking in as a guest, claiming the account, signing in, and back in with a recovery code.

Passwords are hashed between transactions, never inside one: it takes a tenth of a second, and others want to write.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, func, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from realm_gql.domain.accounts.credentials import new_recovery_codes, recovery_digest
from realm_gql.domain.accounts.handles import handle_key, shown_handle, suggest_handle
from realm_gql.domain.accounts.idempotency import KEPT, fingerprint_of, match, once, once_for
from realm_gql.domain.accounts.limits import address_key, spend
from realm_gql.domain.accounts.models import Account, IdempotencyKey, RecoveryCode
from realm_gql.domain.accounts.passwords import (
    hash_password,
    needs_rehash,
    parse_password,
    typed_password,
    verify_password,
)
from realm_gql.domain.accounts.profiles import (
    HANDLE_LOOKUP_MAX_CHARACTERS,
    change_account,
    check_free,
    find_by_handle,
    get_account,
    taken,
)
from realm_gql.domain.accounts.texts import check_idempotency_key, has_unprintable, parse_bio, parse_token_name
from realm_gql.domain.accounts.tokens import open_session, revoke_where
from realm_gql.domain.accounts.viewers import Viewer, check_session
from realm_gql.errors import Conflict, NotAllowed
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction

GUEST_DEVICE = "Guest"
UNNAMED_DEVICE = "A device"
SUGGESTIONS = 12

_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody came in: the account, and the token that speaks for it, to be shown once."""

    account: Account
    token: str = field(repr=False)
    recovery_codes_left: int = 0


async def enter_as_guest(runtime: Runtime, client_ip: str, name: str | None = None, key: str | None = None) -> Entered:
    """Let somebody in as a guest, with a name of their choice or one we make.

    Args:
        runtime: the realm.
        client_ip: where they come from; the limit counts by it.
        name: the handle they would like; None makes one such as ``peat-lantern-42``.
        key: an idempotency key, counted by address since there is no account yet. The token is shown once, so a second
            request with the same key does not get it again.

    Raises:
        InvalidInput: the name cannot be a handle.
        Conflict: the name is taken, or the key has already let a guest in.
        RateLimited: too many came from there.
        IdempotencyMismatch: the key came before with another name.
    """
    if key is not None:
        check_idempotency_key(key)
    address = address_key(client_ip)
    per_minute = runtime.settings.guests_per_minute_per_ip
    async with runtime.database.transaction() as tx:
        # The bucket's row stays locked until the commit, so two requests with one key from one address take turns.
        message = "Too many guests came from your address; wait a little."
        await spend(tx, f"guest:{address}", per_minute, per_minute / 60, message)
        fingerprint = fingerprint_of("enterAsGuest", {"name": name})
        stored_key = fingerprint_of("enterAsGuest.key", {"address": address, "key": key})
        if key is not None:
            await _check_new_guest(tx, stored_key, fingerprint)
        account = await _add_guest(tx, name)
        if key is not None:
            tx.session.add(IdempotencyKey(account_id=account.id, key=stored_key, fingerprint=fingerprint, outcome={}))
        token, _ = await open_session(tx, account.id, GUEST_DEVICE)
    return Entered(account, token)


async def claim(
    runtime: Runtime, viewer: Viewer, handle: str, password: str, bio: str | None = None, key: str | None = None
) -> tuple[Account, list[str]]:
    """Make a guest's account one's own: the same account, the same tokens, now with a name and a password.

    Args:
        runtime: the realm.
        viewer: the guest, on a signed-in device.
        handle: the name to be known by; the guest's own may be kept.
        password: 8 to 200 characters.
        bio: something about oneself; None keeps what there is.
        key: an idempotency key; the codes are shown once, so a second request with it gets a Conflict.

    Returns:
        The account, and eight recovery codes to be shown once; each works once.

    Raises:
        InvalidInput: the handle, the password or the bio cannot be used.
        Conflict: the account is already claimed, or the handle is taken.
        NotAllowed: a personal token is asking.
        RateLimited: too many tries in a minute.
        IdempotencyMismatch: the key came before with other parameters.
    """
    check_session(viewer)
    chosen = parse_password("password", password)
    about = None if bio is None else parse_bio("bio", bio)
    per_minute = runtime.settings.sign_ins_per_minute_per_account
    async with runtime.database.transaction() as tx:
        message = "Too many tries to claim this account; wait a little."
        await spend(tx, f"claim:{viewer.account_id}", per_minute, per_minute / 60, message)
        await check_free(tx.session, "handle", handle, mine=viewer.account_id)
        if not (await get_account(tx.session, viewer.account_id)).is_guest:
            raise _already_claimed()
    password_hash = await hash_password(chosen)
    codes = new_recovery_codes()
    claimed: list[UUID] = []
    async with runtime.database.transaction() as tx:

        async def do() -> dict[str, str]:
            shown = await check_free(tx.session, "handle", handle, mine=viewer.account_id)
            values = {"handle": shown, "password_hash": password_hash, "is_guest": False}
            if bio is not None:
                values["bio"] = about
            if not await change_account(tx, viewer.account_id, values, guests_only=True):
                raise _already_claimed()
            await _replace_codes(tx, viewer.account_id, codes)
            claimed.append(viewer.account_id)
            return {"accountId": str(viewer.account_id)}

        await once(tx, viewer, key, "claimAccount", {"handle": handle, "bio": bio}, do)
        if not claimed:
            raise _already_claimed()  # in the same moment, with the same key: the codes made here are in no database
        return await get_account(tx.session, viewer.account_id), codes


async def sign_in(
    runtime: Runtime,
    client_ip: str,
    handle: str,
    password: str,
    device_name: str | None = None,
    key: str | None = None,
) -> Entered:
    """Sign a device in with a handle and its password.

    Args:
        runtime: the realm.
        client_ip: where it comes from; tries are counted by it and by account.
        handle: in any case.
        password: the account's.
        device_name: what the device is called in the list of devices.
        key: an idempotency key; the token is shown once, so a second request with it gets a Conflict.

    Raises:
        NotAllowed: the name and the password do not go together; which of the two is wrong is not told.
        InvalidInput: the device's name cannot be used.
        RateLimited: too many tries.
        Conflict: the key has already signed a device in.
        IdempotencyMismatch: the key came before with other parameters.
    """
    device = parse_token_name("deviceName", device_name) if device_name else UNNAMED_DEVICE
    account = await _find_at_the_door(runtime, client_ip, handle)
    known_hash = account.password_hash if account is not None else None
    if not await verify_password(known_hash, password) or account is None or known_hash is None:
        raise NotAllowed("That name and password do not go together.")
    better_hash = await hash_password(typed_password(password)) if needs_rehash(known_hash) else known_hash
    async with runtime.database.transaction() as tx:
        now_there = await get_account(tx.session, account.id)
        if now_there.password_hash != known_hash:
            raise NotAllowed("That name and password do not go together.")
        if better_hash != known_hash:
            await change_account(tx, account.id, {"password_hash": better_hash})
        token = await _enter_once(tx, account.id, key, "signIn", {"deviceName": device_name}, device)
    return Entered(now_there, token)


async def recover(
    runtime: Runtime, client_ip: str, handle: str, recovery_code: str, new_password: str, key: str | None = None
) -> Entered:
    """Come back in with a recovery code and a new password.

    Every device is signed out and every personal access token revoked, since somebody else may have made them. The code
    is used up.

    Raises:
        InvalidInput: the new password cannot be used.
        NotAllowed: the name and the code do not go together, or the code was used.
        RateLimited: too many tries.
        Conflict: the idempotency key has already brought the account back.
        IdempotencyMismatch: the key came before with other parameters.
    """
    chosen = parse_password("newPassword", new_password)
    account = await _find_at_the_door(runtime, client_ip, handle)
    # Hashed even for an unknown name, so that the answer takes as long.
    password_hash = await hash_password(chosen)
    refusal = NotAllowed("That name and recovery code do not go together, or the code was used before.")
    if account is None:
        raise refusal
    async with runtime.database.transaction() as tx:
        if not await _use_code(tx, account.id, recovery_code):
            raise refusal
        await change_account(tx, account.id, {"password_hash": password_hash})
        await revoke_where(tx, runtime.broker, account.id, true())
        token = await _enter_once(tx, account.id, key, "recoverAccount", {}, UNNAMED_DEVICE)
        left = await _count_codes(tx, account.id)
        return Entered(await get_account(tx.session, account.id), token, left)


async def _find_at_the_door(runtime: Runtime, client_ip: str, handle: str) -> Account | None:
    """Whoever is meant, after the try was counted; None for nobody, a guest or a deleted account."""
    settings = runtime.settings
    per_ip, per_account = settings.sign_ins_per_minute_per_ip, settings.sign_ins_per_minute_per_account
    name = shown_handle(handle)
    possible = 1 <= len(name) <= HANDLE_LOOKUP_MAX_CHARACTERS and not has_unprintable(name)
    async with runtime.database.transaction() as tx:
        message = "Too many tries from your address; wait a little."
        await spend(tx, f"sign-in:ip:{address_key(client_ip)}", per_ip, per_ip / 60, message)
    if not possible:
        return None
    async with runtime.database.transaction() as tx:
        message = "Too many tries for this account; wait a little."
        await spend(tx, f"sign-in:account:{handle_key(name)[:128]}", per_account, per_account / 60, message)
        account = await find_by_handle(tx.session, name)
    return account if account is not None and not account.is_guest and account.deleted_at is None else None


async def _enter_once(
    tx: Transaction, account_id: UUID, key: str | None, mutation: str, params: dict[str, str | None], device: str
) -> str:
    """A new session's token; a key that has already opened one gets none, because a token is shown once."""
    opened: list[str] = []

    async def do() -> dict[str, str]:
        token, row = await open_session(tx, account_id, device)
        opened.append(token)
        return {"tokenId": str(row.id)}

    await once_for(tx, account_id, key, mutation, params, do)
    if not opened:
        raise Conflict("This was already done, and its token is shown once. Do it again with a new idempotency key.")
    return opened[0]


async def _check_new_guest(tx: Transaction, stored_key: str, fingerprint: str) -> None:
    query = select(IdempotencyKey).where(
        col(IdempotencyKey.created_at) > now() - KEPT, col(IdempotencyKey.key) == stored_key
    )
    kept = (await tx.session.execute(query)).scalars().first()
    if kept is not None:
        match(kept, fingerprint)
        raise Conflict("This guest was already let in, and its token is shown once. Enter with a new idempotency key.")


async def _add_guest(tx: Transaction, name: str | None) -> Account:
    if name is not None and name.strip():
        shown = await check_free(tx.session, "name", name)
        account = await _insert_guest(tx, shown)
        if account is None:
            raise taken(shown)
        return account
    digits = 2
    while True:
        wanted = [suggest_handle(_chance, digits) for _ in range(SUGGESTIONS)]
        keys = [handle_key(handle) for handle in wanted]
        query = select(col(Account.handle_key)).where(col(Account.handle_key).in_(keys))
        used = set((await tx.session.execute(query)).scalars())
        for handle, key in zip(wanted, keys, strict=True):
            if key not in used and (account := await _insert_guest(tx, handle)) is not None:
                return account
        digits += 1


async def _insert_guest(tx: Transaction, handle: str) -> Account | None:
    """A new guest; None when somebody took the handle in the same moment."""
    account = Account(handle=handle, handle_key=handle_key(handle), is_guest=True)
    try:
        async with tx.session.begin_nested():
            tx.session.add(account)
    except IntegrityError:
        return None
    return account


async def _replace_codes(tx: Transaction, account_id: UUID, codes: list[str]) -> None:
    await tx.session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
    tx.session.add_all(RecoveryCode(account_id=account_id, digest=recovery_digest(code)) for code in codes)
    await tx.session.flush()


async def _use_code(tx: Transaction, account_id: UUID, code: str) -> bool:
    query = (
        update(RecoveryCode)
        .where(
            col(RecoveryCode.account_id) == account_id,
            col(RecoveryCode.digest) == recovery_digest(code),
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=now())
        .returning(col(RecoveryCode.id))
        .execution_options(synchronize_session=False)
    )
    return (await tx.session.execute(query)).first() is not None


async def _count_codes(tx: Transaction, account_id: UUID) -> int:
    unused = (col(RecoveryCode.account_id) == account_id, col(RecoveryCode.used_at).is_(None))
    return (await tx.session.execute(select(func.count()).select_from(RecoveryCode).where(*unused))).scalar_one()


def _already_claimed() -> Conflict:
    return Conflict("This account is already claimed.")
