"""What this machine could not test, told once at the end: which suites, how many tests, and how to have them."""

from __future__ import annotations

from collections import Counter

import pytest

SUITES = {
    "postgres": "everything on PostgreSQL: set REALM_TEST_DATABASE_URL (Debian package postgresql)",
    "redis": "everything on Redis: set REALM_TEST_REDIS_URL (Debian package redis-server)",
    "browser": "the browser suite: install Chromium (Debian package chromium)",
    "node": "the graphql-ws client: install Node 22.12 or newer, then npm --prefix frontend ci",
    "model": "the llama.cpp engine: install llama-cpp-python, and make voice",
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Group the skipped tests by the suite that their marker names."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    counts = Counter(_suite(report) for report in skipped)
    terminalreporter.section("left out on this machine")
    for suite, count in sorted(counts.items()):
        terminalreporter.line(f"{count:5}  {suite}")
    terminalreporter.line("       .ci/run, as root on Debian or Ubuntu, installs and starts all of it.")


def _suite(report: pytest.TestReport) -> str:
    for marker, suite in SUITES.items():
        if marker in report.keywords:
            return suite
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
