"""Who is behind a request: the bearer token it came with."""

from __future__ import annotations

import logging

from realm_gql.domain import accounts
from realm_gql.errors import RealmError, SignInRequired
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.api")

TOKEN_LENGTH_MAXIMUM = 500


async def find_viewer(runtime: Runtime, authorization: str | None) -> accounts.Viewer | None:
    """The viewer whose token was sent; None when none was.

    Args:
        runtime: the ports of the realm.
        authorization: as the header has it, ``Bearer <token>``; the bare token will do.

    Raises:
        SignInRequired: the token is bad, expired or revoked.
        StorageUnavailable: the database does not answer.
    """
    if authorization is None or not authorization.strip():
        return None
    if len(authorization) > TOKEN_LENGTH_MAXIMUM or not authorization.isascii():
        raise SignInRequired("This is no token of this realm. Sign in again.")
    async with runtime.database.reading() as session:
        viewer = await accounts.authenticate(session, authorization)
    if viewer.use_unrecorded:
        await _record_use(runtime, viewer)
    return viewer


async def _record_use(runtime: Runtime, viewer: accounts.Viewer) -> None:
    try:
        async with runtime.database.transaction() as tx:
            await accounts.record_use(tx, viewer)
    except RealmError as error:
        log.warning("a token's use was not recorded: %s", error.message)
