"""Tokens: who they speak for, what they may do, and how they end. On each database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from realm_gql.domain import accounts
from realm_gql.errors import Conflict, IdempotencyMismatch, InvalidInput, NotAllowed, NotFound, SignInRequired
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from tests.domain.accounts.people import PASSWORD, Authenticate, Maker

READ, PLAY, CREATE, MODERATE = accounts.Scope


async def names_of(runtime: Runtime, viewer: accounts.Viewer) -> list[str]:
    async with runtime.database.reading() as session:
        return [token.name for token in (await accounts.list_tokens(session, viewer.account_id, 100)).items]


async def personal(runtime: Runtime, viewer: accounts.Viewer, *scopes: accounts.Scope) -> str:
    async with runtime.database.transaction() as tx:
        return (await accounts.create_token(tx, viewer, "script", scopes or [READ, PLAY]))[0]


@pytest.mark.parametrize(
    "bad", ["", "Bearer", "Bearer ", "realm_", "realm_" + "A" * 43, "\x00", "\ud800", "x" * 50_000]
)
async def test_a_token_that_is_none_asks_to_sign_in(guest: Maker, authenticate: Authenticate, bad: str) -> None:
    await guest()

    with pytest.raises(SignInRequired):
        await authenticate(bad)


async def test_a_token_may_come_with_the_word_bearer(runtime: Runtime, authenticate: Authenticate) -> None:
    entered = await accounts.enter_as_guest(runtime, "192.0.2.1")

    assert (await authenticate(f"Bearer {entered.token}")).account_id == entered.account.id
    assert (await authenticate(f" bearer  {entered.token} ")).account_id == entered.account.id


async def test_a_personal_token_has_the_scopes_it_was_given(
    runtime: Runtime, guest: Maker, authenticate: Authenticate
) -> None:
    viewer = await guest()

    bot = await authenticate(await personal(runtime, viewer, PLAY, READ, PLAY))

    assert bot.account_id == viewer.account_id
    assert bot.scopes == {READ, PLAY}
    assert bot.token_kind is accounts.TokenKind.PERSONAL
    accounts.check_scope(bot, PLAY)
    with pytest.raises(NotAllowed):
        accounts.check_scope(bot, CREATE)


async def test_a_personal_token_opens_no_doors(runtime: Runtime, guest: Maker, authenticate: Authenticate) -> None:
    viewer = await guest("Maren")
    bot = await authenticate(await personal(runtime, viewer, READ, PLAY, CREATE))

    with pytest.raises(NotAllowed):
        await personal(runtime, bot)
    with pytest.raises(NotAllowed):
        await accounts.claim(runtime, bot, "Maren", PASSWORD)
    with pytest.raises(NotAllowed):
        await accounts.delete_account(runtime, bot, "Maren")
    async with runtime.database.transaction() as tx:
        with pytest.raises(NotAllowed):
            await accounts.sign_out(tx, runtime.broker, bot, everywhere=True)
        with pytest.raises(NotAllowed):
            await accounts.revoke_token(tx, runtime.broker, bot, viewer.token_id)

    assert await names_of(runtime, viewer) == ["script", "Guest"]


@pytest.mark.parametrize(
    ("name", "scopes", "expires_at", "field"),
    [
        ("", [READ], None, "name"),
        ("   ", [READ], None, "name"),
        ("n" * 81, [READ], None, "name"),
        ("a\x00b", [READ], None, "name"),
        ("\u200b", [READ], None, "name"),
        ("\u202eeno", [READ], None, "name"),
        ("bot", [], None, "scopes"),
        ("bot", [READ], datetime(2020, 1, 1, tzinfo=UTC), "expiresAt"),
        ("bot", [READ], datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "expiresAt"),
        ("bot", [READ], datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))), "expiresAt"),
    ],
)
async def test_a_token_that_cannot_be_is_not_made(
    runtime: Runtime, guest: Maker, name: str, scopes: list[accounts.Scope], expires_at: datetime | None, field: str
) -> None:
    viewer = await guest()

    with pytest.raises(InvalidInput) as caught:
        async with runtime.database.transaction() as tx:
            await accounts.create_token(tx, viewer, name, scopes, expires_at, is_bot=True)

    assert caught.value.field == field
    assert await names_of(runtime, viewer) == ["Guest"]


async def test_a_token_expires(runtime: Runtime, guest: Maker, authenticate: Authenticate) -> None:
    viewer = await guest()
    async with runtime.database.transaction() as tx:
        token, row = await accounts.create_token(tx, viewer, "bot", [READ], in_seconds(60))
    assert (await authenticate(token)).token_expires_at == row.expires_at
    async with runtime.database.transaction() as tx:
        late = update(accounts.Token).where(col(accounts.Token.id) == row.id).values(expires_at=now())
        await tx.session.execute(late)

    with pytest.raises(SignInRequired, match="expired"):
        await authenticate(token)
    assert await names_of(runtime, viewer) == ["Guest"]


async def test_only_moderators_moderate(runtime: Runtime, claimed: Maker, authenticate: Authenticate) -> None:
    await claimed("Maren")
    token = (await accounts.sign_in(runtime, "192.0.2.1", "Maren", PASSWORD)).token
    viewer = await authenticate(token)
    with pytest.raises(NotAllowed):
        await personal(runtime, viewer, READ, MODERATE)

    async with runtime.database.transaction() as tx:
        account = await accounts.grant(tx, "maren", "moderator")
        assert (await accounts.grant(tx, "maren", "moderator")).roles == ["moderator"]

    viewer = await authenticate(token)
    assert account.roles == ["moderator"]
    assert viewer.scopes == {READ, PLAY, CREATE, MODERATE}
    assert viewer.moderates
    modest, strong = await personal(runtime, viewer, READ), await personal(runtime, viewer, MODERATE)
    assert (await authenticate(modest)).scopes == {READ}
    assert (await authenticate(strong)).scopes == {MODERATE}
    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(accounts.Account).values(roles=[]))
    assert (await authenticate(strong)).scopes == set()
    assert (await authenticate(token)).scopes == {READ, PLAY, CREATE}


async def test_a_role_is_for_claimed_accounts(runtime: Runtime, guest: Maker) -> None:
    await guest("Maren")

    async with runtime.database.transaction() as tx:
        with pytest.raises(Conflict):
            await accounts.grant(tx, "Maren", "admin")
        with pytest.raises(NotFound):
            await accounts.grant(tx, "Nobody", "admin")
        with pytest.raises(InvalidInput):
            await accounts.grant(tx, "Maren", "king")


async def test_a_token_is_made_once_a_key_and_not_shown_again(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest()
    async with runtime.database.transaction() as tx:
        await accounts.create_token(tx, viewer, "bot", [READ], key="make-1")

    with pytest.raises(Conflict):
        async with runtime.database.transaction() as tx:
            await accounts.create_token(tx, viewer, "bot", [READ], key="make-1")
    with pytest.raises(IdempotencyMismatch):
        async with runtime.database.transaction() as tx:
            await accounts.create_token(tx, viewer, "bot", [READ, PLAY], key="make-1")

    assert await names_of(runtime, viewer) == ["bot", "Guest"]


async def test_an_account_has_no_end_of_tokens(runtime: Runtime, guest: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realm_gql.domain.accounts.tokens.PERSONAL_TOKENS_MAX", 2)
    viewer = await guest()
    for _ in range(2):
        await personal(runtime, viewer)

    with pytest.raises(Conflict):
        await personal(runtime, viewer)

    assert await names_of(runtime, viewer) == ["script", "script", "Guest"]


async def test_signing_out_ends_this_device_and_rings_its_sockets(
    runtime: Runtime, claimed: Maker, authenticate: Authenticate
) -> None:
    other = await claimed("Maren")
    token = (await accounts.sign_in(runtime, "192.0.2.1", "Maren", PASSWORD)).token
    viewer = await authenticate(token)

    async with runtime.broker.listen(accounts.token_topic(viewer.token_id)) as ear:
        async with runtime.database.transaction() as tx:
            assert await accounts.sign_out(tx, runtime.broker, viewer) == 1
        assert await ear.next(5) == b"revoked"

    with pytest.raises(SignInRequired):
        await authenticate(token)
    assert await names_of(runtime, other) == ["Guest"]


async def test_signing_out_everywhere_ends_every_device_and_no_script(
    runtime: Runtime, claimed: Maker, authenticate: Authenticate
) -> None:
    viewer = await claimed("Maren")
    bystander = await claimed("Bram")
    await accounts.sign_in(runtime, "192.0.2.1", "Maren", PASSWORD)
    script = await personal(runtime, viewer)

    async with runtime.database.transaction() as tx:
        assert await accounts.sign_out(tx, runtime.broker, viewer, everywhere=True) == 2

    assert await names_of(runtime, viewer) == ["script"]
    assert (await authenticate(script)).account_id == viewer.account_id
    assert await names_of(runtime, bystander) == ["Guest"]


async def test_a_revocation_that_is_rolled_back_rings_nobody(
    runtime: Runtime, guest: Maker, authenticate: Authenticate
) -> None:
    viewer = await guest()

    async def revoke_and_fail() -> None:
        async with runtime.database.transaction() as tx:
            await accounts.revoke_token(tx, runtime.broker, viewer, viewer.token_id)
            raise RuntimeError

    async with runtime.broker.listen(accounts.token_topic(viewer.token_id)) as ear:
        with pytest.raises(RuntimeError):
            await revoke_and_fail()
        assert not isinstance(await ear.next(0.05), bytes)

    assert await names_of(runtime, viewer) == ["Guest"]


async def test_one_revokes_ones_own_tokens_only(runtime: Runtime, guest: Maker) -> None:
    viewer, other = await guest(), await guest()

    for token_id in (other.token_id, new_uuid(), UUID(int=0)):
        with pytest.raises(NotFound):
            async with runtime.database.transaction() as tx:
                await accounts.revoke_token(tx, runtime.broker, viewer, token_id)
    async with runtime.database.transaction() as tx:
        await accounts.revoke_token(tx, runtime.broker, viewer, viewer.token_id)

    assert await names_of(runtime, viewer) == []
    assert await names_of(runtime, other) == ["Guest"]


async def test_tokens_are_paged_newest_first_without_gaps(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest()
    for number in range(5):
        async with runtime.database.transaction() as tx:
            await accounts.create_token(tx, viewer, f"bot {number}", [READ])

    seen: list[str] = []
    after: UUID | None = None
    async with runtime.database.reading() as session:
        while True:
            page = await accounts.list_tokens(session, viewer.account_id, 2, after)
            seen += [token.name for token in page.items]
            assert page.has_previous == (after is not None)
            if not page.has_next:
                break
            after = page.items[-1].id

    assert sorted(seen) == ["Guest", *(f"bot {number}" for number in range(5))]
    assert seen[-1] == "Guest"


async def test_tokens_are_loaded_for_their_owner_only(runtime: Runtime, guest: Maker) -> None:
    viewer, other = await guest(), await guest()

    async with runtime.database.reading() as session:
        mine, theirs = await accounts.load_tokens(session, viewer.account_id, [viewer.token_id, other.token_id])

    assert mine is not None
    assert mine.id == viewer.token_id
    assert theirs is None


async def test_a_use_is_recorded_at_most_once_a_minute(runtime: Runtime, authenticate: Authenticate) -> None:
    token = (await accounts.enter_as_guest(runtime, "192.0.2.1")).token
    viewer = await authenticate(token)
    assert viewer.use_unrecorded

    async with runtime.database.transaction() as tx:
        await accounts.record_use(tx, viewer)

    assert not (await authenticate(token)).use_unrecorded
    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(accounts.Token).values(last_used_at=now() - timedelta(seconds=61)))
    assert (await authenticate(token)).use_unrecorded
