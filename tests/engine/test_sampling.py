"""The numbers a sampler is given: within bounds whatever was asked for, and never what is no number."""

from __future__ import annotations

import math
from pathlib import Path

import gguf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.port import Sampling
from realm_gql.engine.sampling import (
    DRY_ALLOWED_TOKENS,
    DRY_BASE,
    DRY_MULTIPLIER,
    DRY_TOKENS,
    GGUF_TEMPERATURE,
    MAKING,
    REMOTE_TEMPERATURE,
    TALK,
    NotANumber,
    bounded,
)
from realm_gql.engine.voice import PATH as VOICE_PATH

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def test_the_presets_are_what_the_documentation_says() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")
    table = [line for line in page.split("\n## ")[1].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    dry = f"{DRY_MULTIPLIER} / {DRY_BASE} / {DRY_ALLOWED_TOKENS} / {DRY_TOKENS}"

    voice = gguf.GGUFReader(VOICE_PATH).get_field("realm.temperature")
    assert voice is not None

    def told(preset: Sampling, temperature: float | None, repetition: str) -> list[str]:
        cut = f"{preset.top_k}", f"{preset.min_p:g}", f"{preset.repeat_penalty:g}"
        return [f"{temperature}", *cut, repetition]

    assert {row[0]: row[1:] for row in rows[2:]} == {
        "talk, embedded voice": told(TALK, round(voice.contents(), 3), "off"),
        "talk, a GGUF": told(TALK, GGUF_TEMPERATURE, dry),
        "making, any model": told(MAKING, MAKING.temperature, "off"),
        "talk, a server": [f"{REMOTE_TEMPERATURE}", *["the server's"] * 4],
    }
    assert (TALK.temperature, bounded(TALK), bounded(MAKING)) == (None, TALK, MAKING)


@given(st.builds(Sampling, NUMBERS | st.none(), st.integers(), NUMBERS, NUMBERS, st.integers()))
def test_every_number_ends_within_its_bounds(sampling: Sampling) -> None:
    found = bounded(sampling)

    assert found.temperature is None or found.temperature == 0.0 or 0.01 <= found.temperature <= 2.0
    assert (found.temperature is None) == (sampling.temperature is None)
    assert 0 <= found.top_k < 2**31
    assert 0.0 <= found.min_p <= 1.0
    assert 0.1 <= found.repeat_penalty <= 10.0
    assert 0 <= found.seed < 2**32 - 1
    assert bounded(found) == found


@pytest.mark.parametrize("name", ["temperature", "min_p", "repeat_penalty"])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_named(name: str, number: float) -> None:
    with pytest.raises(NotANumber, match=f"the {name} is {number}"):
        bounded(Sampling(**{name: number}))
