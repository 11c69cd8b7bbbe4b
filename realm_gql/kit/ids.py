"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_uuid() -> UUID:
    """A fresh UUID of version 7: 48 bits of milliseconds, then chance. Source: RFC 9562, section 5.7."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    return UUID(int=high | 0x7 << 76 | (chance >> 62) << 64 | 0b10 << 62 | chance & 0x3FFF_FFFF_FFFF_FFFF)
