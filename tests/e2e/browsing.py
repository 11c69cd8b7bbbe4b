"""What the browser tests share: where things are, what a page is watched for, and how a realm is started."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from slow_voice import Voice

ROOT = Path(__file__).parents[2]
DIST = ROOT / "frontend" / "dist"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
START_S = 60


def find_chromium() -> str:
    """The browser of this machine, or a reason to leave these tests out."""
    found = os.environ.get("REALM_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("Chromium: install the Debian package chromium, or set REALM_TEST_CHROMIUM")
    return found


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class World:
    """Where the realm is, what speaks in it, and which other origin it lets in."""

    url: str
    voice: Voice
    other_port: int


def until_open(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a realm that was started answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"The realm ended with {server.returncode} before it was open.")
        try:
            with urllib.request.urlopen(f"{url}/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The realm was not open after {START_S} s.")


@dataclass
class Watch:
    """What a browser said and whom it asked, while a test went on."""

    errors: list[str] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)

    def over(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url.replace("ws", "http", 1)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https"):
            self.origins.add(f"{parts.scheme}://{parts.netloc}")


Open = Callable[..., Page]
