"""Everything that can go wrong and be told, one class a leaf. Imports nothing.

::

    RealmError
    ├── InvalidInput            what was sent cannot be used; `field` names it
    ├── NotFound                it does not exist, or the viewer may not see it
    ├── NotAllowed              the viewer is known and may not
    ├── SignInRequired          nobody is signed in, or the token is bad, expired or revoked
    ├── RateLimited             too much, too fast; `retry_after_s` says when again
    ├── Conflict                it clashes with what is so now (a handle taken, a turn already closed)
    ├── RoomFull                the room holds all it can
    ├── IdempotencyMismatch     the same key came with other parameters
    ├── EngineUnavailable       no model can answer
    ├── EngineBusy              the engine's queue is full
    ├── EngineFailed            the model died or ran out of time mid-reply
    ├── BrokerUnavailable       the message server does not answer
    ├── StorageUnavailable      the database does not answer or its folder cannot be written
    └── ConfigurationError      a setting cannot work; says what to do

The domain raises these and does not know how they will look; `api/problems.py` maps each that a client can meet.
"""

from __future__ import annotations

from typing import ClassVar


class RealmError(Exception):
    """Something expected went wrong; `message` is one sentence for a person that says what to do."""

    code: ClassVar[str] = "REALM_ERROR"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(RealmError):
    """What was sent cannot be used; `field` is the input field's name as the client wrote it (camelCase)."""

    code = "INVALID_INPUT"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(RealmError):
    """It does not exist, or the viewer may not see it."""

    code = "NOT_FOUND"


class NotAllowed(RealmError):
    """The viewer is known and may not do this."""

    code = "NOT_ALLOWED"


class SignInRequired(RealmError):
    """Nobody is signed in, or the token is bad, expired or revoked."""

    code = "SIGN_IN_REQUIRED"


class RateLimited(RealmError):
    """Too much, too fast; try again after `retry_after_s` seconds."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Conflict(RealmError):
    """It clashes with what is so now."""

    code = "CONFLICT"


class RoomFull(RealmError):
    """The room holds all the players it can."""

    code = "ROOM_FULL"


class IdempotencyMismatch(RealmError):
    """The same idempotency key came with other parameters."""

    code = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


class EngineUnavailable(RealmError):
    """No model can answer."""

    code = "ENGINE_UNAVAILABLE"


class EngineBusy(RealmError):
    """The engine's queue is full."""

    code = "ENGINE_BUSY"


class EngineFailed(RealmError):
    """The model died of this line again and again, or ran out of time."""

    code = "ENGINE_FAILED"


class BrokerUnavailable(RealmError):
    """The message server does not answer."""

    code = "BROKER_UNAVAILABLE"


class StorageUnavailable(RealmError):
    """The database does not answer, or its folder cannot be written."""

    code = "STORAGE_UNAVAILABLE"


class ConfigurationError(RealmError):
    """A setting cannot work; the message says what to do."""

    code = "CONFIGURATION_ERROR"
