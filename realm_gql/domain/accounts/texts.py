"""What short texts about an account may hold: names of devices, a bio, idempotency keys. Pure."""

from __future__ import annotations

import unicodedata

from realm_gql.errors import InvalidInput

BIO_MAX_CHARACTERS = 400
TOKEN_NAME_MAX_CHARACTERS = 80
IDEMPOTENCY_KEY_MAX_CHARACTERS = 200

_LINE_BREAKS = "\n\r\t"
_UNPRINTABLE = ("Cc", "Cs", "Cn")
_TURNING = "\u202a\u202b\u202c\u202d\u202e"
"""They turn the text around them to another direction. Isolates do it for their own text alone, and may stay."""


def has_unprintable(text: str, allowed: str = "") -> bool:
    """Whether a text holds control characters, halves of surrogate pairs or characters that do not exist.

    Overrides of the direction of writing count too: they turn what stands beside the text as well.
    """
    return any(
        (unicodedata.category(character) in _UNPRINTABLE or character in _TURNING) and character not in allowed
        for character in text
    )


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text to be seen: spaces, marks and characters without a look alone."""
    return not any(unicodedata.category(character)[0] in "LNPS" for character in text)


def parse_bio(field: str, raw: str) -> str | None:
    """What somebody says of themselves, at most 400 characters; None when it is blank.

    Raises:
        InvalidInput: it is too long or holds control characters.
    """
    text = raw.strip()
    if len(text) > BIO_MAX_CHARACTERS:
        raise InvalidInput(field, f"This has {len(text)} characters; at most {BIO_MAX_CHARACTERS} fit.")
    if has_unprintable(text, allowed=_LINE_BREAKS):
        raise InvalidInput(field, "This holds characters that cannot be shown.")
    return text or None


def parse_token_name(field: str, raw: str) -> str:
    """What a token or a device is called, 1 to 80 characters on one line.

    Raises:
        InvalidInput: it is blank, too long or holds control characters.
    """
    name = raw.strip()
    if is_blank(name) or len(name) > TOKEN_NAME_MAX_CHARACTERS:
        raise InvalidInput(field, f"Give it a name of 1 to {TOKEN_NAME_MAX_CHARACTERS} characters.")
    if has_unprintable(name):
        raise InvalidInput(field, "This name holds characters that cannot be shown.")
    return name


def check_idempotency_key(key: str) -> None:
    """See that an idempotency key has 1 to 200 printable characters.

    Raises:
        InvalidInput: it has not.
    """
    if not 1 <= len(key) <= IDEMPOTENCY_KEY_MAX_CHARACTERS or has_unprintable(key):
        raise InvalidInput(
            "idempotencyKey", f"An idempotency key has 1 to {IDEMPOTENCY_KEY_MAX_CHARACTERS} printable characters."
        )
