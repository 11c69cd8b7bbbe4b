"""What is shown once and kept only as a hash: bearer tokens and recovery codes. Pure but for chance."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_PREFIX = "realm_"  # noqa: S105  # what every token begins with, so that a scanner finds leaked ones
TOKEN_BYTES = 32
RECOVERY_CODES = 8
RECOVERY_GROUPS = 4
RECOVERY_GROUP_CHARACTERS = 4

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


def new_token() -> str:
    """A bearer token: ``realm_`` and 256 bits of chance in 43 characters of base64url."""
    return TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def new_recovery_codes() -> list[str]:
    """Eight recovery codes of 80 bits, such as ``k7qd-9x2m-p4rt-w8hz``; no letter in them can be misread."""
    return ["-".join(_group() for _ in range(RECOVERY_GROUPS)) for _ in range(RECOVERY_CODES)]


def digest_of(secret: str) -> str:
    """How a token or a code is kept: its SHA-256 in hex. Chance of this size calls for no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def recovery_digest(code: str) -> str:
    """How a recovery code is kept, however it was typed: case, hyphens and letters misread for digits do not matter."""
    return digest_of(code.strip().lower().translate(_MISREAD))


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_GROUP_CHARACTERS))
