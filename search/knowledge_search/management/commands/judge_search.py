"""`manage.py judge_search`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ... import conf
from ...engines.base import Engine, EngineUnavailable
from ...engines.database import DatabaseEngine
from ...judging import (
    FIRST,
    Figures,
    JudgedFileError,
    Verdict,
    by_category,
    judge,
    read,
    unknown_titles,
)

NAMES = {"database": "Datenbank", "elasticsearch": "Elasticsearch"}
MARKS = {None: "  ", 0: "✗ ", 1: "1 ", 2: "2 ", 3: "3 "}


class Command(BaseCommand):
    """How good the search is, in figures, and where it is worst."""

    help = (
        "Stellt beurteilte Suchanfragen (JSON) an die Suche und zeigt, wie gut sie antwortet: nDCG@10 (die "
        "besten Treffer oben), recall@20 (nichts Passendes fehlt) und Verstöße (falsche Freunde unter den "
        "ersten zehn, Treffer für Unsinn). Darf nichts gefunden werden, zählt eine Anfrage 1, wenn nichts "
        "gefunden wird, sonst 0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, the engine and how many of the worst queries are shown."""
        parser.add_argument("file", type=Path, help="Die Datei mit den beurteilten Anfragen.")
        parser.add_argument(
            "--engine",
            choices=(*NAMES, "all"),
            default="all",
            help="Wer antworten soll. „all“: alle, die eingerichtet sind (Vorgabe).",
        )
        parser.add_argument(
            "--worst", type=int, default=10, help="Wie viele der schlechtesten Anfragen (Vorgabe: 10)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge and report."""
        try:
            queries = read(options["file"])
        except JudgedFileError as error:
            raise CommandError(str(error)) from error
        for title in unknown_titles(queries):
            self.stdout.write(self.style.WARNING(f"Nicht im Speicher: „{title}“"))
        verdicts: dict[str, list[Verdict]] = {}
        for engine in _engines(options["engine"]):
            try:
                verdicts[engine.name] = judge(queries, engine)
            except EngineUnavailable as error:
                raise CommandError(f"{NAMES[engine.name]} antwortet nicht: {error}") from error
        for name, own in verdicts.items():
            self._table(NAMES[name], own)
        self._worst(verdicts, max(0, options["worst"]))

    def _table(self, name: str, verdicts: list[Verdict]) -> None:
        self.stdout.write(
            f"\n{name:<28}{'Anfragen':>9}{'nDCG@10':>10}{'recall@20':>11}{'Verstöße':>10}{'Verfehlt':>10}"
        )
        for label, own in (*by_category(verdicts).items(), ("insgesamt", verdicts)):
            figures, missed = Figures.of(own), sum(len(verdict.missed) for verdict in own)
            self.stdout.write(
                f"{label:<28}{figures.queries:>9}{figures.ndcg:>10.3f}{figures.recall:>11.3f}"
                f"{figures.violations:>10}{missed:>10}"
            )

    def _worst(self, verdicts: dict[str, list[Verdict]], number: int) -> None:
        """Show the queries with the lowest nDCG on any engine, with what each engine finds first."""
        rows = [row for row in zip(*verdicts.values(), strict=True) if min(map(_rank, row)) < _FLAWLESS]
        rows.sort(key=lambda row: min(map(_rank, row)))
        for row in rows[:number]:
            judged = row[0].judged
            filters = "".join(f" {name}={','.join(values)}" for name, values in judged.filters.items())
            self.stdout.write(f"\n„{judged.query}“{filters} ({judged.category})")
            wanted = [f"{grade} {title}" for title, grade in judged.grades.items() if grade]
            self.stdout.write(f"  gesucht: {' · '.join(wanted) or 'nichts'}")
            found = {NAMES[name]: verdict for name, verdict in zip(verdicts, row, strict=True)}
            if len(found) > 1 and len({verdict.titles for verdict in row}) == 1:
                found = {"beide": row[0]}
            for name, verdict in found.items():
                recall = "–" if verdict.recall is None else f"{verdict.recall:.2f}"
                self.stdout.write(
                    f"  {name}: nDCG {verdict.ndcg:.2f}, recall {recall}, {verdict.total} Treffer"
                )
                for place, title in enumerate(verdict.titles[:FIRST], start=1):
                    self.stdout.write(f"    {place:>2}. {MARKS[judged.grades.get(title)]}{title}")


def _rank(verdict: Verdict) -> tuple[bool, float, float]:
    """Put violations first, then what has the lowest nDCG and recall."""
    recall = 1.0 if verdict.recall is None else verdict.recall
    return (not verdict.violations, verdict.ndcg, recall)


_FLAWLESS = (True, 1.0, 1.0)


def _engines(wanted: str) -> list[Engine]:
    """Return the engines to ask.

    Raises:
        CommandError: Elasticsearch is asked for and not configured.
    """
    there = bool(conf.elasticsearch().url)
    if wanted == "elasticsearch" and not there:
        raise CommandError("Elasticsearch ist nicht eingerichtet (KNOWLEDGE_SEARCH, ELASTICSEARCH_URL).")
    engines: list[Engine] = [] if wanted == "elasticsearch" else [DatabaseEngine()]
    if there and wanted != "database":
        # The client takes a second to import; where no server is named, no command waits for it.
        from ...engines.elasticsearch.engine import ElasticsearchEngine

        engines.append(ElasticsearchEngine())
    return engines
