"""What is searched for: each kind of search that costs something else.

Visitors do not all ask the same: of the kind that the figures are promised for there are many searches, asked
in turn, each several times. The engine has kept of them what it keeps, and so have we: what a first time
costs is measured on its own.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from django.db.models.functions import Length

from knowledge.vocabularies.models import Stage, Theme
from knowledge_search.models import StoredWord
from knowledge_search.request import SearchRequest

# Eisleben
NEAR = (51.53, 11.55)


# Words that many of the made-up projects have, and words with a slip of the finger.
_WORDS = ("gemeinde", "gruppe", "angebot", "initiative", "familien", "bahnhof")
# The most words that a query has; each is in a third to four fifths of the made-up projects.
_COMMON = (
    *("dachten", "wurde", "erfunden", "termin", "geworden", "versuch", "fester", "gruppe", "bestimmte"),
    *("bahnhof", "alten", "haushaltsgeräte", "initiative", "angebot", "entstehens", "socent", "digitale"),
    *("arbeitswelten", "geschlossen", "inzwischen", "nachbarorte", "familien", "armut", "gemeindehaus"),
)
_SLIPS = ("betreung", "haushaltsgeräde", "digitael")

Kinds = dict[str, Sequence[SearchRequest]]


def wholesome() -> Kinds:
    """Return the searches that the figures are promised for: words, a slip of the finger, three filters."""
    themes, stages = keys_of(Theme), keys_of(Stage)
    requests = [
        SearchRequest(
            q=f"{word} {slip}", filters=three_filters(themes[n % len(themes)], stages[n % len(stages)])
        )
        for n, (word, slip) in enumerate(product(_WORDS, _SLIPS))
    ]
    return {"Wort, Tippfehler, 3 Filter": requests}


def never_asked(number: int = 120) -> Sequence[SearchRequest]:
    """Return searches as `wholesome` has them, each with a word and a slip of its own."""
    themes, stages = keys_of(Theme), keys_of(Stage)
    long_ones = StoredWord.objects.annotate(length=Length("text")).filter(length__gte=6)
    words = list(long_ones.order_by("-records", "pk").values_list("display", flat=True)[: 2 * number])
    return [
        SearchRequest(
            # The slip: a letter is missing.
            q=f"{word} {other[:3]}{other[4:]}",
            filters=three_filters(themes[n % len(themes)], stages[n % len(stages)]),
        )
        for n, (word, other) in enumerate(zip(words[::2], words[1::2], strict=False))
    ]


def all_kinds() -> Kinds:
    """Return searches of every kind, by the name they have in the table."""
    project = {"type": ("project",)}
    single = {
        "alles": SearchRequest(),
        "nur Projekte": SearchRequest(filters=project),
        "häufiges Wort": SearchRequest(q="gemeinde"),
        "mehrere Wörter": SearchRequest(q="kinder betreuung auf dem land"),
        "8 häufige Wörter": SearchRequest(q=" ".join(_COMMON[:8])),
        "24 häufige Wörter": SearchRequest(q=" ".join(_COMMON)),
        "seltenes Wort": SearchRequest(q="orgelwind"),
        "kein Treffer": SearchRequest(q="quarxel"),
        "Wortgruppe und Ausschluss": SearchRequest(q='"in der gemeinde" -schule'),
        "3 Filter": SearchRequest(filters=three_filters(keys_of(Theme)[0], keys_of(Stage)[0])),
        "Umkreis": SearchRequest(q="gemeinde", near=NEAR, radius_km=30, sort="distance"),
    }
    return {label: (request,) for label, request in single.items()} | wholesome()


def keys_of(model: type[Theme] | type[Stage]) -> list[str]:
    """Return the keys of a vocabulary."""
    return list(model.objects.order_by("pk").values_list("key", flat=True))


def three_filters(theme: str, stage: str) -> Mapping[str, tuple[str, ...]]:
    """Return filters that many projects pass."""
    return {"theme": (theme,), "stage": (stage,), "technology": ("false",)}
