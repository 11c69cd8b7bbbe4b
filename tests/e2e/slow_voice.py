"""An OpenAI-compatible server on loopback that says what it is told, word by word, slowly enough to be watched."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TALE = (
    "The bell has not rung since the sea took the lower town. Yet every ebb I count nine strokes, and there are only "
    "eight of us left to count. Sit. Dry your boots. \N{WATER WAVE} If you mean to go down, take the salt rope, not "
    "the hemp, and be back before the third lamp is lit on the causeway."
)
WORD_S = 0.08


class Voice:
    """What it says, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.word_s = WORD_S
        self.address = ""


@contextmanager
def slow_voice() -> Iterator[Voice]:
    """A voice on a free port, in a thread of its own."""
    voice = Voice()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._json({"data": [{"id": "slow-voice"}]})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            voice.asked += 1
            words = f"Take {voice.asked}. {TALE}".split(" ")
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for number, word in enumerate(words):
                    self._chunk(word if number == 0 else f" {word}", None)
                    time.sleep(voice.word_s)
                self._chunk("", "stop")
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                return  # The realm hung up: the reply was stopped.

        def _chunk(self, text: str, finish: str | None) -> None:
            body = {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}
            self.wfile.write(b"data: " + json.dumps(body).encode() + b"\n\n")
            self.wfile.flush()

        def _json(self, body: Any) -> None:
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Says nothing: the tests' output is for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    voice.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield voice
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
