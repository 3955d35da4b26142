"""The small forms, one for each kind. Few fields are required."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Site

from knowledge.forms.choices import Radios
from knowledge.forms.rates import Limit
from knowledge.submissions.fields import TermsField, WebAddressField
from knowledge.vocabularies.models import Theme

from . import funding
from .fields import EnquiryForm, municipality_field, text_field
from .models import FundingSettings

HOUR = timedelta(hours=1)
#: A whole class sits behind one address; one person has less to say in an hour.
PER_ADDRESS, PER_EMAIL = (60, HOUR), (15, HOUR)
WRONG, ADD, GONE = "wrong", "add", "gone"
YES_NO = (("yes", "Ja"), ("no", "Nein"))
OTHER_TOPIC = "Etwas anderes"


class CorrectionForm(EnquiryForm):
    """What is wrong or missing on a Steckbrief."""

    limit = Limit("enquiry-correction", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    what = forms.ChoiceField(
        label="Worum geht es?",
        choices=[
            (WRONG, "Etwas stimmt nicht"),
            (ADD, "Etwas fehlt: Ich möchte es ergänzen"),
            (GONE, "Das gibt es nicht mehr"),
        ],
        widget=Radios,
        error_messages={"required": "Wähle bitte aus, worum es geht."},
    )
    text = text_field(
        "Was sollen wir ändern?",
        "Schreib bitte, was wir ändern sollen.",
        help_text="Schreib auch, woher du es weißt. Dann können wir es schneller prüfen.",
    )

    @staticmethod
    def asked_for(request: HttpRequest) -> dict[str, str]:
        """Return the choice of who comes to add something."""
        return {"what": ADD if request.GET.get("art") == "ergaenzen" else WRONG}


class NeedForm(EnquiryForm):
    """What is missing somewhere."""

    limit = Limit("enquiry-need", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    title = forms.CharField(
        label="Was fehlt?",
        max_length=160,
        help_text="In wenigen Worten, zum Beispiel „Ein Treffpunkt für Jugendliche“.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schreib bitte in wenigen Worten, was fehlt."},
    )
    text = text_field(
        "Erzähl uns mehr",
        required=False,
        help_text="Wem fehlt es? Was würde helfen?",
    )
    themes = TermsField(Theme, label="Welche Themenfelder passen?")
    municipality = municipality_field("Wo fehlt es? Leer heißt: überall.")
    place = forms.CharField(
        label="Ort oder Ortsteil",
        max_length=100,
        required=False,
        help_text="Wenn er anders heißt als die Gemeinde.",
        widget=forms.TextInput(attrs={"autocomplete": "address-level3"}),
    )


class EventForm(EnquiryForm):
    """Something that others should know of."""

    limit = Limit("enquiry-event", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    title = forms.CharField(
        label="Wie heißt die Veranstaltung?",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schreib bitte, wie die Veranstaltung heißt."},
    )
    when = forms.CharField(
        label="Wann ist sie?",
        max_length=160,
        help_text="Schreib es, wie du es sagen würdest, zum Beispiel „jeden ersten Freitag ab 18 Uhr“.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Schreib bitte, wann sie ist. Du weißt es nur ungefähr? Das reicht auch."
        },
    )
    where = forms.CharField(
        label="Wo ist sie?",
        max_length=200,
        help_text="Ort und Haus, oder „im Internet“.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schreib bitte, wo sie ist."},
    )
    link = WebAddressField(label="Link dazu", help_text="Zum Beispiel: www.mein-verein.de/fest")
    text = text_field("Worum geht es?", required=False)


class FundingForm(EnquiryForm):
    """The six questions whose answers decide. The topics are those of the office's offers."""

    limit = Limit("enquiry-funding", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    plan = text_field(
        "1. Was habt ihr vor?",
        "Schreib bitte, was ihr vorhabt.",
        help_text="Ein paar Sätze reichen. Schreib auch, wann es losgehen soll.",
    )
    young = forms.ChoiceField(
        label="2. Ist es ein Projekt von und für Kinder und Jugendliche?",
        choices=YES_NO,
        widget=Radios,
        help_text="Sie denken es sich mit aus, und es ist für sie.",
    )
    alliance = forms.ChoiceField(
        label="3. Macht ihr es gemeinsam mit anderen?",
        choices=YES_NO,
        widget=Radios,
        help_text="Zum Beispiel ein Verein mit der Schule, der Gemeinde oder einer Firma.",
    )
    topics = forms.MultipleChoiceField(
        label="4. Worum geht es dabei?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Du kannst mehreres wählen.",
        error_messages={"required": "Wähle bitte mindestens ein Thema."},
    )
    amount = forms.IntegerField(
        label="5. Wie viel Geld braucht ihr, in Euro?",
        min_value=1,
        max_value=10_000_000,
        help_text="Ohne Komma, zum Beispiel 450.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Schreib bitte, wie viel Euro ihr ungefähr braucht.",
            "invalid": "Schreib bitte nur eine Zahl ohne Komma, zum Beispiel 450.",
        },
    )
    place = forms.CharField(
        label="6. Wo soll es stattfinden?",
        max_length=200,
        help_text="Der Name des Ortes reicht.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schreib bitte, in welchem Ort es stattfinden soll."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings = funding_settings(self.request)
        self.offers = self.settings.offer_values
        topics = dict.fromkeys(topic for offer in self.offers for topic in offer["topics"])
        choices: Any = self.fields["topics"]
        choices.choices = [(topic, topic) for topic in (*topics, OTHER_TOPIC)]
        email = self.fields["email"]
        email.required = True
        email.help_text = "Dorthin schreiben wir, wie es weitergeht."

    def found(self) -> list[str]:
        """Return what the office's rule says, offer by offer, and note it for the office."""
        found = [funding.decide(offer, self.cleaned_data) for offer in self.offers]
        self.cleaned_data["hint"] = [hint.sentence for hint in funding.hints(self.offers, found)]
        return found


class ContactForm(EnquiryForm):
    """A word to the office."""

    limit = Limit("enquiry-contact", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    text = text_field("Deine Nachricht", "Schreib bitte etwas, bevor du es abschickst.", rows=8)


class BarrierForm(EnquiryForm):
    """Something that keeps somebody from using the site."""

    limit = Limit("enquiry-barrier", per_address=PER_ADDRESS, per_email=PER_EMAIL)
    page = forms.CharField(
        label="Auf welcher Seite?",
        max_length=500,
        required=False,
        help_text="Die Adresse oder einfach der Name der Seite.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    barrier = forms.MultipleChoiceField(
        label="Was hindert dich?",
        choices=[
            ("reading", "Text ist schwer zu lesen oder zu erkennen"),
            ("language", "Text ist schwer zu verstehen"),
            ("pictures", "Ein Bild oder Film lässt sich ohne Sehen oder Hören nicht verstehen"),
            ("keyboard", "Etwas geht nicht mit der Tastatur"),
            ("reader", "Etwas geht nicht mit dem Vorleseprogramm"),
            ("form", "Ein Formular lässt sich nicht ausfüllen"),
            ("document", "Eine Datei zum Herunterladen lässt sich nicht lesen"),
            ("other", "Etwas anderes"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(
        "Was ist passiert?",
        "Schreib bitte, was nicht geht.",
        help_text="Was wolltest du tun? Brauchst du einen Inhalt in einer anderen Form? In welcher?",
    )

    @staticmethod
    def asked_for(request: HttpRequest) -> dict[str, str]:
        """Return the page somebody comes from, if it is one of this site."""
        asked = request.GET.get("seite") or request.headers.get("Referer", "")
        return {"page": page_of_this_site(asked, request)}


def page_of_this_site(address: str, request: HttpRequest) -> str:
    """Return the path with the query of an address of this site, or "" for any other."""
    if len(address) > 500 or not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    parts = urlsplit(address)
    path = parts.path if parts.path.startswith("/") else ""
    return f"{path}?{parts.query}" if path and parts.query else path


def funding_settings(request: HttpRequest) -> FundingSettings:
    """Return which micro-grants there are on the site that is asked; none where there is no site."""
    site = Site.find_for_request(request)
    found: FundingSettings = FundingSettings.for_site(site) if site else FundingSettings()
    return found
