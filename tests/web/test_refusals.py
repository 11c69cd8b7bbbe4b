"""How the plain routes refuse."""

from __future__ import annotations

import json

import pytest

from realm_gql import errors
from realm_gql.web.refusals import refusal


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (errors.InvalidInput("name", "No."), 400, {"code": "INVALID_INPUT", "message": "No.", "field": "name"}),
        (errors.SignInRequired("No."), 401, {"code": "SIGN_IN_REQUIRED", "message": "No."}),
        (errors.NotAllowed("No."), 403, {"code": "NOT_ALLOWED", "message": "No."}),
        (errors.NotFound("No."), 404, {"code": "NOT_FOUND", "message": "No."}),
        (errors.RateLimited("No.", 0.2), 429, {"code": "RATE_LIMITED", "message": "No.", "retryAfterS": 0.2}),
        (
            errors.StorageUnavailable("/secret/folder"),
            503,
            {"code": "STORAGE_UNAVAILABLE", "message": "The realm cannot do this now. Try again in a moment."},
        ),
    ],
)
def test_an_error_is_told_with_its_code(error: errors.RealmError, status: int, told: dict[str, object]) -> None:
    response = refusal(error)

    assert (response.status_code, json.loads(bytes(response.body))) == (status, told)
    assert response.headers["cache-control"] == "no-store"


def test_what_to_do_stands_in_the_headers() -> None:
    assert refusal(errors.RateLimited("No.", 0.2)).headers["retry-after"] == "1"
    assert refusal(errors.SignInRequired("No.")).headers["www-authenticate"] == "Bearer"
