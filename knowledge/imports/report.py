"""The results in German lines, for the command."""

from collections import Counter
from collections.abc import Iterable, Iterator

from .cells import quote
from .results import Outcome, RowResult

_DONE = {
    Outcome.CREATED: "angelegt",
    Outcome.CHANGED: "geändert",
    Outcome.UNCHANGED: "unverändert",
    Outcome.REFUSED: "abgelehnt",
}
_TO_DO = {
    Outcome.CREATED: "würde angelegt",
    Outcome.CHANGED: "würde geändert",
    Outcome.UNCHANGED: "bliebe unverändert",
    Outcome.REFUSED: "würde abgelehnt",
}


def row_lines(result: RowResult, *, dry_run: bool) -> Iterator[str]:
    """Yield a row's line, and below it what changes, why it was refused, and what else to know."""
    title = f" {quote(result.title)}" if result.title else ""
    state = ""
    if result.outcome is Outcome.CREATED:
        state = " (veröffentlicht)" if result.is_published else " (Entwurf)"
    words = _TO_DO if dry_run else _DONE
    yield f"Zeile {result.number}: {words[result.outcome]}{title}{state}"
    if result.outcome is Outcome.CHANGED:
        for change in result.changes:
            yield f"    {change.column}: {_shown(change.before)} → {_shown(change.after)}"
    for reason in result.reasons:
        yield f"    {reason}"
    for note in result.notes:
        yield f"    Hinweis: {note}"
    for name in result.creates:
        yield f"    Neu dazu: {name}"


def summary(results: Iterable[RowResult], *, dry_run: bool) -> str:
    """Return the closing line."""
    counts = Counter(result.outcome for result in results)
    parts = ", ".join(f"{counts[outcome]} {word}" for outcome, word in _DONE.items())
    if dry_run:
        return f"Probelauf, nichts wurde gespeichert. Ein Import ergäbe: {parts}."
    return f"Fertig: {parts}."


def _shown(value: str) -> str:
    return quote(value) if value else "(leer)"
