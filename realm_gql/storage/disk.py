"""The data folder as a whole: who holds it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from realm_gql.errors import ConfigurationError

LOCK_FILE = "realm.lock"


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Hold a data folder for as long as the block runs: its SQLite file is served by one process.

    The operating system lets go of it when the process ends, however it ends.

    Raises:
        ConfigurationError: another process holds it.
    """
    with (data_dir / LOCK_FILE).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigurationError(
                f"Another realm runs on the data folder {data_dir}; stop it, or choose another with --data or DATA=."
            ) from None
        yield
