"""How each error looks to a client: one type and one handler per error leaf that a client can meet.

A mutation whose Result union holds the problem answers with it; everywhere else the error stays at the top level with
its code (`to_graphql_error`). Whatever the realm did not expect is a bug: it is logged under an incident id, and the
client sees the id alone.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar, Generic, TypeVar

import strawberry
from graphql import GraphQLError

from realm_gql import errors
from realm_gql.kit.ids import new_uuid

log = logging.getLogger("realm.api")

ErrorT = TypeVar("ErrorT", bound=errors.RealmError)

BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


@strawberry.interface(description="Something that went wrong as it may: what it is, and what to do about it.")
class Problem:
    """Something that went wrong as it may."""

    code: str = strawberry.field(description="What went wrong, for programs: upper case with underscores.")
    message: str = strawberry.field(description="What went wrong and what to do, one sentence for people.")


@strawberry.type(description="What was sent cannot be used.")
class InvalidInput(Problem):
    """What was sent cannot be used."""

    field: str = strawberry.field(description="The input field that is wrong, as it is named in the schema.")


@strawberry.type(description="It does not exist, or the viewer may not see it.")
class NotFound(Problem):
    """It does not exist, or the viewer may not see it."""


@strawberry.type(description="The viewer is known and may not do this.")
class NotAllowed(Problem):
    """The viewer is known and may not do this."""


@strawberry.type(description="Nobody is signed in, or the token is bad, expired or revoked.")
class SignInRequired(Problem):
    """Nobody is signed in, or the token is bad, expired or revoked."""


@strawberry.type(description="Too much, too fast.")
class RateLimited(Problem):
    """Too much, too fast."""

    retry_after_s: float = strawberry.field(description="In how many seconds to try again.")


@strawberry.type(description="It clashes with what is so now: a handle taken, a turn already closed.")
class Conflict(Problem):
    """It clashes with what is so now."""


@strawberry.type(description="The room holds all the players it can.")
class RoomFull(Problem):
    """The room holds all the players it can."""


@strawberry.type(description="The same idempotency key came with other parameters.")
class IdempotencyMismatch(Problem):
    """The same idempotency key came with other parameters."""


class _Handler(Generic[ErrorT]):
    """Turns one error leaf into its problem; the schema picks it where the union of a field holds that problem."""

    exception_type: ClassVar[type[errors.RealmError]]
    error_type: ClassVar[type[Problem]]

    def handle(self, exception: ErrorT, *, field: Any, info: Any) -> Problem:
        return self.error_type(code=exception.code, message=exception.message, **self.more(exception))

    def more(self, exception: ErrorT) -> dict[str, Any]:
        """What this problem tells besides its code and message."""
        return {}


class _OnInvalidInput(_Handler[errors.InvalidInput]):
    exception_type = errors.InvalidInput
    error_type = InvalidInput

    def more(self, exception: errors.InvalidInput) -> dict[str, Any]:
        return {"field": exception.field}


class _OnNotFound(_Handler[errors.NotFound]):
    exception_type = errors.NotFound
    error_type = NotFound


class _OnNotAllowed(_Handler[errors.NotAllowed]):
    exception_type = errors.NotAllowed
    error_type = NotAllowed


class _OnSignInRequired(_Handler[errors.SignInRequired]):
    exception_type = errors.SignInRequired
    error_type = SignInRequired


class _OnRateLimited(_Handler[errors.RateLimited]):
    exception_type = errors.RateLimited
    error_type = RateLimited

    def more(self, exception: errors.RateLimited) -> dict[str, Any]:
        return {"retry_after_s": exception.retry_after_s}


class _OnConflict(_Handler[errors.Conflict]):
    exception_type = errors.Conflict
    error_type = Conflict


class _OnRoomFull(_Handler[errors.RoomFull]):
    exception_type = errors.RoomFull
    error_type = RoomFull


class _OnIdempotencyMismatch(_Handler[errors.IdempotencyMismatch]):
    exception_type = errors.IdempotencyMismatch
    error_type = IdempotencyMismatch


EXCEPTION_HANDLERS: tuple[Any, ...] = (
    _OnInvalidInput(),
    _OnNotFound(),
    _OnNotAllowed(),
    _OnSignInRequired(),
    _OnRateLimited(),
    _OnConflict(),
    _OnRoomFull(),
    _OnIdempotencyMismatch(),
)

PROBLEMS: tuple[type[Problem], ...] = tuple(handler.error_type for handler in EXCEPTION_HANDLERS)


def to_graphql_error(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it.

    One of ours keeps its message and gets its code in the extensions; one of GraphQL's own (a document or variables
    that do not fit) passes as it is; anything else is a bug, masked and logged.
    """
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if original is None:
        return error
    if isinstance(original, errors.RealmError):
        return _with_extensions(error, original.message, extensions_of(original))
    incident = str(new_uuid())
    log.error("incident %s at %s", incident, error.path, exc_info=original)
    message = f"Something broke in the realm. Tell the host this incident id: {incident}."
    return _with_extensions(error, message, {"code": INTERNAL_SERVER_ERROR, "incidentId": incident})


def extensions_of(error: errors.RealmError) -> dict[str, Any]:
    """What a top-level error tells programs: its code, and what this leaf knows besides."""
    if isinstance(error, errors.InvalidInput):
        # The name every GraphQL tool knows for input that is the caller's to mend.
        return {"code": BAD_USER_INPUT, "field": error.field}
    if isinstance(error, errors.RateLimited):
        return {"code": error.code, "retryAfterS": error.retry_after_s}
    return {"code": error.code}


def _with_extensions(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
