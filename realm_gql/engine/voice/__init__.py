"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "547258fcce97e81ba3e04d28242a6d8f6617d96198fee20bc7c9c7d0f5c7b859"
