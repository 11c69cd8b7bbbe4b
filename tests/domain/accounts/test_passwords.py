"""Passwords as they are really hashed: argon2id as RFC 9106 asks, and as long for nobody as for somebody."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from realm_gql.domain.accounts import passwords
from realm_gql.domain.accounts.passwords import NOBODYS_HASH, hash_password, verify_password


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real hashes, not the quick ones of the other tests."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())


async def test_a_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    one, other = await hash_password("heather and rain"), await hash_password("heather and rain")

    parameters = extract_parameters(one)
    assert one != other
    assert parameters.type is Type.ID
    assert parameters == RFC_9106_LOW_MEMORY
    assert await verify_password(one, "heather and rain")
    assert not await verify_password(one, "heather and raim")


async def test_nobodys_hash_takes_as_long_as_anybodys_and_opens_nothing() -> None:
    assert extract_parameters(NOBODYS_HASH) == RFC_9106_LOW_MEMORY
    for typed in ("", "nobody at all"):
        assert not await verify_password(None, typed)


async def test_a_broken_hash_opens_nothing() -> None:
    assert not await verify_password("$argon2id$broken", "heather and rain")
