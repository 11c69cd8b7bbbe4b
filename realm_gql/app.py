"""The composition root: from settings to a running realm. The only file that names an adapter."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realm_gql.broker.memory import MemoryBroker
from realm_gql.broker.port import Broker
from realm_gql.config import Settings, hand_down, load_settings
from realm_gql.engine.embedding import Embedder
from realm_gql.engine.fallback import FallbackEngine
from realm_gql.engine.models import chosen_model
from realm_gql.engine.port import Engine, EngineState, EngineStatus
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.errors import ConfigurationError
from realm_gql.kit.tasks import spawn
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database, prepare_data_dir
from realm_gql.storage.disk import held

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

    from realm_gql.engine.metrics import EngineMetrics

log = logging.getLogger("realm")

WS_PING_S = 8.0
"""A socket is pinged this often and given up after as long again: together with the presence lease and its renewal, a
closed laptop has left its room within 45 s."""
ENGINE_HEAD_START_S = 0.05
"""Long enough for the model's process to be on its way before imports keep this one busy."""
PROCESS_READY_S = 60.0
METRICS_HOST = "127.0.0.1"
ENGINE_LOOK_S, ENGINE_LOOKS = 0.05, 20
WS_LIMIT_BYTES = 256 * 1024
STALLED_CLIENT_MS = 30_000
"""A connection is dropped whose client takes nothing in for so long: it would keep what is written to it for ever, even
when we have closed it."""


def build_runtime(settings: Settings) -> Runtime:
    """Choose the adapters that the settings ask for; nothing is started yet."""
    return Runtime(settings, Database(settings), _broker(settings), _engine(settings), _embedder(settings))


def create_app(settings: Settings, runtime: Runtime | None = None) -> Starlette:
    """The realm as an ASGI application.

    Args:
        settings: what the host has set.
        runtime: the ports to run on; None builds them from the settings. Tests hand in their own.
    """
    from starlette.applications import Starlette

    from realm_gql import api, web
    from realm_gql.worker import Worker

    ports = runtime or build_runtime(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        worker = Worker(ports) if settings.worker else None
        await ports.broker.start()
        if worker is not None:
            await _start_models(ports)
            await worker.start()
        try:
            yield
        finally:
            if worker is not None:
                await worker.stop()
                await _stop_models(ports)
            await ports.broker.stop()
            await ports.database.close()

    return Starlette(routes=[*api.routes(ports), *web.routes(ports)], lifespan=lifespan)


def from_environment() -> Starlette:
    """The application of one of several API processes: its settings were handed down in the environment."""
    return create_app(load_settings())


async def prepare(settings: Settings) -> None:
    """Bring the database to the newest schema, see that there is a key to sign with, and plant the starter realm unless
    the host does not want it.

    Raises:
        StorageUnavailable: the database does not answer, or the key's file cannot be written.
        ConfigurationError: the realm's signing key is lost, or the file is none.
    """
    from realm_gql.domain import lineage
    from realm_gql.seed.plant import plant
    from realm_gql.storage.migrate import migrate

    await migrate(settings)
    database = Database(settings)
    try:
        if database.keys.find() is None:
            async with database.transaction() as tx:
                await lineage.signing_keys(tx)
        if settings.seed_starter_realm:
            await plant(database)
    finally:
        await database.close()


def run_server(settings: Settings, workers: int = 1) -> None:
    """Serve the realm until a signal ends it, and print its address once it listens.

    Raises:
        ConfigurationError: the port is taken, or several processes are asked for without Redis.
        StorageUnavailable: the data folder cannot be written, or the database does not answer.
    """
    refuse_lonely_processes(settings, workers)
    prepare_data_dir(settings.data_dir)
    with ExitStack() as stack:
        if settings.sqlite:
            stack.enter_context(held(settings.data_dir))
        listening = stack.enter_context(_listen(settings))
        if workers > 1:
            asyncio.run(prepare(settings))
            _serve_by_many(settings, workers, listening)
        else:
            asyncio.run(_serve(settings, listening))


def run_worker(settings: Settings) -> None:
    """Answer turns without serving, until a signal ends it.

    Raises:
        ConfigurationError: there is no Redis, so nobody would hear of it.
    """
    if not settings.redis_url:
        raise ConfigurationError("A worker of its own needs Redis between it and the servers: set REALM_REDIS_URL.")
    refuse_lonely_processes(settings, 2)
    asyncio.run(_work(settings))


def refuse_lonely_processes(settings: Settings, processes: int) -> None:
    """Refuse to run as several processes that could not hear each other.

    Raises:
        ConfigurationError: Redis or PostgreSQL is missing for more than one process.
    """
    if processes > 1 and not settings.redis_url:
        raise ConfigurationError(
            "Several processes need Redis between them: set REALM_REDIS_URL, or leave out --workers."
        )
    if processes > 1 and settings.sqlite:
        raise ConfigurationError("Several processes need PostgreSQL: set REALM_DATABASE_URL, or leave out --workers.")


def _broker(settings: Settings) -> Broker:
    if not settings.redis_url:
        return MemoryBroker()
    from realm_gql.broker.redis import RedisBroker

    return RedisBroker(settings.redis_url, settings.redis_prefix)


def _engine(settings: Settings) -> Engine:
    if settings.model_url:
        from realm_gql.engine.openai import OpenAIEngine
        from realm_gql.engine.pool import PoolEngine

        urls = [url.strip() for url in settings.model_url.split(",") if url.strip()]
        if not urls:
            raise ConfigurationError("REALM_MODEL_URL names no server: write http://host:8080/v1, or leave it out.")
        servers = [OpenAIEngine(url, settings.model_name, settings.model_api_key) for url in urls]
        voice: Engine = PoolEngine(servers) if len(servers) > 1 else servers[0]
    else:
        from realm_gql.engine.llama_cpp import LlamaCppEngine

        voice = LlamaCppEngine(
            chosen_model(settings),
            threads=settings.model_threads,
            context_tokens=settings.model_context_tokens,
            parallel=settings.model_parallel,
            metrics=_metrics(settings),
        )
    return FallbackEngine(voice, ScriptedEngine())


def _embedder(settings: Settings) -> Embedder | None:
    if settings.embedding_model and settings.embedding_url:
        raise ConfigurationError(
            "REALM_EMBEDDING_MODEL and REALM_EMBEDDING_URL are both set, and only one can be: leave one out."
        )
    if settings.embedding_url:
        from realm_gql.engine.openai_embedding import OpenAIEmbedder

        return OpenAIEmbedder(settings.embedding_url, settings.embedding_name, settings.embedding_api_key)
    if settings.embedding_model:
        from realm_gql.engine.llama_cpp import LlamaCppEmbedder

        return LlamaCppEmbedder(Path(settings.embedding_model))
    return None


async def _start_models(runtime: Runtime) -> None:
    """Let the models begin to load, the voice first; a second time does nothing."""
    await runtime.engine.start()
    if runtime.embedder is not None:
        await runtime.embedder.start()


async def _stop_models(runtime: Runtime) -> None:
    if runtime.embedder is not None:
        await runtime.embedder.stop()
    await runtime.engine.stop()


def _metrics(settings: Settings) -> EngineMetrics | None:
    """The engine's measures, served already; only the process that owns the model has any."""
    if not settings.metrics_port or not settings.worker:
        return None
    from realm_gql.engine.metrics import EngineMetrics

    metrics = EngineMetrics()
    try:
        metrics.serve(settings.metrics_port, METRICS_HOST)
    except OSError as error:
        raise ConfigurationError(
            f"Cannot serve metrics on port {settings.metrics_port} ({error.strerror}): choose another "
            "REALM_METRICS_PORT."
        ) from None
    return metrics


async def _work(settings: Settings) -> None:
    from realm_gql.worker import Worker

    # Beside servers that only serve it inherits their setting; but this process is the one that answers.
    runtime = build_runtime(replace(settings, worker=True))
    worker = Worker(runtime)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    await runtime.broker.start()
    await _start_models(runtime)
    await worker.start()
    print("The realm's worker answers.", flush=True)
    await ended.wait()
    await worker.stop()
    await _stop_models(runtime)
    await runtime.broker.stop()
    await runtime.database.close()


async def _serve(settings: Settings, listening: socket.socket) -> None:
    """Serve from this process; the model's process starts first, and loads while this one imports what it needs."""
    runtime = build_runtime(settings)
    if settings.worker:
        await _start_models(runtime)
        await asyncio.sleep(ENGINE_HEAD_START_S)
    try:
        await prepare(settings)
        import uvicorn

        app = create_app(settings, runtime)
        config = uvicorn.Config(app, **_server_options(settings))
        server = _announcing_server(config, settings, runtime.engine)
        gc.freeze()
        gc.enable()
        await server.serve(sockets=[listening])
    finally:
        await _stop_models(runtime)


def _serve_by_many(settings: Settings, workers: int, listening: socket.socket) -> None:
    """N API processes on one socket, and one worker beside them."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    class AnnouncingProcesses(Multiprocess):
        def init_processes(self) -> None:
            super().init_processes()
            if all(process.wait_until_ready(PROCESS_READY_S) for process in self.processes):
                print(
                    f"Realm of Echoes is open, served by {workers} processes. Walk in: {address(settings)}", flush=True
                )

    hand_down(settings, worker=False)
    worker = subprocess.Popen([sys.executable, "-m", "realm_gql", "worker"])
    try:
        config = uvicorn.Config(
            "realm_gql.app:from_environment",
            factory=True,
            workers=workers,
            **_server_options(settings),
        )
        AnnouncingProcesses(config, sockets=[listening]).run()
    finally:
        worker.terminate()
        worker.wait(timeout=15)


def address(settings: Settings) -> str:
    """Where a browser finds the realm."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def _server_options(settings: Settings) -> dict[str, Any]:
    return {
        "ws": "websockets-sansio",
        "ws_max_size": WS_LIMIT_BYTES,
        "ws_ping_interval": WS_PING_S,
        "ws_ping_timeout": WS_PING_S,
        "log_level": "warning",
        "server_header": False,
        "timeout_graceful_shutdown": 3,
        "forwarded_allow_ips": list(settings.trusted_proxies),
    }


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; connections have it from the socket they came in by
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_CLIENT_MS)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "choose another port with --port or PORT=."
        ) from None
    listening.set_inheritable(True)
    return listening


async def _tell_of_voice(engine: Engine) -> None:
    """Tell the host that the model can speak; one that takes more than a moment is told of now, and when it can."""
    for _ in range(ENGINE_LOOKS):
        if (status := engine.status()).state is not EngineState.STARTING:
            _tell_if_ready(status)
            return
        await asyncio.sleep(ENGINE_LOOK_S)
    print(f"{status.model}: {status.detail}", flush=True)
    spawn(_tell_when_ready(engine), "teller of a model that loads for long")


async def _tell_when_ready(engine: Engine) -> None:
    status = engine.status()
    while status.state in (EngineState.STARTING, EngineState.RESTARTING):
        await asyncio.sleep(ENGINE_LOOK_S)
        status = engine.status()
    _tell_if_ready(status)


def _tell_if_ready(status: EngineStatus) -> None:
    """Of a model that will never speak its engine tells in the log."""
    if status.state is EngineState.READY:
        print(f"{status.model} can speak. {status.detail}".strip(), flush=True)


def _announcing_server(config: uvicorn.Config, settings: Settings, engine: Engine) -> uvicorn.Server:
    """A server that prints its address once it listens; uvicorn has no hook for that moment."""
    from uvicorn import Server

    class AnnouncingServer(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                if settings.worker:
                    await _tell_of_voice(engine)
                print(f"Realm of Echoes is open. Walk in: {address(settings)}", flush=True)

    return AnnouncingServer(config)
