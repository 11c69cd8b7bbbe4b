"""Profiles: names, bios, finding people, and how an account goes. On each database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from realm_gql.domain import accounts
from realm_gql.domain.accounts.models import IdempotencyKey, RecoveryCode
from realm_gql.errors import Conflict, InvalidInput, NotAllowed, RateLimited, SignInRequired
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from tests.domain.accounts.people import PASSWORD, Authenticate, Maker


async def account_of(runtime: Runtime, viewer: accounts.Viewer) -> accounts.Account:
    async with runtime.database.reading() as session:
        return await accounts.get_account(session, viewer.account_id)


async def test_a_profile_changes_only_what_is_told(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")

    async with runtime.database.transaction() as tx:
        await accounts.update_profile(tx, viewer, bio="Bells,\nmostly.")
    async with runtime.database.transaction() as tx:
        account = await accounts.update_profile(tx, viewer, handle="Maren of the Fold", is_bot=True)

    assert (account.handle, account.bio, account.is_bot) == ("Maren of the Fold", "Bells,\nmostly.", True)
    async with runtime.database.transaction() as tx:
        account = await accounts.update_profile(tx, viewer, bio=" ", is_bot=False)
    assert (account.handle, account.bio, account.is_bot) == ("Maren of the Fold", None, False)


async def test_a_name_given_up_is_free_again(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")
    async with runtime.database.transaction() as tx:
        await accounts.update_profile(tx, viewer, handle="Bram")

    assert (await guest("maren")).handle == "maren"


async def test_a_taken_name_changes_nothing(runtime: Runtime, guest: Maker) -> None:
    await guest("Maren")
    viewer = await guest("Bram")

    with pytest.raises(Conflict):
        async with runtime.database.transaction() as tx:
            await accounts.update_profile(tx, viewer, handle="MAREN", bio="me")

    account = await account_of(runtime, viewer)
    assert (account.handle, account.bio) == ("Bram", None)


async def test_one_of_several_gets_a_name_wanted_at_once(runtime: Runtime, guest: Maker) -> None:
    viewers = [await guest() for _ in range(4)]

    async def rename(viewer: accounts.Viewer) -> None:
        async with runtime.database.transaction() as tx:
            await accounts.update_profile(tx, viewer, handle="Maren")

    outcomes = await asyncio.gather(*(rename(viewer) for viewer in viewers), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 3 + ["NoneType"]


async def test_people_are_found_by_name_however_it_is_typed(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")

    async with runtime.database.reading() as session:
        for name in ("Maren", "MAREN", " maren "):
            found = await accounts.find_by_handle(session, name)
            assert found is not None
            assert found.id == viewer.account_id
        for name in ("", "Bram", "\x00", "\ud800", "x" * 10_000):
            assert await accounts.find_by_handle(session, name) is None


async def test_accounts_are_loaded_aligned(runtime: Runtime, guest: Maker) -> None:
    one, other = await guest(), await guest()
    wanted = [other.account_id, new_uuid(), one.account_id, other.account_id]

    async with runtime.database.reading() as session:
        loaded = await accounts.load_accounts(session, wanted)

    assert [account and account.id for account in loaded] == [other.account_id, None, one.account_id, other.account_id]


async def test_a_deleted_account_leaves_a_tombstone_and_nothing_private(
    runtime: Runtime, claimed: Maker, authenticate: Authenticate
) -> None:
    viewer = await claimed("Maren")
    token = (await accounts.sign_in(runtime, "192.0.2.1", "Maren", PASSWORD, key="in-1")).token
    async with runtime.database.transaction() as tx:
        await accounts.update_profile(tx, viewer, bio="Bells.")
        await accounts.grant(tx, "Maren", "admin")

    async with runtime.broker.listen(accounts.token_topic(viewer.token_id)) as ear:
        tombstone = await accounts.delete_account(runtime, viewer, "Maren", PASSWORD, key="gone-1")
        assert await ear.next(5) == b"revoked"

    account = await account_of(runtime, viewer)
    assert account.handle == tombstone
    assert tombstone.startswith("gone-")
    assert (account.bio, account.password_hash, account.roles) == (None, None, [])
    assert account.deleted_at is not None
    async with runtime.database.reading() as session:
        for table in (accounts.Token, RecoveryCode, IdempotencyKey):
            assert (await session.execute(select(func.count()).select_from(table))).scalar_one() == 0
        assert await accounts.find_by_handle(session, "Maren") is None
    with pytest.raises(SignInRequired):
        await authenticate(token)
    with pytest.raises(NotAllowed):
        await accounts.sign_in(runtime, "192.0.2.1", "Maren", PASSWORD)
    assert (await guest_again(runtime)).handle == "Maren"


async def guest_again(runtime: Runtime) -> accounts.Account:
    return (await accounts.enter_as_guest(runtime, "192.0.2.2", "Maren")).account


async def test_a_guest_needs_no_password_to_go(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")

    assert (await accounts.delete_account(runtime, viewer, "Maren")).startswith("gone-")


@pytest.mark.parametrize(
    ("confirm", "password", "refusal"),
    [
        ("maren", PASSWORD, InvalidInput),
        ("", PASSWORD, InvalidInput),
        ("Maren", None, NotAllowed),
        ("Maren", "a wrong one", NotAllowed),
    ],
)
async def test_a_slip_deletes_nothing(
    runtime: Runtime, claimed: Maker, confirm: str, password: str | None, refusal: type[Exception]
) -> None:
    viewer = await claimed("Maren")
    before = await account_of(runtime, viewer)

    with pytest.raises(refusal):
        await accounts.delete_account(runtime, viewer, confirm, password)

    assert await account_of(runtime, viewer) == before
    async with runtime.database.reading() as session:
        assert len((await accounts.list_tokens(session, viewer.account_id, 10)).items) == 1


async def test_passwords_cannot_be_guessed_by_deleting(runtime: Runtime, claimed: Maker) -> None:
    viewer = await claimed("Maren")
    tight = replace(runtime, settings=replace(runtime.settings, sign_ins_per_minute_per_account=1))
    with pytest.raises(NotAllowed):
        await accounts.delete_account(tight, viewer, "Maren", "a wrong one")

    with pytest.raises(RateLimited):
        await accounts.delete_account(tight, viewer, "Maren", PASSWORD)

    async with runtime.database.reading() as session:
        kept = select(accounts.Account).where(col(accounts.Account.deleted_at).is_(None))
        assert len((await session.execute(kept)).scalars().all()) == 1
