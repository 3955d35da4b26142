"""What the templates draw: pins, clusters and names, placed in per cent of a square."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .. import conf
from ..models import Record
from ..parameters import BoundingBox
from ..registry import registry
from ..results import grouped
from .grouping import Group, box_of
from .names import nearest_name
from .viewport import Viewport

# Names of places: how many, and how far apart they stand, so that none is written on another.
_MOST_NAMES = 14
_WIDE, _HIGH = 0.3, 0.07
# A cluster covers what is written so near.
_COVERED = (0.1, 0.05)
# Of a whole state only towns are named: the first so many. In degrees of longitude.
_TOWNS_ONLY = 1.0
# A narrow map has room for these.
_FIRST_NAMES = 5
# The largest, among which the nearest to a cluster is looked for.
_TOWNS = 60


@dataclass(frozen=True)
class MapPoint:
    """A place to be drawn with a pin of its own, and where the pin leads, if anywhere."""

    latitude: float
    longitude: float
    label: str
    url: str = ""
    shape: str = "drop"


@dataclass(frozen=True)
class Pin:
    """A pin, or a cluster where `count` is not empty, with the words for it and where it leads."""

    x: str
    y: str
    label: str
    url: str
    shape: str = "drop"
    count: str = ""
    key: str = ""

    @property
    def size(self) -> str:
        """The class of a cluster's size."""
        return "large" if len(self.count) > 3 else "medium" if len(self.count) > 1 else "small"


@dataclass(frozen=True)
class Name:
    """The name of a place, for orientation."""

    x: str
    y: str
    text: str
    first: bool


@dataclass(frozen=True)
class Drawing:
    """A square map.

    Attributes:
        view_box: of the outlines beneath.
        outlines: static path of these, or "".
        box: west, south, east, north of what is shown.
    """

    view_box: str
    outlines: str
    attribution: str
    box: BoundingBox
    pins: Sequence[Pin]
    names: Sequence[Name]


def draw_groups(
    found: Iterable[Group],
    zoom: int,
    view: Viewport,
    records: Mapping[int, Record],
    link: Callable[[BoundingBox, bool], str],
) -> Drawing:
    """Draw what an engine found.

    Args:
        found: its clusters, grouped for this view.
        zoom: the level at which the engine grouped.
        view: what the map shows.
        records: by key, the records that stand alone; one that is missing is not drawn.
        link: returns where a cluster of a box leads: nearer, or to its list where no map comes nearer.
    """
    pins = [
        _single(group, records[group.record_id]) if group.record_id else _cluster(group, zoom, view, link)
        for group in found
        if not group.record_id or group.record_id in records
    ]
    return _drawing(view, pins)


def draw_points(points: Iterable[MapPoint]) -> Drawing | None:
    """Draw a handful of points, each with its pin; None without any."""
    points = tuple(points)
    view = Viewport.of_points((point.latitude, point.longitude) for point in points)
    if view is None:
        return None
    pins = []
    for point in points:
        x, y = view.place(point.latitude, point.longitude)
        pins.append(Pin(_percent(x), _percent(y), point.label, point.url, point.shape))
    return _drawing(view, pins)


def _drawing(view: Viewport, pins: Sequence[Pin]) -> Drawing:
    settings = conf.search_map()
    numbers = (view.left * 1000, view.top * 1000, view.size * 1000, view.size * 1000)
    return Drawing(
        view_box=" ".join(f"{number:.2f}" for number in numbers),
        outlines=settings.outlines,
        attribution=settings.attribution,
        box=view.box,
        pins=pins,
        names=tuple(_names(settings.get_names(), view, [pin for pin in pins if pin.count])),
    )


def _single(group: Group, record: Record) -> Pin:
    kind = registry.kind(record.type)
    label = f"{kind.singular}: {record.title}" + (f", {record.place}" if record.place else "")
    return Pin(
        x=_percent(group.x),
        y=_percent(group.y),
        label=label,
        url=record.url,
        shape=kind.pin,
        key=f"{record.type}/{record.object_id}",
    )


def _cluster(group: Group, zoom: int, view: Viewport, link: Callable[[BoundingBox, bool], str]) -> Pin:
    count = grouped(group.count)
    # Links of the same words would tell nobody where they lead.
    leads = "als Liste" if view.is_nearest else "näher heran"
    where = nearest_name(group.latitude, group.longitude, _TOWNS, 40.0)
    return Pin(
        x=_percent(group.x),
        y=_percent(group.y),
        label=f"{count} Einträge{f' um {where}' if where else ''}: {leads}",
        url=link(box_of(group, zoom), view.is_nearest),
        count=count,
    )


def _names(names: Sequence[conf.NamedPoint], view: Viewport, clusters: Iterable[Pin]) -> Iterable[Name]:
    covered = [(float(pin.x[:-1]) / 100, float(pin.y[:-1]) / 100) for pin in clusters]
    taken: list[tuple[float, float]] = []
    for text, latitude, longitude in names[:_TOWNS] if view.size > _TOWNS_ONLY else names:
        x, y = view.place(latitude, longitude)
        if not (0.08 < x < 0.92 and 0.03 < y < 0.95):
            continue
        if _is_near((x, y), taken, (_WIDE, _HIGH)) or _is_near((x, y), covered, _COVERED):
            continue
        taken.append((x, y))
        yield Name(_percent(x), _percent(y), text, len(taken) <= _FIRST_NAMES)
        if len(taken) == _MOST_NAMES:
            return


def _is_near(
    point: tuple[float, float], others: Iterable[tuple[float, float]], room: tuple[float, float]
) -> bool:
    return any(abs(point[0] - x) < room[0] and abs(point[1] - y) < room[1] for x, y in others)


def _percent(part: float) -> str:
    return f"{part * 100:.2f}%"
