"""The worked examples of `docs/reputation.md`, read from the page itself: a title, what is earned, and a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reputation.md"


@dataclass(frozen=True)
class Row:
    """One creation of an example."""

    creation: str
    maker: str
    made_from: list[tuple[str, str]]
    receives: int


@dataclass(frozen=True)
class Example:
    """What is earned by the first row, and by whom it is received."""

    title: str
    echoes: int
    rows: list[Row]


def read_examples() -> list[Example]:
    """Every example of the page."""
    examples = []
    for section in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        rows = [
            Row(cells[0], cells[1], [(p.split()[0], p.split(maxsplit=1)[1]) for p in _parts(cells[2])], int(cells[3]))
            for line in section.splitlines()
            if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 4 and cells[3].isdigit()
        ]
        earned = re.search(r"^(.+?) earns (\d+) echoes", section, re.MULTILINE)
        assert earned is not None
        assert earned[1] == rows[0].creation
        examples.append(Example(section.splitlines()[0], int(earned[2]), rows))
    return examples


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


EXAMPLES = read_examples()
