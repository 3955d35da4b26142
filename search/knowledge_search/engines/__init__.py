"""Who answers a search. One interface, so that page, API and exports do not know which engine it is."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from .. import conf
from .base import Answer, Cluster, Clusters, Engine, RawHit
from .database import DatabaseEngine

Result = TypeVar("Result")


class Attempt(Protocol):
    """Asks an engine that may not be able to answer: its answer and name, or None."""

    def __call__(
        self, ask: Callable[[Engine], Result], generation: int | None
    ) -> tuple[Result, str] | None: ...


def answering(ask: Callable[[Engine], Result], generation: int | None = None) -> tuple[Result, str]:
    """Ask the engine that can answer now; return its answer and its name.

    The database always can. Where there is Elasticsearch it is asked first; if it cannot answer, the
    database answers that same request.

    Args:
        ask: what the engine is asked.
        generation: number of changes of the records, where what is counted may be kept.
    """
    attempt = attempting()
    answer = attempt(ask, generation) if attempt else None
    if answer is not None:
        return answer
    engine = DatabaseEngine(generation)
    return ask(engine), engine.name


def attempting() -> Attempt | None:
    """Return what asks Elasticsearch, or None where no server is named.

    Its client takes a second or two to import: where there is no server nobody waits for it, and where there
    is one a process calls this before it serves.
    """
    if not conf.elasticsearch().url:
        return None
    from .elasticsearch.failover import attempt

    return attempt


__all__ = [
    "Answer",
    "Cluster",
    "Clusters",
    "DatabaseEngine",
    "Engine",
    "RawHit",
    "answering",
    "attempting",
]
