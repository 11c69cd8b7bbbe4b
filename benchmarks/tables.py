"""Small tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

Cell = str | int | float | bool


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows under a head, each column as wide as it must be."""
    lines = [list(head), *([_show(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    print(f"\n{title}")
    for number, line in enumerate(lines):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def print_facts(title: str, facts: Sequence[tuple[str, Cell]]) -> None:
    """Print one fact a line."""
    print_table(title, ("what", "measured"), facts)


def _show(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "NO"
    return f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell
