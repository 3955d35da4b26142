"""Makes pages of the kinds that the demo has none of, when `manage.py shell` imports it."""

import datetime

from wagtail.models import Page, PageViewRestriction

from knowledge.models import HomePage, InformationPage, InterviewPage, SignLanguagePage

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
