"""`OpenAIEmbedder`: vectors from any OpenAI-compatible server, such as llama-server, vLLM or a hosted one.

Whatever such a server may do wrong ends in a named error of the port; vectors come whole, checked and of one size.
"""

from __future__ import annotations

import asyncio
import binascii
import sys
from array import array
from collections.abc import Sequence
from typing import Any

import orjson

from realm_gql.engine.embedding import Vector, check_texts, unit
from realm_gql.engine.port import EngineState, EngineStatus
from realm_gql.engine.remote import FAILURES, PASSING, Broken, ModelServer, Patience, explain
from realm_gql.errors import EngineFailed, EngineUnavailable

LIMIT_ANSWER_BYTES = 16 * 1024 * 1024
"""Room for 64 texts of 8,192 numbers each, written out."""


class _Answered(Exception):
    """The server took the request, and what it answered is no answer."""


class OpenAIEmbedder(ModelServer):
    """Vectors from a server at `base_url`, such as ``http://host:8080/v1``.

    Args:
        base_url: where ``/embeddings`` and ``/models`` lie.
        model: the model to ask for; empty means the first the server lists.
        api_key: sent as a bearer token when not empty.
        patience: how long the server may take; `first_token_s` is for a whole answer.
    """

    def __init__(self, base_url: str, model: str = "", api_key: str = "", patience: Patience | None = None) -> None:
        super().__init__(base_url, model, api_key, patience, "embedding server", "REALM_EMBEDDING")
        self._dimensions = 0

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has; 0 until the first answer."""
        return self._dimensions

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts, one a text, in their order.

        Raises:
            UnfitTexts: too many or too long, blank, or no Unicode.
            EngineUnavailable: the server cannot be reached, refuses, or takes too long.
            EngineFailed: it answered with what are not these texts' vectors.
        """
        check_texts(texts)
        if not texts:
            return []
        try:
            vectors = await self._ask_again(texts)
        except _Answered as error:
            self._set_down(str(error))
            raise EngineFailed(f"The embedding server at {self._base_url} gave no answer: {error}.") from error
        except FAILURES as error:
            why = explain(error)
            self._set_down(why)
            raise EngineUnavailable(f"The embedding server at {self._base_url} cannot answer: {why}.") from error
        self._status = EngineStatus(EngineState.READY, self._model)
        return vectors

    async def _ask_again(self, texts: Sequence[str]) -> list[Vector]:
        """Ask, and with backoff once more while what goes wrong may pass."""
        attempt = 0
        while True:
            try:
                async with asyncio.timeout(self._patience.first_token_s):
                    return self._read(await self._ask(texts), len(texts))
            except PASSING as error:
                if attempt == self._patience.attempts - 1:
                    raise
                await asyncio.sleep(self._pause_s(attempt, error))
                attempt += 1

    async def _ask(self, texts: Sequence[str]) -> bytes:
        """The body of the answer to one request."""
        client = self._client
        if client is None:
            raise Broken("the engine is not running")
        model = await self._find_model(client)
        body = orjson.dumps({"model": model, "input": list(texts), "encoding_format": "base64"})
        url, kind = f"{self._base_url}/embeddings", {"Content-Type": "application/json"}
        async with client.stream("POST", url, content=body, headers=kind) as response:
            self._check(response)
            answer = bytearray()
            async for data in response.aiter_bytes():
                answer += data
                if len(answer) > LIMIT_ANSWER_BYTES:
                    raise _Answered("it sent more than vectors can be")
            return bytes(answer)

    def _read(self, answer: bytes, count: int) -> list[Vector]:
        """The vectors in an answer, in the order of the texts. Source: OpenAI API, embedding object."""
        try:
            items = orjson.loads(answer)["data"]
            vectors = {item["index"]: unit(_numbers(item["embedding"])) for item in items}
        except (orjson.JSONDecodeError, LookupError, TypeError, ValueError, OverflowError) as error:
            raise _Answered("it sent garbage") from error
        if len(items) != count or set(vectors) != set(range(count)):
            raise _Answered(f"it sent {len(items)} vectors for {count} texts")
        sizes = {len(vector) for vector in vectors.values()} | ({self._dimensions} if self._dimensions else set())
        if len(sizes) > 1:
            raise _Answered(f"its vectors have now {max(sizes)} numbers and now {min(sizes)}")
        (self._dimensions,) = sizes
        return [vectors[number] for number in range(count)]


def _numbers(embedding: Any) -> Sequence[float]:
    """A vector as a server may send it: a list of numbers, or base64 of 32-bit floats, the lowest byte first."""
    if isinstance(embedding, str):
        numbers = array("f", binascii.a2b_base64(embedding, strict_mode=True))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers
    if not isinstance(embedding, list) or not all(type(number) in (int, float) for number in embedding):
        raise TypeError("not a list of numbers")
    return embedding
