"""Passwords: what one must be, and its argon2id hash, made in threads of their own so that nothing else waits."""

from __future__ import annotations

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from realm_gql.domain.accounts.texts import has_unprintable
from realm_gql.errors import InvalidInput

PASSWORD_MIN_CHARACTERS = 8
PASSWORD_MAX_CHARACTERS = 200
HASHES_AT_ONCE = 2
"""Each takes 64 MiB while it is made, so a crowd at the door must not make them all at the same time."""

NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$gFbZL53WNNDs8k52U2k2CQ$/UXh2jBG3lupJ+2pAPTuIzCTl3jcwhqKCI65slRM9b4"
"""What a password is held against when there is no such account, so that the answer takes as long."""

_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(max_workers=HASHES_AT_ONCE, thread_name_prefix="password")


def parse_password(field: str, raw: str) -> str:
    """A password somebody chose: 8 to 200 characters, in one Unicode form whatever keyboard it was typed on.

    Raises:
        InvalidInput: it is too short, too long or holds control characters.
    """
    if not PASSWORD_MIN_CHARACTERS <= len(raw) <= PASSWORD_MAX_CHARACTERS:
        raise InvalidInput(field, f"A password has {PASSWORD_MIN_CHARACTERS} to {PASSWORD_MAX_CHARACTERS} characters.")
    if has_unprintable(raw):
        raise InvalidInput(field, "A password holds no control characters.")
    return unicodedata.normalize("NFKC", raw)


def typed_password(raw: str) -> str:
    """A password typed to be held against a hash; one nobody could have chosen is held too."""
    clean = raw[:PASSWORD_MAX_CHARACTERS].encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", clean) if len(raw) <= PASSWORD_MAX_CHARACTERS else ""


def needs_rehash(password_hash: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


async def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters in it. Source: RFC 9106, section 4."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def verify_password(password_hash: str | None, typed: str) -> bool:
    """Whether the typed password is the one that was hashed; takes as long when there is no hash to hold it against."""
    held_against = password_hash or NOBODYS_HASH
    matches = await asyncio.get_running_loop().run_in_executor(_threads, _matches, held_against, typed_password(typed))
    return matches and password_hash is not None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
