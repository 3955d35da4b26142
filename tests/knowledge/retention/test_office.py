"""The office sees every class and its term, and who may changes them; visitors read the same terms."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from knowledge.retention import all_classes
from knowledge.retention.models import RetentionRun, RetentionTerm
from knowledge.retention.running import run_due
from knowledge_search import changes

pytestmark = pytest.mark.django_db

SCREEN = "/admin/loeschfristen/"


def terms(**others: str) -> dict[str, str]:
    """Return what the form sends, with changes."""
    days = {each.name: str(each.term.days) for each in all_classes() if not each.is_fixed}
    return days | {name.replace("_", "-"): value for name, value in others.items()}


@pytest.fixture
def editor_client(client: Client) -> Client:
    call_command("setup_site", verbosity=0)
    editor = get_user_model().objects.create_user("redaktion", "r@example.org", "x")
    editor.groups.add(Group.objects.get(name="Redaktion"))
    client.force_login(editor)
    return client


def test_the_screen_lists_every_class_with_its_term(admin_client: Client) -> None:
    RetentionRun.objects.create(name="submissions-started", ran=timezone.now(), deleted=17)
    html = admin_client.get(SCREEN).content.decode()
    for each in all_classes():
        assert each.title in html
        assert each.since in html
    assert "Uhr: 17" in html
    waiting = sum(each.is_counted for each in all_classes()) - 1
    assert html.count("Noch nie") == waiting
    assert 'name="submissions-started" value="30"' in html


def test_a_changed_term_is_kept_and_logged(admin_client: Client) -> None:
    answer = admin_client.post(SCREEN, terms(submissions_declined="90"), follow=True)
    assert "Gespeichert: „Abgelehnte Einreichungen“" in answer.content.decode()
    assert [(term.name, term.days) for term in RetentionTerm.objects.all()] == [("submissions-declined", 90)]
    (entry,) = ModelLogEntry.objects.filter(action="knowledge.retention.change")
    assert entry.message == "Löschfrist geändert: von 180 auf 90 Tage"
    assert entry.label == "Abgelehnte Einreichungen"


@pytest.mark.parametrize("typed", ["29", "731", "", "bald", "3.5", "-1"])
def test_what_does_not_fit_is_shown_again_as_it_was_typed(admin_client: Client, typed: str) -> None:
    sent = terms(submissions_declined=typed, submissions_spam="60")
    html = admin_client.post(SCREEN, sent).content.decode()
    assert "Bitte geben Sie eine ganze Zahl von 30 bis 730 ein." in html
    assert 'name="submissions-spam" value="60"' in html
    assert not typed or f'name="submissions-declined" value="{typed}"' in html
    assert not RetentionTerm.objects.exists()


def test_the_redaktion_sees_the_terms_and_cannot_change_them(editor_client: Client) -> None:
    html = editor_client.get(SCREEN).content.decode()
    assert "180 Tage nach der Absage" in html
    assert 'type="number"' not in html
    answer = editor_client.post(SCREEN, terms(submissions_declined="90"), follow=True)
    assert "nicht ändern" in answer.content.decode()
    assert not RetentionTerm.objects.exists()


def test_an_administrator_can_let_the_redaktion_change_them(editor_client: Client) -> None:
    may = Permission.objects.get(codename="change_retentionterm")
    Group.objects.get(name="Redaktion").permissions.add(may)
    editor_client.post(SCREEN, terms(submissions_declined="90"))
    assert RetentionTerm.objects.get().days == 90


def test_nobody_else_sees_them(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    helper = get_user_model().objects.create_user("mitarbeit", "m@example.org", "x")
    helper.groups.add(Group.objects.get(name="Mitarbeit"))
    client.force_login(helper)
    assert client.get(SCREEN).status_code == 302


def test_the_privacy_page_tells_the_terms_in_force(admin_client: Client, client: Client) -> None:
    call_command("setup_site", verbosity=0)
    address = Page.objects.get(slug="datenschutz").url
    before = _text(client, address)
    for each in all_classes():
        assert each.title in before
    assert "180 Tagen nach der Absage" in before
    admin_client.post(SCREEN, terms(submissions_declined="365"))
    assert "365 Tagen nach der Absage" in _text(client, address), "the kept page is written anew"


def test_a_round_of_deletion_writes_no_page_anew() -> None:
    before = changes.generation("content")
    run_due()
    assert RetentionRun.objects.exists()
    assert changes.generation("content") == before


def _text(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
