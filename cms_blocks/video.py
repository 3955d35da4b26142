"""Players of other websites: recognised by address alone, nobody is asked."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from .conf import get_setting


@dataclass(frozen=True)
class Embed:
    """A film elsewhere. `url` is the player's address, "" where there is only a page to link to."""

    provider: str
    url: str


_YOUTUBE_HOSTS: Final = {"youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"}
_YOUTUBE_ID = re.compile(r"^[\w-]{11}$", re.ASCII)
_PEERTUBE_PATH = re.compile(r"^/(?:w|videos/(?:watch|embed))/([A-Za-z0-9-]{20,36})$")


def find_embed(url: str) -> Embed | None:
    """Recognise YouTube, Vimeo and PeerTube; other hosts get a link only. None if `url` is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = parts.path.rstrip("/")
    if host in _YOUTUBE_HOSTS:
        return Embed("YouTube", _youtube_player(path, parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return Embed("Vimeo", _vimeo_player(path))
    allowed = get_setting("PEERTUBE_HOSTS")
    plain = parts.scheme == "https" and not parts.port and (allowed is None or host in allowed)
    if plain and (match := _PEERTUBE_PATH.match(path)):
        return Embed(host, f"https://{host}/videos/embed/{match[1]}?autoplay=1&p2p=0")
    return Embed(host, "")


def _youtube_player(path: str, query: str) -> str:
    ids = [*parse_qs(query).get("v", []), path.rsplit("/", 1)[-1]]
    key = next((key for key in ids if _YOUTUBE_ID.match(key)), None)
    return f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1&rel=0" if key else ""


def _vimeo_player(path: str) -> str:
    match = re.match(r"^/(?:video/)?(\d+)(?:/([0-9a-f]+))?$", path, re.ASCII)
    if not match:
        return ""
    unlisted = f"&h={match[2]}" if match[2] else ""
    return f"https://player.vimeo.com/video/{match[1]}?autoplay=1&dnt=1{unlisted}"
