"""Kinds of mails: what each is for, who gets it, and the words it begins with.

Other rooms declare theirs in `ready()`; the office may change the words, never what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .wording import check_wording

SAMPLE_ADDRESS = "https://www.example.org/beispiel/"


@dataclass(frozen=True)
class MailKind:
    """An occasion to write to someone.

    A mail to an address that nobody has confirmed should say nothing that the sender of a form has typed:
    whoever fills in the form chooses both, and the words of a stranger would come from our address.

    Attributes:
        name: its key, lower case with hyphens; stored with every mail, so it never changes.
        title: what the office calls it.
        audience: who gets it, for the office ("Macher*in").
        placeholders: the words the office may use in braces, each with what it stands for.
        subject: the suggested subject, with placeholders.
        text: the suggested text. An empty line begins a paragraph; a line with only a link, or ending in a
            colon and a link, is a button in HTML.
        recipient: gives the address, or None if there is nobody to write to: then the mail is dropped.
        values: gives a text for every placeholder, from the object and what was given to `queue`. It is
            asked for each attempt at sending, right before it, when the mail server has already answered. A
            secret link may be made (and its hash stored) here: then links of earlier attempts must stay
            valid, because such a mail may have arrived.
        required: placeholders that a changed text must keep.
        links: placeholders that stand for an address of this site; only these become links.
        samples: values for the preview; without one, a placeholder shows what it stands for.
    """

    name: str
    title: str
    audience: str
    placeholders: Mapping[str, str]
    subject: str
    text: str
    recipient: Callable[[Any], str | None]
    values: Callable[[Any, Mapping[str, Any]], Mapping[str, str]]
    required: tuple[str, ...] = ()
    links: tuple[str, ...] = ("link",)
    samples: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        problems = check_wording(self.subject, self.text, self.placeholders, self.required)
        if problems:
            raise ValueError(f"Mail kind {self.name}: {problems}")

    def sample(self) -> dict[str, str]:
        """Return a value for every placeholder, to show the mail to the office."""
        given = self.samples or {}
        return {
            name: given.get(name)
            or ("https://www.example.org/beispiel/" if name in self.links else f"({what})")
            for name, what in self.placeholders.items()
        }


_kinds: dict[str, MailKind] = {}


def register_kind(kind: MailKind) -> None:
    """Declare a kind of mail; in `AppConfig.ready()`. A second one of that name replaces the first."""
    _kinds[kind.name] = kind


def get_kind(name: str) -> MailKind:
    """Return a kind by its name. Raises LookupError for one that nobody has declared."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"Nobody has declared the mail kind {name!r}") from None


def all_kinds() -> list[MailKind]:
    """Return all kinds, by title."""
    return sorted(_kinds.values(), key=lambda kind: kind.title)
