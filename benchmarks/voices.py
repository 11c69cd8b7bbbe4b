"""Which model speaks in the benchmarks: the embedded voice, or a tiny one of random weights, as real to the realm."""

from __future__ import annotations

from pathlib import Path

from realm_gql.engine.models import EMBEDDED_VOICE
from tests.engine.tiny_gguf import write_tiny_gguf


def babbler(folder: Path) -> dict[str, str]:
    """Settings for a model that loads in milliseconds, costs nothing and never ends a reply by itself."""
    return {"REALM_MODEL": str(write_tiny_gguf(folder / "babbler.gguf"))}


def talker(folder: Path) -> dict[str, str]:
    """Settings for a model that talks for a second without an end, as fast as it can, so that it can be interrupted."""
    model = write_tiny_gguf(folder / "talker.gguf", context_tokens=4096)
    return {"REALM_MODEL": str(model), "REALM_REPLY_MAX_TOKENS": "3000", "REALM_REPLY_PACE_TOKENS_PER_S": "0"}


def voice(folder: Path) -> dict[str, str]:
    """Settings for the voice a host would have: the embedded one; a babbler as long as there is none."""
    return {} if EMBEDDED_VOICE.is_file() else babbler(folder)
