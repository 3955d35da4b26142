"""Verbs that fall apart: "Schüler lesen Älteren vor" speaks of vorlesen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import data
from .forms import Forms
from .stems import infinitive

_MAX_STEPS = 14
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;:!?()–]|und\b|oder\b|sowie\b)")
_BREAK = re.compile(r"[.,;:!?()–]")


def verbs_in(text: str, found: Sequence[tuple[re.Match[str], Forms]]) -> Iterator[tuple[int, str]]:
    """Yield the position of a verb whose particle ends its clause, and the two in one word: vorlesen."""
    particles = data.words("particles")
    # Most words are none: the fastest way past them counts.
    for end in [place for place, token in enumerate(found) if token[1][0] in particles]:
        match, forms = found[end]
        if not _CLAUSE_ENDS.match(text, match.end()):
            continue
        for start in range(end - 1, max(-1, end - _MAX_STEPS), -1):
            word, own = found[start]
            if _BREAK.search(text, word.end(), found[start + 1][0].start()):
                break
            if own.parts or own.is_stopword or word.group()[0].isupper():
                continue
            verb = forms.surface + infinitive(own.surface)
            if verb in data.verbs():
                yield start, verb
                break
