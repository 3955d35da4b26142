"""Writes documents to an index, in bulk. Safe to repeat: an older version never overwrites a newer one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import Elasticsearch, helpers

from ... import conf
from .client import get_client, get_patient_client

_CHUNK = 500
_CHUNK_BYTES = 8 * 1024 * 1024
_CONFLICT = 409


def send(
    documents: Sequence[dict[str, Any]],
    deletions: Sequence[dict[str, Any]],
    refresh: bool,
    patient: bool = True,
) -> dict[int, str | None]:
    """Push changes to the index that visitors search.

    Args:
        documents: of `documents.documents_of`.
        deletions: of `documents.deletion`.
        refresh: whether searches see it when this returns.
        patient: False where a person waits: one attempt, within the time limits of a search.

    Returns:
        For every id None, or why the server refused it. That the server has this version or a newer one
        already is no refusal.

    Raises:
        elasticsearch.TransportError, elasticsearch.ApiError: the server could not be asked; what was
            written is not known.
    """
    client, alias = get_patient_client() if patient else get_client(), conf.elasticsearch().index
    result = write(client, alias, [*documents, *deletions], retries=3 if patient else 0)
    if refresh and result:
        client.indices.refresh(index=alias)
    return result


def write(
    client: Elasticsearch, alias: str, actions: Iterable[dict[str, Any]], retries: int = 3
) -> dict[int, str | None]:
    """Carry out orders on the index behind an alias; see `send`. Never creates an index."""
    results = helpers.streaming_bulk(
        client,
        actions,
        chunk_size=_CHUNK,
        max_chunk_bytes=_CHUNK_BYTES,
        raise_on_error=False,
        max_retries=retries,
        initial_backoff=1,
        index=alias,
        require_alias=True,
    )
    return {int(item["_id"]): _refusal(item) for _, result in results for item in result.values()}


def _refusal(item: dict[str, Any]) -> str | None:
    """Return why an order was refused. To delete what is not there is no error, only a 404."""
    error = item.get("error")
    if not error or item["status"] == _CONFLICT:
        return None
    if isinstance(error, dict):
        cause = error.get("caused_by") or {}
        return f"{error.get('type')}: {cause.get('reason') or error.get('reason')}"
    return str(error)
