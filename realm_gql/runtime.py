"""The frozen bag of ports: built once by `app.py`, handed down, never a global."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from realm_gql.broker.port import Broker
from realm_gql.config import Settings
from realm_gql.engine.embedding import Embedder
from realm_gql.engine.port import Engine
from realm_gql.kit.coalescing import Coalescer
from realm_gql.storage.database import Database

HEAVY_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything the realm runs on. `reads` lets those who watch the same room share their reads.

    `heavy_work` is entered by whatever takes tens of megabytes for a moment, such as reading a stranger's file: few at
    once, however many ask.
    There is an `embedder` where the host has set one; whoever uses it does without where there is none.
    """

    settings: Settings
    database: Database
    broker: Broker
    engine: Engine
    embedder: Embedder | None = None
    reads: Coalescer = field(default_factory=Coalescer)
    heavy_work: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HEAVY_AT_ONCE))
