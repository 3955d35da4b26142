"""How often something may be sent: counted in the database, for all processes, without knowing by whom.

    STARTING = Limit("submission-start", per_address=(60, timedelta(hours=1)))

    until = STARTING.hit(request)   # None: go on

Counts stand under a keyed digest of address or e-mail address. The span of time is part of the key, so what
one span counted cannot be matched with the next one's, by us neither. Be generous: a whole school sits behind
one address.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connections, router
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .addresses import client_address
from .models import RateCount

#: No digest is the same for longer than this.
LONGEST = timedelta(days=1)
# Counted and read in one statement: two processes never see the same number.
_COUNT = """
INSERT INTO knowledge_ratecount (key, hits, ends) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET hits = knowledge_ratecount.hits + 1
RETURNING key, hits
"""


@dataclass(frozen=True)
class _Count:
    key: str
    most: int
    ends: datetime


@dataclass(frozen=True)
class Limit:
    """How often a thing may be done: so many times in a span of time, per address and per e-mail address.

    Raises ValueError for a span of more than a day.
    """

    name: str
    per_address: tuple[int, timedelta] | None = None
    per_email: tuple[int, timedelta] | None = None

    def __post_init__(self) -> None:
        for limit in (self.per_address, self.per_email):
            if limit and limit[1] > LONGEST:
                raise ValueError(f"{self.name}: counts are kept for a day at most")

    def hit(self, request: HttpRequest, email: str = "") -> datetime | None:
        """Count once; return None, or when it goes on if that was too often.

        Call it outside of a transaction: what is refused must count, and nobody should wait for a count.
        """
        counts = []
        if self.per_address:
            counts.append(self._count("address", client_address(request), *self.per_address))
        if self.per_email and email:
            counts.append(self._count("email", email.strip().casefold(), *self.per_email))
        hits = _add(counts)
        return max((count.ends for count in counts if hits[count.key] > count.most), default=None)

    def _count(self, kind: str, value: str, most: int, span: timedelta) -> _Count:
        number = int(timezone.now().timestamp() // span.total_seconds())
        salt = f"knowledge.forms.rates:{self.name}:{kind}:{number}"
        key = salted_hmac(salt, value, algorithm="sha256").hexdigest()
        return _Count(key, most, datetime.fromtimestamp((number + 1) * span.total_seconds(), UTC))


def _add(counts: list[_Count]) -> dict[str, int]:
    """Add one to each count; return how many each has now."""
    if not counts:
        return {}
    # In one order, so that two requests wait for each other and never block each other.
    ordered = sorted(counts, key=lambda count: count.key)
    statement = _COUNT.format(rows=", ".join(["(%s, 1, %s)"] * len(ordered)))
    connection = connections[router.db_for_write(RateCount)]
    ends = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(statement, [part for count in ordered for part in (count.key, ends(count.ends))])
        return dict(cursor.fetchall())


def tidy() -> None:
    """Delete the counts whose time is over."""
    RateCount.objects.filter(ends__lt=timezone.now()).delete()
