"""`ModelServer`: what every adapter of an OpenAI-compatible server shares: its client, its patience, how it is doing.

What is asked of the server is `openai.py`'s and `openai_embedding.py`'s business.
"""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass

import httpx
import orjson

from realm_gql.engine.port import EngineState, EngineStatus
from realm_gql.kit.tasks import cancel, spawn

log = logging.getLogger("realm.engine")

PROBE_EVERY_S = 30.0
RETRY_LONGEST_S = 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a remote may take, in seconds, and how often it is asked again before the first token."""

    connect_s: float = 3.0
    first_token_s: float = 20.0
    next_token_s: float = 10.0
    attempts: int = 3
    backoff_s: float = 0.25


class Retry(Exception):
    """The remote could not take the request now; nothing was said yet."""

    def __init__(self, why: str, after_s: float = 0.0) -> None:
        super().__init__(why)
        self.after_s = after_s


class Broken(Exception):
    """The remote's answer is not what it should be, and asking again would not mend it."""


PASSING = (Retry, httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""What may be over when the remote is asked again."""
FAILURES = (httpx.HTTPError, httpx.InvalidURL, Broken, Retry, TimeoutError)
"""All that may come of asking a remote."""


class ModelServer:
    """A server at `base_url`, such as ``http://host:8080/v1``, and the client that speaks with it.

    Args:
        base_url: where ``/models`` and the rest lie.
        model: the model to ask for; empty means the first the server lists.
        api_key: sent as a bearer token when not empty.
        patience: how long the server may take.
        what: what the host calls it, such as ``model server``.
        setting: what the settings that name it begin with.
    """

    def __init__(
        self, base_url: str, model: str, api_key: str, patience: Patience | None, what: str, setting: str
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._patience = patience or Patience()
        self._what = what
        self._setting = setting
        self._status = EngineStatus(EngineState.STARTING, model, f"The {what} is being asked for its models.")
        self._client: httpx.AsyncClient | None = None
        self._prober: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin asking the server what it has; returns at once."""
        if self._client is None:
            limits = httpx.Timeout(self._patience.first_token_s, connect=self._patience.connect_s)
            # The environment's proxies are not for a server the host named by address.
            self._client = httpx.AsyncClient(headers=self._headers, timeout=limits, trust_env=False)
            self._prober = spawn(self._probe(), f"probe of the {self._what}")

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

    async def _find_model(self, client: httpx.AsyncClient) -> str:
        if self._model:
            return self._model
        response = await client.get(f"{self._base_url}/models")
        self._check(response)
        try:
            listed = orjson.loads(response.content)["data"][0]["id"]
        except (orjson.JSONDecodeError, LookupError, TypeError) as error:
            raise Broken("it lists no models") from error
        if not isinstance(listed, str) or not listed:
            raise Broken("it lists no models")
        self._model = listed
        return listed

    async def _probe(self) -> None:
        """Learn whether the server is there, and look again from time to time while it is not."""
        while (client := self._client) is not None:
            if self._status.state is not EngineState.READY:
                try:
                    async with asyncio.timeout(self._patience.first_token_s):
                        model = await self._find_model(client)
                        self._check(await client.get(f"{self._base_url}/models"))
                    self._status = EngineStatus(EngineState.READY, model)
                except FAILURES as error:
                    self._set_down(explain(error))
            await asyncio.sleep(PROBE_EVERY_S)

    def _set_down(self, why: str) -> None:
        detail = f"The {self._what} at {self._base_url} cannot answer: {why}. It is asked again."
        if self._status.detail != detail:
            log.warning("%s", detail)
        self._status = EngineStatus(EngineState.RESTARTING, self._model, detail)

    def _check(self, response: httpx.Response) -> None:
        """Raise what a status that is not 200 means."""
        code = response.status_code
        if code == httpx.codes.TOO_MANY_REQUESTS or code >= httpx.codes.INTERNAL_SERVER_ERROR:
            after = response.headers.get("retry-after", "")
            raise Retry(f"it answered {code}", float(after) if after.isdecimal() else 0.0)
        if code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Broken(f"it refuses the key (status {code}); set {self._setting}_API_KEY")
        if code != httpx.codes.OK:
            raise Broken(f"it answered {code}; check {self._setting}_URL and {self._setting}_NAME")

    def _pause_s(self, attempt: int, error: Exception) -> float:
        """How long to wait before a remote is asked again that could not be asked for the `attempt`-th time."""
        pause_s: float = self._patience.backoff_s * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - jitter
        return max(pause_s, min(getattr(error, "after_s", 0.0), RETRY_LONGEST_S))


def moment_in(seconds: float) -> float:
    """The event loop's time so many seconds from now."""
    return asyncio.get_running_loop().time() + seconds


def explain(error: Exception) -> str:
    """What went wrong with a remote, as the end of a sentence."""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "it takes too long"
    if isinstance(error, httpx.ConnectError):
        return "nobody listens there"
    return str(error) or type(error).__name__
