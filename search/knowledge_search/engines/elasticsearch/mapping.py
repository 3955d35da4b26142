"""How an index is laid out: mapping and settings, and the mark that says by which rules it was built.

The server analyses nothing: it is given ready tokens and splits them at blanks. It keeps no copy of the
documents (`_source`) either: whatever is shown is read from the records, and an index is built anew from
them, never from another index.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from elasticsearch import dsl

from ... import conf
from ...analysis import get_analysis

# Rises when documents are made otherwise while the mapping stays as it is.
DOCUMENTS_VERSION = 1

# Between the fields in `all`: no phrase reaches from one to the next.
_GAP = 100


@cache
def mapping() -> dict[str, Any]:
    """Return the mapping without its mark. Facets are new fields without being named here."""
    made = dsl.Mapping()
    made.meta("dynamic", "strict")
    made.meta("_source", enabled=False)
    made.meta(
        "dynamic_templates",
        [
            {
                "facets": {
                    "path_match": "facets.*",
                    "mapping": {"type": "keyword", "eager_global_ordinals": True},
                }
            }
        ],
    )
    made.field("id", dsl.Long())
    for name in ("title", "terms", "summary"):
        made.field(name, _tokens(copy_to="all"))
    # Found through `all` only.
    made.field("body", dsl.Text(index=False, copy_to="all"))
    made.field("all", _tokens(position_increment_gap=_GAP))
    made.field("facets", dsl.Object(dynamic=True))
    made.field("title_key", dsl.Keyword(index=False))
    # Microseconds: a field of dates would round to milliseconds, and equals would be sorted by id.
    made.field("date", dsl.Long(index=False))
    made.field("quality", dsl.Short(index=False))
    # Twice, because a point is rounded: the edges of a box must be where SQL has them.
    made.field("latitude", dsl.Double())
    made.field("longitude", dsl.Double())
    made.field("point", dsl.GeoPoint())
    body: dict[str, Any] = made.to_dict()
    return body


def marks() -> dict[str, Any]:
    """Return by which rules an index is built now; kept in its mapping's `_meta`."""
    laid_out = json.dumps([DOCUMENTS_VERSION, mapping()], sort_keys=True)
    return {
        "mapping": hashlib.sha256(laid_out.encode()).hexdigest()[:12],
        "analysis": get_analysis().version,
    }


def index_mapping() -> dict[str, Any]:
    """Return the mapping of a new index, with its mark."""
    return {**mapping(), "_meta": marks()}


def building_settings() -> dict[str, Any]:
    """Return the settings of an index while it is filled: nothing is shown, copied or synced yet."""
    return {
        "number_of_shards": conf.elasticsearch().shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "translog.durability": "async",
        # How long a deletion is remembered, so that a late push of an older version stays refused.
        "gc_deletes": "1h",
    }


def serving_settings() -> dict[str, Any]:
    """Return what changes when the index is ready."""
    settings = conf.elasticsearch()
    return {
        "number_of_replicas": settings.replicas,
        "refresh_interval": settings.refresh,
        "translog.durability": "request",
    }


def _tokens(**options: Any) -> dsl.Text:
    # Scores are sums of our own points; the length of a field plays no part.
    return dsl.Text(analyzer="whitespace", norms=False, **options)
