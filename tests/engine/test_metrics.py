"""What Prometheus is told of the engine."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from realm_gql.engine.metrics import EngineMetrics
from realm_gql.engine.port import Purpose
from tests.engine.asking import hear, request
from tests.engine.conftest import StartEngine

pytestmark = pytest.mark.model


def _told(metrics: EngineMetrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"realm_engine_{name}", labels)


async def test_replies_are_counted_and_timed(tiny_model: Path, start_engine: StartEngine) -> None:
    metrics = EngineMetrics()
    engine = await start_engine(tiny_model, metrics=metrics, parallel=4)

    await asyncio.gather(*(hear(engine, request("Hello", max_tokens=20)) for _ in range(3)))
    stopped = engine.stream(request("And on", max_tokens=500))
    await anext(stopped)
    assert _told(metrics, "replies_open") == 1
    await stopped.aclose()

    assert _told(metrics, "replies_total", end="whole") == 3
    assert _told(metrics, "replies_total", end="stopped") == 1
    assert _told(metrics, "replies_open") == 0
    assert _told(metrics, "first_token_seconds_count") == 4
    assert _told(metrics, "queue_seconds_count", purpose="turn") == 4
    await hear(engine, replace(request("A bell", max_tokens=4), purpose=Purpose.MAKING))
    assert _told(metrics, "queue_seconds_count", purpose="making") == 1
    assert (_told(metrics, "tokens_total") or 0) >= 3 * 19
    assert (_told(metrics, "prompt_tokens_total", how="copied") or 0) > 0
    assert _told(metrics, "restarts_total") == 0
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    await hear(engine, request("Hello", max_tokens=20))
    assert _told(metrics, "restarts_total") == 1


async def test_they_are_served_where_prometheus_looks(unused_tcp_port: int) -> None:
    metrics = EngineMetrics()
    metrics.restarts.inc()
    metrics.serve(unused_tcp_port, "127.0.0.1")

    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://127.0.0.1:{unused_tcp_port}/metrics")
    assert "realm_engine_restarts_total 1.0" in answer.text
