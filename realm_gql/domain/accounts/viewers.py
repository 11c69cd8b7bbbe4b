"""Viewers: who is asking, told by the token they show, and what that token may do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.accounts.credentials import digest_of
from realm_gql.domain.accounts.models import Account, Scope, Token, TokenKind
from realm_gql.errors import NotAllowed, RealmError, SignInRequired
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction

log = logging.getLogger("realm.accounts")

MODERATING_ROLES = frozenset({"moderator", "admin"})
USE_RECORDED_EVERY = timedelta(minutes=1)
BEARER_MAX_CHARACTERS = 500

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
    def moderates(self) -> bool:
        """Whether this token may moderate."""
        return Scope.MODERATE in self.scopes


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


async def find_viewer(runtime: Runtime, authorization: str | None) -> Viewer | None:
    """The viewer behind a request, by the token that came with it; None when none did.

    Args:
        runtime: the realm.
        authorization: as the header has it, ``Bearer <token>``; the bare token will do.

    Raises:
        SignInRequired: the token is bad, expired or revoked.
        StorageUnavailable: the database does not answer.
    """
    if authorization is None or not authorization.strip():
        return None
    if len(authorization) > BEARER_MAX_CHARACTERS or not authorization.isascii():
        raise SignInRequired("This is no token of this realm. Sign in again.")
    async with runtime.database.reading() as session:
        viewer = await authenticate(session, authorization)
    if viewer.use_unrecorded:
        try:
            async with runtime.database.transaction() as tx:
                await record_use(tx, viewer)
        except RealmError as error:
            log.warning("a token's use was not recorded: %s", error.message)
    return viewer


async def record_use(tx: Transaction, viewer: Viewer) -> None:
    """Note that a token was used now; called at most once a minute, apart from what the viewer came for."""
    await tx.session.execute(update(Token).where(col(Token.id) == viewer.token_id).values(last_used_at=now()))
