"""What the tests of accounts say of people: the password they all have, and what the fixtures hand out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from realm_gql.domain import accounts

PASSWORD = "heather and rain"

Authenticate = Callable[[str], Awaitable[accounts.Viewer]]
Maker = Callable[..., Awaitable[accounts.Viewer]]
