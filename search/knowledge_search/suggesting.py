"""Answers the beginning of a search with what it may become: terms and places, titles, words.

Always from the database, whichever engine searches: so it is the same offer everywhere, it goes on when
the engine is down, and a beginning is found in an index of sorted keys as fast as anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connections, router
from django.urls import reverse

from . import snapshot
from .analysis import get_analysis
from .engines.sql import FACET, RECORD, Sql
from .lexicon import StoreLexicon
from .models import Suggestion, Term
from .registry import registry
from .request import SearchRequest
from .suggestions import FIRST_WORD, TERM_WEIGHT, key_of

MAX_LENGTH = 100
MAX_OFFERS = 8
_MAX_TERMS_FIRST = 4
_MAX_WORDS = 3
# With fewer than this, what was typed may be misspelt.
_FEW = 3
_MIN_MISSPELT = 4
_TWO_EDITS_FROM = 8
# More rows than this are not sorted: the heaviest are read from an index.
_SORTED_ROWS = 1000
_CANDIDATES = 40
_VARIANTS = 8

_TABLE = f'"{Suggestion._meta.db_table}"'
_TERM = f'"{Term._meta.db_table}"'


@dataclass(frozen=True)
class Offer:
    """One answer to a beginning, for a search box that offers while people type.

    Attributes:
        text: plain text.
        type: kind of content of a record, name of a term's facet, or `word`.
        url: path of the record, or of the search it stands for.
    """

    text: str
    type: str
    url: str


class _Row(NamedTuple):
    asked: str
    weight: int
    record: int | None
    vocabulary: str
    term: str
    key: str


def suggest(q: str) -> list[Offer]:
    """Return at most eight offers for what was typed so far: the best first, no text twice.

    Terms whose name begins so come first, then titles and other terms, then single words.
    """
    key = key_of(q[:MAX_LENGTH])
    if len(q.strip()) < 2 or len(key) < 2:
        return []
    offers = _distinct(_offers(_rows([key])))
    if len(offers) < MAX_OFFERS:
        lexicon = snapshot.current().lexicon
        variants = _variants(key, lexicon) if len(offers) < _FEW else []
        near = _offers(_rows(variants)) if variants else []
        offers = _distinct([*offers, *near])
        offers = [*offers, *_word_offers(key, variants, lexicon, offers)]
    return offers[:MAX_OFFERS]


def _rows(keys: Sequence[str]) -> list[_Row]:
    """Return the rows that begin with one of the keys, or the heaviest of very many; heaviest first."""
    share = _SORTED_ROWS // len(keys)
    by_key: dict[str, list[_Row]] = {key: [] for key in keys}
    stretches = [_beginning_with(key, share) for key in keys if len(key) > 2]
    for row in _fetch(stretches) if stretches else ():
        by_key[row.asked].append(row)
    frequent = [key for key, found in by_key.items() if len(key) == 2 or len(found) >= share]
    rows = [row for key, found in by_key.items() if key not in frequent for row in found]
    if frequent:
        bands = (f">= {TERM_WEIGHT}", f"< {TERM_WEIGHT}")
        rows += _fetch([_heaviest(key, band) for key in frequent for band in bands])
    return sorted(rows, key=lambda row: (-row.weight, len(row.key), row.key, row.record or 0))


def _beginning_with(key: str, limit: int) -> Sql:
    """Read a stretch of the index of keys, whose order is that of the bytes."""
    condition, params = "key >= %s AND key < %s", (key, key + "\U0010ffff")
    if connections[router.db_for_read(Suggestion)].vendor == "postgresql":
        # The operators of the index; the column's own order is the database's.
        condition = "key ~>=~ %s AND key ~<~ %s"
    return Sql(f"SELECT * FROM ({_select(condition)} LIMIT {limit}) s", (key, *params))


def _heaviest(key: str, band: str) -> Sql:
    """Read the index by weight until there are enough; SUBSTR keeps the planners off the index of keys."""
    condition = f"two = %s AND weight {band} AND SUBSTR(key, 1, {len(key)}) = %s"
    statement = f"{_select(condition)} ORDER BY weight DESC LIMIT {_CANDIDATES}"
    return Sql(f"SELECT * FROM ({statement}) s", (key, key[:2], key))


def _select(condition: str) -> str:
    return f"SELECT %s AS asked, weight, record_id, vocabulary, term, key FROM {_TABLE} WHERE {condition}"


def _offers(rows: Sequence[_Row]) -> list[Offer]:
    """Turn the first rows into offers: terms that begin so, titles, other terms."""
    terms: dict[tuple[str, str], bool] = {}
    pks: dict[int, None] = {}
    for row in rows:
        if row.record is None:
            terms.setdefault((row.vocabulary, row.term), row.weight >= TERM_WEIGHT + FIRST_WORD)
        else:
            pks[row.record] = None
    found = _term_offers(list(terms)[:_CANDIDATES])
    first = [offer for term, offer in found if terms[term]][:_MAX_TERMS_FIRST]
    return [*first, *_record_offers(list(pks)[:_CANDIDATES]), *(offer for _, offer in found)]


def _term_offers(terms: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], Offer]]:
    """Return those of the terms that a public record has, each with the search it filters."""
    facets = [
        (facet.name, term) for term in terms for facet in registry.own_facets if facet.vocabulary == term[0]
    ]
    parts = [
        Sql(
            f"SELECT {number}, label FROM {_TERM} WHERE vocabulary = %s AND key = %s "
            f"AND EXISTS (SELECT 1 FROM {FACET} WHERE facet = %s AND value = %s)",
            (*term, facet, term[1]),
        )
        for number, (facet, term) in enumerate(facets)
    ]
    if not parts:
        return []
    page = reverse("knowledge_search:search")
    offers = []
    for number, label in sorted(_query(Sql.join(" UNION ALL ", parts))):
        facet, term = facets[number]
        offers.append(
            (term, Offer(label, facet, page + SearchRequest(filters={facet: (term[1],)}).to_query()))
        )
    return offers


def _record_offers(pks: Sequence[int]) -> list[Offer]:
    if not pks:
        return []
    marks = ", ".join(["%s"] * len(pks))
    rows = _query(Sql(f"SELECT id, title, type, url FROM {RECORD} WHERE id IN ({marks})", tuple(pks)))
    found = {pk: Offer(title, kind, url) for pk, title, kind, url in rows}
    return [found[pk] for pk in pks if pk in found]


def _word_offers(
    key: str, variants: Iterable[str], lexicon: StoreLexicon, offers: Iterable[Offer]
) -> Iterator[Offer]:
    """Yield the most frequent words that begin so and stand in no offer yet, to search for."""
    if " " in key or len(key) < 3:
        return
    beginnings = [key, *(variant for variant in variants if " " not in variant)]
    words = {word for beginning in beginnings for word in lexicon.words.beginning_with(beginning)}
    offered = {word for offer in offers for word in key_of(offer.text).split(" ")}
    words = {word for word in words - offered if len(word) > 3}
    likely = sorted(words, key=lambda word: (not word.startswith(key), -lexicon.frequency(word), word))
    alive = lexicon.alive(likely[: 2 * _MAX_WORDS])
    page = reverse("knowledge_search:search")
    shown = [lexicon.words.display(word) for word in likely[: 2 * _MAX_WORDS] if word in alive]
    for display in [display for display in shown if _says_something(display)][:_MAX_WORDS]:
        yield Offer(display, "word", page + SearchRequest(q=display).to_query())


def _says_something(display: str) -> bool:
    """Whether the analysis keeps more of a word than its surface, as it does of all but stop words."""
    return any(len(word.tokens) > 1 for word in get_analysis().words(display))


def _variants(key: str, lexicon: StoreLexicon) -> list[str]:
    """Return how a misspelt beginning may have been meant: known words, and a beginning some word has."""
    *whole, last = key.split(" ")
    before = " ".join(_known(word, lexicon) for word in whole)
    lasts = [last]
    if len(last) >= _MIN_MISSPELT:
        edits = 2 if len(last) >= _TWO_EDITS_FROM else 1
        lasts += lexicon.words.beginnings(last, edits)[:_VARIANTS]
    variants = (f"{before} {end}".strip() for end in lasts)
    return [variant for variant in dict.fromkeys(variants) if variant != key][:_VARIANTS]


def _known(word: str, lexicon: StoreLexicon) -> str:
    if len(word) < _MIN_MISSPELT or lexicon.frequency(word):
        return word
    near = lexicon.words.near(word, 1)
    return near[0][0] if near else word


def _distinct(offers: Iterable[Offer]) -> list[Offer]:
    by_text: dict[str, Offer] = {}
    for offer in offers:
        by_text.setdefault(key_of(offer.text), offer)
    return list(by_text.values())


def _fetch(parts: Iterable[Sql]) -> list[_Row]:
    return [_Row(*row) for row in _query(Sql.join(" UNION ALL ", parts))]


def _query(statement: Sql) -> Sequence[tuple[Any, ...]]:
    with connections[router.db_for_read(Suggestion)].cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return cursor.fetchall()
