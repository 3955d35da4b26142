"""The engines that the same tests run on, and how a test sees its own changes on each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.test import Client

from knowledge_search import changes, conf
from knowledge_search.engines.elasticsearch.client import discard_clients, get_patient_client
from knowledge_search.engines.elasticsearch.documents import deletion, documents_of
from knowledge_search.engines.elasticsearch.mapping import building_settings, index_mapping
from knowledge_search.engines.elasticsearch.writing import send
from knowledge_search.models import Change

# Nobody waits for a test, and the machine may have other work.
PATIENT = {"CONNECT_SECONDS": 30.0, "ANSWER_SECONDS": 30.0}


@contextmanager
def empty_index(settings: Any, url: str, **options: Any) -> Iterator[str]:
    """Search on a server, in an empty index of the test's own; yield the alias.

    Its own, because a database that rolls back gives the same numbers again.
    """
    alias = f"test-{uuid4().hex}"
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": url, "INDEX": alias, **PATIENT, **options}}
    client = get_patient_client()
    client.indices.create(
        index=f"{alias}-{0:020}",
        mappings=index_mapping(),
        settings=building_settings(),
        aliases={alias: {}},
    )
    try:
        yield alias
    finally:
        for name in client.indices.get(index=f"{alias}-*", features="aliases"):
            client.indices.delete(index=name)
        discard_clients()


def push_changes() -> None:
    """Bring the engine what this test has changed; nothing is committed, so nobody else does."""
    if not conf.elasticsearch().url:
        return
    waiting = list(Change.objects.all())
    if waiting:
        gone = [deletion(change.record_id, change.version) for change in waiting if change.deleted]
        kept = documents_of(change.record_id for change in waiting if not change.deleted)
        refused = {pk: why for pk, why in send(kept, gone, refresh=True).items() if why}
        assert not refused
        changes.confirm({change.record_id: change.version for change in waiting})


class EngineClient(Client):
    """A visitor: what was changed before is found, and the right engine has answered."""

    def __init__(self, engine: str) -> None:
        super().__init__()
        self.engine = engine

    def request(self, **request: Any) -> Any:
        push_changes()
        response = super().request(**request)
        assert response.headers.get("X-Search-Engine", self.engine) == self.engine
        return response
