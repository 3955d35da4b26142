"""The office reads, sorts, answers and deletes messages."""

import csv
import io
import logging
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from knowledge.enquiries.handling import delete, overdue
from knowledge.enquiries.models import Enquiry
from knowledge.retention.running import run_due
from knowledge.setup.people import set_up_groups
from tests.factories import ProjectFactory, ThemeFactory
from tests.knowledge.enquiries.conftest import Send

pytestmark = pytest.mark.django_db

LIST = "/admin/nachrichten/"
WORDS = "Quittenmarmelade"


@pytest.fixture
def message(send: Send) -> Enquiry:
    ProjectFactory(title="Dorfladen", slug="dorfladen")
    send("/mitmachen/hinweis/dorfladen/", what="gone", text=WORDS, name="Kim", email="kim+x@verein.example")
    return Enquiry.objects.get()


def screen(message: Enquiry) -> str:
    return f"{LIST}{message.pk}/"


def html_of(office: Client, address: str) -> str:
    answer = office.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_new_message_is_counted_listed_and_read(office: Client, message: Enquiry) -> None:
    assert "1 neue Nachricht" in html_of(office, "/admin/")
    assert "Dorfladen" in html_of(office, LIST)
    html = html_of(office, screen(message))
    for words in (WORDS, "Was sollen wir ändern?", "Das gibt es nicht mehr", "Kim"):
        assert words in html
    assert 'href="mailto:kim+x@verein.example?subject=Deine%20Nachricht%3A%20Hinweis' in html


def test_handling_moves_it_and_the_log_keeps_who_but_not_what(office: Client, message: Enquiry) -> None:
    office.post(screen(message), {"state": "done", "note": "Mit dem Laden telefoniert", "go": "speichern"})
    message.refresh_from_db()
    assert (message.state, message.note) == ("done", "Mit dem Laden telefoniert")
    assert message.handled_by == get_user_model().objects.get()
    assert "Alles ist gelesen." in html_of(office, LIST)
    assert "Dorfladen" in html_of(office, f"{LIST}?ordner=erledigt&art=correction")
    assert "Noch nichts ist erledigt." in html_of(office, f"{LIST}?ordner=erledigt&art=need")
    (entry,) = ModelLogEntry.objects.all()
    assert entry.user == message.handled_by
    assert entry.data == {"stand": "erledigt"}
    assert entry.label == f"Hinweis zu einem Steckbrief {message.pk}"
    assert "Bearbeitet (erledigt)" in html_of(office, screen(message))


def test_spam_goes_and_comes_back(office: Client, message: Enquiry) -> None:
    office.post(screen(message), {"go": "spam"})
    assert "Dorfladen" not in html_of(office, LIST)
    assert "Dorfladen" in html_of(office, f"{LIST}?ordner=spam")
    office.post(screen(message), {"go": "kein-spam"})
    assert "Dorfladen" in html_of(office, LIST)
    assert ModelLogEntry.objects.count() == 2


def test_a_mistake_is_shown_with_what_was_noted(office: Client, message: Enquiry) -> None:
    answer = office.post(screen(message), {"state": "quatsch", "note": "Bitte anrufen"})
    assert "Bitte anrufen" in answer.content.decode()
    message.refresh_from_db()
    assert message.state == "new"


def test_deleting_leaves_a_line_that_names_nobody(
    office: Client, message: Enquiry, caplog: pytest.LogCaptureFixture
) -> None:
    office.post(screen(message), {"state": "done", "note": WORDS})
    with caplog.at_level(logging.INFO, logger="knowledge"):
        office.post(screen(message), {"go": "loeschen"})
    assert not Enquiry.objects.exists()
    assert not ModelLogEntry.objects.exists()
    assert "Eine Nachricht wurde gelöscht (durch das Projektbüro)." in caplog.messages
    assert office.get(screen(message)).status_code == 404


def test_who_may_not_change_messages_sees_none(message: Enquiry) -> None:
    _, contributors = set_up_groups()
    user = get_user_model().objects.create_user("kim", password="geheim")
    user.groups.add(contributors)
    client = Client()
    client.force_login(user)
    for address in (LIST, screen(message), f"{LIST}bedarfe.csv"):
        answer = client.get(address)
        assert answer.status_code != 200
        assert WORDS not in answer.content.decode()
    home = client.get("/admin/").content.decode()
    assert "neue Nachricht" not in home
    assert LIST not in home


def test_needs_are_a_table_that_no_spreadsheet_runs(office: Client, send: Send) -> None:
    ThemeFactory(key="alter", label="Alter")
    send(
        "/mitmachen/bedarf/",
        title="=HYPERLINK(1)",
        text="+49; und\nmehr",
        themes=["alter"],
        municipality="15087130",
        place="@Helfta",
        name="Kim Beispiel",
        email="kim@verein.example",
    )
    send("/mitmachen/bedarf/", title="Spam", your_homepage="x")
    send("/kontakt/", text=WORDS)
    answer = office.get(f"{LIST}bedarfe.csv")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "Kim" not in text
    assert "kim@" not in text
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Bedarf"] == "'=HYPERLINK(1)"
    assert row["Beschreibung"] == "'+49; und\nmehr"
    assert row["Ort"] == "'@Helfta"
    assert (row["Themenfelder"], row["Gemeinde"]) == ("Alter", "Lutherstadt Eisleben")
    assert row["Landkreis"] == "Mansfeld-Südharz"


def test_needs_are_kept_by_a_term_of_their_own(send: Send, message: Enquiry) -> None:
    send("/mitmachen/bedarf/", title="Ein Treffpunkt")
    need = Enquiry.objects.get(kind="need")
    later = max(need.created, message.created).replace(year=need.created.year + 1)
    assert list(overdue("need", later)) == [need]
    assert list(overdue("enquiry", later)) == [message]
    assert not overdue("enquiry", message.created).exists()
    delete(need, "Frist abgelaufen")
    assert list(Enquiry.objects.all()) == [message]


def test_themes_and_places_are_read_as_words(office: Client, send: Send) -> None:
    ThemeFactory(key="alter", label="Gut alt werden")
    send("/mitmachen/bedarf/", title="Ein Bus", themes=["alter"], municipality="-", place="Nordhausen")
    html = html_of(office, screen(Enquiry.objects.get()))
    for words in ("Gut alt werden", "Außerhalb von Sachsen-Anhalt", "Nordhausen"):
        assert words in html


def test_messages_go_when_their_term_is_over_and_needs_stay_longer() -> None:
    year_ago = timezone.now() - timedelta(days=400)
    for kind in ("correction", "need"):
        enquiry = Enquiry.objects.create(kind=kind, nonce=kind, answers={})
        Enquiry.objects.filter(pk=enquiry.pk).update(created=year_ago)

    run_due()

    assert [enquiry.kind for enquiry in Enquiry.objects.all()] == ["need"]
