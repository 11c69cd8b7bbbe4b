"""How the plain routes refuse: the same codes and sentences as the GraphQL face, as one small JSON object."""

from __future__ import annotations

from starlette.responses import JSONResponse

from realm_gql import errors

STATUS: dict[type[errors.RealmError], int] = {
    errors.InvalidInput: 400,
    errors.SignInRequired: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.RateLimited: 429,
    errors.StorageUnavailable: 503,
}


def refusal(error: errors.RealmError) -> JSONResponse:
    """An error as an answer: ``{ code message }``, and ``field`` or ``retryAfterS`` where there is one."""
    told: dict[str, object] = {"code": error.code, "message": error.message}
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, errors.InvalidInput):
        told["field"] = error.field
    if isinstance(error, errors.RateLimited):
        told["retryAfterS"] = error.retry_after_s
        headers["Retry-After"] = str(max(1, round(error.retry_after_s)))
    if isinstance(error, errors.SignInRequired):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.StorageUnavailable):
        # What really happened may name hosts and folders, and anybody may ask.
        told["message"] = "The realm cannot do this now. Try again in a moment."
    return JSONResponse(told, STATUS[type(error)], headers)
