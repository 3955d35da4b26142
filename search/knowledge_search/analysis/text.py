"""Text before any analysis: cleaned, folded to one spelling, sorted as in a dictionary."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Soft hyphens, zero-width and bidirectional marks: invisible, and they tear words apart.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "œ": "oe"})
_SORT_UMLAUTS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe"})


def clean_text(text: str) -> str:
    """Normalise to NFC, put blanks for control characters and drop invisible and bidirectional marks."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub(" ", text)))


def fold(word: str) -> str:
    """Return one spelling for all: Bürger, BÜRGER and Buerger; Straße and Strasse; Café and Cafe."""
    folded = word.casefold().translate(_UMLAUTS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def sort_key(title: str) -> str:
    """Return a key that sorts German titles as a dictionary does (DIN 5007-1), byte by byte.

    ä sorts as a, ß as ss, case and punctuation do not count, and numbers sort by their value.
    """
    text = clean_text(title).casefold().translate(_SORT_UMLAUTS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[0-9]+|[^\W\d_]+", text)
    return " ".join(word.zfill(8) if word.isdecimal() else word for word in words)[:200]
