"""From a record to the document of it: what is matched, filtered, counted and sorted by; nothing to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ...models import Record

# How many records are read at once: the longest texts have half a megabyte of tokens each.
PAGE = 250

_COLUMNS = (
    *("id", "version", "date", "title_key", "latitude", "longitude", "quality", "facets"),
    *("title_tokens", "summary_tokens", "terms_tokens", "body_tokens"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def documents_of(ids: Iterable[int]) -> list[dict[str, Any]]:
    """Return the documents of those records that exist, ready for `writing.send`."""
    rows = Record.objects.filter(pk__in=list(ids)).order_by("pk").values(*_COLUMNS)
    return [_document(row) for row in rows]


def all_documents() -> Iterator[list[dict[str, Any]]]:
    """Yield the documents of all records in pages, by id. No page waits in memory for the next."""
    last = 0
    while True:
        rows = Record.objects.filter(pk__gt=last).order_by("pk").values(*_COLUMNS)[:PAGE]
        page = [_document(row) for row in rows]
        if not page:
            return
        last = page[-1]["_source"]["id"]
        yield page


def deletion(record_id: int, version: int) -> dict[str, Any]:
    """Return the order to delete a document; `version` must be higher than the document's."""
    return {"_op_type": "delete", "_id": record_id, "version": version, "version_type": "external"}


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the order to write a document. The record's version keeps older ones from overwriting it."""
    source = {
        "id": row["id"],
        "title": row["title_tokens"],
        "summary": row["summary_tokens"],
        "terms": row["terms_tokens"],
        "body": row["body_tokens"],
        "facets": row["facets"],
        "title_key": row["title_key"],
        "quality": row["quality"],
    }
    if row["date"] is not None:
        source["date"] = (row["date"] - _EPOCH) // _MICROSECOND
    latitude, longitude = row["latitude"], row["longitude"]
    if latitude is not None and longitude is not None:
        source |= {"latitude": latitude, "longitude": longitude, "point": [longitude, latitude]}
    return {
        "_op_type": "index",
        "_id": row["id"],
        "version": row["version"],
        "version_type": "external",
        "_source": source,
    }
