"""The German rules: how fast they read profiles and queries, and what their data cost."""

import statistics
import time

from knowledge_search import snapshot
from knowledge_search.analysis import EmptyLexicon, get_analysis
from knowledge_search.models import Record

from .requests import all_kinds
from .table import Row
from .timing import most_memory

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
    analysis.query("kinderbetreuungsplätze", EmptyLexicon())
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
    rows.append(Row(GROUP, "Anfrage zerlegen, Median", _query_median(), most=10))
    return rows, {}


def _query_median() -> float:
    lexicon = snapshot.current().lexicon
    queries = [
        *MORE_QUERIES,
        *(request.q for asked in all_kinds().values() for request in asked if request.q),
    ]
    times = []
    for round_ in range(6):
        for query in queries:
            start = time.perf_counter()
            get_analysis().query(query, lexicon)
            if round_:
                times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
