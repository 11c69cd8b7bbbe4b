"""Settings: the only reader of the environment. Every name carries its unit; every setting is in `docs/settings.md`."""

from __future__ import annotations

import os
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from realm_gql.errors import ConfigurationError

PREFIX = "REALM_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host may set, each by the environment variable ``REALM_<NAME>`` in upper case."""

    data_dir: Path = Path("realm-data")
    """Where the database, the models and the secret lie."""
    signing_key_file: Path = Path()
    """The key this realm signs creations with; empty means `signing-key.pem` in the data folder, made when first
    needed."""
    host: str = "127.0.0.1"
    """The address to listen on."""
    port: int = 8000
    """The port to listen on."""
    database_url: str = ""
    """PostgreSQL, as ``postgresql://user:password@host/name``; empty means SQLite in the data folder."""
    redis_url: str = ""
    """Redis, as ``redis://host:6379/0``; empty means in this process."""
    redis_prefix: str = "realm"
    """What every channel name in Redis starts with, so that realms can share a server."""
    model: str = ""
    """A GGUF file; empty means the model chosen by ``realm model use``, else the embedded voice."""
    model_url: str = ""
    """An OpenAI-compatible server, as ``http://host:8080/v1``, or several with commas between them; used instead of a
    GGUF, each reply by the healthy one with the least to do."""
    model_name: str = ""
    """The model to ask that server for; empty means the first it lists."""
    model_api_key: str = field(default="", repr=False)
    """The key sent to that server."""
    model_threads: int = 0
    """Threads the model computes with; 0 means one less than there are cores."""
    model_context_tokens: int = 0
    """Context of one dialogue; 0 means what the model was trained for, at most 4,096."""
    model_parallel: int = 0
    """Replies written at once; 0 means as many as there is memory for, at most 32. Where memory is short they share
    it."""
    embedding_model: str = ""
    """A GGUF file that makes vectors of texts, so that what is remembered can be found by what it is about; empty means
    none."""
    embedding_url: str = ""
    """An OpenAI-compatible server that makes them instead, as ``http://host:8080/v1``."""
    embedding_name: str = ""
    """The model to ask that server for; empty means the first it lists."""
    embedding_api_key: str = field(default="", repr=False)
    """The key sent to that server."""
    metrics_port: int = 0
    """Where Prometheus is told how the embedded engine does, at ``/metrics``, on this machine only; 0 is nowhere."""
    reply_pace_tokens_per_s: float = 30.0
    """How fast a reply is shown; 0 is as fast as it comes."""
    reply_max_tokens: int = 96
    """The longest reply."""
    reply_deadline_s: float = 60.0
    """When a reply that is still not finished is given up."""
    presence_lease_s: float = 25.0
    """How long a player stays in a room without a sign of life."""
    presence_renew_s: float = 8.0
    """How often an open subscription renews it."""
    turn_lease_s: float = 10.0
    """How long a turn belongs to a worker without a sign of life from it."""
    event_retention_days: float = 0.0
    """How long room events are kept; 0 is for ever."""
    room_capacity_players: int = 32
    """How many players a room holds."""
    waiting_turns_per_player: int = 10
    """How many unanswered lines a player may have in all rooms."""
    guests_per_minute_per_ip: int = 60
    """How many guests may enter from one address."""
    sign_ins_per_minute_per_ip: int = 30
    """How many times one address may try to sign in."""
    sign_ins_per_minute_per_account: int = 10
    """How many times one account may be tried."""
    sockets_per_ip: int = 300
    """How many WebSockets one address may hold."""
    subscriptions_per_socket: int = 20
    """How many subscriptions one WebSocket may hold."""
    query_cost_maximum: int = 20_000
    """The size of a viewer's query budget, in points."""
    query_cost_restore_per_s: int = 1_000
    """How fast that budget fills again."""
    query_timeout_s: float = 10.0
    """How long one operation may run."""
    body_limit_bytes: int = 65_536
    """The largest request body."""
    allowed_origins: tuple[str, ...] = ()
    """Origins besides our own that may call the API, comma-separated; ``*`` is any."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose ``X-Forwarded-For`` is believed, comma-separated."""
    web_dir: Path = Path()
    """The built SPA; empty means ``frontend/dist`` beside the package."""
    seed_starter_realm: bool = True
    """Whether an empty realm is filled with the starter realm."""
    worker: bool = True
    """Whether `realm serve` also answers turns itself."""

    @property
    def sqlite(self) -> bool:
        """Whether the database is the SQLite file in the data folder."""
        return not self.database_url

    @property
    def package_dir(self) -> Path:
        """The installed package."""
        return Path(__file__).resolve().parent


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read the settings; `overrides` win over the environment.

    Raises:
        ConfigurationError: for an unknown ``REALM_…`` name or a value of the wrong form.
    """
    source = os.environ if environ is None else environ
    known = {entry.name: entry for entry in fields(Settings)}
    hints = typing.get_type_hints(Settings)
    values: dict[str, object] = {}
    for variable, raw in source.items():
        if not variable.startswith(PREFIX) or variable.startswith(f"{PREFIX}TEST_"):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in known:
            raise ConfigurationError(f"{variable} is no setting of the realm; docs/settings.md lists them all.")
        values[name] = _parse(variable, raw, hints[name])
    values.update({name: value for name, value in overrides.items() if value is not None})
    return Settings(**values)  # type: ignore[arg-type]  # every value was parsed to its field's type above


def hand_down(settings: Settings, **overrides: object) -> None:
    """Write the settings to the environment, for the processes that this one starts."""
    for entry in fields(Settings):
        value = overrides.get(entry.name, getattr(settings, entry.name))
        if value != entry.default:
            os.environ[f"{PREFIX}{entry.name.upper()}"] = _written(value)


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(int(value)) if isinstance(value, bool) else str(value)


def _parse(variable: str, raw: str, kind: object) -> object:
    text = raw.strip()
    if isinstance(kind, types.GenericAlias):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if kind is bool:
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("0", "false", "no", "off", ""):
            return False
        raise ConfigurationError(f"{variable}={raw!r}: write 1 or 0.")
    if kind is Path:
        return Path(text)
    if kind in (int, float):
        try:
            number = int(text) if kind is int else float(text)
        except ValueError:
            raise ConfigurationError(f"{variable}={raw!r}: write a number.") from None
        if number < 0:
            raise ConfigurationError(f"{variable}={raw!r}: write a number that is not negative.")
        return number
    return text
