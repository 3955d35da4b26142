"""The small forms, each declared once: address, words, form, whom it informs, how long it is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.mails.letterhead import letterhead

from . import forms
from .fields import EnquiryForm
from .models import Kind


def office() -> str:
    """Return the office's address, or "" if there is none."""
    return letterhead().reply_to


@dataclass(frozen=True)
class EnquiryKind:
    """A small form.

    Attributes:
        kind: what is stored of it.
        path: its address; with ``<slug:slug>`` it is about a project.
        title: its heading.
        intro: what it is for, in a sentence or two.
        button: what sends it.
        form: its questions.
        data_class: which term decides when what was sent is deleted: ``enquiry``, or ``need`` for what is
            kept until it stands on a board.
        informs: gives the address that is told of a new one; "" for nobody.
        thanks: what happens next.
        template: of its page.
    """

    kind: Kind
    path: str
    title: str
    intro: str
    button: str
    form: type[EnquiryForm]
    thanks: str
    data_class: str = "enquiry"
    informs: Callable[[], str] = office
    template: str = "knowledge/enquiries/form.html"

    @property
    def name(self) -> str:
        """Its key, and the name of its address."""
        return str(self.kind.value)

    @property
    def is_about_a_project(self) -> bool:
        """Whether its address names a project."""
        return "<slug:slug>" in self.path


KINDS = (
    EnquiryKind(
        Kind.CORRECTION,
        "mitmachen/hinweis/<slug:slug>/",
        "Etwas stimmt nicht?",
        "Sag uns, was sich geändert hat, was fehlt oder falsch ist. Wir prüfen es und bessern nach.",
        "Hinweis abschicken",
        forms.CorrectionForm,
        "Das Projektbüro prüft deinen Hinweis und bessert den Steckbrief nach.",
        template="knowledge/enquiries/correction.html",
    ),
    EnquiryKind(
        Kind.NEED,
        "mitmachen/bedarf/",
        "Bedarf melden",
        "Was fehlt bei dir vor Ort? Vielleicht hat es woanders schon jemand gelöst. Vielleicht fängt es mit "
        "deiner Meldung an.",
        "Bedarf abschicken",
        forms.NeedForm,
        "Wir sammeln, was fehlt. In den Werkstätten suchen wir gemeinsam nach Lösungen.",
        data_class="need",
    ),
    EnquiryKind(
        Kind.EVENT,
        "mitmachen/veranstaltung/",
        "Veranstaltung vorschlagen",
        "Ein Treffen, ein Fest, ein Vortrag: Was sollen andere nicht verpassen?",
        "Tipp abschicken",
        forms.EventForm,
        "Das Projektbüro sieht sich deinen Tipp an. Nicht alles können wir zeigen.",
    ),
    EnquiryKind(
        Kind.FUNDING,
        "mitmachen/foerderung/",
        "Mikroförderung anfragen",
        "Sechs Fragen zu eurem Vorhaben. Danach siehst du gleich, ob eine Förderung passen könnte.",
        "Anfrage abschicken",
        forms.FundingForm,
        "Das Projektbüro sieht sich eure Anfrage an und meldet sich per E-Mail.",
        template="knowledge/enquiries/funding.html",
    ),
    EnquiryKind(
        Kind.CONTACT,
        "kontakt/",
        "Schreib uns",
        "Du hast eine Frage, eine Idee oder Kritik? Deine Nachricht geht an das Projektbüro.",
        "Nachricht abschicken",
        forms.ContactForm,
        "Wir lesen jede Nachricht. Hast du deine E-Mail-Adresse angegeben, antworten wir dir.",
    ),
    EnquiryKind(
        Kind.BARRIER,
        "barriere-melden/",
        "Barriere melden",
        "Etwas lässt sich nicht lesen, hören, verstehen oder bedienen? Sag es uns, ohne Begründung.",
        "Barriere melden",
        forms.BarrierForm,
        "Wir suchen nach einer Lösung. Hast du deine E-Mail-Adresse angegeben, schreiben wir dir.",
    ),
)
BY_NAME = {each.name: each for each in KINDS}
