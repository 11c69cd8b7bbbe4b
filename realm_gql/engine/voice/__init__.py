"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "816a570129ab789de98a42dcda97edbb4ed36f0b97092500b199bc6b7931ef8c"
