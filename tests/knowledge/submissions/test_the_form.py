"""The form in steps: what is typed is kept, whatever happens; nobody else gets in; nobody is followed."""

import pytest
from django.test import Client

from knowledge.forms.stamps import new_stamp
from knowledge.mails.models import OutgoingMail
from knowledge.submissions.models import State, Submission
from knowledge.submissions.steps import cleaned

from .conftest import ANSWERS, TITLE, Maker, picture


def test_the_first_step_begins_a_submission_at_a_secret_address(maker: Maker) -> None:
    response = maker.start()

    assert response.url == f"/mitmachen/teilen/{maker.key}/ort/"
    assert maker.submission.state == State.STARTED
    assert maker.submission.title == TITLE
    assert maker.key not in str(list(Submission.objects.values()) + list(maker.submission.links.values()))


def test_a_second_click_on_the_first_step_finds_the_first_ones_submission(maker: Maker) -> None:
    stamp = new_stamp()

    first, second = maker.start(stamp), maker.start(stamp)

    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_a_first_step_with_a_mistake_is_shown_again_with_what_was_typed(maker: Maker) -> None:
    response = maker.start(summary="")

    assert Submission.objects.count() == 0
    assert TITLE in response.text
    assert "Schreib bitte einen Satz" in response.text
    assert "<title>Fehler: " in response.text


def test_a_step_is_kept_also_where_it_is_not_valid_yet(maker: Maker) -> None:
    maker.start()

    response = maker.step("ort", municipality="", place_name="Zabenstedt", postcode="unbekannt")

    assert response.url == maker.url("ort"), "it goes on only when nothing is wrong"
    page = maker.client.get(response.url).text
    assert 'value="Zabenstedt"' in page
    assert 'value="unbekannt"' in page
    assert "Eine Postleitzahl hat fünf Ziffern" in page
    assert "Wähle bitte eine Gemeinde" in page


def test_a_step_that_was_never_left_with_weiter_is_not_judged(maker: Maker) -> None:
    maker.start()

    response = maker.step("ort", go="zurueck", municipality="", postcode="unbekannt")

    assert response.url == maker.url("idee")
    page = maker.client.get(maker.url("ort")).text
    assert 'value="unbekannt"' in page
    assert "fünf Ziffern" not in page


def test_every_answer_stands_on_the_last_look(maker: Maker) -> None:
    maker.fill(picture())

    page = maker.client.get(maker.url("pruefen")).text

    for text in (TITLE, "Gerbstedt", "Zabenstedt", "Kelterweg 7", "Idee wächst", "Alter", "hof.jpg"):
        assert text in page


def test_whoever_mends_a_step_comes_back_to_the_last_look(maker: Maker) -> None:
    maker.fill()

    wrong = maker.step("ort", postcode="0", pruefen="1")
    right = maker.step("ort", pruefen="1")

    assert wrong.url == f"{maker.url('ort')}?pruefen=1"
    assert 'name="pruefen"' in maker.client.get(wrong.url).text
    assert right.url == maker.url("pruefen")


def test_what_is_missing_is_named_and_linked_on_the_last_look(maker: Maker) -> None:
    maker.start()
    maker.step("ort")

    page = maker.client.get(maker.url("pruefen")).text
    sent = maker.send()

    assert f'href="{maker.url("kontakt")}?pruefen=1"' in page
    assert "Abschicken" not in page
    assert sent.status_code == 200
    assert maker.submission.state == State.STARTED


def test_a_late_autosave_does_not_overwrite_what_was_typed_since(maker: Maker) -> None:
    maker.start()
    maker.step("wirkung", description="Die neue Fassung", _at="2000")

    saved = maker.step("wirkung", go="auto", description="Die alte Fassung", _at="1000")

    assert saved.status_code == 204
    assert maker.submission.values("wirkung")["description"] == ["Die neue Fassung"]


def test_two_steps_saved_in_two_windows_keep_both(maker: Maker) -> None:
    maker.start()
    maker.step("traeger", carrier="Aus dem einen Fenster")
    maker.step("wirkung", description="Aus dem anderen Fenster")

    assert maker.submission.values("traeger")["carrier"] == ["Aus dem einen Fenster"]
    assert maker.submission.values("wirkung")["description"] == ["Aus dem anderen Fenster"]


def test_sending_twice_asks_for_confirmation_once(maker: Maker) -> None:
    maker.fill()

    first, second = maker.send(), maker.send()

    assert first.url == second.url == maker.url("abgesendet")
    assert maker.submission.state == State.SENT
    assert OutgoingMail.objects.filter(kind="submission-confirm").count() == 1


def test_whoever_mends_the_address_gets_the_mail_there(maker: Maker) -> None:
    maker.fill()
    maker.send()

    maker.step("kontakt", contact_email="richtig@quast.example")
    maker.send()

    assert maker.submission.email == "richtig@quast.example"
    assert OutgoingMail.objects.filter(kind="submission-confirm").count() == 2


def test_pictures_are_added_described_and_taken_away(maker: Maker) -> None:
    maker.start()
    maker.step("bilder", go="datei-hochladen", images=[picture(), picture("red", "tor.jpg")])
    hof, tor = maker.submission.files.all()

    maker.step("bilder", **{f"datei-{hof.pk}-description": "Der Hof", f"datei-{hof.pk}-credit": "Jo"})
    maker.step("bilder", go=f"datei-entfernen-{tor.pk}")

    (left,) = maker.submission.files.all()
    assert (str(left), left.description, left.credit) == ("hof.jpg", "Der Hof", "Jo")


def test_a_picture_sent_by_two_clicks_is_there_once(maker: Maker) -> None:
    maker.start()
    for _ in range(2):
        maker.step("bilder", go="datei-hochladen", images=[picture()])

    assert maker.submission.files.count() == 1


def test_a_ninth_picture_is_refused_and_the_others_stay(maker: Maker) -> None:
    maker.start()
    pictures = [picture(f"rgb({25 * n},0,90)", f"{n}.jpg") for n in range(9)]

    response = maker.step("bilder", go="datei-hochladen", images=pictures)

    assert "Es gehen höchstens 8 Bilder" in response.text
    assert maker.submission.files.count() == 8


def test_a_file_that_is_no_picture_is_named_and_nothing_else_is_lost(maker: Maker) -> None:
    maker.start()
    drawing = picture(name="hof.svg")
    drawing.file.seek(0)
    drawing.file.truncate()
    drawing.write(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    drawing.seek(0)

    response = maker.step("bilder", images=[drawing], film_url="www.video.example")

    assert "„hof.svg“" in response.text
    assert maker.submission.values("bilder")["film_url"] == ["www.video.example"]


def test_only_what_was_made_anew_is_shown_and_only_to_who_holds_the_key(maker: Maker) -> None:
    maker.start()
    maker.step("bilder", go="datei-hochladen", images=[picture()])
    file = maker.submission.files.get()

    mine = maker.client.get(f"/mitmachen/teilen/{maker.key}/datei/{file.pk}/")
    other = Maker()
    other.start()
    foreign = other.client.get(f"/mitmachen/teilen/{other.key}/datei/{file.pk}/")

    assert mine["Content-Type"] == "image/jpeg"
    assert "no-store" in mine["Cache-Control"]
    assert foreign.status_code == 404


def test_a_form_on_another_site_is_refused(maker: Maker) -> None:
    maker.start()

    response = maker.client.post(
        maker.url("idee"), {"title": "Übernommen"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403
    assert maker.submission.title == TITLE


def test_visitors_get_no_cookie_and_leave_no_trace(maker: Maker) -> None:
    maker.fill()
    pages = [maker.client.get("/mitmachen/teilen/"), *(maker.client.get(maker.url(n)) for n in ANSWERS)]

    for page in pages:
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
    for page in pages[1:]:
        assert page["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page["X-Robots-Tag"]


def test_what_was_typed_behind_a_link_that_has_ended_is_shown_to_be_copied(maker: Maker) -> None:
    maker.start()
    maker.submission.delete()

    response = Client().post(maker.url("wirkung"), {"description": "Eine lange Geschichte", "go": "weiter"})

    assert response.status_code == 404
    assert "Eine lange Geschichte" in response.text


def test_a_link_for_later_is_mailed_and_leads_to_the_next_step(maker: Maker) -> None:
    maker.start()
    maker.step("ort")

    maker.client.post(maker.url("spaeter"), {"email": "spaeter@quast.example", "page_stamp": new_stamp()})

    assert OutgoingMail.objects.get(kind="submission-resume").object_id == str(maker.submission.pk)
    assert maker.submission.email == "spaeter@quast.example"
    assert Client().get(f"/mitmachen/teilen/{maker.key}/").url == maker.url("traeger")


@pytest.mark.parametrize(
    "text", ["\0", "Mit\0Null", "x" * 30_000, "<script>alert(1)</script>", "\u202everkehrt"]
)
def test_whatever_is_typed_is_kept_and_shown_as_text(maker: Maker, text: str) -> None:
    maker.start()

    maker.step("wirkung", description=text)
    page = maker.client.get(maker.url("wirkung"))
    assert maker.submission.values("wirkung")["description"] == [text.replace("\0", "")]

    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_advertising_goes_to_the_spam_folder_and_its_sender_learns_nothing(maker: Maker) -> None:
    maker.start()
    for name in ("ort", "traeger"):
        maker.step(name)
    maker.step("wirkung", description="[url=http://a.example]x[/url] http://b.example http://c.example " * 5)
    maker.step("bilder")
    maker.step("kontakt")

    response = maker.send()
    maker.confirm()

    assert response.url == maker.url("abgesendet")
    assert maker.submission.is_spam
    assert maker.submission.spam_reasons
    assert maker.submission.project is None


def test_known_projects_are_offered_where_the_title_sounds_alike(maker: Maker) -> None:
    from tests.factories import ProjectFactory

    ProjectFactory(title="Quittenkelter Zabenstedt e. V.", place_name="Gerbstedt")
    ProjectFactory(title="Quittenkelter im Entwurf", live=False)
    maker.start()

    page = maker.client.get(maker.url("ort")).text
    piece = maker.client.get("/mitmachen/teilen/aehnliche/", {"titel": "quittenkelter zabenstet"}).text

    for text in (page, piece):
        assert "Quittenkelter Zabenstedt e. V." in text
        assert "im Entwurf" not in text


def test_a_pin_outside_of_the_chosen_gemeinde_is_left_out(maker: Maker) -> None:
    maker.start()
    maker.step("ort", location="48.1371, 11.5754")
    assert "Gerbstedt" in maker.client.get(maker.url("pruefen")).text

    assert cleaned(maker.submission)["location"] != ""
    maker.step("ort", location="51.4737, 11.2978")
    assert cleaned(maker.submission)["location"] == ""
