"""What an error of the search engine means: whose fault it is, and what the staff read about it."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from elasticsearch import (
    ApiError,
    ConnectionError,
    ConnectionTimeout,
    NotFoundError,
    SerializationError,
    SSLError,
    TransportError,
    UnsupportedProductError,
)

from ..base import EngineUnavailable, IndexIncomplete

# What is wrong with this one request.
_OWN_FAULT = frozenset({400, 413, 414})
_TELL = "Bitte sagen Sie der technischen Betreuung Bescheid, wenn das so bleibt."

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (ConnectionTimeout, "Elasticsearch antwortet nicht rechtzeitig."),
    (SSLError, "Die verschlüsselte Verbindung zu Elasticsearch kommt nicht zustande (Zertifikat)."),
    (ConnectionError, "Elasticsearch ist nicht erreichbar."),
    (UnsupportedProductError, "Unter der Adresse antwortet etwas anderes als Elasticsearch."),
    (SerializationError, "Die Antwort von Elasticsearch ist nicht lesbar."),
    (NotFoundError, f"Der Suchindex fehlt. {_TELL}"),
    (IndexIncomplete, f"Im Suchindex fehlen Einträge. {_TELL}"),
    (ImproperlyConfigured, "Die Verbindungsdaten für Elasticsearch sind falsch oder unvollständig."),
)
_REASONS_BY_STATUS = {
    400: f"Der Suchindex passt nicht zu diesem Programm. {_TELL}",
    401: "Elasticsearch weist unsere Anmeldung zurück.",
    403: "Elasticsearch weist unsere Anmeldung zurück.",
    429: "Elasticsearch ist überlastet.",
}


def cause_of(error: Exception) -> Exception:
    """Return the client's error where ours was raised for it."""
    cause = error.__cause__
    if type(error) is EngineUnavailable and isinstance(cause, ApiError | TransportError):
        return cause
    return error


def is_refusal(error: Exception) -> bool:
    """Return whether the server refused this one request and will answer the next."""
    cause = cause_of(error)
    return isinstance(cause, ApiError) and cause.meta.status in _OWN_FAULT


def is_engines(error: Exception) -> bool:
    """Return whether the engine is to be kept out: not for one odd request, nor for a mistake of ours."""
    cause = cause_of(error)
    if isinstance(cause, UnsupportedProductError):
        return True
    if isinstance(cause, ApiError):
        return not is_refusal(cause)
    return isinstance(cause, TransportError | EngineUnavailable | ImproperlyConfigured)


def reason(error: Exception) -> str:
    """Return a German sentence for the staff, without addresses or credentials."""
    cause = cause_of(error)
    for kind, text in _REASONS:
        if isinstance(cause, kind):
            return text
    if isinstance(cause, ApiError):
        status = cause.meta.status
        return _REASONS_BY_STATUS.get(status, f"Elasticsearch meldet einen Fehler (HTTP {status}).")
    return "Elasticsearch gibt keine brauchbare Antwort."


def describe(error: Exception) -> str:
    """Return a line for the log. What people searched for does not stand in it, nor do credentials."""
    cause = cause_of(error)
    if isinstance(cause, UnsupportedProductError | SerializationError):
        return type(cause).__name__  # their words hold the whole answer
    if isinstance(cause, ApiError):
        return f"{type(cause).__name__}: HTTP {cause.meta.status}, {cause.message[:100]}"
    return f"{type(cause).__name__}: {cause}"[:300]
