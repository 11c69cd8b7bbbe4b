"""The embedded voice "Echo": the file every realm can speak with. How it is made: `training/`. No code that runs it."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).parent / "echo.gguf"
SHA256 = "073bc827f500c64801319bacb613d502f9aa0817642c0662a437ea39294de285"
