"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "9cdac81ea205a53639ce0f9cdd9e0eb86945729cd3fbda0ab31b5a97ca0595ab"
