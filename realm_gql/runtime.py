"""The frozen bag of ports: built once by `app.py`, handed down, never a global."""

from __future__ import annotations

from dataclasses import dataclass

from realm_gql.broker.port import Broker
from realm_gql.config import Settings
from realm_gql.engine.port import Engine
from realm_gql.storage.database import Database


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything the realm runs on."""

    settings: Settings
    database: Database
    broker: Broker
    engine: Engine
