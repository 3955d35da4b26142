"""The statements of the embedded engine: what matches, one page of hits, the map."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from ..analysis import Expression, TextQuery, any_of
from ..analysis.expressions import Field
from ..registry import registry
from ..request import SearchRequest
from .base import EARTH_RADIUS_KM, MAX_CLUSTERS
from .sql import FACET, RECORD, Dialect, Sql

_KM_PER_DEGREE = 111.0
# More than all points together; marks the records that match.
_MATCHED = 1 << 30
_MAX_QUALITY = 100
_ALL = Sql(f"SELECT id FROM {RECORD}")
_LAST = "r.date DESC NULLS LAST, r.id DESC"


class Statements:
    """One search, in SQL."""

    def __init__(self, dialect: Dialect, request: SearchRequest, text: TextQuery) -> None:
        self.dialect = dialect
        self.request = request
        self.text = text
        self.base = self._base()

    def hits(self, offset: int) -> Sql:
        """Return id and distance of the hits of one page, in order."""
        request = self.request
        distance = self._distance(request.near) if request.near else Sql("NULL")
        if request.sort == "relevance" and self.text.scores:
            return self._best(distance, offset)
        conditions = self._conditions("r.id")
        where = f" WHERE {conditions.text}" if conditions else ""
        order = self._order()
        return Sql(
            f"SELECT r.id, {distance.text} AS distance FROM {RECORD} r{where} "
            f"ORDER BY {order.text} LIMIT %s OFFSET %s",
            (
                *distance.params,
                *(conditions.params if conditions else ()),
                *order.params,
                request.limit,
                offset,
            ),
        )

    def clusters(self, zoom: int) -> Sql:
        """Return rows of latitude, longitude, count and lowest id by tile, the largest first.

        The last row has no id: how many hits have a place, and how many there are.
        """
        conditions = self._conditions("r.id")
        where = f" WHERE {conditions.text}" if conditions else ""
        tiles = 2 ** (zoom + 1)
        # Beyond this the tile is the outermost one anyway, and a pole would divide by zero.
        sine = f"{self.dialect.least}(0.9999, {self.dialect.greatest}(-0.9999, SIN(RADIANS(latitude))))"
        column = f"FLOOR((longitude + 180) / 360.0 * {tiles})"
        row = f"FLOOR((0.5 - LN((1 + sine) / (1 - sine)) / {4 * math.pi!r}) * {tiles})"
        return Sql(
            f"WITH m AS MATERIALIZED (SELECT r.id, r.latitude, r.longitude FROM {RECORD} r{where}), "
            f"s AS (SELECT id, latitude, longitude, {sine} AS sine FROM m "
            "WHERE latitude IS NOT NULL AND longitude IS NOT NULL), "
            f"t AS (SELECT id, latitude, longitude, {self._inside(column, tiles)} AS x, "
            f"{self._inside(row, tiles)} AS y FROM s) "
            "SELECT * FROM (SELECT AVG(latitude), AVG(longitude), COUNT(*), MIN(id) FROM t GROUP BY x, y "
            f"ORDER BY COUNT(*) DESC, MIN(id) LIMIT {MAX_CLUSTERS}) c "
            "UNION ALL SELECT COUNT(latitude + longitude), NULL, COUNT(*), NULL FROM m",
            conditions.params if conditions else (),
        )

    def _inside(self, number: str, tiles: int) -> str:
        return f"{self.dialect.least}({tiles - 1}, {self.dialect.greatest}(0, {number}))"

    def _base(self) -> Sql | None:
        """Return the records that text and place let through, or None for all."""
        matches, place = self._matched(), self._place()
        if place is None:
            return matches
        within = matches.within(" AND r.id IN ({})") if matches else Sql("")
        return Sql(
            f"SELECT r.id FROM {RECORD} r WHERE {place.text}{within.text}", place.params + within.params
        )

    def _matched(self) -> Sql | None:
        """Return the records that the words let through, or None for all."""
        if self.text.is_empty:
            return None
        matched = self.text.matched
        found = self.dialect.matching(matched) if matched else _ALL
        if not self.text.excluded:
            return found
        without = self.dialect.matching(any_of(*self.text.excluded))
        return Sql(
            f"SELECT id FROM ({found.text}) f WHERE id NOT IN ({without.text})", found.params + without.params
        )

    def _conditions(self, column: str) -> Sql | None:
        """Return what base and filters demand of a record's id, or None for nothing."""
        sets = [self.base] if self.base else []
        sets += [_records_with(name, values) for name, values in self.request.filters.items()]
        return Sql.join(" AND ", [part.within(f"{column} IN ({{}})") for part in sets]) if sets else None

    def _best(self, distance: Sql, offset: int) -> Sql:
        """Order by points and quality.

        Quality can lift a record by 100: only those not further behind the last one shown are looked up.
        """
        request = self.request
        points = self._points()
        return Sql(
            f"WITH p AS MATERIALIZED ({points.text}) "
            f"SELECT r.id, {distance.text} AS distance FROM p JOIN {RECORD} r ON r.id = p.id "
            "WHERE p.points >= COALESCE("
            f"(SELECT points FROM p ORDER BY points DESC LIMIT 1 OFFSET %s) - {_MAX_QUALITY}, 0) "
            f"ORDER BY p.points + r.quality DESC, {_LAST} LIMIT %s OFFSET %s",
            (*points.params, *distance.params, offset + request.limit - 1, request.limit, offset),
        )

    def _points(self) -> Sql:
        """Return the sum of points of each hit."""
        base = self.base or _ALL
        filters = [
            _records_with(name, values).within("b.id IN ({})")
            for name, values in self.request.filters.items()
        ]
        where = Sql.join(" AND ", filters).within(" WHERE {}") if filters else Sql("")
        parts = [Sql(f"SELECT b.id AS id, {_MATCHED} AS points FROM b{where.text}", where.params)]
        for (field, expression), points in self._scores().items():
            found = self.dialect.matching(expression, field)
            parts.append(found.within(f"SELECT id, {points} AS points FROM ({{}}) f"))
        union = Sql.join(" UNION ALL ", parts)
        # The base is found first: SQLite would else look every record of a filter up in the text index.
        return Sql(
            f"WITH b AS MATERIALIZED ({base.text}) SELECT id, SUM(points) AS points FROM ({union.text}) u "
            f"GROUP BY id HAVING SUM(points) >= {_MATCHED}",
            base.params + union.params,
        )

    def _scores(self) -> dict[tuple[Field, Expression], int]:
        """Return the points by what they are for, without those that every hit has."""
        scores: dict[tuple[Field, Expression], int] = defaultdict(int)
        for score in self.text.scores:
            scores[score.field, score.expression] += score.points
        if (matched := self.text.matched) is not None:
            scores.pop(("all", matched), None)
        return scores

    def _order(self) -> Sql:
        """Return the ORDER BY without points; the last key makes every order total."""
        sort = self.request.sort
        if sort == "title":
            return Sql(f"r.title_key {self.dialect.byte_order}, r.id")
        if sort == "distance":
            return Sql("distance NULLS LAST, r.id")
        primary = tuple(kind.value for kind in registry.kinds if kind.primary)
        if sort == "newest" or not primary:
            return Sql(_LAST)
        # Without words nothing is more relevant than another; what most people come for stands first.
        marks = ", ".join(["%s"] * len(primary))
        return Sql(f"CASE WHEN r.type IN ({marks}) THEN 0 ELSE 1 END, {_LAST}", primary)

    def _place(self) -> Sql | None:
        """Return the condition that box and radius set on a record `r`."""
        request = self.request
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
            latitude, _ = request.near
            band = request.radius_km / _KM_PER_DEGREE + 0.01
            distance = self._distance(request.near)
            conditions.append(
                Sql(
                    f"r.latitude BETWEEN %s AND %s AND {distance.text} <= %s",
                    (latitude - band, latitude + band, *distance.params, request.radius_km),
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


def _records_with(facet: str, values: Iterable[str]) -> Sql:
    values = tuple(values)
    marks = ", ".join(["%s"] * len(values))
    return Sql(f"SELECT record_id FROM {FACET} WHERE facet = %s AND value IN ({marks})", (facet, *values))
