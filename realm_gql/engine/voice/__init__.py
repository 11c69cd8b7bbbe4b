"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "6555686fb358e412717182a58b4f650d2653a56c092826411f80bf6121fa0f57"
