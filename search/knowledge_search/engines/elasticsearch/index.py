"""The index behind the alias: built anew beside the old one, compared with the records, and mended.

Visitors search throughout: the alias moves in one step from a whole index to a whole one. What changes
while the new one is built goes to the old one; comparing both with the table afterwards brings it over.
"""

from __future__ import annotations

import contextlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from ... import changes, conf
from ...models import Change, Record
from .client import get_client, get_patient_client
from .documents import all_documents, deletion, documents_of
from .mapping import building_settings, index_mapping, marks, serving_settings
from .writing import write

# Ends the second name of an index that is not finished.
BUILDING = ".building"

Progress = Callable[[str, int, int], None]

_PAGE = 5_000
_CHUNK = 500
# Two requests under way and one made meanwhile: the server always has work, the memory stays small.
_SENDERS = 2
_WAITING = 3


class IndexingFailed(Exception):
    """The index cannot be built or mended; says why in German."""


@dataclass
class Difference:
    """In what table and index differ, by id of the record.

    Attributes:
        records, documents: how many there are.
        missing: records without a document.
        stale: records whose document has an older version.
        surplus: documents without a record, with their version.
        ahead: records whose document is newer, as after the database was restored from a backup. They
            cannot be overwritten: the index must be built anew.
    """

    records: int = 0
    documents: int = 0
    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    surplus: list[tuple[int, int]] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus or self.ahead)


def rebuild(progress: Progress | None = None, began: datetime | None = None) -> None:
    """Build a new index from the records, move the alias to it, and delete the old one.

    Args:
        progress: is told the steps.
        began: the moment that names the new index; now if None. Whoever gave it knows the index again when
            it is left behind half built, see `unfinished`.

    Raises:
        IndexingFailed: the server refused documents, or another rebuild took this one's place.
        elasticsearch.TransportError, elasticsearch.ApiError: the server could not be asked.
    """
    tell = progress or (lambda step, done, total: None)
    client, alias = get_patient_client(), conf.elasticsearch().index
    _squatter(client, alias)
    name = f"{alias}-{began or datetime.now(UTC):%Y%m%d%H%M%S%f}"
    # Everything is written through an alias that must exist: should someone delete the index meanwhile,
    # the server does not make a new one without our mapping. It goes when everything is done.
    building = f"{name}{BUILDING}"
    client.indices.create(
        index=name,
        mappings=index_mapping(),
        settings=building_settings(),
        aliases={building: {}},
    )
    try:
        _fill(client, building, tell)
        client.indices.put_settings(index=name, settings=serving_settings())
        mend(building, tell)
        _swap(client, alias, name)
    except BaseException as error:
        # An engine that has gone cannot delete it either; the next build does.
        with contextlib.suppress(ApiError, TransportError):
            client.options(ignore_status=404).indices.delete(index=name)
        if isinstance(error, NotFoundError):
            raise IndexingFailed(
                "Der halb gebaute Index wurde gelöscht, vermutlich von einem zweiten Lauf dieses Befehls. "
                "Starten Sie ihn noch einmal."
            ) from error
        raise
    finish(name, tell)


def finish(name: str, progress: Progress | None = None) -> None:
    """Bring over what changed while an index was built that visitors search now, and tidy up after it.

    Raises:
        IndexingFailed: the server refused a document.
    """
    client, alias = get_patient_client(), conf.elasticsearch().index
    mend(alias, progress)
    _delete_older(client, alias, name)
    client.options(ignore_status=404).indices.delete_alias(index=name, name=f"{name}{BUILDING}")


def unfinished() -> dict[str, datetime]:
    """Return the indexes whose building has not come to its end, and when it began.

    Raises:
        elasticsearch.TransportError, elasticsearch.ApiError: the server could not be asked.
    """
    alias = conf.elasticsearch().index
    names = get_client().options(ignore_status=404).indices.get_alias(name=f"{alias}-*{BUILDING}").body
    found = ((name, re.fullmatch(rf"{re.escape(alias)}-([0-9]{{20}})", name)) for name in names)
    return {
        name: datetime.strptime(match[1], "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
        for name, match in found
        if match
    }


def compare(target: str | None = None) -> Difference:
    """Compare every record with its document, page by page. What waits to be pushed is a difference too.

    Args:
        target: name of an index or alias; that of the settings if None.
    """
    client, target = get_patient_client(), target or conf.elasticsearch().index
    total = Difference()
    for page in _pages(client, target):
        total.records += page.records
        total.documents += page.documents
        total.missing += page.missing
        total.stale += page.stale
        total.surplus += page.surplus
        total.ahead += page.ahead
    return total


def mend(target: str | None = None, progress: Progress | None = None) -> None:
    """Compare every record with its document and put right what differs, except for documents ahead.

    What waited to be pushed to the index that visitors search waits no longer.

    Raises:
        IndexingFailed: the server refused a document.
    """
    client, alias = get_patient_client(), conf.elasticsearch().index
    target = target or alias
    waiting = list(Change.objects.values_list("record_id", "version")) if target == alias else []
    done, total = 0, Record.objects.count()
    for page in _pages(client, target):
        wrong = sorted(page.missing + page.stale)
        for start in range(0, len(wrong), _CHUNK):
            _write(client, target, documents_of(wrong[start : start + _CHUNK]))
        _write(client, target, [deletion(pk, version + 1) for pk, version in page.surplus])
        done += page.records
        if progress:
            progress("Abgleich", min(done, total), total)
    client.indices.refresh(index=target)
    for start in range(0, len(waiting), _CHUNK):
        changes.confirm(dict(waiting[start : start + _CHUNK]))
    if waiting:
        changes.raise_generation("records")


def outdated() -> str | None:
    """Return why the index does not fit this version of the program: "missing", "mapping" or "analysis".

    Raises:
        elasticsearch.TransportError, elasticsearch.ApiError: the server could not be asked.
    """
    try:
        found = get_client().indices.get_mapping(index=conf.elasticsearch().index)
    except NotFoundError:
        return "missing"
    wanted = marks()
    for index in found.values():
        built = index["mappings"].get("_meta", {})
        for name, value in wanted.items():
            if built.get(name) != value:
                return name
    return None


def _fill(client: Elasticsearch, target: str, tell: Progress) -> None:
    """Write all records. This thread reads them, others wait for the server."""
    total, done = Record.objects.count(), 0
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(_SENDERS) as senders:
        for page in all_documents():
            if len(waiting) == _WAITING:
                done += waiting.popleft().result()
                tell("Suchindex", min(done, total), total)
            waiting.append(senders.submit(_write, client, target, page))
        for sent in waiting:
            done += sent.result()
    tell("Suchindex", done, done)


def _write(client: Elasticsearch, target: str, actions: list[dict[str, Any]]) -> int:
    """Carry out orders; return how many they were."""
    refused = {pk: reason for pk, reason in write(client, target, actions).items() if reason}
    if refused:
        pk, reason = next(iter(refused.items()))
        raise IndexingFailed(
            f"Der Server hat {len(refused)} Einträge abgelehnt, zuerst Nummer {pk}: {reason}"
        )
    return len(actions)


def _squatter(client: Elasticsearch, alias: str) -> str | None:
    """Return the alias's name if a blank index has it, which may be replaced.

    Raises:
        IndexingFailed: an index has it that is not blank: someone else's.
    """
    found = client.options(ignore_status=404).indices.get(index=alias, features="aliases").body
    if alias not in found:
        return None
    if not _is_blank(client, alias):
        raise IndexingFailed(
            f"Unter dem Namen „{alias}“ gibt es auf dem Server schon einen Index, keinen Alias. "
            "Wählen Sie in den Einstellungen einen anderen Namen."
        )
    return alias


def _is_blank(client: Elasticsearch, name: str) -> bool:
    """Return whether an index has neither fields nor documents.

    Such a one the server makes of its own accord, in spite of `require_alias`: where the index is gone, and
    a document is to be deleted with a version from outside.
    """
    client.indices.refresh(index=name)
    fields = client.indices.get_mapping(index=name)[name]["mappings"]
    return not fields and not client.count(index=name)["count"]


def _swap(client: Elasticsearch, alias: str, name: str) -> None:
    """Move the alias in one step, in the place of a blank index too."""
    # A deletion may have made it while the new one was built.
    squatter = _squatter(client, alias)
    holders = client.options(ignore_status=404).indices.get_alias(name=alias).body
    old = [holder for holder, found in holders.items() if isinstance(found, dict) and "aliases" in found]
    client.indices.update_aliases(
        actions=[
            *({"remove": {"index": holder, "alias": alias}} for holder in old),
            *([{"remove_index": {"index": squatter}}] if squatter else []),
            {"add": {"index": name, "alias": alias}},
        ]
    )


def _delete_older(client: Elasticsearch, alias: str, name: str) -> None:
    """Delete the indexes made before this one: the last, and what broken-off runs have left.

    A younger one belongs to a run that is under way.
    """
    ours = re.compile(rf"{re.escape(alias)}-[0-9]{{20}}")
    for other in client.indices.get(index=f"{alias}-*", features="aliases"):
        if ours.fullmatch(other) and other < name:
            client.options(ignore_status=404).indices.delete(index=other)


def _pages(client: Elasticsearch, target: str) -> Iterator[Difference]:
    """Compare page by page, by id. Reads the table first, and again where something seems to differ."""
    client.indices.refresh(index=target)
    last: int | None = 0
    while last is not None:
        rows = dict(Record.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "version")[:_PAGE])
        end = max(rows) if len(rows) == _PAGE else None
        documents = dict(_documents(client, target, last, end))
        yield _difference(rows, documents)
        last = end


def _difference(rows: dict[int, int], documents: dict[int, int]) -> Difference:
    found = Difference(records=len(rows), documents=len(documents))
    suspects = [pk for pk in rows.keys() | documents.keys() if rows.get(pk) != documents.get(pk)]
    now = dict(_versions(suspects))
    for pk in sorted(suspects):
        row, document = now.get(pk), documents.get(pk)
        if row is None and document is not None:
            found.surplus.append((pk, document))
        elif row is not None and document is None:
            found.missing.append(pk)
        elif row is not None and document is not None and row > document:
            found.stale.append(pk)
        elif row is not None and document is not None and row < document:
            found.ahead.append(pk)
    return found


def _versions(ids: list[int]) -> Iterator[tuple[int, int]]:
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield from Record.objects.filter(pk__in=chunk).values_list("pk", "version")


def _documents(client: Elasticsearch, target: str, after: int, end: int | None) -> Iterable[tuple[int, int]]:
    """Yield id and version of the documents with ids beyond one and up to another."""
    while True:
        within = {"gt": after} if end is None else {"gt": after, "lte": end}
        answer = client.search(
            index=target,
            query={"range": {"id": within}},
            sort=["id"],
            size=_PAGE,
            version=True,
            source=False,
            stored_fields="_none_",
            track_total_hits=False,
            allow_partial_search_results=False,
        )
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield hit["sort"][0], hit["_version"]
        if len(hits) < _PAGE:
            return
        after = hits[-1]["sort"][0]
