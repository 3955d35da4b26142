"""The forms of the steps. Each reads what is stored of its step, valid or not; few fields are required."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms_blocks.geo import format_point, parse_point
from knowledge.forms.drawing import KernForm
from knowledge.forms.protection import ProtectedForm
from knowledge.forms.rates import Limit
from knowledge.organisations.models import OrganisationKind
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import Audience, Kind, Reach, Stage, Theme

from .fields import (
    ELSEWHERE,
    TermField,
    TermsField,
    TermsMixin,
    WebAddressField,
    municipality_choices,
    text_lines,
)
from .models import Consent, Submission
from .wordings import current, text_of

MAX_TAGS = 10


class StepForm(KernForm, forms.Form):
    """A step. ``submission`` is None before the first step is stored."""

    def __init__(self, *args: Any, submission: Submission | None = None, **kwargs: Any) -> None:
        self.submission = submission
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TermsMixin):
                field.read_terms()


class IdeaForm(StepForm):
    """What it is."""

    title = forms.CharField(
        label="Wie heißt die Innovation?",
        max_length=160,
        help_text="Ein kurzer Name, zum Beispiel „Rollender Dorfladen Musterhausen“.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schreib bitte einen Namen, sonst können wir sie nicht finden."},
    )
    summary = forms.CharField(
        label="Worum geht es, in einem Satz?",
        max_length=300,
        help_text="Was passiert, und wem hilft es?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schreib bitte einen Satz: Was passiert, und wem hilft es?"},
    )
    kind = TermField(Kind, label="Was ist es?")


class StartForm(ProtectedForm, IdeaForm):
    """The first step, where anybody may begin."""

    # A whole class behind one address, and a workshop in the same hour.
    limit = Limit("submission-start", per_address=(200, timedelta(hours=1)))


class PlaceForm(StepForm):
    """Where it is: a Gemeinde from the list, or a pin on the map."""

    municipality = forms.ChoiceField(
        label="Gemeinde",
        choices=municipality_choices,
        help_text="In welcher Gemeinde findet es statt?",
        error_messages={"required": "Wähle bitte eine Gemeinde aus der Liste."},
    )
    place_name = forms.CharField(
        label="Ort oder Ortsteil",
        max_length=100,
        required=False,
        help_text="Wenn er anders heißt als die Gemeinde.",
        widget=forms.TextInput(attrs={"autocomplete": "address-level3"}),
    )
    street = forms.CharField(
        label="Straße und Hausnummer",
        max_length=200,
        required=False,
        help_text="Nur wenn Besucher*innen dorthin kommen dürfen. Die Adresse wird veröffentlicht.",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label="Postleitzahl",
        required=False,
        error_messages={"invalid": "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 06295."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    # Filled by the map; without JavaScript the list above does.
    location = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean_location(self) -> str:
        """Return the pin in its stored form, or nothing for what is none."""
        point = parse_point(self.cleaned_data["location"])
        return format_point(*point) if point else ""

    def clean(self) -> dict[str, Any]:
        """Ask for a place that can be found."""
        cleaned = super().clean() or {}
        if cleaned.get("municipality") == ELSEWHERE and not cleaned.get("place_name"):
            self.add_error("place_name", "Schreib bitte, wo es ist, zum Beispiel „Nordhausen, Thüringen“.")
        point = parse_point(cleaned.get("location", ""))
        if point and gazetteer.locate(*point)[0] not in ("", cleaned.get("municipality")):
            # Chosen after the pin was set: the list has the last word.
            cleaned["location"] = ""
        return cleaned

    def written_place(self) -> str:
        """Return the place as a project says it: from it Gemeinde and Landkreis are found again."""
        place, ags = self.cleaned_data["place_name"].strip(), self.cleaned_data["municipality"]
        name = gazetteer.municipality_name(ags)
        if not name or not place:
            return place or name
        if place.casefold() == name.casefold() or gazetteer.find(place)[0] == ags:
            return str(place)
        return f"{name} OT {place}"


class CarrierForm(StepForm):
    """Who stands behind it."""

    carrier = forms.CharField(
        label="Wer steht dahinter?",
        max_length=200,
        required=False,
        help_text="Verein, Gemeinde, Firma, Schule oder Gruppe. Bist du es allein? Dann lass das Feld leer.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    carrier_kind = forms.ChoiceField(
        label="Was für eine Organisation ist das?",
        required=False,
        choices=[("", "Das weiß ich nicht"), *OrganisationKind.choices],
    )
    website = WebAddressField(label="Website", help_text="Zum Beispiel: www.mein-verein.de")


class StoryForm(StepForm):
    """How it works and how far it is."""

    description = forms.CharField(
        label="Wie funktioniert es?",
        max_length=8000,
        required=False,
        help_text="Erzähl, wie es angefangen hat, was ihr tut und was sich verändert hat. "
        "Eine leere Zeile beginnt einen Absatz.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    themes = TermsField(Theme, label="Welche Themenfelder passen?")
    stage = TermField(Stage, label="Wie weit seid ihr?")
    reach = TermField(Reach, label="Wie weit wirkt es?")
    audience = TermField(Audience, label="Für wen ist es?")
    technology = forms.ChoiceField(
        label="Spielt Technik eine wichtige Rolle?",
        required=False,
        choices=[("", "Das weiß ich nicht"), ("true", "Ja"), ("false", "Nein")],
        widget=forms.RadioSelect,
        help_text="Zum Beispiel eine App, eine Plattform oder ein Gerät.",
    )
    tags = forms.CharField(
        label="Schlagworte",
        max_length=300,
        required=False,
        help_text="Ein paar Wörter, mit Komma getrennt. Zum Beispiel: Ehrenamt, Dorfladen",
    )

    def clean_tags(self) -> list[str]:
        """Return the single words."""
        tags = text_lines([self.cleaned_data["tags"]])
        if len(tags) > MAX_TAGS:
            raise ValidationError(f"Das sind {len(tags)} Schlagworte. Such bitte die {MAX_TAGS} besten aus.")
        if too_long := next((tag for tag in tags if len(tag) > 60), ""):
            raise ValidationError(f"„{too_long[:60]}…“ ist zu lang. Trenne die Schlagworte mit Komma.")
        return tags


class MediaForm(StepForm):
    """Pictures have forms of their own (``FileForm``); here is the film."""

    film_url = WebAddressField(
        label="Link zu einem Film",
        help_text="Zum Beispiel bei YouTube, Vimeo oder PeerTube.",
    )


class FileForm(KernForm, forms.Form):
    """What a maker says of a picture."""

    description = forms.CharField(
        label="Was ist zu sehen?",
        max_length=255,
        required=False,
        help_text="Ein Satz für Menschen, die das Bild nicht sehen können.",
    )
    credit = forms.CharField(label="Wer hat das Bild gemacht?", max_length=255, required=False)
    shows_people = forms.BooleanField(label="Menschen sind darauf zu erkennen.", required=False)


class ContactForm(StepForm):
    """Whom the office may ask, and what may be shown. Consents are asked for what there is."""

    contact_name = forms.CharField(
        label="Dein Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Schreib bitte deinen Namen, damit wir wissen, mit wem wir sprechen."},
    )
    contact_email = forms.EmailField(
        label="Deine E-Mail-Adresse",
        max_length=254,
        help_text="Dorthin schicken wir einen Link. Erst wenn du ihn öffnest, geht es weiter.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Ohne E-Mail-Adresse können wir dir nicht antworten.",
            "invalid": "Das ist keine E-Mail-Adresse. Richtig ist zum Beispiel „vorname@beispiel.de“.",
        },
    )
    contact_phone = forms.CharField(
        label="Telefon",
        max_length=40,
        required=False,
        help_text="Für Rückfragen.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in asked_consents(self.submission):
            wording = current(kind)
            self.fields[consent_field(kind)] = forms.BooleanField(
                label=wording.text,
                help_text=wording.help,
                required=False,
                # What is sent is the version that was read.
                widget=forms.CheckboxInput(attrs={"value": wording.version}),
            )

    @property
    def consents(self) -> set[Consent.Kind]:
        """What was agreed to."""
        return {kind for kind in Consent.Kind if self.cleaned_data.get(consent_field(kind))}

    @property
    def versions(self) -> dict[Consent.Kind, str]:
        """Of what was agreed to, the version of the words that were read."""
        sent = {kind: self.data.get(consent_field(kind), "") for kind in self.consents}
        return {kind: text if text_of(kind, text) else current(kind).version for kind, text in sent.items()}


def consent_field(kind: Consent.Kind) -> str:
    """Return the name of a consent's field."""
    return f"consent_{kind}"


def asked_consents(submission: Submission | None) -> list[Consent.Kind]:
    """Return what a submission needs to be asked for, by what it holds."""
    kinds = [Consent.Kind.CONTACT]
    if submission is None:
        return kinds
    shows_people = [file.shows_people for file in submission.files.all() if file.upload.kind == "image"]
    if shows_people:
        kinds.append(Consent.Kind.IMAGES)
    if any(shows_people):
        kinds.append(Consent.Kind.PERSONS)
    if any(submission.values("bilder").get("film_url", [])):
        kinds.append(Consent.Kind.FILM)
    return kinds
