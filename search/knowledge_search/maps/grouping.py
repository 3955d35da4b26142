"""From an engine's clusters to what a drawn map has room for.

The server does not know how wide the map will be. Two links keep 1/11 of its width apart: 24 pixels, which
WCAG 2.2 asks for, on the narrowest phone. What belongs together lies in a rectangle of tiles that no other
group touches, so a link to that rectangle finds as many as the cluster says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..engines import Cluster
from ..parameters import BoundingBox
from .viewport import Viewport, project, unproject

_CELLS = 8
_APART = 1 / 11


@dataclass
class Group:
    """Clusters that are drawn as one: in tiles `left` to `right` and `top` to `bottom`, the ends excluded.

    Attributes:
        latitude, longitude: the centroid.
        x, y: where that is drawn, from 0 to 1.
        record_id: the record, where it is one alone.
    """

    left: int
    top: int
    right: int
    bottom: int
    latitude: float
    longitude: float
    count: int
    record_id: int | None
    x: float
    y: float


def groups(clusters: Iterable[Cluster], zoom: int, view: Viewport) -> list[Group]:
    """Group clusters of a zoom level for a map; from north to south, then from west to east."""
    tiles = 2 ** (zoom + 1)
    across = max(1, round(view.size / 360 * tiles / _CELLS))
    cells: dict[tuple[int, int], list[tuple[int, int, float, Cluster]]] = defaultdict(list)
    for cluster in clusters:
        longitude = view.unwrapped(cluster.longitude)
        column = math.floor((longitude + 180) / 360 * tiles)
        row = math.floor((project(cluster.latitude) + 180) / 360 * tiles)
        cells[column // across, row // across].append((column, row, longitude, cluster))
    found = (_group(members, view) for members in cells.values())
    return sorted(_apart(found, view), key=lambda group: (group.y, group.x))


def box_of(group: Group, zoom: int) -> BoundingBox:
    """Return west, south, east, north of a group's tiles."""
    degrees = 360 / 2 ** (zoom + 1)
    west, east = group.left * degrees - 180, group.right * degrees - 180
    north, south = unproject(group.top * degrees - 180), unproject(group.bottom * degrees - 180)
    # The outermost tiles of a web map hold what lies beyond its end.
    south, north = -90.0 if south < -85.05 else south, 90.0 if north > 85.05 else north
    return west - 360 if west >= 180 else west, south, east - 360 if east > 180 else east, north


def _group(members: Sequence[tuple[int, int, float, Cluster]], view: Viewport) -> Group:
    columns, rows = [member[0] for member in members], [member[1] for member in members]
    count = sum(cluster.count for *_, cluster in members)
    latitude = sum(cluster.latitude * cluster.count for *_, cluster in members) / count
    longitude = sum(east * cluster.count for _, _, east, cluster in members) / count
    x, y = view.place(latitude, longitude)
    return Group(
        left=min(columns),
        top=min(rows),
        right=max(columns) + 1,
        bottom=max(rows) + 1,
        latitude=latitude,
        longitude=longitude,
        count=count,
        record_id=members[0][3].record_id if len(members) == 1 else None,
        x=x,
        y=y,
    )


def _apart(found: Iterable[Group], view: Viewport) -> list[Group]:
    """Join what stands too near, and whatever the rectangle around both then touches."""
    done: list[Group] = []
    waiting = list(found)
    while waiting:
        group = waiting.pop()
        other = next((one for one in done if _touch(group, one)), None)
        if other is None:
            done.append(group)
        else:
            done.remove(other)
            waiting.append(_joined(group, other, view))
    return done


def _touch(one: Group, other: Group) -> bool:
    if math.hypot(one.x - other.x, one.y - other.y) < _APART:
        return True
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _joined(one: Group, other: Group, view: Viewport) -> Group:
    count = one.count + other.count
    latitude = (one.latitude * one.count + other.latitude * other.count) / count
    longitude = (one.longitude * one.count + other.longitude * other.count) / count
    x, y = view.place(latitude, longitude)
    return Group(
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
        latitude=latitude,
        longitude=longitude,
        count=count,
        record_id=None,
        x=x,
        y=y,
    )
