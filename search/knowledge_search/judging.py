"""How good a search is: queries that people have judged, and what the engines make of them.

A judged file says for each query which titles a visitor would be glad to find. Its format stands in
`tests/search/relevance/README.md`.

nDCG@10 (Järvelin and Kekäläinen, 2002) is 1 where the ten first hits stand in the best possible order:
a hit of grade g gains 2^g - 1, divided by the logarithm (base 2) of its place plus one. recall@20 is the
share of what should be found (twenty at most) that is among the twenty first hits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from .engines import Engine
from .models import Record
from .registry import registry
from .request import PAGE_SIZE, SearchRequest
from .service import search

FIRST = 10
GRADES = (0, 1, 2, 3)


class JudgedFileError(Exception):
    """A judged file cannot be used; the message says in German why and where."""


@dataclass(frozen=True)
class JudgedQuery:
    """What is searched for, and what should be found.

    Attributes:
        query: the words as typed.
        filters: values by facet name.
        category: what the query tries, such as "Umlaut"; figures are shown for each.
        grades: by title, 3 (that is it) to 1 (touches it); 0 must not be among the first ten. Empty where
            nothing may be found.
    """

    query: str
    filters: Mapping[str, tuple[str, ...]]
    category: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Verdict:
    """What one engine made of one query.

    Attributes:
        judged: the query.
        titles: the twenty first hits.
        total: number of all hits.
    """

    judged: JudgedQuery
    titles: tuple[str, ...]
    total: int

    @property
    def ndcg(self) -> float:
        """nDCG@10. Where nothing may be found: 1 if nothing is, else 0; so too with zeros alone."""
        ideal = _gain(sorted(self.judged.grades.values(), reverse=True))
        if not ideal:
            return 0.0 if self.violations else 1.0
        # A title counts once, however often it is found.
        return _gain(self.judged.grades.get(title, 0) for title in dict.fromkeys(self.titles)) / ideal

    @property
    def recall(self) -> float | None:
        """recall@20, or None where there is nothing to find."""
        wanted = {title for title, grade in self.judged.grades.items() if grade}
        if not wanted:
            return None
        return len(wanted.intersection(self.titles)) / min(len(wanted), PAGE_SIZE)

    @property
    def violations(self) -> tuple[str, ...]:
        """What is found and should not be: false friends among the first ten, any hit for nonsense."""
        if not self.judged.grades:
            return self.titles
        return tuple(title for title in self.titles[:FIRST] if self.judged.grades.get(title) == 0)

    @property
    def missed(self) -> tuple[str, ...]:
        """Titles of grade 3 that are not among the first ten, while something lower is or a place is free."""
        best = [title for title, grade in self.judged.grades.items() if grade == max(GRADES)]
        missing = tuple(title for title in best if title not in self.titles[:FIRST])
        return missing if len(best) - len(missing) < FIRST else ()


@dataclass(frozen=True)
class Figures:
    """Means over some verdicts; `recall` leaves out queries with nothing to find, and is 1 if all are."""

    queries: int
    ndcg: float
    recall: float
    violations: int

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> Figures:
        """Return the figures of at least one verdict."""
        recalls = [verdict.recall for verdict in verdicts if verdict.recall is not None]
        return cls(
            queries=len(verdicts),
            ndcg=fmean(verdict.ndcg for verdict in verdicts),
            recall=fmean(recalls) if recalls else 1.0,
            violations=sum(len(verdict.violations) for verdict in verdicts),
        )


def judge(queries: Iterable[JudgedQuery], engine: Engine) -> list[Verdict]:
    """Ask an engine every query."""
    verdicts = []
    for judged in queries:
        page = search(SearchRequest(q=judged.query, filters=judged.filters), engine)
        verdicts.append(Verdict(judged, tuple(hit.title for hit in page.hits), page.total))
    return verdicts


def by_category(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Group verdicts, in the order in which the categories first appear."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.judged.category, []).append(verdict)
    return groups


def unknown_titles(queries: Iterable[JudgedQuery]) -> list[str]:
    """Return the titles with a grade that the store does not have, sorted."""
    wanted = {title for judged in queries for title in judged.grades}
    return sorted(wanted - set(Record.objects.filter(title__in=wanted).values_list("title", flat=True)))


def read(path: Path) -> list[JudgedQuery]:
    """Read a judged file: a list of queries, or an object with that list as `queries`.

    Raises:
        JudgedFileError: the file is not there or not as it should be.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise JudgedFileError(f"„{path}“ gibt es nicht.") from error
    except OSError as error:
        message = f"„{path}“ lässt sich nicht lesen. Nötig ist eine Datei, die Sie öffnen dürfen."
        raise JudgedFileError(message) from error
    except UnicodeDecodeError as error:
        raise JudgedFileError(f"„{path}“ ist nicht in UTF-8 gespeichert.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (Zeile {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise JudgedFileError(f"„{path}“ ist kein gültiges JSON{where}.") from error
    rows = content.get("queries") if isinstance(content, dict) else content
    if not isinstance(rows, list) or not rows:
        raise JudgedFileError(f"„{path}“ enthält keine Liste von Anfragen („queries“).")
    return [_read_row(row, number) for number, row in enumerate(rows, start=1)]


def _read_row(row: Any, number: int) -> JudgedQuery:
    if not isinstance(row, dict) or not isinstance(row.get("query"), str) or not row["query"].strip():
        raise JudgedFileError(f"Anfrage {number}: Der Text „query“ fehlt.")
    here = f"Anfrage {number} („{row['query']}“)"
    grades, category = row.get("grades"), row.get("category", "ohne Kategorie")
    if not isinstance(category, str):
        raise JudgedFileError(f"{here}: „category“ muss ein Text sein.")
    if not isinstance(grades, dict):
        raise JudgedFileError(
            f"{here}: „grades“ fehlt. Nötig ist je Titel eine Note; leer heißt: kein Treffer."
        )
    for title, grade in grades.items():
        if isinstance(grade, bool) or grade not in GRADES:
            raise JudgedFileError(f"{here}: Die Note für „{title}“ muss 0, 1, 2 oder 3 sein.")
    request = _request(row["query"], row.get("filters") or {}, here)
    return JudgedQuery(request.q, request.filters, category, grades)


def _request(query: str, filters: Any, here: str) -> SearchRequest:
    """Read query and filters as the search page would."""
    if not isinstance(filters, dict):
        raise JudgedFileError(f"{here}: „filters“ muss zu jeder Facette ihre Werte nennen.")
    pairs = [("q", query)]
    for name, given in filters.items():
        values = given if isinstance(given, list) else [given]
        if name not in registry.facets or not all(isinstance(value, str) for value in values):
            raise JudgedFileError(f"{here}: Den Filter „{name}“ mit diesen Werten gibt es nicht.")
        pairs += [(name, value) for value in values]
    request, problems = SearchRequest.parse(QueryDict(urlencode(pairs)))
    if problems:
        raise JudgedFileError(f"{here}: {problems[0].message}")
    return request


def _gain(grades: Iterable[int]) -> float:
    """Return the discounted gain of the first ten grades in their order."""
    first = list(grades)[:FIRST]
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(first, start=1))
