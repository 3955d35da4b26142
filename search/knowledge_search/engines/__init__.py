"""Who answers a search. One interface, so that page, API and exports do not know which engine it is."""

from collections.abc import Callable
from typing import TypeVar

from .. import conf
from .base import Answer, Cluster, Clusters, Engine, RawHit
from .database import DatabaseEngine

Result = TypeVar("Result")


def answering(ask: Callable[[Engine], Result], generation: int | None = None) -> tuple[Result, str]:
    """Ask the engine that can answer now; return its answer and its name.

    The database always can. Where there is Elasticsearch it is asked first; if it cannot answer, the
    database answers that same request.

    Args:
        ask: what the engine is asked.
        generation: number of changes of the records, where what is counted may be kept.
    """
    if conf.elasticsearch().url:
        # The client takes a second to import; where no server is named, nobody waits for it.
        from .elasticsearch.failover import attempt

        answer = attempt(ask, generation)
        if answer is not None:
            return answer
    engine = DatabaseEngine(generation)
    return ask(engine), engine.name


__all__ = ["Answer", "Cluster", "Clusters", "DatabaseEngine", "Engine", "RawHit", "answering"]
