"""The office's screens: the texts of mails, and what did not go out."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from knowledge.mails.delivery import deliver_due
from knowledge.mails.models import MailText, OutgoingMail
from knowledge.mails.outbox import queue
from knowledge.pages.settings import KnowledgeSettings
from tests.factories import ProjectFactory
from tests.support.mail_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]

LIST = "/admin/e-mail-texte/"
FORM = "/admin/e-mail-texte/test-greeting/"
State = OutgoingMail.State


@pytest.fixture
def as_member(client: Client) -> Callable[[str], Client]:
    """Logs somebody of a group in."""
    call_command("setup_site", verbosity=0)

    def log_in(group: str) -> Client:
        user = get_user_model().objects.create_user(f"jemand-{group}", password="x")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def office(as_member: Callable[[str], Client]) -> Client:
    return as_member("Redaktion")


def page_of(client: Client, address: str, data: dict[str, str] | None = None) -> str:
    response = client.post(address, data, follow=True) if data is not None else client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def home(client: Client) -> str:
    return page_of(client, reverse("wagtailadmin_home"))


# --- Texts --------------------------------------------------------------------------------------------
def test_the_redaktion_sees_all_kinds_and_whose_words_they_have(office: Client) -> None:
    page = page_of(office, LIST)
    assert "Gruß an ein Projekt" in page
    assert "Macher*in" in page
    assert "Vorschlag" in page
    MailText.objects.create(kind="test-greeting", subject="Eigener Betreff", text="{link}")
    page = page_of(office, LIST)
    assert "Eigener Betreff" in page
    assert "geändert" in page


def test_the_menu_leads_the_redaktion_there(office: Client) -> None:
    assert "E-Mail-Texte" in home(office)


@pytest.mark.parametrize("address", [LIST, FORM])
def test_mitarbeit_may_not(as_member: Callable[[str], Client], address: str) -> None:
    client = as_member("Mitarbeit")
    assert client.get(address).status_code == 302
    assert client.post(FORM, {"subject": "Anders", "text": "{link}"}).status_code == 302
    assert not MailText.objects.exists()
    assert "E-Mail-Texte" not in home(client)


def test_a_changed_text_is_what_goes_out(office: Client, posting: MailServer) -> None:
    page = page_of(office, FORM, {"subject": "Post für {titel}", "text": "Neu:\n\n{link}"})
    assert "gilt ab sofort" in page
    queue("test-greeting", ProjectFactory(title="Dorfladen", contact_email="anna@dorf.example"))
    deliver_due()
    [message] = posting.messages
    assert message["Subject"] == "Post für Dorfladen"
    assert message.get_body(("plain",)).get_content().startswith("Neu:")


def test_a_preview_shows_what_was_typed_and_keeps_nothing(office: Client) -> None:
    page = page_of(office, FORM, {"subject": "Probe {titel}", "text": "Nur so {link}", "preview": ""})
    assert "Probe (Titel des Projekts)" in page
    assert "noch nicht gespeichert" in page
    assert "Nur so https://www.example.org/beispiel/" in page
    [shown] = re.findall(r'srcdoc="([^"]*)"', page)
    assert unescape(shown).rstrip().endswith("</html>")
    assert not MailText.objects.exists()


def test_a_mistake_is_named_and_what_was_typed_stays(office: Client) -> None:
    page = page_of(office, FORM, {"subject": "Hallo {nmae}", "text": "Mein langer Text"})
    assert "Den Platzhalter {nmae} gibt es hier nicht." in page
    assert "Im Text fehlt {link}." in page
    assert "Mein langer Text" in page
    assert not MailText.objects.exists()


def test_the_way_back_to_the_suggestion_keeps_the_words_in_the_history(office: Client) -> None:
    page_of(office, FORM, {"subject": "Eigener Betreff", "text": "Eigene Worte {link}"})
    page = page_of(office, FORM + "vorschlag/", {})
    assert "gilt wieder der Vorschlag" in page
    assert not MailText.objects.exists()
    assert "Hallo {titel}" in page
    assert "Wieder der Vorschlag" in page
    assert page.count("Eigene Worte {link}") == 2
    assert "jemand-Redaktion" in page


def test_the_suggestion_saved_unchanged_stays_the_suggestion(office: Client, greeting: Any) -> None:
    kind = greeting()
    page_of(office, FORM, {"subject": kind.subject, "text": kind.text})
    assert not MailText.objects.exists()


def test_a_kind_nobody_knows_is_not_found(office: Client) -> None:
    assert office.get(LIST + "gibt-es-nicht/").status_code == 404


# --- The letterhead -----------------------------------------------------------------------------------
def test_mails_carry_the_office_and_the_address_for_answers(office: Client, posting: MailServer) -> None:
    site = Site.objects.get(is_default_site=True)
    Site.objects.update(site_name="Speicher Süd")
    own = KnowledgeSettings.for_site(site)
    own.reply_to = "buero@speicher.example"
    own.offices = [
        ("office", {"name": "Projektbüro", "street": "Weg 1", "postcode": "06295", "city": "Eisleben"})
    ]
    own.save()
    queue("test-greeting", ProjectFactory(contact_email="anna@dorf.example"))
    deliver_due()
    [message] = posting.messages
    assert message["Reply-To"] == "buero@speicher.example"
    assert message["From"] == "Speicher Süd <post@speicher.example>"
    assert "Projektbüro\nWeg 1\n06295 Eisleben" in message.get_body(("plain",)).get_content()


def test_answers_go_to_the_first_office_where_nothing_else_is_said(
    office: Client, posting: MailServer
) -> None:
    own = KnowledgeSettings.for_site(Site.objects.get(is_default_site=True))
    own.offices = [("office", {"name": "Projektbüro", "email": "buero@speicher.example"})]
    own.save()
    queue("test-greeting", ProjectFactory(contact_email="anna@dorf.example"))
    deliver_due()
    assert posting.messages[0]["Reply-To"] == "buero@speicher.example"


# --- What did not go out ------------------------------------------------------------------------------
def stuck(state: str, error: str = "", title: str = "Dorfladen", **ago: float) -> OutgoingMail:
    mail = queue("test-greeting", ProjectFactory(title=title, contact_email="anna@dorf.example"))
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state, error=error, created=timezone.now() - timedelta(**ago)
    )
    return mail


def test_the_home_says_nothing_while_all_is_well(office: Client) -> None:
    stuck(State.WAITING, minutes=20)
    stuck(State.SENT, days=3)
    stuck(State.DROPPED, "recipient 550", days=3)
    assert "knowledge-mails" not in home(office)


def test_the_home_says_since_when_mails_wait(office: Client) -> None:
    stuck(State.WAITING, "refused 451", minutes=40)
    page = home(office)
    assert "1 E-Mail wartet" in page
    assert "Der Mailserver nimmt die E-Mail nicht an (Antwort 451)." in page


def test_the_home_names_what_has_failed_and_lets_it_be_tried_again(
    office: Client, posting: MailServer
) -> None:
    mail = stuck(State.FAILED, "connection ConnectionRefusedError", title="Laden <b>", days=8)
    page = home(office)
    assert "Gruß an ein Projekt, an Macher*in" in page
    assert "„Laden &lt;b&gt;“" in page
    assert "anna@" not in page
    page_of(office, LIST + "gescheitert/", {"again": ""})
    assert deliver_due().sent == 1
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert "knowledge-mails" not in home(office)


def test_what_has_failed_can_be_left_alone(office: Client) -> None:
    mail = stuck(State.FAILED, days=8)
    page_of(office, LIST + "gescheitert/", {"never": ""})
    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert "knowledge-mails" not in home(office)


def test_mitarbeit_is_not_bothered(as_member: Callable[[str], Client]) -> None:
    stuck(State.FAILED, days=8)
    client = as_member("Mitarbeit")
    assert "knowledge-mails" not in home(client)
    client.post(LIST + "gescheitert/", {"never": ""})
    assert OutgoingMail.objects.get().state == State.FAILED


def test_the_panel_asks_no_more_when_more_has_failed(office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(office)
        return len(captured)

    stuck(State.FAILED, days=8)
    queries()
    few = queries()
    for _ in range(8):
        stuck(State.FAILED, days=8)
    assert queries() == few
