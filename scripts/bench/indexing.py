"""Building the index: from the records, against bare bulk requests with the same documents."""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from typing import IO, Any

from knowledge.projects.models import Project
from knowledge_search import conf
from knowledge_search.engines.elasticsearch import index
from knowledge_search.engines.elasticsearch.documents import all_documents
from knowledge_search.engines.elasticsearch.mapping import building_settings, index_mapping
from knowledge_search.models import Record
from knowledge_search.records import refresh_pks

from .table import Row
from .timing import BareHttp, most_memory

GROUP = "Aufbau"
BARE = "bench-bare"
CHUNK = 500
FROM_CONTENT = 1_000


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows; the index is built afterwards."""
    content = _from_content()  # before the index is built, so that nothing waits for it afterwards
    records = Record.objects.count()
    start = time.perf_counter()
    index.rebuild()
    seconds = time.perf_counter() - start
    memory = most_memory()
    bare = _bare_bulk()
    return [
        Row(
            GROUP,
            f"Index aus {records} Sucheinträgen zu nackten Anfragen",
            records / seconds,
            records / bare,
            least=0.5,
            unit="/s",
        ),
        Row(GROUP, "Index aus Sucheinträgen, Dauer", seconds, unit="s"),
        Row(GROUP, "Index aus Sucheinträgen, Speicher", memory, most=400, unit="MB"),
        Row(GROUP, "Sucheinträge aus Inhalten", content, unit="/s"),
    ], {}


def _bare_bulk() -> float:
    """Return how many seconds one connection needs for the same documents, made into bytes beforehand."""
    http = BareHttp(conf.elasticsearch().url)
    settings = {"settings": building_settings(), "mappings": index_mapping()}
    with tempfile.TemporaryFile() as file:
        lengths = [file.write(chunk) for chunk in _chunks()]
        file.seek(0)
        http.send("PUT", f"/{BARE}", json.dumps(settings).encode())
        try:
            start = time.perf_counter()
            for chunk in _read(file, lengths):
                http.send("POST", f"/{BARE}/_bulk", chunk, "application/x-ndjson")
            http.send("POST", f"/{BARE}/_refresh", b"")
            return time.perf_counter() - start
        finally:
            http.send("DELETE", f"/{BARE}", b"")


def _chunks() -> Iterator[bytes]:
    waiting: list[str] = []
    for page in all_documents():
        for document in page:
            waiting += [json.dumps({"index": {"_id": document["_id"]}}), json.dumps(document["_source"])]
        if len(waiting) >= 2 * CHUNK:
            yield _lines(waiting)
            waiting = []
    if waiting:
        yield _lines(waiting)


def _lines(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _read(file: IO[Any], lengths: Iterable[int]) -> Iterator[bytes]:
    for length in lengths:
        yield file.read(length)


def _from_content() -> float:
    """Return how many records a second are written anew from the content."""
    keys = list(Project.objects.order_by("pk").values_list("pk", flat=True)[:FROM_CONTENT])
    # As after a change of the rules: every one of them has to be written.
    Record.objects.filter(type="project", object_id__in=keys).update(analysis=0)
    start = time.perf_counter()
    refresh_pks(Project, keys)
    return len(keys) / (time.perf_counter() - start)
