"""Loaded by Schemathesis in its own process: whose token each request carries, when the run is signed in.

Whoever signs out is a guest let in for that alone, or all the rest would be asked by nobody.
"""

from __future__ import annotations

import os
from typing import Any

import httpx
import schemathesis

ENTER = "mutation { enterAsGuest(input: {}) { ... on EnterAsGuestPayload { token } } }"
ADDRESS = os.environ.get("REALM_TEST_SIGNED_IN_AT", "")


def enter_as_guest() -> str:
    """Walk in; returns the token."""
    token: str = httpx.post(ADDRESS, json={"query": ENTER}, timeout=30).json()["data"]["enterAsGuest"]["token"]
    return token


STAYING = enter_as_guest() if ADDRESS else ""


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Sign the request in."""
    if ADDRESS:
        token = enter_as_guest() if case.operation.label == "Mutation.signOut" else STAYING
        case.headers["Authorization"] = f"Bearer {token}"
