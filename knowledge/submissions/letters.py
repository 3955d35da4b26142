"""The mails of a submission: their kinds and the words they begin with. The office may change the words."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from knowledge.mails.kinds import MailKind, register_kind
from knowledge.mails.letterhead import letterhead

from .links import url_of
from .models import Submission, SubmissionLink

Purpose = SubmissionLink.Purpose
MAKER, OFFICE = "Macher*in", "Projektbüro"
TITLE = {"titel": "Titel der Innovation"}
STATUS = {**TITLE, "name": "Name der Macher*in", "link": "Link zur Statusseite"}


def _maker(submission: Submission) -> str | None:
    return submission.email or None


def _office(submission: Submission) -> str | None:
    return letterhead().reply_to or None


def _link(purpose: Purpose) -> Callable[[Submission, Mapping[str, Any]], dict[str, str]]:
    def values(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
        name = (submission.values("kontakt").get("contact_name") or [""])[0]
        return {"titel": str(submission), "name": name, "link": url_of(submission, purpose)}

    return values


def _only_link(purpose: Purpose) -> Callable[[Submission, Mapping[str, Any]], dict[str, str]]:
    return lambda submission, extra: {"link": url_of(submission, purpose)}


def _with_words(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
    """Return what was said then; another word may have been said since."""
    said = submission.messages.filter(pk=extra.get("message", 0)).first()
    return {**_link(Purpose.STATUS)(submission, extra), "text": said.text if said else ""}


def _published(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
    project = submission.project
    address = letterhead().url.rstrip("/") + project.get_absolute_url() if project else ""
    return {**_link(Purpose.STATUS)(submission, extra), "steckbrief": address}


def _in_admin(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
    sent = date_format(localtime(submission.confirmed_at), "d.m.Y, H:i") if submission.confirmed_at else ""
    path = reverse("knowledge_submissions:review", args=[submission.pk])
    return {"titel": str(submission), "wann": sent, "link": letterhead().url.rstrip("/") + path}


_OFFICE = {**TITLE, "wann": "Tag und Uhrzeit der Bestätigung", "link": "Link zur Einreichung"}
#: Name, who gets it, placeholders, those that must stay, recipient, values.
_PARTS: tuple[tuple[str, str, dict[str, str], tuple[str, ...], Any, Any], ...] = (
    # To addresses that nobody has confirmed yet: not a word of what was typed.
    (
        "submission-confirm",
        MAKER,
        {"link": "Link zum Bestätigen"},
        ("link",),
        _maker,
        _only_link(Purpose.CONFIRM),
    ),
    ("submission-resume", MAKER, {"link": "Link zum Formular"}, ("link",), _maker, _only_link(Purpose.FORM)),
    ("submission-received", MAKER, STATUS, ("link",), _maker, _link(Purpose.STATUS)),
    ("submission-link", MAKER, STATUS, ("link",), _maker, _link(Purpose.STATUS)),
    (
        "submission-asked",
        MAKER,
        {**STATUS, "text": "Ihre Frage"},
        ("link", "text"),
        _maker,
        _with_words,
    ),
    (
        "submission-changes",
        MAKER,
        {**STATUS, "text": "Ihre Worte dazu"},
        ("link",),
        _maker,
        _with_words,
    ),
    (
        "submission-accepted",
        MAKER,
        {**STATUS, "steckbrief": "Link zum Steckbrief"},
        ("link",),
        _maker,
        _published,
    ),
    (
        "submission-declined",
        MAKER,
        {**STATUS, "text": "Ihre Begründung"},
        ("text",),
        _maker,
        _with_words,
    ),
    (
        "submission-proposal-declined",
        MAKER,
        {**STATUS, "text": "Ihre Begründung"},
        ("text",),
        _maker,
        _with_words,
    ),
    ("submission-office", OFFICE, _OFFICE, (), _office, _in_admin),
    ("submission-answered", OFFICE, _OFFICE, (), _office, _in_admin),
    ("submission-withdrawn", OFFICE, _OFFICE, (), _office, _in_admin),
)


def kinds() -> Iterator[MailKind]:
    """Give all kinds, with the words of `letters.toml`."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for name, audience, placeholders, required, recipient, values in _PARTS:
        yield MailKind(
            name=name,
            title=words[name]["title"],
            audience=audience,
            placeholders=placeholders,
            required=required,
            links=("link", "steckbrief"),
            subject=words[name]["subject"],
            text=words[name]["text"].strip(),
            recipient=recipient,
            values=values,
        )


def register() -> None:
    """Declare all kinds."""
    for kind in kinds():
        register_kind(kind)
