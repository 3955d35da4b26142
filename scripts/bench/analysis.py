"""The German rules: how fast they read profiles and queries, and what their data cost."""

import statistics
import time
from functools import partial
from itertools import chain

from knowledge_search import snapshot
from knowledge_search.analysis import EmptyLexicon, get_analysis
from knowledge_search.german import starting_synonyms
from knowledge_search.models import Record

from .requests import all_kinds
from .table import Row
from .timing import most_memory, taken

GROUP = "Analyse"
PROFILES = 100_000
MORE_QUERIES = (
    "Ärztinnen auf dem Land",
    "Alten- und Krankenpflege",
    "kinderbetreuungsplätze",
    "Repaircafe Eisleben",
    "älter werden zu Hause",
    "solawi",
    "Mehrgenerationenhäuser in Hettstedt",
    "Bürgerbusse für Senioren und Seniorinnen",
)


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows."""
    analysis = get_analysis()
    before, start = most_memory(), time.perf_counter()
    analysis.index("Bürger*innen und Ärztinnen der Mehrgenerationenhäuser")
    lexicon = EmptyLexicon()
    lexicon.synonyms = tuple(starting_synonyms())
    analysis.query("kinderbetreuungsplätze", lexicon)
    loaded = (time.perf_counter() - start) * 1000
    rows = [
        Row(GROUP, "Daten laden", loaded, most=200),
        Row(GROUP, "Speicher der Daten", most_memory() - before, most=60, unit="MB"),
    ]
    seconds = profiles = 0.0
    texts = Record.objects.filter(type="project").values_list("title", "summary", "keywords", "place", "body")
    for title, summary, keywords, place, body in texts[:PROFILES].iterator(500):
        start = time.process_time()
        for text in (title, summary, " ".join([*keywords, place]), body):
            analysis.index(text)
        seconds += time.process_time() - start
        profiles += 1
    scaled = seconds / profiles * PROFILES
    rows.append(
        Row(GROUP, f"{PROFILES} Profile, Rechenzeit (gemessen: {profiles:.0f})", scaled, most=120, unit="s")
    )
    first, later = _query_medians()
    rows.append(Row(GROUP, "Anfrage zerlegen, zum ersten Mal, Median", first, most=10))
    rows.append(Row(GROUP, "Anfrage zerlegen, danach, Median", later, most=10))
    return rows, {}


def _query_medians() -> tuple[float, float]:
    lexicon = snapshot.current().lexicon
    queries = [
        *MORE_QUERIES,
        *(request.q for asked in all_kinds().values() for request in asked if request.q),
    ]
    times = [
        [taken(partial(get_analysis().query, query, lexicon)) for query in dict.fromkeys(queries)]
        for _ in range(6)
    ]
    first, *later = times
    return statistics.median(first), statistics.median(chain.from_iterable(later))
