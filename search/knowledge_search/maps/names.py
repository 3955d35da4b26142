"""Points in words: the nearest place that the host knows by name."""

from __future__ import annotations

import math

from .. import conf

_KM_PER_DEGREE = 111.2


def nearest_name(latitude: float, longitude: float, most: int | None = None, within_km: float = 15.0) -> str:
    """Return the name of the nearest place, or "".

    Args:
        latitude: in degrees.
        longitude: in degrees.
        most: looks only among so many, the most important ones; None for all.
        within_km: what is further away is not near.
    """
    narrower = math.cos(math.radians(latitude))

    def squared(place: conf.NamedPoint) -> float:
        return (place[1] - latitude) ** 2 + ((place[2] - longitude) * narrower) ** 2

    nearest = min(conf.search_map().get_names()[:most], key=squared, default=None)
    if nearest is None or math.sqrt(squared(nearest)) * _KM_PER_DEGREE > within_km:
        return ""
    return nearest[0]
