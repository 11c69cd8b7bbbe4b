"""Who is behind a request, by the header it came with. What each token may do is in `test_tokens.py`."""

from __future__ import annotations

import pytest

from realm_gql.domain import accounts
from realm_gql.errors import SignInRequired
from realm_gql.runtime import Runtime
from tests.domain.accounts.people import Authenticate


async def test_a_viewer_is_found_by_the_header_and_the_use_is_recorded(
    runtime: Runtime, authenticate: Authenticate
) -> None:
    token = (await accounts.enter_as_guest(runtime, "192.0.2.1", "Ada")).token
    unrecorded = (await authenticate(token)).use_unrecorded

    with_word = await accounts.find_viewer(runtime, f"Bearer {token}")
    bare = await accounts.find_viewer(runtime, token)

    assert with_word is not None
    assert bare is not None
    assert with_word.handle == bare.handle == "Ada"
    assert (unrecorded, (await authenticate(token)).use_unrecorded) == (True, False)


@pytest.mark.parametrize("header", [None, "", "  "])
async def test_without_a_header_nobody_asks(runtime: Runtime, header: str | None) -> None:
    assert await accounts.find_viewer(runtime, header) is None


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer realm_nonsense", "Bearer " + "x" * 500, "Bearer \u00e9", "Basic x"]
)
async def test_a_bad_header_asks_to_sign_in(runtime: Runtime, header: str) -> None:
    with pytest.raises(SignInRequired):
        await accounts.find_viewer(runtime, header)
