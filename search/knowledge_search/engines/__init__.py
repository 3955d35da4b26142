"""Who answers a search. One interface, so that page, API and exports do not know which engine it is."""

from .base import Answer, Engine, RawHit
from .database import DatabaseEngine


def get_engine() -> Engine:
    """Return the engine that answers now. The database always can; others come in front of it."""
    return DatabaseEngine()


__all__ = ["Answer", "Engine", "RawHit", "get_engine"]
