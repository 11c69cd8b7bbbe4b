"""Tokens: who is asking and what they may do, signed-in devices, and personal access tokens for scripts and bots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain.accounts.credentials import digest_of, new_token
from realm_gql.domain.accounts.models import Account, Scope, Token, TokenKind
from realm_gql.domain.accounts.texts import parse_token_name
from realm_gql.errors import Conflict, InvalidInput, NotAllowed, NotFound, SignInRequired
from realm_gql.kit.clock import now
from realm_gql.kit.paging import Page
from realm_gql.storage.database import Transaction

SESSION_SCOPES = (Scope.READ, Scope.PLAY, Scope.CREATE)
MODERATING_ROLES = frozenset({"moderator", "admin"})
PERSONAL_TOKENS_MAX = 100
USE_RECORDED_EVERY = timedelta(minutes=1)
REVOKED = b"revoked"
"""What is said on a token's topic when it stops working."""

_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Viewer:
    """The account asking, and the token it asks with."""

    account_id: UUID
    token_id: UUID
    scopes: frozenset[Scope]
    handle: str
    is_guest: bool
    is_bot: bool
    roles: frozenset[str]
    token_expires_at: datetime | None = None
    token_kind: TokenKind = TokenKind.SESSION
    use_unrecorded: bool = False
    """Whether the token's last use lies more than a minute back, so that `record_use` should be called."""

    @property
    def is_moderator(self) -> bool:
        """Whether this token may moderate."""
        return Scope.MODERATE in self.scopes


def token_topic(token_id: UUID) -> str:
    """The broker's topic on which a token's end is told, to close its sockets."""
    return f"token:{token_id}"


def effective_scopes(kind: TokenKind, granted: Iterable[str], roles: Iterable[str]) -> frozenset[Scope]:
    """What a token may do today: a device's moderates while its account has the role, a personal one only if it was
    granted that as well; neither after the role is gone."""
    scopes = {Scope(name) for name in granted}
    if not MODERATING_ROLES.intersection(roles):
        scopes.discard(Scope.MODERATE)
    elif kind is TokenKind.SESSION:
        scopes.add(Scope.MODERATE)
    return frozenset(scopes)


def check_scope(viewer: Viewer, scope: Scope) -> None:
    """See that the viewer's token may do this.

    Raises:
        NotAllowed: it lacks the scope.
    """
    if scope not in viewer.scopes:
        raise NotAllowed(f"This token lacks the scope {scope.value}.")


def check_session(viewer: Viewer) -> None:
    """See that the viewer is a signed-in device: what opens or closes doors is not for scripts.

    Raises:
        NotAllowed: a personal access token is asking.
    """
    if viewer.token_kind is not TokenKind.SESSION:
        raise NotAllowed("Only a signed-in device may do this; a personal access token may not.")


async def authenticate(session: AsyncSession, bearer: str) -> Viewer:
    """Tell who is asking by the token they show.

    Args:
        session: only read from; see `Viewer.use_unrecorded`.
        bearer: the token, with or without the word ``Bearer`` before it.

    Raises:
        SignInRequired: the token is unknown, expired or revoked.
    """
    secret = bearer.strip()
    if secret.lower().startswith(_BEARER):
        secret = secret[len(_BEARER) :].strip()
    query = (
        select(Token, Account)
        .join(Account, col(Account.id) == col(Token.account_id))
        .where(col(Token.digest) == digest_of(secret))
    )
    row = (await session.execute(query)).one_or_none()
    moment = now()
    if row is None or row[0].revoked_at is not None:
        raise SignInRequired("This token is not valid, or no longer. Sign in again.")
    token: Token = row[0]
    account: Account = row[1]
    if token.expires_at is not None and token.expires_at <= moment:
        raise SignInRequired("This token has expired. Sign in again, or make another.")
    kind = TokenKind(token.kind)
    return Viewer(
        account_id=account.id,
        token_id=token.id,
        scopes=effective_scopes(kind, token.scopes, account.roles),
        handle=account.handle,
        is_guest=account.is_guest,
        is_bot=account.is_bot,
        roles=frozenset(account.roles),
        token_expires_at=token.expires_at,
        token_kind=kind,
        use_unrecorded=token.last_used_at is None or moment - token.last_used_at >= USE_RECORDED_EVERY,
    )


async def record_use(tx: Transaction, viewer: Viewer) -> None:
    """Note that a token was used now; called at most once a minute, apart from what the viewer came for."""
    await tx.session.execute(update(Token).where(col(Token.id) == viewer.token_id).values(last_used_at=now()))


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
) -> tuple[str, Token]:
    """Make a personal access token for a script or a bot.

    Args:
        tx: the unit of work.
        viewer: a signed-in device of the owner's.
        name: what the owner calls it.
        scopes: what it may do, at least one.
        expires_at: when it stops working; None is never.
        is_bot: whether the account is shown as a bot from now on.

    Returns:
        The bearer token, to be shown once, and its row.

    Raises:
        NotAllowed: a personal token is asking, or MODERATE is asked for without the role.
        InvalidInput: no scope, a moment that has passed, or no usable name.
        Conflict: the account has as many as it may.
    """
    check_session(viewer)
    called = parse_token_name("name", name)
    if not scopes:
        raise InvalidInput("scopes", "Choose at least one scope.")
    if Scope.MODERATE in scopes and not MODERATING_ROLES & viewer.roles:
        raise NotAllowed("Only moderators may make a token that moderates.")
    if expires_at is not None and _in_utc(expires_at) <= now():
        raise InvalidInput("expiresAt", "That moment has passed; choose a later one, or none.")
    await _check_room_for_one(tx, viewer.account_id)
    granted = [scope.value for scope in Scope if scope in scopes]
    made = await _add(tx, viewer.account_id, TokenKind.PERSONAL, called, granted, expires_at and _in_utc(expires_at))
    if is_bot:
        await tx.session.execute(update(Account).where(col(Account.id) == viewer.account_id).values(is_bot=True))
    return made


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


def _in_utc(moment: datetime) -> datetime:
    """A moment with its zone; one that was sent without is taken for UTC."""
    return moment.replace(tzinfo=now().tzinfo) if moment.tzinfo is None else moment


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
