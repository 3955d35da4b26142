"""The mails of a submission: their kinds and the words they begin with. The office may change the words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from knowledge.mails.kinds import MailKind, register_kind
from knowledge.mails.letterhead import letterhead

from .links import url_of
from .models import Submission, SubmissionLink, SubmissionMessage

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


def _with_words(*kinds: str) -> Callable[[Submission, Mapping[str, Any]], dict[str, str]]:
    def values(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
        said = submission.messages.filter(kind__in=kinds).last()
        return {**_link(Purpose.STATUS)(submission, extra), "text": said.text if said else ""}

    return values


def _published(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
    project = submission.project
    address = letterhead().url.rstrip("/") + project.get_absolute_url() if project else ""
    return {**_link(Purpose.STATUS)(submission, extra), "steckbrief": address}


def _in_admin(submission: Submission, extra: Mapping[str, Any]) -> dict[str, str]:
    sent = date_format(localtime(submission.confirmed_at), "d.m.Y, H:i") if submission.confirmed_at else ""
    path = reverse("knowledge_submissions:review", args=[submission.pk])
    return {"titel": str(submission), "wann": sent, "link": letterhead().url.rstrip("/") + path}


Kind = SubmissionMessage.Kind
KINDS = (
    # To addresses that nobody has confirmed yet: not a word of what was typed.
    MailKind(
        name="submission-confirm",
        title="Einreichung: Adresse bestätigen",
        audience=MAKER,
        placeholders={"link": "Link zum Bestätigen"},
        required=("link",),
        subject="Bitte bestätige deine Einreichung",
        text="Hallo,\n\njemand hat mit dieser E-Mail-Adresse eine soziale Innovation im Wissensspeicher "
        "eingereicht. Warst du das? Dann bestätige es bitte innerhalb von 7 Tagen:\n\n{link}\n\n"
        "Erst danach sehen wir uns deine Einreichung an. Warst du es nicht? Dann musst du nichts tun. "
        "Alles wird nach 7 Tagen gelöscht.",
        recipient=_maker,
        values=lambda submission, extra: {"link": url_of(submission, Purpose.CONFIRM)},
    ),
    MailKind(
        name="submission-resume",
        title="Einreichung: später weitermachen",
        audience=MAKER,
        placeholders={"link": "Link zum angefangenen Formular"},
        required=("link",),
        subject="Dein angefangenes Formular",
        text="Hallo,\n\nmit diesem Link kannst du dein angefangenes Formular im Wissensspeicher weiter "
        "ausfüllen:\n\n{link}\n\nEr gilt 30 Tage, nachdem du zuletzt etwas geändert hast. Danach löschen "
        "wir alles. Gib den Link nicht weiter: Wer ihn hat, kann das Formular lesen und ändern.",
        recipient=_maker,
        values=lambda submission, extra: {"link": url_of(submission, Purpose.FORM)},
    ),
    MailKind(
        name="submission-received",
        title="Einreichung: eingegangen",
        audience=MAKER,
        placeholders=STATUS,
        required=("link",),
        subject="Danke für deine Einreichung: {titel}",
        text="Hallo {name},\n\ndanke, dass du „{titel}“ teilst! Wir sehen uns alles an und melden uns. "
        "Auf deiner Statusseite siehst du jederzeit, wie es steht. Dort kannst du auch etwas korrigieren "
        "oder alles löschen:\n\n{link}\n\nHeb diese Mail gut auf und gib den Link nicht weiter.",
        recipient=_maker,
        values=_link(Purpose.STATUS),
    ),
    MailKind(
        name="submission-link",
        title="Einreichung: Link noch einmal schicken",
        audience=MAKER,
        placeholders=STATUS,
        required=("link",),
        subject="Dein Link zu „{titel}“",
        text="Hallo {name},\n\nhier ist noch einmal der Link zu deiner Statusseite:\n\n{link}\n\n"
        "Du hast nicht danach gefragt? Dann musst du nichts tun.",
        recipient=_maker,
        values=_link(Purpose.STATUS),
    ),
    MailKind(
        name="submission-asked",
        title="Einreichung: Rückfrage",
        audience=MAKER,
        placeholders={**STATUS, "text": "Ihre Frage"},
        required=("link", "text"),
        subject="Wir haben eine Frage zu „{titel}“",
        text="Hallo {name},\n\nwir haben uns „{titel}“ angesehen und möchten dich etwas fragen:\n\n{text}\n\n"
        "Auf deiner Statusseite kannst du antworten, etwas ändern oder Bilder nachreichen:\n\n{link}",
        recipient=_maker,
        values=_with_words(Kind.QUESTION),
    ),
    MailKind(
        name="submission-changes",
        title="Einreichung: Änderungen zeigen",
        audience=MAKER,
        placeholders={**STATUS, "text": "Ihre Worte dazu"},
        required=("link",),
        subject="Bitte sieh dir unsere Änderungen an: {titel}",
        text="Hallo {name},\n\nwir möchten „{titel}“ gern veröffentlichen und haben ein paar Stellen "
        "geändert.\n\n{text}\n\nBitte sieh dir die Änderungen an. Bist du einverstanden?\n\n{link}",
        recipient=_maker,
        values=_with_words(Kind.CHANGES),
    ),
    MailKind(
        name="submission-accepted",
        title="Einreichung: veröffentlicht",
        audience=MAKER,
        placeholders={**STATUS, "steckbrief": "Link zum Steckbrief"},
        required=("link",),
        links=("link", "steckbrief"),
        subject="Veröffentlicht: {titel}",
        text="Hallo {name},\n\n„{titel}“ steht jetzt im Wissensspeicher:\n\n{steckbrief}\n\nMöchtest du "
        "später etwas ändern? Das geht auf deiner Statusseite:\n\n{link}",
        recipient=_maker,
        values=_published,
    ),
    MailKind(
        name="submission-declined",
        title="Einreichung: Absage",
        audience=MAKER,
        placeholders={**STATUS, "text": "Ihre Begründung"},
        required=("text",),
        subject="Zu deiner Einreichung „{titel}“",
        text="Hallo {name},\n\ndanke, dass du „{titel}“ geteilt hast. Wir haben uns entschieden, es nicht "
        "in den Wissensspeicher aufzunehmen:\n\n{text}\n\nDeine Angaben löschen wir nach einer Frist. "
        "Möchtest du das sofort? Hier geht es:\n\n{link}",
        recipient=_maker,
        values=_with_words(Kind.DECLINED),
    ),
    MailKind(
        name="submission-office",
        title="Einreichung: neu oder geändert",
        audience=OFFICE,
        placeholders={**TITLE, "wann": "Tag und Uhrzeit der Bestätigung", "link": "Link zur Prüfung"},
        subject="Einreichung zu prüfen: {titel}",
        text="Guten Tag,\n\n„{titel}“ ist eingegangen oder geändert worden und wartet auf Ihre Prüfung:"
        "\n\n{link}",
        recipient=_office,
        values=_in_admin,
    ),
    MailKind(
        name="submission-answered",
        title="Einreichung: Antwort der Macher*in",
        audience=OFFICE,
        placeholders={**TITLE, "wann": "Tag und Uhrzeit der Bestätigung", "link": "Link zur Prüfung"},
        subject="Antwort zu „{titel}“",
        text="Guten Tag,\n\ndie Macher*in von „{titel}“ hat geantwortet:\n\n{link}",
        recipient=_office,
        values=_in_admin,
    ),
    MailKind(
        name="submission-withdrawn",
        title="Einreichung: zurückgezogen",
        audience=OFFICE,
        placeholders={**TITLE, "wann": "Tag und Uhrzeit der Bestätigung", "link": "Link zur Einreichung"},
        subject="Zurückgezogen: {titel}",
        text="Guten Tag,\n\ndie Macher*in hat „{titel}“ zurückgezogen. Der Steckbrief ist nicht mehr "
        "öffentlich.\n\n{link}",
        recipient=_office,
        values=_in_admin,
    ),
)


def register() -> None:
    """Declare all kinds."""
    for kind in KINDS:
        register_kind(kind)
