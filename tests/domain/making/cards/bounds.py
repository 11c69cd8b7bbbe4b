"""How much memory something takes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

MIB = 1024**2


@contextmanager
def at_most(limit_bytes: int) -> Iterator[None]:
    """See that no more memory than this is held at any moment of the block."""
    tracemalloc.start()
    try:
        yield
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes <= limit_bytes, f"{peak_bytes / MIB:.1f} MiB"
