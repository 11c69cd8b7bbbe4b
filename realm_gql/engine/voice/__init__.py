"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "618850057211b425dae4596e8165df6f21a73bee12f4b47dbd2860a0a8a9f515"
