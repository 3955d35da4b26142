"""What stands around every mail: whose it is, how to reach them, and where an answer goes.

The host says it; this room knows nothing of the pages and settings where the office keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Letterhead:
    """The sender, as people read it.

    Attributes:
        name: of the site.
        url: of the site, absolute.
        lines: below the text: the office with its address and telephone.
        reply_to: the address that answers go to; empty: the sender's.
    """

    name: str
    url: str
    lines: tuple[str, ...] = ()
    reply_to: str = ""

    @property
    def host(self) -> str:
        """The site's host name, for Message-IDs."""
        return urlsplit(self.url).hostname or "localhost"


def from_settings() -> Letterhead:
    """Return what the settings alone say: the site's name and address."""
    return Letterhead(
        name=getattr(settings, "WAGTAIL_SITE_NAME", ""),
        url=getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "",
    )


_current: Callable[[], Letterhead] = from_settings


def provide(letterhead: Callable[[], Letterhead]) -> None:
    """Name the function that gives the letterhead; it is asked once for each batch of mails."""
    global _current  # noqa: PLW0603 - one site, one letterhead
    _current = letterhead


def letterhead() -> Letterhead:
    """Return what stands around every mail."""
    return _current()
