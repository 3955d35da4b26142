"""How much something sent looks like unwanted advertising. Nobody is refused for it: it waits elsewhere.

Points are added up; from `THRESHOLD` on it goes to the spam folder, where the office finds it. No sign alone
is enough but the trap, so that whoever writes in capitals, in Ukrainian or about debts is heard.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .spam_patterns import PATTERNS

THRESHOLD = 10
#: Nobody reads and fills in a form in so many seconds.
TOO_QUICK = 3.0

_TRAP, _QUICK, _MARKUP, _SUBJECT, _SCRIPT, _MAILS, _CAPITALS = 10, 4, 6, 4, 4, 4, 3
_A_LINK, _MOST_FOR_LINKS = 2, 8
#: A website and two pages in networks are what a club has.
_USUAL_LINKS = 3
_USUAL_MAILS = 3
#: Of fewer letters nothing can be said.
_ENOUGH_LETTERS = 40

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_MARKED_LINK = re.compile(r"\[(?:url|link)\b|<a\s|\]\(https?:", re.IGNORECASE)
# With bounds: else a long text without blanks is read again from each of its letters.
_MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,64}\.\w{2,9}\b")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SUBJECTS = {
    subject: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for subject, words in PATTERNS.items()
}


@dataclass(frozen=True)
class SpamScore:
    """What speaks for advertising: points, and the reasons as staff read them."""

    points: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def is_spam(self) -> bool:
        """Whether it belongs into the spam folder."""
        return self.points >= THRESHOLD


def score(texts: Iterable[str], *, seconds: float | None = None, trapped: bool = False) -> SpamScore:
    """Return what speaks for advertising.

    Args:
        texts: what was written freely; addresses that a field asks for are no sign.
        seconds: how long it took from the page to sending; None: unknown.
        trapped: whether the field was filled that people do not see.
    """
    text = "\n".join(texts)
    found = [*_by_manner(seconds, trapped), *_by_links(text), *_by_words(text)]
    return SpamScore(sum(points for points, _ in found), tuple(reason for _, reason in found))


def _by_manner(seconds: float | None, trapped: bool) -> Iterable[tuple[int, str]]:
    if trapped:
        yield _TRAP, "Das unsichtbare Feld ist ausgefüllt"
    if seconds is not None and seconds < TOO_QUICK:
        yield _QUICK, f"In {max(seconds, 0):.0f} Sekunden ausgefüllt"


def _by_links(text: str) -> Iterable[tuple[int, str]]:
    links, mails = len(_LINK.findall(text)), len(_MAIL.findall(text))
    if links > _USUAL_LINKS:
        yield min((links - _USUAL_LINKS) * _A_LINK, _MOST_FOR_LINKS), f"{links} Links im Text"
    if _MARKED_LINK.search(text):
        yield _MARKUP, "Links in Auszeichnung (HTML, BBCode)"
    if mails > _USUAL_MAILS:
        yield _MAILS, f"{mails} E-Mail-Adressen im Text"


def _by_words(text: str) -> Iterable[tuple[int, str]]:
    for subject, pattern in _SUBJECTS.items():
        if pattern.search(text):
            yield _SUBJECT, f"Wörter wie in Werbung: {subject}"
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= _ENOUGH_LETTERS:
        if sum(map(str.isupper, letters)) > 0.7 * len(letters):
            yield _CAPITALS, "Fast nur Großbuchstaben"
        if len(_LATIN.findall(text)) < 0.1 * len(letters):
            yield _SCRIPT, "Fast nur Zeichen einer anderen Schrift"
