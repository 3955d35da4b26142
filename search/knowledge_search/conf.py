"""The host's settings for the search: one dictionary, `KNOWLEDGE_SEARCH`, every key with a default.

KNOWLEDGE_SEARCH = {
"ANALYSIS": "knowledge_search.german.German",
"ELASTICSEARCH": {"URL": "https://user:password@search.example:9200"},
"DIARY": True,  # count what is searched, without personal data
}
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True)
class Elasticsearch:
    """How to reach the search engine.

    Attributes:
        url: with user and password where the server wants them; "" for the database's own search.
        api_key: instead of user and password.
        ca_certs: path of the certificates to trust.
        index: the alias; the indexes behind it carry its name and a time.
        shards, replicas: numbers for a new index.
        refresh: how soon an index shows what it was given, for the engine's own clock.
        connect_seconds, answer_seconds: what a visitor waits before the database answers instead.
    """

    # Not in the representation, which stands in tracebacks and reports of errors.
    url: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""
    index: str = "wissensspeicher"
    shards: int = 1
    replicas: int = 0
    refresh: str = "1s"
    connect_seconds: float = 0.3
    answer_seconds: float = 1.0


def elasticsearch() -> Elasticsearch:
    """Return the engine's settings; `url` is empty where there is none."""
    given = getattr(settings, "KNOWLEDGE_SEARCH", {}).get("ELASTICSEARCH", {})
    return Elasticsearch(**{name.lower(): value for name, value in given.items()})


def analysis() -> str:
    """Return the import path of the language's analysis."""
    path: str = getattr(settings, "KNOWLEDGE_SEARCH", {}).get("ANALYSIS", "knowledge_search.german.German")
    return path


def diary() -> bool:
    """Return whether searches are counted, without personal data; only where the host says so."""
    return bool(getattr(settings, "KNOWLEDGE_SEARCH", {}).get("DIARY", False))
