"""Forms that the office builds: the questions are theirs, drawing and protection are ours."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from knowledge.forms.protection import TRAP
from knowledge.forms.stamps import new_stamp
from knowledge.mails.models import OutgoingMail
from knowledge.models import FormEntry, FormField, FormPage
from knowledge.pages.form_pages import delete_old_entries, form_submitted
from knowledge.setup.people import CONTRIBUTORS, EDITORS, set_up_groups
from knowledge_search import changes
from tests.factories import add_page, make_site

pytestmark = pytest.mark.django_db

FIELDS = [
    {"label": "Dein Name", "field_type": "singleline", "required": True},
    {"label": "Was brauchst du?", "field_type": "multiline", "help_text": "Ein paar Sätze genügen."},
    {"label": "E-Mail", "field_type": "email"},
    {"label": "Seite", "field_type": "url"},
    {"label": "Wie viele seid ihr?", "field_type": "number"},
    {"label": "Wann?", "field_type": "date"},
    {"label": "Einverstanden", "field_type": "checkbox"},
    {"label": "Worum geht es?", "field_type": "checkboxes", "choices": "Kochen\nBauen"},
    {"label": "Wer seid ihr?", "field_type": "radio", "choices": "Verein\nFirma"},
    {"label": "Wo?", "field_type": "dropdown", "choices": "Stadt\nDorf"},
]
ANSWERS = {
    "dein_name": "Erika Beispiel",
    "was_brauchst_du": "Einen Herd.",
    "e_mail": "erika@beispiel.example",
    "seite": "www.beispiel.example",
    "wie_viele_seid_ihr": "12,5",
    "wann": "31.12.2030",
    "einverstanden": "on",
    "worum_geht_es": ["Kochen", "Bauen"],
    "wer_seid_ihr": "Verein",
    "wo": "Dorf",
}


@pytest.fixture
def page() -> FormPage:
    made = add_page(
        make_site(), FormPage, title="Mithelfen", thanks="Danke!\n\nWir melden uns.", keep_days=30
    )
    for number, field in enumerate(FIELDS):
        FormField.objects.create(page=made, sort_order=number, **field)
    return FormPage.objects.get(pk=made.pk)


def send(page: FormPage, client: Client | None = None, **answers: Any) -> Any:
    data = {"page_stamp": new_stamp(), **ANSWERS, **answers}
    return (client or Client(enforce_csrf_checks=True)).post(page.send_url, data)


def reader(group: str = EDITORS) -> Client:
    set_up_groups()
    user = get_user_model().objects.create_user(username=group, password="geheim")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def entries_address(page: FormPage) -> str:
    return f"/admin/forms/submissions/{page.pk}/"


def test_the_page_shows_the_questions_in_order_and_no_cookie(client: Client, page: FormPage) -> None:
    answer = client.get(page.url)
    html = answer.content.decode()
    form = html[html.index('action="/senden/') :]
    places = [form.index(f">{field['label']}") for field in FIELDS]
    assert places == sorted(places)
    assert "Ein paar Sätze genügen." in html
    assert "Wir löschen deine Angaben nach 30 Tagen." in html
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_what_is_sent_is_kept_and_thanked_for(page: FormPage) -> None:
    answer = send(page)
    assert answer.status_code == 302
    assert not answer.cookies
    thanks = Client().get(answer["Location"]).content.decode()
    assert "Wir melden uns." in thanks
    assert "<form" not in thanks[thanks.index("<main") : thanks.index("</main")]
    entry = FormEntry.objects.get()
    assert entry.form_data == ANSWERS | {
        "seite": "https://www.beispiel.example",
        "wie_viele_seid_ihr": "12.5",
        "wann": "2030-12-31",
        "einverstanden": True,
    }
    assert not entry.is_spam


def test_a_mistake_is_shown_with_everything_that_was_typed(page: FormPage) -> None:
    answer = send(page, dein_name="", wie_viele_seid_ihr="viele")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Fehler: Mithelfen" in html
    assert "Dein Name – Bitte fülle dieses Feld aus." in html
    assert "Einen Herd." in html
    assert 'value="viele"' in html
    assert not FormEntry.objects.exists()


def test_a_second_click_is_kept_once(page: FormPage) -> None:
    stamp = new_stamp()
    assert [send(page, page_stamp=stamp).status_code for _ in range(2)] == [302, 302]
    assert FormEntry.objects.count() == 1


def test_who_listens_is_told_once_and_may_fail(page: FormPage) -> None:
    told = []

    def listen(entry: FormEntry, **kwargs: Any) -> None:
        told.append(entry.pk)
        raise RuntimeError("The mail server is gone.")

    form_submitted.connect(listen)
    try:
        stamp = new_stamp()
        assert [send(page, page_stamp=stamp).status_code for _ in range(2)] == [302, 302]
    finally:
        form_submitted.disconnect(listen)
    assert told == [FormEntry.objects.get().pk]


def test_spam_is_thanked_for_and_lies_in_a_folder_of_its_own(page: FormPage) -> None:
    send(page)
    assert send(page, dein_name="Bot", your_homepage="https://spam.example").status_code == 302
    office, address = reader(), entries_address(page)
    inbox = office.get(address).content.decode()
    assert "Erika Beispiel" in inbox
    assert "Bot" not in inbox
    folder = office.get(f"{address}?folder=spam").content.decode()
    assert "Das unsichtbare Feld ist ausgefüllt" in folder
    assert "Erika Beispiel" not in folder
    everything = office.get(f"{address}?folder=all").content.decode()
    assert "Erika Beispiel" in everything
    assert "Bot" in everything


@pytest.mark.parametrize("typed", ["=1+1", "+49 3475 1", "-2", "@SUM(A1)", " =1+1", "\t=1"])
def test_a_spreadsheet_computes_nothing_of_what_was_typed(page: FormPage, typed: str) -> None:
    FormEntry.objects.create(page=page, nonce="1", form_data={"dein_name": typed})
    office, address = reader(), entries_address(page)
    text = b"".join(office.get(f"{address}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Dein Name"] == f"'{typed}"
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(office.get(f"{address}?export=xlsx").streaming_content))  # type: ignore[attr-defined]
    )
    cell = book.worksheets[0].cell(2, 2)
    assert cell.data_type == "s"
    assert cell.value == f"'{typed}"


def test_answers_read_as_people_give_them(page: FormPage) -> None:
    send(page, wie_viele_seid_ihr="", wann="")
    FormEntry.objects.create(page=page, nonce="1", form_data={"einverstanden": False})
    office, address = reader(), entries_address(page)
    html = office.get(address).content.decode()
    cells = [cell.strip() for cell in re.findall(r"<td>\s*([^<]*?)\s*</td>", html)]
    assert "None" not in cells
    assert cells.count("ja") == 1
    assert cells.count("nein") == 1
    text = b"".join(office.get(f"{address}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert [row["Einverstanden"] for row in csv.DictReader(io.StringIO(text))] == ["ja", "nein"]
    assert "None" not in text


def test_the_export_has_the_folder_that_is_shown(page: FormPage) -> None:
    send(page)
    send(page, dein_name="Bot", your_homepage="x")
    office, address = reader(), entries_address(page)
    for query, names in (("", ["Erika Beispiel"]), ("&folder=spam", ["Bot"])):
        text = b"".join(office.get(f"{address}?export=csv{query}").streaming_content).decode()  # type: ignore[attr-defined]
        assert [row["Dein Name"] for row in csv.DictReader(io.StringIO(text))] == names
        assert "Kochen, Bauen" in text


def test_only_the_redaktion_reads_what_people_write(page: FormPage) -> None:
    send(page)
    assert reader(EDITORS).get(entries_address(page)).status_code == 200
    helper = reader(CONTRIBUTORS)
    answer = helper.get(entries_address(page))
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/"
    assert "/admin/forms/" not in helper.get("/admin/").content.decode()


def test_what_was_sent_is_deleted_when_its_form_says_so(page: FormPage) -> None:
    other = add_page(page.get_parent(), FormPage, title="Anderes", keep_days=300)
    for number, (of, age) in enumerate([(page, 29), (page, 31), (other, 31), (other, 301)]):
        entry = FormEntry.objects.create(page=of, nonce=str(number), form_data={})
        FormEntry.objects.filter(pk=entry.pk).update(submit_time=timezone.now() - timedelta(days=age))
    delete_old_entries()
    assert sorted(FormEntry.objects.values_list("nonce", flat=True)) == ["0", "2"]


def test_nothing_of_it_is_in_api_and_search(client: Client, page: FormPage) -> None:
    send(page, dein_name="Quarxelfrau")
    send(page, client)
    for address in (
        f"/api/v2/pages/{page.pk}/?fields=*",
        "/api/v2/pages/?type=knowledge.FormPage&fields=*",
        "/suche/?q=Quarxelfrau",
        "/api/v2/search/?q=Quarxelfrau",
        "/api/v2/search/?q=Mithelfen",
    ):
        html = client.get(address).content.decode()
        assert "Was brauchst du" not in html, address
        assert "Erika" not in html, address
        assert "keep_days" not in html, address
    assert "Mithelfen" in client.get("/suche/?q=Mithelfen").content.decode()


def test_sending_empties_no_page_cache(page: FormPage) -> None:
    before = changes.moment()
    send(page)
    assert FormEntry.objects.exists()
    assert changes.moment() == before


def test_who_may_not_read_the_page_can_send_nothing(page: FormPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert send(page)["Location"].startswith("/")
    page.unpublish()
    assert send(page).status_code == 404
    assert not FormEntry.objects.exists()


def test_the_address_for_sending_shows_the_page(client: Client, page: FormPage) -> None:
    answer = client.get(page.send_url)
    assert (answer.status_code, answer["Location"]) == (302, page.url)
    assert client.get("/senden/999999/").status_code == 404


def test_the_office_builds_a_form_in_the_admin(admin_client: Client) -> None:
    home = make_site()
    address = f"/admin/pages/add/knowledge/formpage/{home.pk}/"
    form = admin_client.get(address)
    assert form.status_code == 200
    assert "Antworten zur Auswahl" in form.content.decode()
    field = {"label": "Wer?", "field_type": "radio", "choices": "", "help_text": "", "ORDER": "1", "id": ""}
    data = {
        "title": "Fragen",
        "slug": "fragen",
        "summary": "",
        "body-count": "0",
        "button": "Absenden",
        "keep_days": "0",
        "thanks": "Danke!",
        "form_fields-TOTAL_FORMS": "1",
        "form_fields-INITIAL_FORMS": "0",
        "form_fields-MIN_NUM_FORMS": "1",
        "form_fields-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **{f"form_fields-0-{name}": value for name, value in field.items()},
        "action-publish": "1",
    }
    refused = admin_client.post(address, data).content.decode()
    assert "Bitte schreiben Sie die Antworten auf, jede in eine Zeile." in refused
    assert not FormPage.objects.exists()
    data |= {"form_fields-0-choices": "Ich\nDu", "keep_days": "10"}
    assert admin_client.post(address, data).status_code == 302
    page = FormPage.objects.get()
    html = Client().get(page.url).content.decode()
    assert html.count('type="radio"') == 2


@pytest.mark.parametrize(("mode", "words"), [("form", "Dein Name"), ("landing", "Wir melden uns.")])
def test_the_preview_shows_form_and_thanks(page: FormPage, mode: str, words: str) -> None:
    assert words in page.make_preview_request(preview_mode=mode).content.decode()


def test_the_office_is_told_of_an_entry_and_not_of_spam(page: FormPage) -> None:
    send(page)
    send(page, **{TRAP: "https://werbung.example"})

    (mail,) = OutgoingMail.objects.filter(kind="form-entry-office")
    assert mail.object_id == str(FormEntry.objects.get(is_spam=False).pk)
