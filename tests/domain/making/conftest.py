"""A desk in the starter realm, and somebody else who sits at another."""

from __future__ import annotations

import pytest
from drafting import THINGS, Desk, MakingEngine

from realm_gql.domain import accounts
from realm_gql.runtime import Runtime


@pytest.fixture
async def desk(realm: Runtime) -> Desk:
    """Ada's desk, with a model that makes a key."""
    return Desk(realm, await enter(realm, "Ada")).with_engine(MakingEngine(THINGS["ITEM"]))


@pytest.fixture
async def somebody(realm: Runtime) -> accounts.Viewer:
    """Bea, who has nothing to do with Ada."""
    return await enter(realm, "Bea")


async def enter(runtime: Runtime, name: str) -> accounts.Viewer:
    """A guest of that name."""
    entered = await accounts.enter_as_guest(runtime, "10.0.0.1", name)
    async with runtime.database.reading() as session:
        return await accounts.authenticate(session, entered.token)
