"""Ways in: guests, claiming, signing in, recovery; what is refused changes nothing. On each database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from realm_gql.domain import accounts
from realm_gql.domain.accounts import passwords
from realm_gql.domain.accounts.models import IdempotencyKey, RecoveryCode
from realm_gql.errors import Conflict, IdempotencyMismatch, InvalidInput, NotAllowed, RateLimited, SignInRequired
from realm_gql.runtime import Runtime
from realm_gql.storage.tables import Table
from tests.domain.accounts.people import PASSWORD, Authenticate, Maker

IP = "192.0.2.7"


async def count(runtime: Runtime, table: type[Table]) -> int:
    async with runtime.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def account_of(runtime: Runtime, viewer: accounts.Viewer) -> accounts.Account:
    async with runtime.database.reading() as session:
        return await accounts.get_account(session, viewer.account_id)


async def test_a_guest_without_a_name_gets_a_pleasant_one(runtime: Runtime, authenticate: Authenticate) -> None:
    entered = await accounts.enter_as_guest(runtime, IP)
    viewer = await authenticate(entered.token)

    assert entered.token.startswith("realm_")
    assert len(entered.token) == 49
    assert viewer.handle == entered.account.handle
    assert viewer.handle.count("-") == 2
    assert viewer.is_guest
    assert viewer.scopes == {accounts.Scope.READ, accounts.Scope.PLAY, accounts.Scope.CREATE}


async def test_a_token_is_kept_only_as_its_hash(runtime: Runtime) -> None:
    entered = await accounts.enter_as_guest(runtime, IP, "Maren")

    async with runtime.database.reading() as session:
        (row,) = (await session.execute(select(accounts.Token))).scalars()
    assert entered.token not in row.model_dump_json()
    assert entered.token not in repr(entered)


@pytest.mark.parametrize("other", ["Maren", "MAREN", "\N{CYRILLIC CAPITAL LETTER EM}aren", " maren "])
async def test_a_taken_name_is_a_clash_in_any_case_or_look_alike(runtime: Runtime, guest: Maker, other: str) -> None:
    await guest("Maren")

    with pytest.raises(Conflict):
        await accounts.enter_as_guest(runtime, IP, other)

    assert await count(runtime, accounts.Account) == 1
    assert await count(runtime, accounts.Token) == 1


async def test_a_bad_name_lets_nobody_in(runtime: Runtime) -> None:
    with pytest.raises(InvalidInput) as caught:
        await accounts.enter_as_guest(runtime, IP, "a\x00b")

    assert caught.value.field == "name"
    assert await count(runtime, accounts.Account) == 0


async def test_two_who_want_one_name_at_once_do_not_both_get_it(runtime: Runtime) -> None:
    tries = [accounts.enter_as_guest(runtime, f"192.0.2.{number}", "Maren") for number in range(6)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 5 + ["Entered"]
    assert await count(runtime, accounts.Account) == 1


async def test_guests_from_one_address_are_limited(runtime: Runtime) -> None:
    tight = replace(runtime, settings=replace(runtime.settings, guests_per_minute_per_ip=2))
    await accounts.enter_as_guest(tight, IP)
    await accounts.enter_as_guest(tight, IP)

    with pytest.raises(RateLimited) as caught:
        await accounts.enter_as_guest(tight, IP)

    assert 0 < caught.value.retry_after_s <= 30
    assert await count(runtime, accounts.Account) == 2
    await accounts.enter_as_guest(tight, "192.0.2.8")


async def test_a_guest_is_let_in_once_a_key_and_the_token_is_not_shown_again(runtime: Runtime) -> None:
    await accounts.enter_as_guest(runtime, IP, None, "walk-in-1")

    with pytest.raises(Conflict):
        await accounts.enter_as_guest(runtime, IP, None, "walk-in-1")
    with pytest.raises(IdempotencyMismatch):
        await accounts.enter_as_guest(runtime, IP, "Maren", "walk-in-1")

    assert await count(runtime, accounts.Account) == 1
    await accounts.enter_as_guest(runtime, "192.0.2.9", None, "walk-in-1")
    assert await count(runtime, accounts.Account) == 2


async def test_one_key_many_times_at_once_lets_one_guest_in(runtime: Runtime) -> None:
    tries = [accounts.enter_as_guest(runtime, IP, None, "walk-in-1") for _ in range(5)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 4 + ["Entered"]
    assert await count(runtime, accounts.Account) == 1


async def test_claiming_keeps_the_account_and_its_tokens(
    runtime: Runtime, guest: Maker, authenticate: Authenticate
) -> None:
    entered = await accounts.enter_as_guest(runtime, IP)
    before = await authenticate(entered.token)

    account, codes = await accounts.claim(runtime, before, "Maren", PASSWORD, bio=" I collect bells. ")

    after = await authenticate(entered.token)
    assert (after.account_id, after.token_id) == (before.account_id, before.token_id)
    assert (after.handle, after.is_guest) == ("Maren", False)
    assert (account.handle, account.bio, account.is_guest) == ("Maren", "I collect bells.", False)
    assert len(set(codes)) == 8
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$")


async def test_claiming_may_keep_the_guests_own_name(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")

    account, _ = await accounts.claim(runtime, viewer, "MAREN", PASSWORD)

    assert account.handle == "MAREN"


@pytest.mark.parametrize(
    ("handle", "password", "bio", "field"),
    [
        ("x", PASSWORD, None, "handle"),
        ("admin", PASSWORD, None, "handle"),
        ("Bram", "short", None, "password"),
        ("Bram", "p" * 201, None, "password"),
        ("Bram", "pass\x00word", None, "password"),
        ("Bram", "pass\ud800word", None, "password"),
        ("Bram", PASSWORD, "b" * 401, "bio"),
        ("Bram", PASSWORD, "\x07", "bio"),
    ],
)
async def test_a_bad_claim_changes_nothing(
    runtime: Runtime, guest: Maker, handle: str, password: str, bio: str | None, field: str
) -> None:
    viewer = await guest("Maren")

    with pytest.raises(InvalidInput) as caught:
        await accounts.claim(runtime, viewer, handle, password, bio)

    account = await account_of(runtime, viewer)
    assert caught.value.field == field
    assert (account.handle, account.is_guest, account.password_hash, account.bio) == ("Maren", True, None, None)
    assert await count(runtime, RecoveryCode) == 0


async def test_a_name_that_is_taken_cannot_be_claimed(runtime: Runtime, guest: Maker, claimed: Maker) -> None:
    await claimed("Maren")
    viewer = await guest("Bram")

    with pytest.raises(Conflict):
        await accounts.claim(runtime, viewer, "mAREN", PASSWORD)

    assert (await account_of(runtime, viewer)).is_guest


async def test_an_account_is_claimed_once_even_by_two_devices_at_once(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")

    tries = [accounts.claim(runtime, viewer, f"Maren {number}", PASSWORD) for number in range(3)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "tuple"]
    assert await count(runtime, RecoveryCode) == 8


async def test_two_claims_with_one_key_at_once_show_codes_that_work(
    runtime: Runtime, guest: Maker, authenticate: Authenticate
) -> None:
    viewer = await guest("Maren")

    tries = [accounts.claim(runtime, viewer, "Maren", PASSWORD, key="claim-1") for _ in range(3)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "tuple"]
    shown = next(outcome[1] for outcome in outcomes if isinstance(outcome, tuple))
    entered = await accounts.recover(runtime, IP, "Maren", shown[0], "a new password")
    assert (await authenticate(entered.token)).account_id == viewer.account_id


async def test_signing_in_opens_a_session_of_its_own(
    runtime: Runtime, claimed: Maker, authenticate: Authenticate
) -> None:
    first = await claimed("Maren")

    entered = await accounts.sign_in(runtime, IP, "maren", PASSWORD, "Phone")

    second = await authenticate(entered.token)
    assert second.account_id == first.account_id
    assert second.token_id != first.token_id
    async with runtime.database.reading() as session:
        page = await accounts.list_tokens(session, first.account_id, 10)
    assert [token.name for token in page.items] == ["Phone", "Guest"]


async def test_a_password_is_the_same_from_any_keyboard(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest("Maren")
    await accounts.claim(runtime, viewer, "Maren", "Zoe\N{COMBINING DIAERESIS} of the moor")

    entered = await accounts.sign_in(runtime, IP, "Maren", "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} of the moor")

    assert entered.account.id == viewer.account_id


@pytest.mark.parametrize(
    ("handle", "password"),
    [
        ("Maren", "heather and raim"),
        ("Maren", ""),
        ("Maren", "p" * 5_000),
        ("Maren", "\ud800\x00"),
        ("Nobody here", PASSWORD),
        ("Bram", ""),
        ("", PASSWORD),
        ("\x00", PASSWORD),
        ("\ud800", PASSWORD),
        ("x" * 10_000, PASSWORD),
    ],
)
async def test_signing_in_with_the_wrong_words_tells_nothing(
    runtime: Runtime, guest: Maker, claimed: Maker, handle: str, password: str
) -> None:
    await claimed("Maren")
    await guest("Bram")
    before = await count(runtime, accounts.Token)

    with pytest.raises(NotAllowed) as caught:
        await accounts.sign_in(runtime, IP, handle, password)

    assert caught.value.message == "That name and password do not go together."
    assert await count(runtime, accounts.Token) == before


async def test_an_unknown_name_costs_as_much_work(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    held_against: list[str] = []

    def matches(password_hash: str, _typed: str) -> bool:
        held_against.append(password_hash)
        return False

    monkeypatch.setattr(passwords, "_matches", matches)

    with pytest.raises(NotAllowed):
        await accounts.sign_in(runtime, IP, "Nobody here", PASSWORD)

    assert held_against == [passwords.NOBODYS_HASH]


async def test_failed_tries_count_against_the_account_from_any_address(runtime: Runtime, claimed: Maker) -> None:
    await claimed("Maren")
    tight = replace(runtime, settings=replace(runtime.settings, sign_ins_per_minute_per_account=2))
    for number in range(2):
        with pytest.raises(NotAllowed):
            await accounts.sign_in(tight, f"198.51.100.{number}", "Maren", "a wrong one")

    with pytest.raises(RateLimited):
        await accounts.sign_in(tight, "203.0.113.1", "MAREN", PASSWORD)


async def test_failed_tries_count_against_the_address_for_any_account(runtime: Runtime, claimed: Maker) -> None:
    await claimed("Maren")
    tight = replace(runtime, settings=replace(runtime.settings, sign_ins_per_minute_per_ip=2))
    for name in ("Maren", "Nobody"):
        with pytest.raises(NotAllowed):
            await accounts.sign_in(tight, "2001:db8::1", name, "a wrong one")

    with pytest.raises(RateLimited):
        await accounts.sign_in(tight, "2001:db8::2", "Maren", PASSWORD)
    await accounts.sign_in(tight, "2001:db8:0:1::1", "Maren", PASSWORD)


async def test_a_session_is_opened_once_a_key(runtime: Runtime, claimed: Maker) -> None:
    await claimed("Maren")
    await accounts.sign_in(runtime, IP, "Maren", PASSWORD, key="sign-in-1")

    with pytest.raises(Conflict):
        await accounts.sign_in(runtime, IP, "Maren", PASSWORD, key="sign-in-1")

    assert await count(runtime, accounts.Token) == 2
    assert await count(runtime, IdempotencyKey) == 1


async def test_a_recovery_code_works_once_and_locks_everybody_else_out(
    runtime: Runtime, guest: Maker, authenticate: Authenticate
) -> None:
    old = await accounts.enter_as_guest(runtime, IP)
    viewer = await authenticate(old.token)
    _, codes = await accounts.claim(runtime, viewer, "Maren", PASSWORD)
    async with runtime.database.transaction() as tx:
        personal, _ = await accounts.create_token(tx, viewer, "bot", [accounts.Scope.PLAY])

    entered = await accounts.recover(runtime, IP, "maren", codes[3].upper().replace("-", " "), "a new password")

    assert entered.recovery_codes_left == 7
    assert (await authenticate(entered.token)).account_id == viewer.account_id
    for token in (old.token, personal):
        with pytest.raises(SignInRequired):
            await authenticate(token)
    with pytest.raises(NotAllowed):
        await accounts.sign_in(runtime, IP, "Maren", PASSWORD)
    await accounts.sign_in(runtime, IP, "Maren", "a new password")
    with pytest.raises(NotAllowed):
        await accounts.recover(runtime, IP, "Maren", codes[3], "another password")
    await accounts.sign_in(runtime, IP, "Maren", "a new password")


async def test_a_code_used_twice_at_once_works_once(runtime: Runtime, guest: Maker) -> None:
    _, codes = await accounts.claim(runtime, await guest("Maren"), "Maren", PASSWORD)

    tries = [accounts.recover(runtime, IP, "Maren", codes[0], f"a new password {number}") for number in range(3)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Entered", "NotAllowed", "NotAllowed"]


@pytest.mark.parametrize("code", ["", "aaaa-aaaa-aaaa-aaaa", "\x00", "\ud800", "x" * 9_000])
async def test_a_wrong_code_changes_nothing(
    runtime: Runtime, claimed: Maker, authenticate: Authenticate, code: str
) -> None:
    viewer = await claimed("Maren")
    before = await account_of(runtime, viewer)

    with pytest.raises(NotAllowed):
        await accounts.recover(runtime, IP, "Maren", code, "a new password")

    assert await account_of(runtime, viewer) == before
    assert await count(runtime, accounts.Token) == 1


async def test_another_accounts_code_opens_nothing(runtime: Runtime, guest: Maker, claimed: Maker) -> None:
    await claimed("Maren")
    _, codes = await accounts.claim(runtime, await guest("Bram"), "Bram", PASSWORD)

    with pytest.raises(NotAllowed):
        await accounts.recover(runtime, IP, "Maren", codes[0], "a new password")


async def test_an_old_hash_is_made_anew_when_its_owner_signs_in(
    runtime: Runtime, claimed: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = await claimed("Maren")
    old = (await account_of(runtime, viewer)).password_hash
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    await accounts.sign_in(runtime, IP, "Maren", PASSWORD)

    new = (await account_of(runtime, viewer)).password_hash
    assert new is not None
    assert new != old
    assert "m=16,t=2,p=1" in new
    await accounts.sign_in(runtime, IP, "Maren", PASSWORD)
    assert (await account_of(runtime, viewer)).password_hash == new
