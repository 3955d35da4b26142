"""Suggestions while somebody types."""

import os

from knowledge_search.suggesting import suggest

from .table import Row
from .timing import compare

TYPED = ("ki", "kin", "kinder", "bü", "bue", "gemeinde", "gemeidne", "begegnungs", "eisl", "orgelw", "xq")


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return a row for each beginning."""
    group = os.environ["BENCH_STORE"]
    rows = []
    for typed in TYPED:
        found = compare(ours=lambda typed=typed: suggest(typed), rounds=30)["ours"]  # type: ignore[misc]
        rows.append(Row(group, f"Vorschläge zu „{typed}“", found.median, most=30))
    return rows, {}
