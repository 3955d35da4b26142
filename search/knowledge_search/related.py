"""What fits a thing: records that share its facet values, each with what it shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, IntegerField, Q, Sum, Value, When

from .engines.reading import read_records
from .models import Record, RecordFacet

Values = Mapping[str, Sequence[str]]

# More than everything shared together.
_CHOSEN = 1_000_000


@dataclass(frozen=True)
class Related:
    """A record, the facet values it shares with what is shown, and whether somebody chose it."""

    record: Record
    shared: Values = field(default_factory=dict)
    chosen: bool = False


def related(
    model: type[models.Model],
    values: Values,
    weights: Mapping[str, int],
    *,
    chosen: Collection[int] = (),
    without: int | None = None,
    least: int = 1,
    limit: int = 6,
) -> list[Related]:
    """Return public things of a model: those that were chosen, then those that share most. Two queries.

    The database is asked, whichever engine searches: it has every change at once.

    Args:
        model: of what is looked for.
        values: by facet, those of the thing that is shown.
        weights: how much a shared value counts, by facet; other facets do not.
        chosen: keys of things that are wanted whatever they share; a draft among them is not returned.
        without: key of the thing that is shown.
        least: what the weights of shared values must add up to, for those that nobody chose.
        limit: how many of these.
    """
    parts = [
        (Q(facet=name, value__in=list(values[name])), weight)
        for name, weight in weights.items()
        if values.get(name)
    ]
    if chosen:  # every record has exactly one type
        parts.append((Q(facet="type", record__object_id__in=list(chosen)), _CHOSEN))
    if not parts:
        return []
    found = _closest(parts, model, without, least, limit + len(chosen))
    records = read_records(list(found))
    return [
        Related(records[pk], _shared(records[pk], values), points >= _CHOSEN)
        for pk, points in found.items()
        if pk in records
    ]


def _closest(
    parts: Sequence[tuple[Q, int]], model: type[models.Model], without: int | None, least: int, limit: int
) -> dict[int, int]:
    """Return the points of the records that share most; of equals the fuller, then the newer one is first."""
    anything = Q()
    for condition, _ in parts:
        anything |= condition
    points = Sum(
        Case(
            *(When(condition, then=Value(weight)) for condition, weight in parts),
            output_field=IntegerField(),
        )
    )
    rows = RecordFacet.objects.filter(
        anything, record__content_type=ContentType.objects.get_for_model(model)
    ).exclude(record__object_id=without or 0)
    return dict(
        rows.values("record")
        .annotate(points=points)
        .filter(points__gte=least)
        .order_by("-points", "-record__quality", "-record")
        .values_list("record", "points")[:limit]
    )


def _shared(record: Record, values: Values) -> Values:
    theirs: Values = record.facets
    both = {name: tuple(v for v in own if v in theirs.get(name, ())) for name, own in values.items()}
    return {name: shared for name, shared in both.items() if shared}
