"""A signed note in each form of when its page was written, and a number that no other page has.

It tells a machine that answers at once from a person, and the second click from a second thing: whoever keeps
what is sent keeps `Stamp.nonce` with it, unique. It knows nobody: no cookie, no address.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

_SALT = "knowledge.forms.stamp"
#: A page that was open longer gets a new stamp; what was typed stays.
MAX_AGE = timedelta(hours=24)
_NONCE_BYTES = 16


@dataclass(frozen=True)
class Stamp:
    """When a page was written (seconds since 1970), and its number (32 hexadecimal digits)."""

    made: float
    nonce: str

    @property
    def age(self) -> float:
        """Seconds from writing the page until now."""
        return time.time() - self.made

    @property
    def is_fresh(self) -> bool:
        """Whether it is still good for sending."""
        return self.age < MAX_AGE.total_seconds()


def new_stamp() -> str:
    """Return a stamp of now, signed."""
    return signing.dumps([round(time.time(), 1), secrets.token_hex(_NONCE_BYTES)], salt=_SALT)


def read_stamp(signed: str) -> Stamp | None:
    """Return what a stamp says; None for one that we have not signed."""
    try:
        return Stamp(*signing.loads(signed, salt=_SALT))
    except signing.BadSignature:
        return None
