"""Accounts: guests and claimed accounts, ways in and out, tokens and scopes, handles, limits and idempotency keys."""

from realm_gql.domain.accounts.access import Entered, claim, enter_as_guest, recover, sign_in
from realm_gql.domain.accounts.handles import handle_key, parse_handle
from realm_gql.domain.accounts.idempotency import forget_old_keys, once
from realm_gql.domain.accounts.limits import address_key, forget_idle_buckets, spend
from realm_gql.domain.accounts.models import Account, Scope, Token, TokenKind
from realm_gql.domain.accounts.profiles import (
    delete_account,
    find_by_handle,
    get_account,
    grant,
    load_accounts,
    update_profile,
)
from realm_gql.domain.accounts.tokens import (
    create_token,
    list_tokens,
    load_tokens,
    revoke_token,
    sign_out,
    token_topic,
)
from realm_gql.domain.accounts.viewers import (
    Viewer,
    authenticate,
    check_scope,
    check_session,
    effective_scopes,
    find_viewer,
    record_use,
)
from realm_gql.storage.database import Transaction

__all__ = [
    "Account",
    "Entered",
    "Scope",
    "Token",
    "TokenKind",
    "Viewer",
    "address_key",
    "authenticate",
    "check_scope",
    "check_session",
    "claim",
    "create_token",
    "delete_account",
    "effective_scopes",
    "enter_as_guest",
    "find_by_handle",
    "find_viewer",
    "forget_stale",
    "get_account",
    "grant",
    "handle_key",
    "list_tokens",
    "load_accounts",
    "load_tokens",
    "once",
    "parse_handle",
    "record_use",
    "recover",
    "revoke_token",
    "sign_in",
    "sign_out",
    "spend",
    "token_topic",
    "update_profile",
]


async def forget_stale(tx: Transaction) -> None:
    """Drop idempotency keys of yesterday and limits that have long leaked out."""
    await forget_old_keys(tx)
    await forget_idle_buckets(tx)
