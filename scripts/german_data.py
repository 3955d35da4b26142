"""Makes the word lists of `knowledge_search.german` from OpenThesaurus, as Debian packages it.

The source is one pinned file of the package `mythes-de`. Needs nothing but Python:

    apt-get install mythes-de=20160424-4
    python scripts/german_data.py [--check]
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path("/usr/share/mythes/th_de_DE_v2.dat")
PACKAGE = "mythes-de 20160424-4"
SHA256 = "04928d06108f949734747efb838b4c5398cbf04cad78824e10b8e8e6f6c91106"
TARGET = Path(__file__).resolve().parents[1] / "search/knowledge_search/german/data/openthesaurus"

_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,40}")
_REMARK = re.compile(r"\s*\(([^)]*)\)")
# A word with any other remark (colloquial, figurative, dated, a generic term ...) is nobody's synonym here.
_HARMLESS = {"Hauptform", "Abkürzung", "fachspr.", "engl.", "weibl.", "männl."}
_VERB_ENDINGS = ("en", "eln", "ern")
# A concept with more words than this is a vague one.
_MAX_GROUP = 9

Groups = list[list[str]]


def main() -> int:
    """Write the lists, or compare them with those that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("--source", type=Path, default=SOURCE)
    arguments = parser.parse_args()
    content = arguments.source.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.stderr.write(f"{arguments.source} is not that of {PACKAGE}.\n")
        return 1
    lists = _lists(content.decode("utf-8").splitlines())
    if arguments.check:
        wrong = [name for name, text in lists.items() if (TARGET / name).read_text("utf-8") != text]
        if wrong:
            sys.stderr.write(f"Not what the source gives: {', '.join(wrong)}\n")
        return 1 if wrong else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in lists.items():
        (TARGET / name).write_text(text, "utf-8")
    return 0


def _lists(lines: list[str]) -> dict[str, str]:
    entries = [line.split("|")[1:] for line in lines if line.startswith("-|")]
    nouns, verbs, others = _word_classes(entries)
    return {
        "nouns.txt": _as_text(nouns),
        "verbs.txt": _as_text(verbs),
        "others.txt": _as_text(others - verbs),
        "synonyms.txt": "\n".join(_synonyms(entries)) + "\n",
    }


def _word_classes(entries: Groups) -> tuple[set[str], set[str], set[str]]:
    """Return nouns, verbs and other words, folded. Only a list that keeps capitals can tell."""
    nouns: set[str] = set()
    verbs: set[str] = set()
    others: set[str] = set()
    for term in {term for entry in entries for term in entry}:
        word = _REMARK.sub("", term).strip()
        if not _WORD.fullmatch(word):
            continue
        if word[0].isupper() and word[1:].islower():
            nouns.add(_fold(word))
        elif word.islower():
            (verbs if word.endswith(_VERB_ENDINGS) else others).add(_fold(word))
    return nouns, verbs, others


def _synonyms(entries: Groups) -> Iterator[str]:
    """Yield `word|senses|synonym|synonym ...`, sorted, for words with one sense or two."""
    senses: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in entries:
        own = tuple(sorted({_REMARK.sub("", term).strip() for term in entry if "Oberbegriff" not in term}))
        for word in own:
            senses[_fold(word)].add(own)
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        group = sorted({word for term in entry if (word := _plain(term))})
        if not 2 <= len(group) <= _MAX_GROUP:
            continue
        for word in group:
            if _WORD.fullmatch(word) and len(word) > 3 and len(senses[_fold(word)]) <= 2:
                found[_fold(word)].update(other for other in group if _fold(other) != _fold(word))
    for word in sorted(found):
        if found[word]:
            yield "|".join((word, str(len(senses[word])), *sorted(found[word])))


def _plain(term: str) -> str:
    """Return a term of one or two words whose remarks are harmless, else ''."""
    if not all(remark in _HARMLESS for remark in _REMARK.findall(term)):
        return ""
    words = _REMARK.sub("", term).split()
    return " ".join(words) if 1 <= len(words) <= 2 and all(map(_WORD.fullmatch, words)) else ""


def _fold(word: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.lower().replace(umlaut, letters)
    return word


def _as_text(words: set[str]) -> str:
    return "\n".join(sorted(words)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
