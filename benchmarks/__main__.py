"""`python -m benchmarks NAME`: runs one measurement or all, each on a realm of its own in a temporary folder."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from benchmarks import conversations, crashes, fairness, kill, memory, outage, presence, swarm, timing

Measure = Callable[[Path, argparse.Namespace], Coroutine[Any, Any, None]]

MEASURES: dict[str, tuple[str, Measure]] = {
    "conversations": ("six turns with each of three NPCs, to be read", lambda folder, _: conversations.main(folder)),
    "swarm": (
        "subscribers of one room whose sockets are killed at random",
        lambda folder, chosen: swarm.main(folder, chosen.subscribers, chosen.turns),
    ),
    "fairness": (
        "waits beside two players who flood a room",
        lambda folder, chosen: fairness.main(folder, chosen.lines),
    ),
    "kill": ("kill -9 of the server, and of the model, mid-reply", lambda folder, _: kill.main(folder)),
    "crashes": (
        "kill -9 of the model, again and again, under full load",
        lambda _, chosen: crashes.main(chosen.streams, chosen.kills),
    ),
    "memory": ("what is held after an hour of talk", lambda folder, chosen: memory.main(folder, chosen.minutes)),
    "start": ("from the command to listening and to the first words", lambda folder, _: timing.main_start(folder)),
    "stop": ("how fast a reply stops", lambda folder, chosen: timing.main_stop(folder, chosen.stops)),
    "presence": ("when somebody leaves whose line is dead", lambda folder, _: presence.main(folder)),
    "redis": ("Redis away and back, under two processes", lambda folder, chosen: outage.main(folder, chosen.away_s)),
}
LONG = {"memory"}
"""Run only when named."""


def main() -> None:
    """Run what was asked for."""
    about = "\n".join(f"  {name:<14} {text}" for name, (text, _) in MEASURES.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"Hard knocks and measurements on this machine, loopback only.\n\n{about}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all but the long ones when none is named")
    parser.add_argument("--subscribers", type=int, default=200, help="of swarm (200)")
    parser.add_argument("--turns", type=int, default=50, help="of swarm (50)")
    parser.add_argument("--lines", type=int, default=10, help="of fairness: how many each flooder says (10, the limit)")
    parser.add_argument("--stops", type=int, default=20, help="of stop (20)")
    parser.add_argument("--streams", type=int, default=32, help="of crashes: replies at once (32)")
    parser.add_argument("--kills", type=int, default=20, help="of crashes (20)")
    parser.add_argument("--minutes", type=float, default=60.0, help="of memory (60)")
    parser.add_argument("--away-s", type=float, default=20.0, help="of redis: how long it is away, in seconds (20)")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(MEASURES):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for name in chosen.names or (name for name in MEASURES if name not in LONG):
        with tempfile.TemporaryDirectory(prefix=f"realm-{name}-") as folder:
            asyncio.run(MEASURES[name][1](Path(folder), chosen))


if __name__ == "__main__":
    main()
