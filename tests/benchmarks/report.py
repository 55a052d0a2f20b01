"""The rows as a table for the terminal and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.row import Row

_MARKS = {True: "[green]yes[/]", False: "[red]NO[/]", None: ""}
_WIDTH = 168  # where no terminal says otherwise


def print_table(rows: Sequence[Row], title: str) -> None:
    """Print all rows; notes stand below, by number."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    table = Table(title=title, title_justify="left")
    table.add_column("what", max_width=64)
    for heading in ("value", "peer", "ratio"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("beside", max_width=26)
    for heading in ("budget", "met", "plot", "points", "threads"):
        table.add_column(heading, no_wrap=True)
    table.add_column("note", justify="right")
    notes: list[str] = []
    for row in rows:
        table.add_row(*_cells(row, notes))
    console.print(table)
    for number, note in enumerate(notes, 1):
        console.print(f"{number:>3}  {note}", markup=False, highlight=False)


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Write a JSON list of all rows."""
    text = json.dumps([row.document() for row in rows], indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _cells(row: Row, notes: list[str]) -> list[str]:
    if row.note and row.note not in notes:
        notes.append(row.note)
    return [
        row.name,
        "–" if row.value is None else f"{_number(row.value)} {row.unit}",
        _number(row.peer),
        _number(row.ratio),
        row.peer_name or "",
        row.budget or "",
        _MARKS[row.met],
        row.plot_size or "",
        f"{row.points:,}" if row.points else "",
        str(row.threads or ""),
        str(notes.index(row.note) + 1) if row.note else "",
    ]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"
