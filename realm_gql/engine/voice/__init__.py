"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "b182b5539feab720b789d87e91f64098fba37ee698c21ad252d85c7efeafa7a7"
