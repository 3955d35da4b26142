"""The form on paper asks what the form asks, and the office types it in without losing a word."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.forms.stamps import new_stamp
from knowledge.mails.models import OutgoingMail
from knowledge.submissions.models import Consent, State, Submission
from knowledge.submissions.paper import printing
from knowledge.submissions.paper.codes import ALPHABET, new_code, read_code, write_code
from knowledge.submissions.steps import STEPS
from tests.factories import StageFactory, ThemeFactory
from tests.knowledge.submissions.conftest import picture

pytestmark = pytest.mark.usefixtures("store")

ENTER = "/admin/einreichungen/papier/"
TYPED = {
    "code": "",
    "proof": "signed",
    "signed_on": "2026-11-03",
    "title": "Dorfladen auf Rädern",
    "summary": "Er kommt zu den Leuten.",
    "municipality": "15087165",
    "place_name": "Zabenstedt",
    "contact_name": "Erna Muster",
    "contact_phone": "03475 12345",
}


def typed(**changes: object) -> dict[str, object]:
    """Return what the office sends of a page that was just opened."""
    return {**TYPED, "stamp": new_stamp(), **changes}


def mails() -> list[str]:
    return list(OutgoingMail.objects.values_list("kind", flat=True))


def test_the_sheet_asks_every_question_of_the_form(client: Client) -> None:
    ThemeFactory(label="Wohnen", description="Alles rund um das Dach über dem Kopf.")
    StageFactory(label="Erprobt")
    html = unescape(client.get("/mitmachen/papier/").content.decode())
    for step in STEPS:
        assert step.question in html
        for field in step.form().visible_fields():
            assert str(field.label) in html, field.name
            assert str(field.help_text) in html, field.name
    assert "Wohnen <small>Alles rund um das Dach über dem Kopf.</small>" in html
    assert "Erprobt" in html
    for _, wording in printing.consents():
        assert wording.text in html
        assert f"Fassung {wording.version}" in html


def test_every_copy_has_a_code_of_its_own_and_nothing_is_kept(client: Client) -> None:
    codes = {
        re.search(r"Code: <strong>([^<]+)</strong>", client.get("/mitmachen/papier/").content.decode())[1]  # type: ignore[index]
        for _ in range(3)
    }
    assert len(codes) == 3
    for code in codes:
        assert write_code(read_code(code)) == code
    assert not Submission.objects.exists()


def test_the_form_leads_to_the_sheet(client: Client) -> None:
    assert reverse("knowledge:paper") in client.get("/mitmachen/teilen/").content.decode()


def test_a_code_with_one_wrong_character_or_two_swapped_is_none() -> None:
    code = new_code()
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(ValueError, match="not a code"):
                read_code(code[:place] + wrong + code[place + 1 :])
    for place in range(7):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(ValueError, match="not a code"):
                read_code(swapped)


@pytest.mark.parametrize("text", ["", "K7QF", "O0O0-1111", "ßßßß-ßßßß", "²²²²²²²²"])
def test_what_is_no_code_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        read_code(text)


def test_a_code_is_found_however_it_is_typed() -> None:
    code = new_code()
    for text in (code.lower(), f" {write_code(code)} ", f"{code[:4]} {code[4:]}"):
        assert read_code(text) == code


def test_a_signed_sheet_goes_to_the_queue_without_a_mail_address(office: Client) -> None:
    code = new_code()
    answer = office.post(ENTER, typed(code=write_code(code).lower()))
    submission = Submission.objects.get()
    assert answer.url == reverse("knowledge_submissions:review", args=[submission.pk])  # type: ignore[attr-defined]
    assert (submission.state, submission.on_paper, submission.paper_code) == (State.REVIEW, True, code)
    assert submission.email == ""
    assert submission.project is not None
    draft = submission.project.get_latest_revision_as_object()
    assert (draft.title, draft.contact_name) == ("Dorfladen auf Rädern", "Erna Muster")
    assert not draft.live
    html = office.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "keine E-Mail-Adresse angegeben" in html
    assert write_code(code) in html
    assert "unterschrieben am 03.11.2026" in html


def test_consents_are_kept_as_they_were_signed(office: Client) -> None:
    office.post(ENTER, typed(**{"signed_contact_2026-11-24": "on", "signed_film_2026-11-24": "on"}))
    consents = Consent.objects.order_by("kind")
    assert [(each.kind, each.wording, each.source) for each in consents] == [
        ("contact", "2026-11-24", "paper"),
        ("film", "2026-11-24", "paper"),
    ]
    assert {timezone.localdate(each.given_at).isoformat() for each in consents} == {"2026-11-03"}


def test_a_consent_is_withdrawn_by_telephone(office: Client) -> None:
    review = office.post(ENTER, typed(**{"signed_contact_2026-11-24": "on"})).url  # type: ignore[attr-defined]
    submission = Submission.objects.get()
    assert submission.project is not None
    submission.project.get_latest_revision().publish()
    assert "Erna Muster" in Client().get(submission.project.get_absolute_url()).content.decode()
    office.post(review, {"go": "widerruf-contact"})
    assert "Erna Muster" not in Client().get(submission.project.get_absolute_url()).content.decode()
    assert office.post(review, {"go": "widerruf-unsinn"}).status_code == 200


def test_with_an_address_the_maker_confirms_as_always(office: Client) -> None:
    code = new_code()
    sent = typed(proof="mail", contact_email="erna@example.org", code=code, signed_on="")
    address = office.post(ENTER, sent).url  # type: ignore[attr-defined]
    submission = Submission.objects.get()
    assert submission.state == State.SENT
    assert mails() == ["submission-confirm"]
    assert submission.project is None
    assert "muss die Einreichung noch per E-Mail bestätigen" in office.get(address).content.decode()
    queue = office.get("/admin/einreichungen/?ordner=papier").content.decode()
    assert "Dorfladen auf Rädern" in queue
    assert "auf Papier" in queue
    assert office.get(f"/admin/einreichungen/?code={code.lower()}").url == address  # type: ignore[attr-defined]


def test_a_signature_that_comes_later_is_enough(office: Client) -> None:
    sent = typed(proof="mail", contact_email="erna@example.org")
    address = office.post(ENTER, sent).url  # type: ignore[attr-defined]
    office.post(address, {"go": "unterschrift"})
    assert Submission.objects.get().state == State.REVIEW


def test_what_others_have_not_confirmed_stays_hidden(office: Client) -> None:
    submission = Submission.objects.create(state=State.SENT, title="Geheim")
    assert office.get(reverse("knowledge_submissions:review", args=[submission.pk])).status_code == 404
    assert "Geheim" not in office.get("/admin/einreichungen/?ordner=papier").content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Schreib bitte einen Namen"),
        ({"proof": ""}, "Bitte wählen Sie eines von beiden aus."),
        ({"proof": "mail"}, "Für die Bestätigung per E-Mail fehlt die Adresse."),
        ({"signed_on": ""}, "Bitte geben Sie das Datum der Unterschrift ein."),
        ({"signed_on": "gestern"}, "Bitte geben Sie ein Datum ein"),
        ({"signed_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "liegt in der Zukunft"),
        ({"code": "K7QF-2MXX1"}, "Diesen Code gibt es nicht."),
        ({"stamp": "gefälscht"}, "Bitte speichern Sie noch einmal."),
        ({"contact_email": "erna"}, "Das ist keine E-Mail-Adresse."),
        ({"bild-2-description": "Der Laden"}, "Hier fehlt das Bild."),
    ],
)
def test_a_mistake_keeps_everything_typed(office: Client, changes: dict[str, object], told: str) -> None:
    html = unescape(office.post(ENTER, typed(**changes)).content.decode())
    assert told in html
    assert "Er kommt zu den Leuten." in html
    assert 'value="Zabenstedt"' in html
    assert not Submission.objects.exists()
    assert not mails()


def test_after_a_mistake_with_the_page_it_can_be_sent_again(office: Client) -> None:
    html = office.post(ENTER, typed(stamp="gefälscht")).content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', html)
    assert stamp
    office.post(ENTER, typed(stamp=stamp[1]))
    assert Submission.objects.count() == 1


def test_a_second_click_makes_no_second_submission(office: Client) -> None:
    sent = typed(code=new_code())
    first, second = (office.post(ENTER, sent).url for _ in range(2))  # type: ignore[attr-defined]
    assert first == second
    assert Submission.objects.count() == 1


def test_a_copied_sheet_is_told(office: Client) -> None:
    code = new_code()
    office.post(ENTER, typed(code=code))
    html = office.post(ENTER, typed(code=code)).content.decode()
    assert "schon eine Einreichung eingetragen" in html
    office.post(ENTER, typed(code=""))
    assert len({each.paper_code for each in Submission.objects.all()}) == 2


def test_pictures_of_the_sheet_come_with_what_is_said_of_them(office: Client) -> None:
    office.post(
        ENTER,
        typed(**{"bild-1-file": picture(), "bild-1-description": "Der Laden", "bild-1-shows_people": "on"}),
    )
    (file,) = Submission.objects.get().files.all()
    assert (file.description, file.shows_people, file.upload.state) == ("Der Laden", True, "ready")


def test_a_picture_that_is_none_keeps_everything_typed(office: Client) -> None:
    broken = SimpleUploadedFile("laden.png", b"kein Bild", "image/png")
    html = office.post(ENTER, typed(**{"bild-1-file": broken})).content.decode()
    assert "Bitte wählen Sie auch die Bilder noch einmal aus." in html
    assert "Er kommt zu den Leuten." in html
    assert not Submission.objects.exists()


def test_a_maker_without_an_address_gets_the_answer_as_a_letter(office: Client) -> None:
    review = office.post(ENTER, typed()).url  # type: ignore[attr-defined]
    office.post(review, {"go": "fragen", "text": "Seit wann fährt der Laden?"})
    letter = office.get(f"{review}antwort/").content.decode()
    assert "Hallo Erna Muster" in letter
    assert "Seit wann fährt der Laden?" in letter


def test_visitors_see_neither_screen_nor_letter(client: Client) -> None:
    for address in (ENTER, "/admin/einreichungen/1/antwort/"):
        assert client.get(address).status_code == 302
