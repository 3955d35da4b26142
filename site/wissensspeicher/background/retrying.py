"""How often a task is tried, and with what pauses."""

from datetime import timedelta

# A server that restarts, one that is mended by hand, one that is out over night.
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=8),
)


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None when there were enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
