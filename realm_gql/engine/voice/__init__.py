"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "e32c8df640ecb4ebfc4069b4ce217cf6c7db97a30ae2aa71f3b44667d7544cdb"
