"""llama-cpp-python's class `Llama` behind the same kind of HTTP: a lock, for it writes one reply at a time.

python benchmarks/engine/high_level.py MODEL --port 8125 --threads 2 --parallel 32 --context 1024
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import orjson
import uvicorn
from llama_cpp import Llama
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("model")
for name in ("port", "threads", "parallel", "context"):
    parser.add_argument(f"--{name}", type=int, required=True)
arguments = parser.parse_args()
threads = {"n_threads": arguments.threads, "n_threads_batch": arguments.threads}
llama = Llama(arguments.model, n_ctx=arguments.context, **threads, verbose=False)
one_at_a_time = asyncio.Lock()


async def health(_request: Request) -> Response:
    """It answers once the model is loaded."""
    return JSONResponse({})


async def completion(request: Request) -> Response:
    """A chat completion, streamed."""
    asked = orjson.loads(await request.body())

    async def events() -> AsyncIterator[bytes]:
        async with one_at_a_time:
            chunks: Iterator[Any] = iter(llama.create_chat_completion(**asked))
            while (
                chunk := await _to_the_end(asyncio.ensure_future(asyncio.to_thread(next, chunks, None)))
            ) is not None:
                yield b"data: " + orjson.dumps(chunk) + b"\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


async def _to_the_end(step: asyncio.Future[Any]) -> Any:
    """Wait for one step of the class, also when the client has gone: the next one must not find it still computing."""
    try:
        return await asyncio.shield(step)
    except asyncio.CancelledError:
        await step
        raise


routes = [Route("/health", health), Route("/v1/chat/completions", completion, methods=["POST"])]
uvicorn.run(Starlette(routes=routes), port=arguments.port, log_level="warning")
