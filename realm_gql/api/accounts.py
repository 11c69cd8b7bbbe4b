"""Accounts over GraphQL: players, ways in and out, tokens, the viewer's own profile."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from realm_gql.api.context import Context, Info
from realm_gql.api.items import Item
from realm_gql.api.lineage import After, Creation, CreationKind, First, list_made_by
from realm_gql.api.problems import (
    Conflict,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    SignInRequired,
)
from realm_gql.api.relay import (
    Connection,
    Node,
    decode_cursor,
    encode_cursor,
    global_id,
    page_size,
    parse_id,
    to_connection,
)
from realm_gql.api.reputation import LedgerConnection, list_ledger
from realm_gql.domain import accounts, locations, npcs
from realm_gql.errors import SignInRequired as SignInRequiredError
from realm_gql.kit.paging import Page
from realm_gql.storage.database import Transaction

IDEMPOTENCY = "A key of your own: the same key within a day does the thing once and answers the same."
SHOWN_ONCE = "A key of your own: the same key within a day does the thing once, and what is shown once stays unshown."

HANDLE_RULE = "2 to 24 letters and digits of one script, with single hyphens, underscores or spaces between them"


@strawberry.enum(description="What a token may do.")
class Scope(Enum):
    READ = strawberry.enum_value("READ", description="Read what its owner may see.")
    PLAY = strawberry.enum_value("PLAY", description="Enter rooms and speak, and change the own profile.")
    CREATE = strawberry.enum_value("CREATE", description="Make and remix.")
    MODERATE = strawberry.enum_value("MODERATE", description="Moderate; only moderators can give it.")


@strawberry.enum(description="What a token is for.")
class TokenKind(Enum):
    SESSION = strawberry.enum_value("SESSION", description="A signed-in device.")
    PERSONAL = strawberry.enum_value("PERSONAL", description="A script or a bot of its owner's.")


@strawberry.type(
    description="Somebody in the realm: a guest, a claimed account, a bot, or what is left of a deleted one."
)
class Player(Node):
    row: strawberry.Private[accounts.Account]
    handle: str = strawberry.field(description="The name; nobody else's is the same in any case or look-alike script.")
    is_guest: bool = strawberry.field(description="Whether the account is not claimed: it lives on one device.")
    is_bot: bool = strawberry.field(description="Whether a program plays it, as it says itself.")
    bio: str | None = strawberry.field(description="What the player says of herself; null when nothing.")

    @classmethod
    def from_account(cls, row: accounts.Account) -> Player:
        """The player that an account is to everybody else."""
        return cls(
            id=global_id("Player", row.id),
            row=row,
            handle=row.handle,
            is_guest=row.is_guest,
            is_bot=row.is_bot,
            bio=row.bio,
        )

    @strawberry.field(description="What the player made, the newest first.")
    async def creations(
        self,
        info: Info,
        kind: Annotated[CreationKind | None, strawberry.argument(description="Only of this kind.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Creation]:
        return await list_made_by(info, self.row.id, kind, first, after)

    @strawberry.field(description="The items the player owns, the oldest first.")
    async def items(self, info: Info) -> list[Item]:
        return [Item.from_row(row) for row in await info.context.loaders.items_by_owner.load(self.row.id)]

    @strawberry.field(description="The player's reputation: earned by what she made, never bought. The ledger's sum.")
    async def echoes(self, info: Info) -> int:
        return await info.context.loaders.echoes_by_player.load(self.row.id)

    @strawberry.field(description="Where her echoes came from, line by line, the newest first; anybody may read it.")
    async def ledger(self, info: Info, first: First = 20, after: After = None) -> LedgerConnection:
        return await list_ledger(info, self.row.id, first, after)


@strawberry.type(
    description="A signed-in device (SESSION) or a personal access token (PERSONAL); only its owner sees it."
)
class Token(Node):
    key: strawberry.Private[UUID]
    kind: TokenKind = strawberry.field(description="What it is for.")
    name: str = strawberry.field(description="What its owner, or the device, called it.")
    scopes: list[Scope] = strawberry.field(description="What it may do today.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="When it stops working; null is never.")
    last_used_at: datetime | None = strawberry.field(description="When it was last used, to a minute; null is never.")
    is_current: bool = strawberry.field(description="Whether it is the one this very request came with.")

    @classmethod
    def from_row(cls, row: accounts.Token, viewer: accounts.Viewer) -> Token:
        """A token of the viewer's as she sees it."""
        kind = accounts.TokenKind(row.kind)
        scopes = accounts.effective_scopes(kind, row.scopes, viewer.roles)
        return cls(
            id=global_id("Token", row.id),
            key=row.id,
            kind=TokenKind(kind.value),
            name=row.name,
            scopes=[scope for scope in Scope if accounts.Scope[scope.name] in scopes],
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            is_current=row.id == viewer.token_id,
        )


@strawberry.type
class AccountsQuery:
    @strawberry.field(description="Who is asking; null when nobody is signed in.")
    async def viewer(self, info: Info) -> Player | None:
        if info.context.viewer is None:
            return None
        account = await info.context.loaders.account_by_id.load(info.context.viewer.account_id)
        return Player.from_account(account) if account is not None else None

    @strawberry.field(
        description="The viewer's signed-in devices and personal access tokens, the newest first; none for nobody."
    )
    async def tokens(self, info: Info, first: First = 20, after: After = None) -> Connection[Token]:
        size = page_size(first)
        place: UUID | None = decode_cursor("after", after, UUID)[0] if after is not None else None
        page: Page[Token] = Page([])
        if info.context.viewer is not None:
            viewer = info.context.require(accounts.Scope.READ)
            async with info.context.runtime.database.reading() as session:
                rows = await accounts.list_tokens(session, viewer.account_id, size, place)
            shown = [Token.from_row(row, viewer) for row in rows.items]
            page = Page(shown, rows.has_next, rows.has_previous)
        return to_connection(page, lambda token: token, lambda token: encode_cursor(token.key))

    @strawberry.field(description="Somebody by name, in any case; null when nobody has it.")
    async def player(
        self, info: Info, handle: Annotated[str, strawberry.argument(description="The name.")]
    ) -> Player | None:
        async with info.context.runtime.database.reading() as session:
            account = await accounts.find_by_handle(session, handle)
        return Player.from_account(account) if account is not None else None


@strawberry.input(description="How to be called, if that matters yet.")
class EnterAsGuestInput:
    name: str | None = strawberry.field(
        default=None, description=f"A name: {HANDLE_RULE}. Without one you get one such as peat-lantern-42."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=SHOWN_ONCE)


@strawberry.input(description="Who you are from now on.")
class ClaimAccountInput:
    handle: str = strawberry.field(description=f"A name: {HANDLE_RULE}. The guest's own may be kept.")
    password: str = strawberry.field(description="8 to 200 characters.")
    bio: str | None = strawberry.field(default=None, description="Something about you, at most 400 characters.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=SHOWN_ONCE)


@strawberry.input(description="Who you are, and the proof.")
class SignInInput:
    handle: str = strawberry.field(description="Your name, in any case.")
    password: str = strawberry.field(description="Your password.")
    device_name: str | None = strawberry.field(
        default=None, description="What this device is called in the list of tokens, at most 80 characters."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=SHOWN_ONCE)


@strawberry.input(description="Who you are, and one of the codes you were given at claiming.")
class RecoverAccountInput:
    handle: str = strawberry.field(description="Your name, in any case.")
    recovery_code: str = strawberry.field(
        description="A code that was not used before; case and hyphens do not matter."
    )
    new_password: str = strawberry.field(description="8 to 200 characters.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=SHOWN_ONCE)


@strawberry.input(description="Which devices to sign out.")
class SignOutInput:
    everywhere: bool | None = strawberry.field(
        default=False, description="Every signed-in device; personal access tokens stay. Otherwise only this one."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="What the token is called and may do.")
class CreateTokenInput:
    name: str = strawberry.field(description="What you call it, 1 to 80 characters.")
    scopes: list[Scope] = strawberry.field(description="What it may do; at least one.")
    expires_at: datetime | None = strawberry.field(default=None, description="When it stops working; null is never.")
    is_bot: bool | None = strawberry.field(
        default=False, description="Whether your account is shown as a bot from now on; see `updateProfile`."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=SHOWN_ONCE)


@strawberry.input(description="Which token to end.")
class RevokeTokenInput:
    token_id: strawberry.ID = strawberry.field(description="One of your own, of either kind.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="What to change; what is left out or null stays as it is.")
class UpdateProfileInput:
    handle: str | None = strawberry.field(default=None, description=f"A new name: {HANDLE_RULE}.")
    bio: str | None = strawberry.field(
        default=None, description="Something about you, at most 400 characters; empty takes it away."
    )
    is_bot: bool | None = strawberry.field(default=None, description="Whether a program plays this account.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="The proof that you mean it.")
class DeleteAccountInput:
    confirm_handle: str = strawberry.field(description="Your name, exactly as it is shown.")
    password: str | None = strawberry.field(default=None, description="Your password; a guest has none.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.type(description="You are in.")
class EnterAsGuestPayload:
    token: str = strawberry.field(
        description="The bearer token of this device, shown once. Keep it: it is the account."
    )
    viewer: Player = strawberry.field(description="Who you are now.")


@strawberry.type(description="The account is yours. Everything the guest had stays, and so does every token.")
class ClaimAccountPayload:
    viewer: Player = strawberry.field(description="Who you are now; the id is the guest's.")
    recovery_codes: list[str] = strawberry.field(
        description="Eight codes, shown once; each brings you back in once, should you lose the password."
    )


@strawberry.type(description="You are in.")
class SignInPayload:
    token: str = strawberry.field(description="The bearer token of this device, shown once.")
    viewer: Player = strawberry.field(description="Who you are.")


@strawberry.type(description="You are back in; every other device and token is out.")
class RecoverAccountPayload:
    token: str = strawberry.field(description="The bearer token of this device, shown once.")
    viewer: Player = strawberry.field(description="Who you are.")
    recovery_codes_left: int = strawberry.field(description="How many codes are still unused.")


@strawberry.type(description="Signed out; sockets of those devices are closed.")
class SignOutPayload:
    signed_out: int = strawberry.field(description="How many devices were signed out.")


@strawberry.type(description="The token works from now on.")
class CreateTokenPayload:
    token: str = strawberry.field(description="The bearer token, shown once.")
    access_token: Token = strawberry.field(description="What the list of tokens says of it.")


@strawberry.type(description="The token works no more; its sockets are closed.")
class RevokeTokenPayload:
    token_id: strawberry.ID = strawberry.field(description="The token that was.")


@strawberry.type(description="The profile is changed.")
class UpdateProfilePayload:
    viewer: Player = strawberry.field(description="How everybody sees you now.")


@strawberry.type(description="The account is gone; what it made stays.")
class DeleteAccountPayload:
    handle: str = strawberry.field(description="The name your creations stay under.")


EnterAsGuestResult = Annotated[
    EnterAsGuestPayload | InvalidInput | Conflict | RateLimited | IdempotencyMismatch,
    strawberry.union("EnterAsGuestResult", description="You are in, or why not."),
]
ClaimAccountResult = Annotated[
    ClaimAccountPayload | InvalidInput | NotAllowed | SignInRequired | Conflict | RateLimited | IdempotencyMismatch,
    strawberry.union("ClaimAccountResult", description="It is yours, or why not."),
]
SignInResult = Annotated[
    SignInPayload | InvalidInput | NotAllowed | Conflict | RateLimited | IdempotencyMismatch,
    strawberry.union("SignInResult", description="You are in, or why not."),
]
RecoverAccountResult = Annotated[
    RecoverAccountPayload | InvalidInput | NotAllowed | Conflict | RateLimited | IdempotencyMismatch,
    strawberry.union("RecoverAccountResult", description="You are back in, or why not."),
]
SignOutResult = Annotated[
    SignOutPayload | InvalidInput | NotAllowed | SignInRequired | IdempotencyMismatch,
    strawberry.union("SignOutResult", description="Signed out, or why not."),
]
CreateTokenResult = Annotated[
    CreateTokenPayload | InvalidInput | NotAllowed | SignInRequired | Conflict | IdempotencyMismatch,
    strawberry.union("CreateTokenResult", description="The token, or why there is none."),
]
RevokeTokenResult = Annotated[
    RevokeTokenPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | IdempotencyMismatch,
    strawberry.union("RevokeTokenResult", description="Revoked, or why not."),
]
UpdateProfileResult = Annotated[
    UpdateProfilePayload | InvalidInput | NotFound | NotAllowed | SignInRequired | Conflict | IdempotencyMismatch,
    strawberry.union("UpdateProfileResult", description="Changed, or why not."),
]
DeleteAccountResult = Annotated[
    DeleteAccountPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RateLimited | IdempotencyMismatch,
    strawberry.union("DeleteAccountResult", description="Gone, or why not."),
]

EMPTY: Any = {}
"""What an input with only optional fields is when it is left out."""


@strawberry.type
class AccountsMutation:
    @strawberry.mutation(description="Walk in without an account: one tap, one token.")
    async def enter_as_guest(
        self,
        info: Info,
        input: Annotated[EnterAsGuestInput, strawberry.argument(description="A name, or none.")] = EMPTY,
    ) -> EnterAsGuestResult:
        context = info.context
        entered = await accounts.enter_as_guest(context.runtime, context.client_ip, input.name, input.idempotency_key)
        return EnterAsGuestPayload(token=entered.token, viewer=Player.from_account(entered.account))

    @strawberry.mutation(description="Make a guest's account your own, with a name and a password; nothing is lost.")
    async def claim_account(
        self, info: Info, input: Annotated[ClaimAccountInput, strawberry.argument(description="Who you are.")]
    ) -> ClaimAccountResult:
        viewer = _require(info)
        account, codes = await accounts.claim(
            info.context.runtime, viewer, input.handle, input.password, input.bio, input.idempotency_key
        )
        info.context.fresh_loaders()
        return ClaimAccountPayload(viewer=Player.from_account(account), recovery_codes=codes)

    @strawberry.mutation(description="Sign this device in.")
    async def sign_in(
        self, info: Info, input: Annotated[SignInInput, strawberry.argument(description="Name and password.")]
    ) -> SignInResult:
        entered = await accounts.sign_in(
            info.context.runtime,
            info.context.client_ip,
            input.handle,
            input.password,
            input.device_name,
            input.idempotency_key,
        )
        return SignInPayload(token=entered.token, viewer=Player.from_account(entered.account))

    @strawberry.mutation(
        description="Come back in with a recovery code and a new password. All devices and tokens are signed out."
    )
    async def recover_account(
        self, info: Info, input: Annotated[RecoverAccountInput, strawberry.argument(description="Name and code.")]
    ) -> RecoverAccountResult:
        entered = await accounts.recover(
            info.context.runtime,
            info.context.client_ip,
            input.handle,
            input.recovery_code,
            input.new_password,
            input.idempotency_key,
        )
        return RecoverAccountPayload(
            token=entered.token,
            viewer=Player.from_account(entered.account),
            recovery_codes_left=entered.recovery_codes_left,
        )

    @strawberry.mutation(description="Sign this device out, or all of them. A guest who signs out cannot come back.")
    async def sign_out(
        self, info: Info, input: Annotated[SignOutInput, strawberry.argument(description="Which devices.")] = EMPTY
    ) -> SignOutResult:
        viewer = _require(info)
        runtime = info.context.runtime
        everywhere = bool(input.everywhere)
        async with runtime.database.transaction() as tx:

            async def sign_out() -> dict[str, str]:
                return {"signedOut": str(await accounts.sign_out(tx, runtime.broker, viewer, everywhere))}

            params = {"everywhere": everywhere}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "signOut", params, sign_out)
        _forget_viewer(info)
        return SignOutPayload(signed_out=int(outcome["signedOut"]))

    @strawberry.mutation(description="Make a personal access token for a script or a bot. Only signed-in devices may.")
    async def create_token(
        self, info: Info, input: Annotated[CreateTokenInput, strawberry.argument(description="Which powers.")]
    ) -> CreateTokenResult:
        viewer = _require(info)
        scopes = [accounts.Scope[scope.name] for scope in input.scopes]
        async with info.context.runtime.database.transaction() as tx:
            token, row = await accounts.create_token(
                tx, viewer, input.name, scopes, input.expires_at, bool(input.is_bot), input.idempotency_key
            )
        return CreateTokenPayload(token=token, access_token=Token.from_row(row, viewer))

    @strawberry.mutation(description="End one of your tokens or devices. A personal token may end only itself.")
    async def revoke_token(
        self, info: Info, input: Annotated[RevokeTokenInput, strawberry.argument(description="Which one.")]
    ) -> RevokeTokenResult:
        viewer = _require(info)
        runtime = info.context.runtime
        _, token_id = parse_id("tokenId", input.token_id, "Token")
        async with runtime.database.transaction() as tx:

            async def revoke() -> dict[str, str]:
                await accounts.revoke_token(tx, runtime.broker, viewer, token_id)
                return {"token": str(token_id)}

            params = {"token": str(token_id)}
            await accounts.once(tx, viewer, input.idempotency_key, "revokeToken", params, revoke)
        if token_id == viewer.token_id:
            _forget_viewer(info)
        return RevokeTokenPayload(token_id=input.token_id)

    @strawberry.mutation(description="Change your name, your bio, or whether you are a bot.")
    async def update_profile(
        self, info: Info, input: Annotated[UpdateProfileInput, strawberry.argument(description="What to change.")]
    ) -> UpdateProfileResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        async with info.context.runtime.database.transaction() as tx:

            async def update() -> dict[str, str]:
                await accounts.update_profile(tx, viewer, input.handle, input.bio, input.is_bot)
                return {"account": str(viewer.account_id)}

            params = {"handle": input.handle, "bio": input.bio, "isBot": input.is_bot}
            await accounts.once(tx, viewer, input.idempotency_key, "updateProfile", params, update)
            account = await accounts.get_account(tx.session, viewer.account_id)
        info.context.fresh_loaders()
        return UpdateProfilePayload(viewer=Player.from_account(account))

    @strawberry.mutation(
        description="Delete your account for good: what you made stays under a tombstone name, all else about you goes."
    )
    async def delete_account(
        self, info: Info, input: Annotated[DeleteAccountInput, strawberry.argument(description="The proof.")]
    ) -> DeleteAccountResult:
        viewer = _require(info)
        runtime = info.context.runtime

        async def also_forget(tx: Transaction) -> None:
            await locations.leave_everywhere(tx, runtime.broker, viewer.account_id)
            await npcs.forget_player(tx, viewer.account_id)

        handle = await accounts.delete_account(
            runtime, viewer, input.confirm_handle, input.password, input.idempotency_key, also_forget
        )
        _forget_viewer(info)
        return DeleteAccountPayload(handle=handle)


async def fetch_players(context: Context, ids: list[UUID]) -> list[Player | None]:
    """Players by id for `node`, aligned with what was asked."""
    rows = await context.loaders.account_by_id.load_many(ids)
    return [Player.from_account(row) if row is not None else None for row in rows]


async def fetch_tokens(context: Context, ids: list[UUID]) -> list[Token | None]:
    """The viewer's tokens by id for `node`, aligned with what was asked; None for anybody else's."""
    viewer = context.viewer
    if viewer is None or accounts.Scope.READ not in viewer.scopes:
        return [None] * len(ids)
    async with context.runtime.database.reading() as session:
        rows = await accounts.load_tokens(session, viewer.account_id, ids)
    return [Token.from_row(row, viewer) if row is not None else None for row in rows]


def _require(info: Info) -> accounts.Viewer:
    """Whoever is signed in, whatever the token may do: the rules below look at its kind."""
    if info.context.viewer is None:
        raise SignInRequiredError("Sign in or enter as a guest first.")
    return info.context.viewer


def _forget_viewer(info: Info) -> None:
    """What comes next in the same operation is asked by nobody: the token that came with it works no more."""
    info.context.viewer = None
    info.context.fresh_loaders()
