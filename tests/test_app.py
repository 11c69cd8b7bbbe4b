"""The composition root: which adapters the settings choose, what is started and stopped, and what is refused."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from realm_gql.app import (
    STALLED_CLIENT_MS,
    _listen,
    _tell_of_voice,
    address,
    build_runtime,
    create_app,
    prepare,
    refuse_lonely_processes,
    run_worker,
)
from realm_gql.broker.memory import MemoryBroker
from realm_gql.broker.redis import RedisBroker
from realm_gql.config import Settings
from realm_gql.domain.lineage.models import Creation
from realm_gql.engine.fallback import FallbackEngine
from realm_gql.engine.llama_cpp import LlamaCppEmbedder, LlamaCppEngine
from realm_gql.engine.openai import OpenAIEngine
from realm_gql.engine.openai_embedding import OpenAIEmbedder
from realm_gql.engine.pool import PoolEngine
from realm_gql.engine.port import EngineState, EngineStatus
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.errors import ConfigurationError
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database
from realm_gql.storage.keys import KEY_FILE

SEVERAL = Settings(redis_url="redis://127.0.0.1:9/0", database_url="postgresql://realm@127.0.0.1:9/realm")


class CountedEngine(ScriptedEngine):
    """Authored lines; it counts its starts and stops."""

    def __init__(self) -> None:
        super().__init__()
        self.starts = self.stops = 0

    async def start(self) -> None:
        self.starts += 1
        await super().start()

    async def stop(self) -> None:
        self.stops += 1
        await super().stop()


class CountedEmbedder(OpenAIEmbedder):
    """It counts its starts and stops, and asks nobody."""

    starts = stops = 0

    async def start(self) -> None:
        self.starts += 1

    async def stop(self) -> None:
        self.stops += 1


async def creations(database: Database) -> int:
    """How many creations there are."""
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Creation)) or 0


def test_out_of_the_box_a_realm_needs_nothing_beside_itself(tmp_path: Path) -> None:
    runtime = build_runtime(Settings(data_dir=tmp_path))

    assert isinstance(runtime.broker, MemoryBroker)
    assert isinstance(runtime.engine, FallbackEngine)
    assert isinstance(runtime.engine._primary, LlamaCppEngine)
    assert runtime.embedder is None
    assert runtime.database.sqlite
    # Nothing is started by choosing: no file, no process.
    assert list(tmp_path.iterdir()) == []
    assert runtime.engine.status() == EngineStatus(EngineState.STARTING, "echo", "The model is loading.")


class LoadingEngine(ScriptedEngine):
    """A model that is being loaded until it is told otherwise."""

    told = EngineStatus(EngineState.STARTING, "bard", "The model is loading: 42 %.")

    def status(self) -> EngineStatus:
        return self.told


async def test_the_host_is_told_how_far_a_model_is_and_when_it_can_speak(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realm_gql.app.ENGINE_LOOK_S", 0.001)
    engine = LoadingEngine()
    await _tell_of_voice(engine)
    assert capsys.readouterr().out == "bard: The model is loading: 42 %.\n"

    engine.told = EngineStatus(EngineState.READY, "bard", "Two replies at once.")
    await asyncio.sleep(0.1)
    assert capsys.readouterr().out == "bard can speak. Two replies at once.\n"


async def test_a_model_that_is_there_at_once_is_told_of_once(capsys: pytest.CaptureFixture[str]) -> None:
    engine = LoadingEngine()
    engine.told = EngineStatus(EngineState.READY, "bard")
    await _tell_of_voice(engine)

    assert capsys.readouterr().out == "bard can speak.\n"


def test_three_settings_grow_it_beyond_one_machine(tmp_path: Path) -> None:
    runtime = build_runtime(replace(SEVERAL, data_dir=tmp_path, model_url="http://127.0.0.1:9/v1"))

    assert isinstance(runtime.broker, RedisBroker)
    assert isinstance(runtime.engine, FallbackEngine)
    assert isinstance(runtime.engine._primary, OpenAIEngine)
    assert not runtime.database.sqlite


def test_model_servers_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="REALM_MODEL_URL"):
        build_runtime(replace(SEVERAL, data_dir=tmp_path, model_url=" , "))


def test_several_model_servers_share_the_replies(tmp_path: Path) -> None:
    urls = "http://127.0.0.1:9/v1, http://127.0.0.1:10/v1"
    runtime = build_runtime(replace(SEVERAL, data_dir=tmp_path, model_url=urls))

    assert isinstance(runtime.engine, FallbackEngine)
    assert isinstance(runtime.engine._primary, PoolEngine)


def test_embeddings_come_from_a_file_or_a_server_and_not_from_both(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    by_file = replace(settings, embedding_model="minilm.gguf")
    by_server = replace(settings, embedding_url="http://127.0.0.1:9/v1", embedding_name="e5")

    assert isinstance(build_runtime(by_file).embedder, LlamaCppEmbedder)
    assert isinstance(build_runtime(by_server).embedder, OpenAIEmbedder)
    with pytest.raises(ConfigurationError, match="REALM_EMBEDDING_MODEL and REALM_EMBEDDING_URL"):
        build_runtime(replace(by_server, embedding_model="minilm.gguf"))


@pytest.mark.parametrize("worker", [True, False])
async def test_the_embedder_lives_as_long_as_the_engine(realm: Runtime, worker: bool) -> None:
    embedder = CountedEmbedder("http://127.0.0.1:9/v1", "none")
    runtime = replace(realm, embedder=embedder, settings=replace(realm.settings, worker=worker))
    app = create_app(runtime.settings, runtime)

    async with app.router.lifespan_context(app):
        assert (embedder.starts, embedder.stops) == (int(worker), 0)

    assert (embedder.starts, embedder.stops) == (int(worker), int(worker))


async def test_a_realm_goes_on_without_an_embedding_model_that_cannot_be_used(
    realm: Runtime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = LlamaCppEmbedder(tmp_path / "gone.gguf")
    runtime = replace(realm, embedder=embedder, settings=replace(realm.settings, worker=True))
    app = create_app(runtime.settings, runtime)

    async with app.router.lifespan_context(app):
        assert not await embedder.wait_ready(20.0)
        assert runtime.engine.status().state is EngineState.READY

    told = [record.getMessage() for record in caplog.records if record.name == "realm.engine"]
    gone = f"The model {tmp_path}/gone.gguf cannot be opened: No such file or directory."
    assert told == [f"{gone} The realm goes on without embeddings."]


@pytest.mark.parametrize("worker", [True, False])
async def test_only_a_process_that_answers_starts_the_engine(realm: Runtime, worker: bool) -> None:
    engine = CountedEngine()
    runtime = replace(realm, engine=engine, settings=replace(realm.settings, worker=worker))
    app = create_app(runtime.settings, runtime)

    async with app.router.lifespan_context(app):
        assert (engine.starts, engine.stops) == (int(worker), 0)

    assert (engine.starts, engine.stops) == (int(worker), int(worker))


@pytest.mark.parametrize(("wanted", "planted"), [(True, True), (False, False)])
async def test_a_realm_is_planted_unless_the_host_does_not_want_it(tmp_path: Path, wanted: bool, planted: bool) -> None:
    settings = Settings(data_dir=tmp_path, seed_starter_realm=wanted)

    await prepare(settings)

    database = Database(settings)
    first = await creations(database)
    await prepare(settings)
    assert (first > 0) == planted
    assert await creations(database) == first
    await database.close()


async def test_a_realm_has_a_key_before_it_opens_and_never_a_second_by_itself(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    await prepare(replace(settings, seed_starter_realm=False))
    first = (tmp_path / KEY_FILE).read_bytes()
    await prepare(settings)
    assert (tmp_path / KEY_FILE).read_bytes() == first

    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(ConfigurationError, match=r"signing key is not at .* realm key --renew"):
        await prepare(settings)
    assert not (tmp_path / KEY_FILE).exists()

    (tmp_path / KEY_FILE).write_text("nothing")
    with pytest.raises(ConfigurationError, match="holds no signing key"):
        await prepare(settings)


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (Settings(), "REALM_REDIS_URL"),
        (replace(SEVERAL, redis_url=""), "REALM_REDIS_URL"),
        (replace(SEVERAL, database_url=""), "REALM_DATABASE_URL"),
    ],
)
def test_processes_that_could_not_hear_each_other_are_refused(settings: Settings, missing: str) -> None:
    with pytest.raises(ConfigurationError, match=missing):
        refuse_lonely_processes(settings, 2)

    refuse_lonely_processes(settings, 1)
    refuse_lonely_processes(SEVERAL, 2)


@pytest.mark.parametrize("settings", [Settings(), replace(SEVERAL, database_url="")])
def test_a_worker_that_nobody_could_hear_is_refused(settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match=r"REALM_(REDIS|DATABASE)_URL"):
        run_worker(settings)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "http://127.0.0.1:9000"), ("::1", "http://[::1]:9000"), ("moor", "http://moor:9000")],
)
def test_the_address_is_one_that_a_browser_takes(host: str, shown: str) -> None:
    assert address(Settings(host=host, port=9000)) == shown


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="The option is Linux's own.")
def test_a_client_that_takes_nothing_in_is_dropped_by_the_system() -> None:
    with _listen(Settings(port=0)) as listening:
        listening.listen()
        with socket.create_connection(listening.getsockname()):
            connection, _ = listening.accept()
            with connection:
                kept = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

    assert kept == STALLED_CLIENT_MS
