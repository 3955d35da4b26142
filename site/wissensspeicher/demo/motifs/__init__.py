"""What the pictures show. Each motif composes a canvas: layers of the ground, and what stands on them."""

from collections.abc import Callable

from ..drawing import Canvas
from . import land, town

MOTIFS: dict[str, Callable[[Canvas], None]] = {
    "strata": land.strata,
    "heap": land.heap,
    "river": land.river,
    "village": town.village,
    "field": land.field,
    "orchard": land.orchard,
    "network": town.network,
    "circle": town.circle,
    "organ": town.organ,
    "books": town.books,
    "quarter": town.quarter,
    "mine": land.mine,
    "road": land.road,
    "jars": town.jars,
}
