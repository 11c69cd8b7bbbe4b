"""Tokens: signed-in devices, and personal access tokens for scripts and bots. Who a token speaks for: see `viewers`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain.accounts.credentials import digest_of, new_token
from realm_gql.domain.accounts.idempotency import once
from realm_gql.domain.accounts.models import Account, Scope, Token, TokenKind
from realm_gql.domain.accounts.texts import parse_token_name
from realm_gql.domain.accounts.viewers import MODERATING_ROLES, Viewer, check_session
from realm_gql.errors import Conflict, InvalidInput, NotAllowed, NotFound
from realm_gql.kit.clock import now
from realm_gql.kit.paging import Page
from realm_gql.storage.database import Transaction

SESSION_SCOPES = (Scope.READ, Scope.PLAY, Scope.CREATE)
PERSONAL_TOKENS_MAX = 100
EXPIRES_WITHIN = timedelta(days=36_525)
REVOKED = b"revoked"
"""What is said on a token's topic when it stops working."""


def token_topic(token_id: UUID) -> str:
    """The broker's topic on which a token's end is told, to close its sockets."""
    return f"token:{token_id}"


async def open_session(tx: Transaction, account_id: UUID, name: str) -> tuple[str, Token]:
    """Sign a device in.

    Returns:
        The bearer token, which is kept nowhere, and its row.
    """
    return await _add(tx, account_id, TokenKind.SESSION, name, [scope.value for scope in SESSION_SCOPES], None)


async def create_token(
    tx: Transaction,
    viewer: Viewer,
    name: str,
    scopes: Sequence[Scope],
    expires_at: datetime | None = None,
    is_bot: bool = False,
    key: str | None = None,
) -> tuple[str, Token]:
    """Make a personal access token for a script or a bot.

    Args:
        tx: the unit of work.
        viewer: a signed-in device of the owner's.
        name: what the owner calls it.
        scopes: what it may do, at least one.
        expires_at: when it stops working; None is never. Without a zone it is taken for UTC.
        is_bot: whether the account is shown as a bot from now on.
        key: an idempotency key; the token is shown once, so a second request with it gets a Conflict.

    Returns:
        The bearer token, to be shown once, and its row.

    Raises:
        NotAllowed: a personal token is asking, or MODERATE is asked for without the role.
        InvalidInput: no scope, a moment that has passed, or no usable name.
        Conflict: the account has as many as it may, or the key has already made one.
        IdempotencyMismatch: the key came before with other parameters.
    """
    check_session(viewer)
    called = parse_token_name("name", name)
    granted = _parse_scopes(viewer, scopes)
    until = None if expires_at is None else _parse_expiry(expires_at)
    made: list[tuple[str, Token]] = []

    async def do() -> dict[str, str]:
        await _check_room_for_one(tx, viewer.account_id)
        made.append(await _add(tx, viewer.account_id, TokenKind.PERSONAL, called, granted, until))
        if is_bot:
            await tx.session.execute(update(Account).where(col(Account.id) == viewer.account_id).values(is_bot=True))
        return {"tokenId": str(made[0][1].id)}

    params = {"name": called, "scopes": granted, "expiresAt": str(until), "isBot": is_bot}
    await once(tx, viewer, key, "createToken", params, do)
    if not made:
        raise Conflict("This token was already made, and is shown once. Revoke it and make another with a new key.")
    return made[0]


async def revoke_token(tx: Transaction, broker: Broker, viewer: Viewer, token_id: UUID) -> None:
    """Make one of one's tokens or devices stop working at once.

    Raises:
        NotFound: it is no working token of the viewer's.
        NotAllowed: a personal token asks for another than itself.
    """
    if token_id != viewer.token_id:
        check_session(viewer)
    if not await revoke_where(tx, broker, viewer.account_id, col(Token.id) == token_id):
        raise NotFound("You have no such token, or it was revoked before.")


async def sign_out(tx: Transaction, broker: Broker, viewer: Viewer, everywhere: bool = False) -> int:
    """Sign this device out, or every device of the account; personal access tokens stay.

    Returns:
        How many were signed out.

    Raises:
        NotAllowed: a personal token asks for everywhere.
    """
    if not everywhere:
        return len(await revoke_where(tx, broker, viewer.account_id, col(Token.id) == viewer.token_id))
    check_session(viewer)
    return len(await revoke_where(tx, broker, viewer.account_id, col(Token.kind) == TokenKind.SESSION.value))


async def revoke_where(tx: Transaction, broker: Broker, account_id: UUID, which: ColumnElement[bool]) -> list[UUID]:
    """Revoke those of an account's working tokens, and close their sockets once that is committed.

    Returns:
        Which they were.
    """
    query = (
        update(Token)
        .where(col(Token.account_id) == account_id, col(Token.revoked_at).is_(None), which)
        .values(revoked_at=now())
        .returning(col(Token.id))
        .execution_options(synchronize_session=False)
    )
    revoked = list((await tx.session.execute(query)).scalars())

    async def tell() -> None:
        for token_id in revoked:
            await broker.publish(token_topic(token_id), REVOKED)

    tx.after_commit(tell)
    return revoked


async def list_tokens(session: AsyncSession, account_id: UUID, first: int, after: UUID | None = None) -> Page[Token]:
    """A page of an account's working tokens and devices, the newest first.

    Args:
        session: only read from.
        account_id: whose.
        first: how many at most.
        after: the last one of the page before.
    """
    query = select(Token).where(col(Token.account_id) == account_id, *_working())
    if after is not None:
        query = query.where(col(Token.id) < after)
    rows = list((await session.execute(query.order_by(col(Token.id).desc()).limit(first + 1))).scalars())
    return Page(rows[:first], has_next=len(rows) > first, has_previous=after is not None)


async def load_tokens(session: AsyncSession, account_id: UUID, token_ids: Sequence[UUID]) -> list[Token | None]:
    """Working tokens of an account by their ids, aligned with what was asked; None for what is none of its own."""
    query = select(Token).where(col(Token.account_id) == account_id, col(Token.id).in_(token_ids), *_working())
    found = {row.id: row for row in (await session.execute(query)).scalars()}
    return [found.get(token_id) for token_id in token_ids]


def _working() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        col(Token.revoked_at).is_(None),
        or_(col(Token.expires_at).is_(None), col(Token.expires_at) > now()),
    )


def _parse_scopes(viewer: Viewer, scopes: Sequence[Scope]) -> list[str]:
    if not scopes:
        raise InvalidInput("scopes", "Choose at least one scope.")
    if Scope.MODERATE in scopes and not MODERATING_ROLES & viewer.roles:
        raise NotAllowed("Only moderators may make a token that moderates.")
    return [scope.value for scope in Scope if scope in scopes]


def _parse_expiry(raw: datetime) -> datetime:
    moment = raw.replace(tzinfo=UTC) if raw.tzinfo is None else raw
    if moment <= now():
        raise InvalidInput("expiresAt", "That moment has passed; choose a later one, or none.")
    if moment > now() + EXPIRES_WITHIN:
        raise InvalidInput("expiresAt", "That is more than a hundred years away; leave it out for a token without end.")
    return moment.astimezone(UTC)


async def _check_room_for_one(tx: Transaction, account_id: UUID) -> None:
    mine = (col(Token.account_id) == account_id, col(Token.kind) == TokenKind.PERSONAL.value, *_working())
    if (await tx.session.execute(select(func.count()).select_from(Token).where(*mine))).scalar_one() >= (
        PERSONAL_TOKENS_MAX
    ):
        raise Conflict(f"You have {PERSONAL_TOKENS_MAX} tokens, which is all an account may have; revoke one first.")


async def _add(
    tx: Transaction, account_id: UUID, kind: TokenKind, name: str, scopes: list[str], expires_at: datetime | None
) -> tuple[str, Token]:
    secret = new_token()
    row = Token(
        account_id=account_id,
        kind=kind.value,
        name=name,
        digest=digest_of(secret),
        scopes=scopes,
        expires_at=expires_at,
    )
    tx.session.add(row)
    await tx.session.flush()
    return secret, row
