"""Canonical JSON: one text for one value, whoever writes it, so that a hash of it means something.

The text is made by the `rfc8785` package; here stands what it leaves to its caller. What is hashed, and why, is the
domain's business.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import rfc8785


class NotCanonical(ValueError):
    """The value has no canonical text: it holds what JSON cannot say, or not exactly."""


def canonical_json(value: Any) -> bytes:
    """The one JSON text of a value, in UTF-8.

    Numbers are doubles, as in all JSON: 1 and 1.0 are written alike, and so are 0.0 and -0.0. A large integer is
    written as the double it is; databases give large doubles back as integers.

    Args:
        value: what JSON can say: None, bool, int, float, str, and lists, tuples and dicts of them.

    Raises:
        NotCanonical: it holds NaN, an infinity, an integer that no double is, half a character, a key that is no text,
            or something that is not JSON; or it is nested too deep.

    Source: RFC 8785, JSON Canonicalization Scheme.
    """
    try:
        try:
            return rfc8785.dumps(value)
        except rfc8785.IntegerDomainError:
            return rfc8785.dumps(_with_doubles(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise NotCanonical(f"This has no canonical JSON: {error}.") from None
    except RecursionError:
        raise NotCanonical("This has no canonical JSON: it is nested too deep.") from None


def _with_doubles(value: Any) -> Any:
    """The same value, its large integers as the doubles they are."""
    if isinstance(value, dict):
        return {key: _with_doubles(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_with_doubles(part) for part in value]
    if isinstance(value, int) and abs(value) >= 2**53:
        return _double(value)
    return value


def _double(number: int) -> float:
    try:
        double = float(number)
    except OverflowError:
        raise NotCanonical("This has no canonical JSON: it holds an integer that no double is.") from None
    # The second is how a double looks whose shortest digits were filled up with zeros, as PostgreSQL does.
    if int(double) != number and Decimal(repr(double)) != number:
        raise NotCanonical("This has no canonical JSON: it holds an integer that no double is.")
    return double
