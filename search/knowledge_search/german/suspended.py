"""Hyphens that stand for a part: "Alten- und Krankenpflege" speaks of Altenpflege too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..analysis.text import fold
from .compounds import split_text

_MAX_STEPS = 4
_BACK = re.compile(r" (?:und|oder|sowie|bzw\.|&) -$")


def completed(text: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield the position of each word with a suspended hyphen, and the word completed."""
    for position, match in enumerate(words):
        after = text[match.end() : match.end() + 2]
        if after[:1] == "-" and after[1:] in (" ", ",", "/") and (last := _last_part(text, words, position)):
            yield position, match.group() + last
        elif (
            text[match.start() - 2 : match.start()] == " -"
            and position
            and _BACK.search(
                text, words[position - 1].end() if position == 1 else words[position - 2].end(), match.start()
            )
        ):
            first = _first_part(words[position - 2].group()) if position > 1 else ""
            if first:
                yield position, first + match.group()


def _last_part(text: str, words: Sequence[re.Match[str]], position: int) -> str:
    """Return the last part of the next whole compound: pflege of "und Krankenpflege"."""
    for step in range(position + 1, min(position + 2 * _MAX_STEPS, len(words))):
        word = words[step]
        if text[word.end() : word.end() + 1] == "-" and text[word.end() + 1 : word.end() + 2] in (
            " ",
            ",",
            "/",
        ):
            continue
        if word.group().lower() in ("und", "oder", "sowie", "bzw"):
            continue
        if re.search(r"[.;:!?()]", text[words[position].end() : word.start()].replace("bzw.", "")):
            return ""
        parts = split_text(fold(word.group()))
        if parts:
            return parts[-1]
        # Bürger- und Ärzte-Busse: the part stands behind a hyphen.
        if text[word.end() : word.end() + 1] == "-" and step + 1 < len(words):
            return words[step + 1].group()
        return ""
    return ""


def _first_part(word: str) -> str:
    parts = split_text(fold(word))
    return "".join(parts[:-1])
