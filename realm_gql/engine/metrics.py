"""How the voice does, for Prometheus: how long people wait, how fast words come, how wide the batch is.

Served on a port of its own by whichever process owns the model, for the realm's own port may face the internet.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

_FAST_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128)


class EngineMetrics:
    """The measures of one engine."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()

        def histogram(name: str, about: str, *labels: str, buckets: tuple[float, ...] = _FAST_S) -> Histogram:
            return Histogram(f"realm_engine_{name}", about, labels, buckets=buckets, registry=self.registry)

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"realm_engine_{name}", about, labels, registry=self.registry)

        self.first_token = histogram("first_token_seconds", "From a reply's request to its first words.")
        self.between_tokens = histogram("between_tokens_seconds", "Between one piece of a reply and the next.")
        self.queue = histogram("queue_seconds", "What a reply waited for a place in the batch.", "purpose")
        self.width = histogram("batch_width", "Replies that took part in a step.", buckets=_WIDTHS)
        self.tokens = counter("tokens_total", "Tokens written.")
        self.prompt_tokens = counter("prompt_tokens_total", "Tokens of prompts: read anew, copied or restored.", "how")
        self.replies = counter("replies_total", "Replies that are over.", "end")
        self.restarts = counter("restarts_total", "Times the model's process was started again.")
        self.waiting = Gauge("realm_engine_replies_open", "Replies asked for and not over.", registry=self.registry)

    def serve(self, port: int, host: str) -> None:
        """Answer Prometheus at ``http://host:port/metrics`` for as long as the process lives.

        Raises:
            OSError: the port is taken.
        """
        start_http_server(port, addr=host, registry=self.registry)
