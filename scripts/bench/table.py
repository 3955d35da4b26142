"""The table that is printed at the end."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Row:
    """One line: what was measured here, what it is held against, and how they may relate.

    Attributes:
        group: what was asked: the engine, the database.
        what: what was measured.
        ours, other: two figures of one unit; without `other` the figure stands for itself.
        most: what the ratio `ours / other` (or `ours` alone) may be at most.
        least: what it has to be at least.
        unit: of the figures.
    """

    group: str
    what: str
    ours: float
    other: float | None = None
    most: float | None = None
    least: float | None = None
    unit: str = "ms"

    @property
    def judged(self) -> float:
        """The figure that the limits are for."""
        return self.ours if self.other is None else self.ours / max(self.other, 1e-9)

    @property
    def limit(self) -> str:
        """The limits, as they are printed."""
        parts = [f"≤ {self.most:g}"] if self.most is not None else []
        parts += [f"≥ {self.least:g}"] if self.least is not None else []
        return " ".join(parts)

    @property
    def verdict(self) -> str:
        """Whether the limits hold; nothing where there are none."""
        if not self.limit:
            return ""
        over = self.most is not None and self.judged > self.most
        under = self.least is not None and self.judged < self.least
        return "VERFEHLT" if over or under else "gut"


def show(rows: Sequence[Row]) -> None:
    """Print the table."""
    wide = max((len(row.what) for row in rows), default=0)
    head = f"{'hier':>10} {'Vergleich':>10} {'':<5} {'Verhältnis':>10}  {'Soll':<8} Urteil"
    say(f"\n{'':<14} {'Messung':<{wide}} {head}")
    for row in rows:
        other = "" if row.other is None else f"{row.other:.2f}"
        ratio = "" if row.other is None else f"{row.judged:.2f}"
        say(
            f"{row.group:<14} {row.what:<{wide}} {row.ours:>10.2f} {other:>10} {row.unit:<5} {ratio:>10}  "
            f"{row.limit:<8} {row.verdict}".rstrip()
        )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
