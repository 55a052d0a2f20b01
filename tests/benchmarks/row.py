"""One line of the report: a figure, its peer's, and whether it keeps its budget."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

_DIGITS = 4  # significant ones that are kept


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit of the figure itself, or of its ratio to the peer's."""

    limit: float
    of: Literal["value", "ratio"] = "value"
    at_least: bool = False

    def text(self, unit: str) -> str:
        """As the report prints it: "≤ 8 ms", "ratio ≥ 0.95"."""
        sign = "≥" if self.at_least else "≤"
        return (
            f"{sign} {self.limit:g} {unit}".strip() if self.of == "value" else f"ratio {sign} {self.limit:g}"
        )

    def is_met(self, value: float | None, ratio: float | None) -> bool | None:
        """Whether the figure keeps it; None where there is nothing to judge."""
        judged = value if self.of == "value" else ratio
        if judged is None:
            return None
        return judged >= self.limit if self.at_least else judged <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure. `peer` is the other program's in the same unit and run, `ratio` is ours in terms of it.

    value is None where something that it needs is missing; `note` then says what.
    """

    name: str
    value: float | None
    unit: str
    peer: float | None = None
    ratio: float | None = None
    budget: str | None = None
    met: bool | None = None
    plot_size: str | None = None  # device pixels, "900x700"
    points: int | None = None
    threads: int | None = None
    peer_name: str | None = None
    note: str = ""

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def judged(
    name: str,
    value: float,
    unit: str,
    *,
    peer: float | None = None,
    ratio: float | None = None,
    budget: Budget | None = None,
    **rest: Any,
) -> Row:
    """A row with its ratio and its verdict; judged before anything is rounded.

    ratio: where it is no plain quotient but, say, the median of several rounds'.
    """
    if ratio is None and peer:
        ratio = value / peer
    return Row(
        name=name,
        value=_rounded(value),
        unit=unit,
        peer=_rounded(peer),
        ratio=_rounded(ratio),
        budget=budget.text(unit) if budget else None,
        met=budget.is_met(value, ratio) if budget else None,
        **rest,
    )


def unmeasured(name: str, unit: str, reason: str, budget: Budget | None = None, **rest: Any) -> Row:
    """A row that says why there is no figure."""
    text = budget.text(unit) if budget else None
    return Row(name=name, value=None, unit=unit, budget=text, note=reason, **rest)


def row_from(document: dict[str, Any]) -> Row:
    """The row that was written as JSON. Raises ValueError where it has other fields."""
    expected = {field.name for field in fields(Row)}
    if set(document) != expected:
        raise ValueError(f"a row has the fields {sorted(expected)}, got {sorted(document)}")
    return Row(**document)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_DIGITS}g}")
