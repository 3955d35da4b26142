"""What is searched for: each kind of search that costs something else."""

from collections.abc import Mapping

from knowledge.vocabularies.models import Stage, Theme
from knowledge_search.request import SearchRequest

# Eisleben
NEAR = (51.53, 11.55)


def wholesome() -> dict[str, SearchRequest]:
    """Return the search that the figures are promised for: words, a slip of the finger, three filters."""
    return {"Wort, Tippfehler, 3 Filter": SearchRequest(q="gemeinde betreung", filters=three_filters())}


def all_kinds() -> dict[str, SearchRequest]:
    """Return searches of every kind, by the name they have in the table."""
    project = {"type": ("project",)}
    return {
        "alles": SearchRequest(),
        "nur Projekte": SearchRequest(filters=project),
        "häufiges Wort": SearchRequest(q="gemeinde"),
        "mehrere Wörter": SearchRequest(q="kinder betreuung auf dem land"),
        "seltenes Wort": SearchRequest(q="orgelwind"),
        "kein Treffer": SearchRequest(q="quarxel"),
        "Wortgruppe und Ausschluss": SearchRequest(q='"in der gemeinde" -schule'),
        "3 Filter": SearchRequest(filters=three_filters()),
        "Umkreis": SearchRequest(q="gemeinde", near=NEAR, radius_km=30, sort="distance"),
        **wholesome(),
    }


def three_filters() -> Mapping[str, tuple[str, ...]]:
    """Return filters that many projects pass."""
    theme = Theme.objects.order_by("pk").values_list("key", flat=True)[0]
    stage = Stage.objects.order_by("pk").values_list("key", flat=True)[0]
    return {"theme": (theme,), "stage": (stage,), "technology": ("false",)}
