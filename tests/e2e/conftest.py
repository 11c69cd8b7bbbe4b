"""A real realm with the built app, a slow voice, and a real browser to meet them with.

The browser lives as long as a module: Playwright's synchronous face keeps an event loop running in this thread, which
asynchronous tests elsewhere would trip over.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from slow_voice import Voice, slow_voice

ROOT = Path(__file__).parents[2]
DIST = ROOT / "frontend" / "dist"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
START_S = 30


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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A realm of its own, served by the real command on a free port."""
    find_chromium()
    if not (DIST / "index.html").is_file():
        pytest.skip("The app: build it with npm ci and npm run build in frontend/")
    port, other_port = free_port(), free_port()
    with slow_voice() as voice:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("REALM_")}
        environ |= {
            "REALM_DATA_DIR": str(tmp_path_factory.mktemp("realm")),
            "REALM_MODEL_URL": voice.address,
            "REALM_WEB_DIR": str(DIST),
            "REALM_ALLOWED_ORIGINS": f"http://127.0.0.1:{other_port}",
        }
        command = [sys.executable, "-m", "realm_gql", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
            url = f"http://127.0.0.1:{port}"
            try:
                _until_open(url, server)
                yield World(url, voice, other_port)
            finally:
                server.terminate()
                server.wait(timeout=20)


def _until_open(url: str, server: subprocess.Popen[bytes]) -> None:
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


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


@pytest.fixture
def watch(world: World) -> Iterator[Watch]:
    """Fails a test whose pages logged an error or asked a third party."""
    seen = Watch()
    yield seen
    assert seen.errors == []
    assert seen.origins <= {world.url, f"http://127.0.0.1:{world.other_port}"}


Open = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, watch: Watch) -> Iterator[Open]:
    """Somebody else with a phone, each time it is called."""
    contexts: list[BrowserContext] = []

    def come(**options: Any) -> Page:
        settings: dict[str, Any] = {
            "viewport": PHONE,
            "is_mobile": True,
            "has_touch": True,
            "reduced_motion": "reduce",
            "service_workers": "block",
        }
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield come
    for context in contexts:
        context.close()
