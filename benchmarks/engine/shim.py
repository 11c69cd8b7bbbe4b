"""Our engine behind a thin HTTP server of the benchmark's own: server-sent events, one for each piece, no pace.

python -m benchmarks.engine.shim MODEL --port 8123 --threads 2 --parallel 32
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.llama_cpp.protocol import read_prompt
from realm_gql.engine.port import GenerationRequest, Prompt, Sampling


def build(engine: LlamaCppEngine) -> Starlette:
    """The server around an engine that was started."""

    async def health(_request: Request) -> Response:
        ready = await engine.wait_ready(60)
        return JSONResponse({"ready": ready, "detail": engine.status().detail}, 200 if ready else 503)

    async def completion(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        sampling = Sampling(temperature=asked["temperature"], seed=asked["seed"])
        generation = GenerationRequest("b", read_prompt(asked), asked["max_tokens"], 600.0, sampling)

        async def events() -> AsyncIterator[bytes]:
            async for piece in engine.stream(generation):
                yield b"data: " + orjson.dumps({"content": piece.text}) + b"\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    return Starlette(routes=[Route("/health", health), Route("/completion", completion, methods=["POST"])])


def body_for(prompt: Prompt, seed: int, max_tokens: int, temperature: float) -> bytes:
    """What `completion` reads."""
    return orjson.dumps({"prompt": asdict(prompt), "seed": seed, "max_tokens": max_tokens, "temperature": temperature})


async def _serve(arguments: argparse.Namespace) -> None:
    engine = LlamaCppEngine(
        arguments.model, threads=arguments.threads, context_tokens=arguments.context, parallel=arguments.parallel
    )
    await engine.start()
    config = uvicorn.Config(build(engine), port=arguments.port, log_level="warning")
    try:
        await uvicorn.Server(config).serve()
    finally:
        await engine.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--parallel", type=int, required=True)
    parser.add_argument("--context", type=int, required=True)
    asyncio.run(_serve(parser.parse_args()))
