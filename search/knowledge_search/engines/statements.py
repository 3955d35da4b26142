"""The statements of the embedded engine: what is found, in order, and the map."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..analysis import Expression, TextQuery, any_of
from ..analysis.expressions import Field, alternatives
from ..registry import registry
from ..request import SearchRequest
from .base import EARTH_RADIUS_KM, MAX_CLUSTERS, MAX_UNPLACED
from .sql import FACET, RECORD, Dialect, Sql

_KM_PER_DEGREE = 111.0
# More than all points together, a power of two; marks what matches.
_MATCHED = 1 << 30
_ALL = Sql(f"SELECT id FROM {RECORD}")
_LAST = "r.date DESC NULLS LAST, r.id DESC"


class Statements:
    """One search, in SQL."""

    def __init__(self, dialect: Dialect, request: SearchRequest, text: TextQuery) -> None:
        self.dialect = dialect
        self.request = request
        self.text = text
        self.base = self._base()

    @property
    def is_by_points(self) -> bool:
        """Whether what is found is to be ordered by its points."""
        return self.request.sort == "relevance" and bool(self.text.scores)

    def found(self) -> Sql:
        """Return the key of each record that text and place let through, whatever the filters.

        By points: each with its points, in no order, else in order.
        """
        if self.is_by_points:
            return self._points()
        source = (self.base or _ALL).within(f"({{}}) f CROSS JOIN {RECORD} r WHERE r.id = f.id")
        return self._in_order(source)

    def page(self, offset: int) -> Sql:
        """Return the keys of one page of the records that pass the filters, in order."""
        filters = self._filters()
        source = filters.within(f"{RECORD} r WHERE {{}}") if filters else Sql(f"{RECORD} r")
        ordered = self._in_order(source)
        return Sql(f"{ordered.text} LIMIT %s OFFSET %s", (*ordered.params, self.request.limit, offset))

    def clusters(self, zoom: int) -> Sql:
        """Return rows of latitude, longitude, count and lowest id by tile, the largest first.

        Rows with a count of 0 are the ids of hits without a place, by title. The last row has no id: how many
        hits have a place, and how many there are.
        """
        conditions = self._conditions()
        where = f" WHERE {conditions.text}" if conditions else ""
        tiles = 2 ** (zoom + 1)
        # Beyond this the tile is the outermost one anyway, and a pole would divide by zero.
        sine = f"{self.dialect.least}(0.9999, {self.dialect.greatest}(-0.9999, SIN(RADIANS(latitude))))"
        column = f"FLOOR((longitude + 180) / 360.0 * {tiles})"
        row = f"FLOOR((0.5 - LN((1 + sine) / (1 - sine)) / {4 * math.pi!r}) * {tiles})"
        unplaced = (
            "SELECT CAST(NULL AS double precision), CAST(NULL AS double precision), 0, id FROM m "
            "WHERE latitude IS NULL OR longitude IS NULL "
            f"ORDER BY title_key {self.dialect.byte_order}, id LIMIT {MAX_UNPLACED}"
        )
        return Sql(
            "WITH m AS MATERIALIZED (SELECT r.id, r.latitude, r.longitude, r.title_key "
            f"FROM {RECORD} r{where}), "
            f"s AS (SELECT id, latitude, longitude, {sine} AS sine FROM m "
            "WHERE latitude IS NOT NULL AND longitude IS NOT NULL), "
            f"t AS (SELECT id, latitude, longitude, {self._inside(column, tiles)} AS x, "
            f"{self._inside(row, tiles)} AS y FROM s) "
            "SELECT * FROM (SELECT AVG(latitude), AVG(longitude), COUNT(*), MIN(id) FROM t GROUP BY x, y "
            f"ORDER BY COUNT(*) DESC, MIN(id) LIMIT {MAX_CLUSTERS}) c "
            f"UNION ALL SELECT * FROM ({unplaced}) u "
            "UNION ALL SELECT COUNT(latitude + longitude), NULL, COUNT(*), NULL FROM m",
            conditions.params if conditions else (),
        )

    def placed(self, columns: Iterable[str]) -> Sql:
        """Return some columns of all hits that have a place, in no order of worth."""
        demanded = [Sql("r.latitude IS NOT NULL AND r.longitude IS NOT NULL")]
        conditions = self._conditions()
        where = Sql.join(" AND ", [conditions, *demanded] if conditions else demanded)
        names = ", ".join(f"r.{column}" for column in columns)
        return Sql(f"SELECT {names} FROM {RECORD} r WHERE {where.text}", where.params)

    def counted(self) -> Sql:
        """Return one row: how many hits there are, and how many of them have a place."""
        conditions = self._conditions()
        where = conditions.within(" WHERE {}") if conditions else Sql("")
        return Sql(
            f"SELECT COUNT(*), COUNT(r.latitude + r.longitude) FROM {RECORD} r{where.text}", where.params
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

    def _conditions(self) -> Sql | None:
        """Return what base and filters demand of a record `r`, or None for nothing."""
        sets = (self.base.within("r.id IN ({})") if self.base else None, self._filters())
        demanded = [each for each in sets if each]
        return Sql.join(" AND ", demanded) if demanded else None

    def _filters(self) -> Sql | None:
        """Return what the filters demand of a record `r`, or None for nothing."""
        sets = [
            _records_with(name, values).within("r.id IN ({})")
            for name, values in self.request.filters.items()
        ]
        return Sql.join(" AND ", sets) if sets else None

    def _points(self) -> Sql:
        """Return key and points of each record that text and place let through.

        Most of a long query's cost is to look for its words. What is looked for anyway, for its points, is
        not looked for a second time.
        """
        scores = self._scores()
        base, finding = self._besides(scores)
        parts = [base.within(f"SELECT id, {_MATCHED} AS points FROM ({{}}) f")] if base else []
        for (field, expression), points in scores.items():
            marked = points | _MATCHED if field == "all" and expression in finding else points
            found = self.dialect.matching(expression, field)
            parts.append(found.within(f"SELECT id, {marked} AS points FROM ({{}}) f"))
        union = Sql.join(" UNION ALL ", parts)
        return Sql(
            f"SELECT id, SUM(points) & {_MATCHED - 1} FROM ({union.text}) u "
            f"GROUP BY id HAVING SUM(points) >= {_MATCHED}",
            union.params,
        )

    def _besides(self, scores: Mapping[tuple[Field, Expression], int]) -> tuple[Sql | None, set[Expression]]:
        """Return a query for what the scores do not find, or None, and which scores find nothing else.

        Where any of several alternatives is enough, a score for some of them finds as well.
        """
        matched = self.text.matched
        if self._place() or self.text.excluded or len(self.text.required) > 1 or matched is None:
            return self.base, set()
        every = set(alternatives(matched))
        finding = {
            expression
            for field, expression in scores
            if field == "all" and every.issuperset(alternatives(expression))
        }
        found = {each for expression in finding for each in alternatives(expression)}
        left = [each for each in alternatives(matched) if each not in found]
        return self.dialect.matching(any_of(*left)) if left else None, finding

    def _scores(self) -> dict[tuple[Field, Expression], int]:
        """Return the points by what they are for."""
        scores: dict[tuple[Field, Expression], int] = defaultdict(int)
        for score in self.text.scores:
            scores[score.field, score.expression] += score.points
        return scores

    def _in_order(self, source: Sql) -> Sql:
        order = self._order()
        return Sql(f"SELECT r.id FROM {source.text} ORDER BY {order.text}", source.params + order.params)

    def _order(self) -> Sql:
        """Return the ORDER BY without points; the last key makes every order total."""
        request = self.request
        if request.sort == "title":
            return Sql(f"r.title_key {self.dialect.byte_order}, r.id")
        if request.sort == "distance":
            near = self._distance(request.near).within("{} NULLS LAST, ") if request.near else Sql("")
            return near.within("{}r.id")
        primary = tuple(kind.value for kind in registry.kinds if kind.primary)
        if request.sort != "relevance" or not primary:
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
