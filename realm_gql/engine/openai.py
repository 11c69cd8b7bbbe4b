"""`OpenAIEngine`: speaks through any OpenAI-compatible server, such as llama-server, vLLM or a hosted one.

What a remote may do wrong (hang, break off, answer with errors or with garbage) ends in a named error of the port and
never in a reply that looks finished. Only text content is read; tools and other modalities are not asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import httpx
import orjson

from realm_gql.engine.grammar import passes
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.engine.remote import FAILURES, PASSING, Broken, ModelServer, Patience, explain, moment_in
from realm_gql.engine.rendering import PromptStyle, render_messages
from realm_gql.engine.sampling import REMOTE_TEMPERATURE, NotANumber, bounded
from realm_gql.engine.spoken import Spoken, find_stops
from realm_gql.errors import EngineFailed, EngineUnavailable

LIMIT_LINE_BYTES = 64 * 1024
# The API takes at most four stop strings; the rest is cut here, by `Spoken`.
STOPS_SENT = 4
TOO_LONG = (b"exceed_context_size_error", b"context_length_exceeded", b"maximum context length")
"""How llama-server, OpenAI and vLLM call a prompt that their context has no room for."""


class _TooLong(Exception):
    """The remote's context has no room for this prompt; a shorter one may fit."""


class OpenAIEngine(ModelServer):
    """Speaks through a server at `base_url`, such as ``http://host:8080/v1``.

    Args:
        base_url: where ``/chat/completions`` and ``/models`` lie.
        model: the model to ask for; empty means the first the server lists.
        api_key: sent as a bearer token when not empty.
        patience: how long the server may take.
    """

    def __init__(self, base_url: str, model: str = "", api_key: str = "", patience: Patience | None = None) -> None:
        super().__init__(base_url, model, api_key, patience, "model server", "REALM_MODEL")

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
        except FAILURES as error:
            why = explain(error)
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
            except PASSING as error:
                if started or attempt == self._patience.attempts - 1:
                    raise
                pause_s = self._pause_s(attempt, error)
                attempt += 1
                if asyncio.get_running_loop().time() + pause_s >= deadline:
                    raise
                await asyncio.sleep(pause_s)

    async def _ask(self, request: GenerationRequest, deadline: float) -> AsyncGenerator[str, None]:
        """The content of one streamed completion, as it arrives."""
        client = self._client
        if client is None:
            raise Broken("the engine is not running")
        async with asyncio.timeout_at(min(deadline, moment_in(self._patience.first_token_s))):
            model = await self._find_model(client)
            url, kind = f"{self._base_url}/chat/completions", {"Content-Type": "application/json"}
            ask = client.build_request("POST", url, content=_body(request, model), headers=kind)
            response = await client.send(ask, stream=True)
        try:
            async with asyncio.timeout_at(min(deadline, moment_in(self._patience.first_token_s))):
                await _check_room(response)
            self._check(response)
            self._status = EngineStatus(EngineState.READY, model)
            finished = False
            lines = _lines(response)
            wait_s = self._patience.first_token_s
            async with aclosing(lines):
                while not finished:
                    async with asyncio.timeout_at(min(deadline, moment_in(wait_s))):
                        line = await anext(lines, None)
                    if line is None:
                        raise Broken("it stopped in the middle of a reply")
                    text, finished = _read_line(line)
                    if text:
                        wait_s = self._patience.next_token_s
                        yield text
        finally:
            await response.aclose()


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
        "stream": True,
    }
    if request.schema is None:
        body["stop"] = find_stops(prompt)[:STOPS_SENT]
    else:
        # No stops, rather than an empty list of them: hosted servers refuse that one.
        shape = {"name": "answer", "strict": True, "schema": request.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    try:
        return orjson.dumps(body)
    except orjson.JSONEncodeError as error:
        raise Broken("what was said cannot be sent") from error


def _passes(schema: Mapping[str, Any], said: str) -> bool:
    """Whether a whole answer is what the schema asks for: servers may follow it, follow it in part, or break off."""
    try:
        return passes(schema, orjson.loads(said))
    except orjson.JSONDecodeError:
        return False


async def _check_room(response: httpx.Response) -> None:
    """Raise what a refusal means that names the length of the prompt."""
    if response.status_code == httpx.codes.BAD_REQUEST:
        told = await _beginning(response)
        if any(name in told for name in TOO_LONG):
            raise _TooLong


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
            raise Broken("it sent a line without end")
        for line in whole:
            yield line.rstrip(b"\r")


def _read_line(line: bytes) -> tuple[str, bool]:
    """The text in a line of the stream, and whether the reply is complete. Source: OpenAI API, chat chunk object."""
    if not line or line.startswith((b":", b"event:", b"id:", b"retry:")):
        return "", False
    if not line.startswith(b"data:"):
        raise Broken("it sent something that is no event stream")
    data = line[5:].strip()
    if data == b"[DONE]":
        return "", True
    try:
        chunk = orjson.loads(data)
        if chunk.get("error"):
            raise Broken("it told of an error of its own")
        if not chunk["choices"]:
            return "", False
        choice = chunk["choices"][0]
        text = choice.get("delta", {}).get("content") or ""
        if not isinstance(text, str):
            raise Broken("it sent text that is no text")
        return text, choice.get("finish_reason") is not None
    except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError) as error:
        raise Broken("it sent garbage") from error
