"""The words of the consents. None is ever changed: a new one gets a version of its own, and stands first.

A consent keeps the version it was given in, so that the office can show years later what was agreed to
(GDPR, Article 7 (1)).
"""

from dataclasses import dataclass

from .models import Consent

Kind = Consent.Kind


@dataclass(frozen=True)
class Wording:
    """What somebody agrees to.

    Attributes:
        version: the day it was written, as ``2026-11-24``.
        text: the sentence beside the box.
        help: what else there is to know.
    """

    version: str
    text: str
    help: str = ""


#: Of each kind the wordings, the newest first.
WORDINGS: dict[Kind, tuple[Wording, ...]] = {
    Kind.CONTACT: (
        Wording(
            "2026-11-24",
            "Mein Name, meine E-Mail-Adresse und meine Telefonnummer dürfen im Steckbrief stehen.",
            "Ohne Haken kennt nur das Projektbüro diese Angaben.",
        ),
    ),
    Kind.IMAGES: (
        Wording(
            "2026-11-24",
            "Die Bilder dürfen im Wissensspeicher veröffentlicht werden. Ich habe das Recht dazu, "
            "oder wer die Bilder gemacht hat, ist einverstanden.",
            "Ohne Haken sieht nur das Projektbüro die Bilder.",
        ),
    ),
    Kind.PERSONS: (
        Wording(
            "2026-11-24",
            "Alle Menschen, die auf den Bildern zu erkennen sind, haben der Veröffentlichung zugestimmt, "
            "bei Kindern auch ihre Eltern.",
            "Ohne Haken zeigen wir nur Bilder, auf denen niemand zu erkennen ist.",
        ),
    ),
    Kind.FILM: (
        Wording(
            "2026-11-24",
            "Der Film darf im Steckbrief verlinkt und gezeigt werden.",
            "Ohne Haken kennt nur das Projektbüro den Link.",
        ),
    ),
}


def current(kind: Kind) -> Wording:
    """Return the wording that is shown today."""
    return WORDINGS[kind][0]


def text_of(kind: str, version: str) -> str:
    """Return the words of a version, for the office; empty for one that was never written here."""
    known = WORDINGS.get(Kind(kind), ()) if kind in Kind.values else ()
    return next((wording.text for wording in known if wording.version == version), "")
