"""Makes pages of the kinds that the demo has none of, when `manage.py shell` imports it."""

import datetime

from wagtail.models import Page, PageViewRestriction

from knowledge.models import FormField, FormPage, HomePage, InformationPage, InterviewPage, SignLanguagePage

QUESTION = {"question": "Wie habt ihr angefangen?", "answer": "<p>Mit einem Tisch und zwei Stühlen.</p>"}
FILM = {"title": "Willkommen", "url": "https://www.youtube.com/watch?v=abcdefghijk"}


def add(page: Page, closed_by: str = "") -> None:
    """Publish a page below the first one; `closed_by`: the kind of restriction it gets."""
    HomePage.objects.get().add_child(instance=page)
    if closed_by:
        PageViewRestriction.objects.create(page=page, restriction_type=closed_by, password="wort")


add(
    InterviewPage(
        title="Drei Fragen an Erika Beispiel",
        slug="interview",
        interviewee="Erika Beispiel",
        role="Vorsitzende eines Vereins",
        date=datetime.date(2025, 5, 1),
        questions=[("question", QUESTION)],
    )
)
add(SignLanguagePage(title="In Gebärdensprache", slug="gebaerden", film=[("external_video", FILM)]))
add(InformationPage(title="Mit Passwort", slug="mit-passwort"), PageViewRestriction.PASSWORD)
add(InformationPage(title="Nach Anmeldung", slug="nach-anmeldung"), PageViewRestriction.LOGIN)

QUESTIONS = [
    {"label": "Dein Name", "help_text": "Vorname und Nachname.", "required": True},
    {"label": "Was brauchst du?", "field_type": "multiline", "required": True},
    {"label": "Wie erreichen wir dich?", "field_type": "email", "required": True},
    {"label": "Wie viele seid ihr?", "field_type": "number"},
    {"label": "Wann?", "field_type": "date", "help_text": "Zum Beispiel 31.12.2030."},
    {"label": "Worum geht es?", "field_type": "checkboxes", "choices": "Kochen\nBauen\nFeiern"},
    {"label": "Wer seid ihr?", "field_type": "radio", "choices": "Verein\nFirma", "required": True},
    {"label": "Wo?", "field_type": "dropdown", "choices": "In der Stadt\nAuf dem Dorf"},
    {"label": "Ihr dürft mich zurückrufen.", "field_type": "checkbox"},
]
form = FormPage(title="Bedarf melden", slug="formular", summary="Sag uns, was bei euch fehlt.")
add(form)
for number, question in enumerate(QUESTIONS):
    FormField.objects.create(page=form, sort_order=number, **question)
