"""The small forms, as visitors meet them."""

import re
from typing import Any

import pytest
from django.test import Client

from knowledge.enquiries.models import Enquiry
from knowledge.forms.protection import TOO_MANY_REQUESTS
from knowledge.mails.kinds import get_kind
from knowledge.mails.models import OutgoingMail
from tests.factories import ProjectFactory, ThemeFactory

from .conftest import OFFICE, Send

pytestmark = pytest.mark.django_db

TEXT = "Der Laden hat seit Mai ein neues Haus am Markt."
ADDRESSES = {
    "/mitmachen/hinweis/dorfladen/": {"what": "wrong", "text": TEXT},
    "/mitmachen/bedarf/": {"title": TEXT},
    "/mitmachen/veranstaltung/": {"title": TEXT, "when": "jeden Freitag", "where": "Eisleben"},
    "/mitmachen/foerderung/": {
        "plan": TEXT,
        "young": "yes",
        "alliance": "no",
        "topics": ["Engagement"],
        "amount": "450",
        "place": "Ballenstedt",
        "email": "kim@verein.example",
    },
    "/kontakt/": {"text": TEXT},
    "/barriere-melden/": {"text": TEXT},
}
FORMS = pytest.mark.parametrize(("address", "answers"), ADDRESSES.items(), ids=list(ADDRESSES))


@pytest.fixture(autouse=True)
def something_to_write_about(grants: Any) -> None:
    ProjectFactory(title="Dorfladen", slug="dorfladen")


def html_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


@FORMS
def test_what_is_sent_is_kept_and_said_thanks_for(send: Send, address: str, answers: dict[str, Any]) -> None:
    answer = send(address, **answers)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{address}danke/")
    assert not answer.cookies
    kept = Enquiry.objects.get()
    assert TEXT in kept.answers.values()
    assert kept.state == "new"
    assert not kept.is_spam
    thanks = Client().get(answer["Location"])
    assert "Danke, das ist angekommen!" in thanks.content.decode()


@FORMS
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    send: Send, address: str, answers: dict[str, Any]
) -> None:
    answer = send(address, **{**answers, "name": "Kim Beispiel", "email": "kein"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Fehler: " in html
    assert "Bitte schau noch einmal hin" in html
    assert TEXT in html
    assert "Kim Beispiel" in html
    assert not Enquiry.objects.exists()


@FORMS
def test_a_form_sets_no_cookie_and_is_kept_nowhere(
    client: Client, address: str, answers: dict[str, Any]
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@FORMS
def test_a_second_click_is_not_a_second_message(
    client: Client, stamp: Any, address: str, answers: dict[str, Any]
) -> None:
    once = {"page_stamp": stamp(), **answers}
    assert client.post(address, once)["Location"] == client.post(address, once)["Location"]
    assert Enquiry.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="enquiry-office").count() == 1


@FORMS
def test_machines_are_thanked_alike_and_nobody_is_told(
    send: Send, address: str, answers: dict[str, Any]
) -> None:
    person = send(address, **answers)
    OutgoingMail.objects.all().delete()
    machine = send(
        address, **{"email": "opfer@anderswo.example", **answers}, your_homepage="https://spam.example/"
    )
    assert machine.status_code == person.status_code
    assert machine["Location"] == person["Location"]
    assert Enquiry.objects.filter(is_spam=True).get().spam_reasons == ["Das unsichtbare Feld ist ausgefüllt"]
    assert not OutgoingMail.objects.exists()


def test_who_leaves_an_address_gets_a_receipt_without_a_typed_word_and_the_office_a_note(send: Send) -> None:
    send("/kontakt/", text=TEXT, name="Kim Beispiel", email="kim@verein.example")
    kept = Enquiry.objects.get()
    texts = {}
    for mail in OutgoingMail.objects.all():
        kind = get_kind(mail.kind)
        texts[kind.recipient(kept)] = " ".join(kind.values(kept, mail.extra).values())
    assert set(texts) == {OFFICE, "kim@verein.example"}
    assert f"https://speicher.example/admin/nachrichten/{kept.pk}/" in texts[OFFICE]
    for text in texts.values():
        assert TEXT not in text
        assert "Kim" not in text


def test_nobodys_postbox_is_filled_with_receipts(send: Send) -> None:
    for _ in range(5):
        assert send("/kontakt/", text=TEXT, email="opfer@anderswo.example").status_code == 302
    assert Enquiry.objects.count() == 5
    assert OutgoingMail.objects.filter(kind="enquiry-received").count() == 3


def test_too_much_from_one_place_has_to_wait(send: Send) -> None:
    answers = [send("/kontakt/", text=TEXT).status_code for _ in range(61)]
    assert answers[-2:] == [302, TOO_MANY_REQUESTS]


def test_a_hint_knows_its_project_and_keeps_the_title_when_it_is_gone(send: Send) -> None:
    send("/mitmachen/hinweis/dorfladen/", what="gone", text=TEXT)
    kept = Enquiry.objects.get()
    assert kept.project is not None
    assert kept.project.slug == "dorfladen"
    kept.project.delete()
    kept.refresh_from_db()
    assert (kept.project, kept.about) == (None, "Dorfladen")


def test_a_hint_may_add_something(client: Client) -> None:
    html = html_of(client, "/mitmachen/hinweis/dorfladen/?art=ergaenzen")
    assert re.search(r'value="add"[^>]* checked', html)


def test_drafts_have_no_form_but_what_was_being_written_is_kept(client: Client, send: Send) -> None:
    ProjectFactory(title="Geheimer Entwurf", slug="entwurf", live=False)
    for slug in ("entwurf", "gibt-es-nicht"):
        address = f"/mitmachen/hinweis/{slug}/"
        assert client.get(address).status_code == 404
        incomplete = send(address, what="wrong")
        assert "Geheimer Entwurf" not in incomplete.content.decode()
        assert send(address, what="wrong", text=TEXT).status_code == 302
    assert {kept.about for kept in Enquiry.objects.all()} == {"entwurf", "gibt-es-nicht"}
    assert {kept.project for kept in Enquiry.objects.all()} == {None}


def test_a_need_has_themes_and_a_place(send: Send) -> None:
    ThemeFactory(key="alter", label="Alter")
    send("/mitmachen/bedarf/", title="Ein Treffpunkt", themes=["alter"], municipality="15087130")
    kept = Enquiry.objects.get()
    assert kept.theme_keys == ["alter"]
    assert kept.municipality == "Lutherstadt Eisleben"


@pytest.mark.parametrize(
    ("asked", "filled"),
    [
        ("/suche/?q=laden", "/suche/?q=laden"),
        ("http://testserver/ziele/", "/ziele/"),
        ("https://fremd.example/", ""),
        ("//fremd.example/", ""),
        ("javascript:alert(1)", ""),
        ("/" + "x" * 600, ""),
    ],
)
def test_a_barrier_is_reported_about_a_page_of_this_site(client: Client, asked: str, filled: str) -> None:
    answer = client.get("/barriere-melden/", {"seite": asked})
    assert answer.context["form"]["page"].value() == filled


def test_who_comes_from_a_page_need_not_write_its_address(client: Client) -> None:
    answer = client.get("/barriere-melden/", headers={"referer": "http://testserver/ziele/"})
    assert answer.context["form"]["page"].value() == "/ziele/"


def test_forms_are_taken_from_our_own_pages_only(client: Client) -> None:
    foreign = client.post("/kontakt/", {"text": TEXT}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403


def test_without_an_address_the_page_says_that_no_answer_is_possible(client: Client) -> None:
    assert "Ohne E-Mail-Adresse können wir dir nicht antworten." in html_of(client, "/kontakt/")
