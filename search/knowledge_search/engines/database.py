"""The embedded engine: asks the search records in the site's own database, no server needed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router

from ..analysis import TextQuery, any_of
from ..models import Record
from ..registry import registry
from ..request import SearchRequest
from .base import EARTH_RADIUS_KM, Answer, Clusters, RawHit
from .dialects import get_dialect
from .sql import FACET, RECORD, Sql

_KM_PER_DEGREE = 111.0
# From this share of all records on, scanning the index of counts is faster than looking records up;
# and from the second, counting everything and taking away what did not match.
_SCAN_SHARE = 0.3
_SUBTRACT_SHARE = 0.8


@dataclass(frozen=True)
class _Plan:
    """The records that the text lets through (None for all), and what share of all that is."""

    text: TextQuery
    matched: Sql | None
    share: float


class DatabaseEngine:
    """SQLite (FTS5) or PostgreSQL, asked directly: joins, bm25 or ts_rank, counts by GROUP BY."""

    name = "database"

    def __init__(self) -> None:
        self.connection = connections[router.db_for_read(Record)]
        self.dialect = get_dialect(self.connection)

    def answer(self, request: SearchRequest, text: TextQuery) -> Answer:
        """Answer in at most five queries: words, counts, order, records, their facet values."""
        if request.q and text.is_empty:  # only punctuation
            return Answer(0, {}, (), 0)
        plan = self._plan(text)
        total, counts = self._count(request, plan)
        offset = request.offset
        if request.clamp and offset >= total:
            offset = max(0, total - 1) // request.limit * request.limit
        hits = self._hits(request, plan, offset) if total > offset and request.limit else ()
        return Answer(total, counts, hits, offset)

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Group by tile."""
        raise NotImplementedError

    def _plan(self, text: TextQuery) -> _Plan:
        matched = self._matched(text)
        if matched is None:
            return _Plan(text, None, 1.0)
        statement = f"SELECT (SELECT COUNT(*) FROM ({matched.text}) m), (SELECT COUNT(*) FROM {RECORD})"
        ((count, records),) = self._fetch(Sql(statement, matched.params))
        return _Plan(text, matched, count / max(records, 1))

    def _matched(self, text: TextQuery) -> Sql | None:
        """Return the records that the words let through, or None for all."""
        if text.is_empty:
            return None
        matched = text.matched
        found = self.dialect.matching(matched) if matched else Sql(f"SELECT id FROM {RECORD}")
        if not text.excluded:
            return found
        without = self.dialect.matching(any_of(*text.excluded))
        return Sql(
            f"SELECT id FROM ({found.text}) f WHERE id NOT IN ({without.text})", found.params + without.params
        )

    def _count(self, request: SearchRequest, plan: _Plan) -> tuple[int, dict[str, dict[str, int]]]:
        """Return the total and every facet's counts, in one statement."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        base = self._base(request, plan)
        if base is None and not request.filters:
            statement = self._count_all()
        elif (
            base is not None
            and not request.filters
            and not request.is_placed
            and plan.share > _SUBTRACT_SHARE
        ):
            statement = self._count_all_but_others(base)
        else:
            statement = self._count_under_filters(request, base or Sql(f"SELECT id FROM {RECORD}"), plan)
        for facet, value, count in self._fetch(statement):
            left = counts[facet].get(value, 0) + count
            if left:
                counts[facet][value] = left
            else:
                counts[facet].pop(value, None)
        total = counts.pop("", {}).get("", 0)
        return total, dict(counts)

    def _count_all(self) -> Sql:
        return Sql(
            f"SELECT facet, value, COUNT(*) FROM {FACET} GROUP BY facet, value "
            f"UNION ALL SELECT '', '', COUNT(*) FROM {RECORD}"
        )

    def _count_all_but_others(self, base: Sql) -> Sql:
        """Count everything, then negatively what is not in the base."""
        everything = self._count_all()
        return Sql(
            f"WITH m AS MATERIALIZED (SELECT id FROM {RECORD} WHERE id NOT IN ({base.text})) "
            f"{everything.text} UNION ALL SELECT f.facet, f.value, -COUNT(*) "
            f"FROM m {self.dialect.ordered_join} {FACET} f ON f.record_id = m.id GROUP BY f.facet, f.value "
            "UNION ALL SELECT '', '', -COUNT(*) FROM m",
            base.params,
        )

    def _count_under_filters(self, request: SearchRequest, base: Sql, plan: _Plan) -> Sql:
        """Count each facet under all filters but its own.

        For every record of the base, `missed` has one bit for each filter it fails. A record counts for
        all facets if it fails none, and for one facet if it fails that facet's filter alone.
        """
        bits = {name: 1 << position for position, name in enumerate(request.filters)}
        failures, own_bits = [Sql("0")], []
        for name, bit in bits.items():
            inside = _records_with(name, request.filters[name])
            failures.append(Sql(f"CASE WHEN b.id IN ({inside.text}) THEN 0 ELSE {bit} END", inside.params))
            own_bits.append(Sql(f"WHEN %s THEN {bit}", (name,)))
        missed = Sql.join(" + ", failures)
        condition = Sql("m.missed = 0")
        if own_bits:
            own = Sql.join(" ", own_bits)
            condition = Sql(f"(m.missed = 0 OR m.missed = CASE f.facet {own.text} ELSE -1 END)", own.params)
        join = self.dialect.ordered_join
        joined = f"{FACET} f {join} m" if plan.share >= _SCAN_SHARE else f"m {join} {FACET} f"
        return Sql(
            f"WITH m AS MATERIALIZED (SELECT b.id AS id, {missed.text} AS missed FROM ({base.text}) b) "
            f"SELECT f.facet, f.value, COUNT(*) FROM {joined} ON f.record_id = m.id WHERE {condition.text} "
            "GROUP BY f.facet, f.value UNION ALL SELECT '', '', COUNT(*) FROM m WHERE missed = 0",
            missed.params + base.params + condition.params,
        )

    def _base(self, request: SearchRequest, plan: _Plan) -> Sql | None:
        """Return the records that text and place let through, or None for all."""
        matches = plan.matched
        place = self._place(request)
        if place is None:
            return matches
        within = Sql(f"r.id IN ({matches.text})", matches.params) if matches else Sql("1 = 1")
        where = Sql.join(" AND ", [place, within])
        return Sql(f"SELECT r.id FROM {RECORD} r WHERE {where.text}", where.params)

    def _place(self, request: SearchRequest) -> Sql | None:
        """Return the condition that box and radius set on a record `r`."""
        conditions: list[Sql] = []
        if request.bbox:
            west, south, east, north = request.bbox
            either = "AND" if west <= east else "OR"
            conditions.append(
                Sql(
                    f"r.latitude BETWEEN %s AND %s AND (r.longitude >= %s {either} r.longitude <= %s)",
                    (south, north, west, east),
                )
            )
        if request.near and request.radius_km is not None:
            # The index narrows to a band of latitude before any sine is taken.
            band = request.radius_km / _KM_PER_DEGREE + 0.01
            distance = self._distance(request.near)
            conditions.append(
                Sql(
                    f"r.latitude BETWEEN %s AND %s AND {distance.text} <= %s",
                    (
                        request.near[0] - band,
                        request.near[0] + band,
                        *distance.params,
                        request.radius_km,
                    ),
                )
            )
        return Sql.join(" AND ", conditions) if conditions else None

    def _distance(self, near: tuple[float, float]) -> Sql:
        """Return the distance in km of a record `r` from a point: the haversine formula."""
        latitude, longitude = near
        half_chord = (
            "POWER(SIN(RADIANS(r.latitude - %s) / 2), 2) + %s * COS(RADIANS(r.latitude)) "
            "* POWER(SIN(RADIANS(r.longitude - %s) / 2), 2)"
        )
        return Sql(
            f"(2 * {EARTH_RADIUS_KM} * ASIN(SQRT({self.dialect.least}(1.0, {half_chord}))))",
            (latitude, math.cos(math.radians(latitude)), longitude),
        )

    def _hits(self, request: SearchRequest, plan: _Plan, offset: int) -> tuple[RawHit, ...]:
        rows = self._fetch(self._ordered(request, plan, offset))
        records = Record.objects.defer(
            "title_tokens", "summary_tokens", "terms_tokens", "body_tokens"
        ).in_bulk([row[0] for row in rows])
        return tuple(
            RawHit(
                record=records[record_id],
                distance_km=distance,
            )
            for record_id, distance in rows
            if record_id in records  # not deleted since the last statement
        )

    def _ordered(self, request: SearchRequest, plan: _Plan, offset: int) -> Sql:
        """Return id and distance of the hits of one page, in order."""
        by_text = request.sort == "relevance" and bool(plan.text.scores)
        source = Sql(f"{RECORD} r")
        if plan.matched:
            source = Sql(f"({plan.matched.text}) t JOIN {RECORD} r ON r.id = t.id", plan.matched.params)
        if by_text:
            points = self._points(plan.text)
            source = Sql(
                f"{source.text} LEFT JOIN ({points.text}) p ON p.id = r.id", source.params + points.params
            )
        distance = self._distance(request.near) if request.near else Sql("NULL")
        conditions = [
            Sql(f"r.id IN ({inside.text})", inside.params)
            for inside in (_records_with(name, values) for name, values in request.filters.items())
        ]
        place = self._place(request)
        if place:
            conditions.append(place)
        where = Sql.join(" AND ", conditions) if conditions else Sql("1 = 1")
        order = self._order(request.sort, by_text)
        return Sql(
            f"SELECT r.id, {distance.text} AS distance FROM {source.text} WHERE {where.text} "
            f"ORDER BY {order.text} LIMIT %s OFFSET %s",
            (*distance.params, *source.params, *where.params, *order.params, request.limit, offset),
        )

    def _points(self, text: TextQuery) -> Sql:
        """Return the sum of points by record."""
        parts = []
        for score in text.scores:
            found = self.dialect.matching(score.expression, score.field)
            parts.append(Sql(f"SELECT id, {score.points} AS points FROM ({found.text}) f", found.params))
        union = Sql.join(" UNION ALL ", parts)
        return Sql(f"SELECT id, SUM(points) AS points FROM ({union.text}) u GROUP BY id", union.params)

    def _order(self, sort: str, by_text: bool) -> Sql:
        """Return the ORDER BY; the last key makes every order stable."""
        if by_text:
            return Sql("COALESCE(p.points, 0) + r.quality DESC, r.date DESC NULLS LAST, r.id DESC")
        if sort == "title":
            return Sql(f"r.title_key {self.dialect.byte_order}, r.id")
        if sort == "distance":
            return Sql("distance NULLS LAST, r.id")
        newest = "r.date DESC NULLS LAST, r.id DESC"
        primary = tuple(kind.value for kind in registry.kinds if kind.primary)
        if sort == "newest" or not primary:
            return Sql(newest)
        # Without words nothing is more relevant than another; what most people come for stands first.
        marks = ", ".join(["%s"] * len(primary))
        return Sql(f"CASE WHEN r.type IN ({marks}) THEN 0 ELSE 1 END, {newest}", primary)

    def _fetch(self, statement: Sql) -> Sequence[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement.text, statement.params)
            return cursor.fetchall()


def _records_with(facet: str, values: Iterable[str]) -> Sql:
    values = tuple(values)
    marks = ", ".join(["%s"] * len(values))
    return Sql(f"SELECT record_id FROM {FACET} WHERE facet = %s AND value IN ({marks})", (facet, *values))
