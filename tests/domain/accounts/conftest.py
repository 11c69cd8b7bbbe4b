"""Somebody to test with: a realm on each database, and people in it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from realm_gql.domain import accounts
from realm_gql.domain.accounts import passwords
from realm_gql.runtime import Runtime
from tests.domain.accounts.people import PASSWORD, Authenticate, Maker


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: argon2id still, with the least memory. `test_passwords.py` proves the real ones."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def authenticate(runtime: Runtime) -> Authenticate:
    """Who a token speaks for."""

    async def ask(token: str) -> accounts.Viewer:
        async with runtime.database.reading() as session:
            return await accounts.authenticate(session, token)

    return ask


@pytest.fixture
def guest(runtime: Runtime, authenticate: Authenticate) -> Maker:
    """Lets a guest in."""

    async def enter(name: str | None = None) -> accounts.Viewer:
        return await authenticate((await accounts.enter_as_guest(runtime, "192.0.2.1", name)).token)

    return enter


@pytest.fixture
def claimed(runtime: Runtime, authenticate: Authenticate) -> Maker:
    """Lets a guest in who claims the account, with PASSWORD."""

    async def enter(name: str) -> accounts.Viewer:
        token = (await accounts.enter_as_guest(runtime, "192.0.2.1", name)).token
        await accounts.claim(runtime, await authenticate(token), name, PASSWORD)
        return await authenticate(token)

    return enter
