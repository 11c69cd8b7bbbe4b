"""A real realm with the built app, a slow voice, and a real browser to meet them with.

The browser lives as long as a module: Playwright's synchronous face keeps an event loop running in this thread, which
asynchronous tests elsewhere would trip over.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from browsing import DIST, PHONE, ROOT, Open, Watch, World, find_chromium, free_port, until_open
from slow_voice import slow_voice


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
                until_open(url, server)
                yield World(url, voice, other_port)
            finally:
                server.terminate()
                server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def watch(world: World) -> Iterator[Watch]:
    """Fails a test whose pages logged an error or asked a third party."""
    seen = Watch()
    yield seen
    assert seen.errors == []
    assert seen.origins <= {world.url, f"http://127.0.0.1:{world.other_port}"}


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
