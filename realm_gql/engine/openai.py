"""`OpenAIEngine`: speaks through any OpenAI-compatible server, such as llama-server, vLLM or a hosted one.

What a remote may do wrong (hang, break off, answer with errors or with garbage) ends in a named error of the port and
never in a reply that looks finished. Only text content is read; tools and other modalities are not asked for.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import httpx
import orjson

from realm_gql.engine.grammar import passes
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.engine.rendering import PromptStyle, render_messages
from realm_gql.engine.sampling import REMOTE_TEMPERATURE, NotANumber, bounded
from realm_gql.engine.spoken import Spoken, find_stops
from realm_gql.errors import EngineFailed, EngineUnavailable
from realm_gql.kit.tasks import cancel, spawn

log = logging.getLogger("realm.engine")

PROBE_EVERY_S = 30.0
RETRY_LONGEST_S = 5.0
LIMIT_LINE_BYTES = 64 * 1024
# The API takes at most four stop strings; the rest is cut here, by `Spoken`.
STOPS_SENT = 4
TOO_LONG = (b"exceed_context_size_error", b"context_length_exceeded", b"maximum context length")
"""How llama-server, OpenAI and vLLM call a prompt that their context has no room for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a remote may take, in seconds, and how often it is asked again before the first token."""

    connect_s: float = 3.0
    first_token_s: float = 20.0
    next_token_s: float = 10.0
    attempts: int = 3
    backoff_s: float = 0.25


class _Retry(Exception):
    """The remote could not take the request now; nothing was said yet."""

    def __init__(self, why: str, after_s: float = 0.0) -> None:
        super().__init__(why)
        self.after_s = after_s


class _Broken(Exception):
    """The remote's answer is not what it should be, and asking again would not mend it."""


class _TooLong(Exception):
    """The remote's context has no room for this prompt; a shorter one may fit."""


class OpenAIEngine:
    """Speaks through a server at `base_url`, such as ``http://host:8080/v1``.

    Args:
        base_url: where ``/chat/completions`` and ``/models`` lie.
        model: the model to ask for; empty means the first the server lists.
        api_key: sent as a bearer token when not empty.
        patience: how long the server may take.
    """

    def __init__(self, base_url: str, model: str = "", api_key: str = "", patience: Patience | None = None) -> None:
        self._base_url = base_url.rstrip("/")
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._patience = patience or Patience()
        self._status = EngineStatus(EngineState.STARTING, model, "The model server is being asked for its models.")
        self._client: httpx.AsyncClient | None = None
        self._prober: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin asking the server what it has; returns at once."""
        if self._client is None:
            limits = httpx.Timeout(self._patience.first_token_s, connect=self._patience.connect_s)
            # The environment's proxies are not for a server the host named by address.
            self._client = httpx.AsyncClient(headers=self._headers, timeout=limits, trust_env=False)
            self._prober = spawn(self._probe(), "probe of the model server")

    async def stop(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if self._prober is not None:
            await cancel(self._prober)
        if client is not None:
            await client.aclose()
        self._status = EngineStatus(EngineState.FAILED, self._model, "The engine was stopped.")

    def status(self) -> EngineStatus:
        """How the server was when it was last spoken to."""
        return self._status

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Write one reply, piece by piece; closing the iterator closes the connection.

        Raises:
            EngineUnavailable: the server cannot answer; nothing was said.
            EngineFailed: it broke off or ran out of time mid-reply, its context has no room for the prompt, or what it
                wrote does not pass the schema.
        """
        deadline = asyncio.get_running_loop().time() + request.deadline_s
        spoke, said = False, ""
        try:
            async with aclosing(self._speak(request, deadline)) as texts:
                async for text in texts:
                    spoke = True
                    said += text
                    yield Piece(text, Source.MODEL, self._status.model)
        except _TooLong as error:
            raise EngineFailed(f"The context of the model server at {self._base_url} is too small.") from error
        except (httpx.HTTPError, httpx.InvalidURL, _Broken, _Retry, TimeoutError) as error:
            why = _explain(error)
            if spoke:
                raise EngineFailed(f"The model server broke off: {why}.") from error
            self._set_down(why)
            raise EngineUnavailable(f"The model server at {self._base_url} cannot answer: {why}.") from error
        if request.schema is not None and not _passes(request.schema, said):
            raise EngineFailed("The model server's answer broke off, or is not what was asked for.")

    async def _speak(self, request: GenerationRequest, deadline: float) -> AsyncGenerator[str, None]:
        """The shown text of a reply, asked for again with backoff until the first token arrives."""
        spoken = Spoken.for_prompt(request.prompt) if request.schema is None else Spoken(())
        attempt = 0
        while True:
            started = False
            try:
                async with aclosing(self._ask(request, deadline)) as texts:
                    async for text in texts:
                        started = True
                        if shown := spoken.feed(text):
                            yield shown
                        if spoken.ended:
                            return
                if rest := spoken.finish():
                    yield rest
                return
            except _TooLong:
                lines = request.prompt.lines
                if len(lines) < 2:
                    raise
                # The server counts tokens as nobody here can: the older half goes, and again, until it is content.
                request = replace(request, prompt=replace(request.prompt, lines=lines[(len(lines) + 1) // 2 :]))
            except (_Retry, httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                attempt += 1
                if started or attempt == self._patience.attempts:
                    raise
                pause_s = self._patience.backoff_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311 - jitter
                pause_s = max(pause_s, min(getattr(error, "after_s", 0.0), RETRY_LONGEST_S))
                if asyncio.get_running_loop().time() + pause_s >= deadline:
                    raise
                await asyncio.sleep(pause_s)

    async def _ask(self, request: GenerationRequest, deadline: float) -> AsyncGenerator[str, None]:
        """The content of one streamed completion, as it arrives."""
        client = self._client
        if client is None:
            raise _Broken("the engine is not running")
        async with asyncio.timeout_at(min(deadline, _in(self._patience.first_token_s))):
            model = await self._find_model(client)
            url, kind = f"{self._base_url}/chat/completions", {"Content-Type": "application/json"}
            ask = client.build_request("POST", url, content=_body(request, model), headers=kind)
            response = await client.send(ask, stream=True)
        try:
            async with asyncio.timeout_at(min(deadline, _in(self._patience.first_token_s))):
                await _check(response)
            self._status = EngineStatus(EngineState.READY, model)
            finished = False
            lines = _lines(response)
            wait_s = self._patience.first_token_s
            async with aclosing(lines):
                while not finished:
                    async with asyncio.timeout_at(min(deadline, _in(wait_s))):
                        line = await anext(lines, None)
                    if line is None:
                        raise _Broken("it stopped in the middle of a reply")
                    text, finished = _read_line(line)
                    if text:
                        wait_s = self._patience.next_token_s
                        yield text
        finally:
            await response.aclose()

    async def _find_model(self, client: httpx.AsyncClient) -> str:
        if self._model:
            return self._model
        response = await client.get(f"{self._base_url}/models")
        await _check(response)
        try:
            listed = orjson.loads(response.content)["data"][0]["id"]
        except (orjson.JSONDecodeError, LookupError, TypeError) as error:
            raise _Broken("it lists no models") from error
        if not isinstance(listed, str) or not listed:
            raise _Broken("it lists no models")
        self._model = listed
        return listed

    async def _probe(self) -> None:
        """Learn whether the server is there, and look again from time to time while it is not."""
        while (client := self._client) is not None:
            if self._status.state is not EngineState.READY:
                try:
                    async with asyncio.timeout(self._patience.first_token_s):
                        model = await self._find_model(client)
                        await _check(await client.get(f"{self._base_url}/models"))
                    self._status = EngineStatus(EngineState.READY, model)
                except (httpx.HTTPError, httpx.InvalidURL, _Broken, _Retry, TimeoutError) as error:
                    self._set_down(_explain(error))
            await asyncio.sleep(PROBE_EVERY_S)

    def _set_down(self, why: str) -> None:
        detail = f"The model server at {self._base_url} cannot answer: {why}. It is asked again."
        if self._status.detail != detail:
            log.warning("%s", detail)
        self._status = EngineStatus(EngineState.RESTARTING, self._model, detail)


def _body(request: GenerationRequest, model: str) -> bytes:
    prompt = request.prompt
    try:
        sampling = bounded(request.sampling)
    except NotANumber as refusal:
        raise EngineFailed(f"No token can be drawn like this: {refusal}.") from refusal
    messages = [
        {"role": message.role, "content": message.content} for message in render_messages(prompt, PromptStyle.PROSE)
    ]
    if prompt.reply_so_far:
        messages.append({"role": "assistant", "content": prompt.reply_so_far})
    body = {
        "model": model,
        "messages": messages,
        "max_tokens": max(1, request.max_tokens),
        "temperature": REMOTE_TEMPERATURE if sampling.temperature is None else sampling.temperature,
        "seed": sampling.seed,
        "stop": find_stops(prompt)[:STOPS_SENT],
        "stream": True,
    }
    if request.schema is not None:
        shape = {"name": "answer", "strict": True, "schema": request.schema}
        body |= {"response_format": {"type": "json_schema", "json_schema": shape}, "stop": []}
    try:
        return orjson.dumps(body)
    except orjson.JSONEncodeError as error:
        raise _Broken("what was said cannot be sent") from error


def _passes(schema: Mapping[str, Any], said: str) -> bool:
    """Whether a whole answer is what the schema asks for: servers may follow it, follow it in part, or break off."""
    try:
        return passes(schema, orjson.loads(said))
    except orjson.JSONDecodeError:
        return False


async def _check(response: httpx.Response) -> None:
    code = response.status_code
    if code == httpx.codes.TOO_MANY_REQUESTS or code >= httpx.codes.INTERNAL_SERVER_ERROR:
        after = response.headers.get("retry-after", "")
        raise _Retry(f"it answered {code}", float(after) if after.isdecimal() else 0.0)
    if code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise _Broken(f"it refuses the key (status {code}); set REALM_MODEL_API_KEY")
    if code == httpx.codes.BAD_REQUEST:
        told = await _beginning(response)
        if any(name in told for name in TOO_LONG):
            raise _TooLong
    if code != httpx.codes.OK:
        raise _Broken(f"it answered {code}; check REALM_MODEL_URL and REALM_MODEL_NAME")


async def _beginning(response: httpx.Response) -> bytes:
    """What a refusal says, as far as it is of interest."""
    told = b""
    async for data in response.aiter_bytes():
        told += data
        if len(told) > LIMIT_LINE_BYTES:
            break
    return told


async def _lines(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """The lines of an event stream, each bounded."""
    held = b""
    async for data in response.aiter_bytes():
        held += data
        *whole, held = held.split(b"\n")
        if len(held) > LIMIT_LINE_BYTES:
            raise _Broken("it sent a line without end")
        for line in whole:
            yield line.rstrip(b"\r")


def _read_line(line: bytes) -> tuple[str, bool]:
    """The text in a line of the stream, and whether the reply is complete. Source: OpenAI API, chat chunk object."""
    if not line or line.startswith((b":", b"event:", b"id:", b"retry:")):
        return "", False
    if not line.startswith(b"data:"):
        raise _Broken("it sent something that is no event stream")
    data = line[5:].strip()
    if data == b"[DONE]":
        return "", True
    try:
        chunk = orjson.loads(data)
        if chunk.get("error"):
            raise _Broken("it told of an error of its own")
        if not chunk["choices"]:
            return "", False
        choice = chunk["choices"][0]
        text = choice.get("delta", {}).get("content") or ""
        if not isinstance(text, str):
            raise _Broken("it sent text that is no text")
        return text, choice.get("finish_reason") is not None
    except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError) as error:
        raise _Broken("it sent garbage") from error


def _in(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


def _explain(error: Exception) -> str:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "it takes too long"
    if isinstance(error, httpx.ConnectError):
        return "nobody listens there"
    return str(error) or type(error).__name__
