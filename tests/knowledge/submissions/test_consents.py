"""A consent that ends hides exactly what it allowed, everywhere, at the next request."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.submissions.consenting import enforce_ended
from knowledge.submissions.models import Consent
from knowledge.submissions.wordings import WORDINGS, Wording, text_of

from .conftest import ANSWERS, EMAIL, FILM, NAME, PHONE, SUMMARY, Maker, picture


@pytest.fixture
def published(maker: Maker, decide: Any) -> Maker:
    """A maker who agreed to everything, with a published Steckbrief."""
    maker.start()
    for name in ("ort", "traeger", "wirkung"):
        maker.step(name)
    maker.step("bilder", images=[picture(), picture("red", "leute.jpg")])
    people = maker.submission.files.get(upload__original_name="leute.jpg")
    maker.step("bilder", **{f"datei-{people.pk}-description": "", f"datei-{people.pk}-shows_people": "on"})
    maker.step("kontakt", **{f"consent_{kind}": "on" for kind in Consent.Kind})
    maker.send()
    maker.confirm()
    decide(maker.submission, "uebernehmen")
    return maker


def steckbrief(maker: Maker) -> str:
    """Return the public page."""
    project = maker.submission.project
    assert project is not None
    return Client().get(project.get_absolute_url()).text


def public_files(files: Path) -> set[str]:
    """Return the names of all files that a web server could serve."""
    return {path.name for path in (files / "media").rglob("*") if path.is_file()}


def test_each_consent_is_kept_with_its_wording_and_moment(published: Maker) -> None:
    consents = published.submission.consents.all()

    assert {consent.kind for consent in consents} == set(Consent.Kind.values)
    for consent in consents:
        assert text_of(consent.kind, consent.wording) == WORDINGS[Consent.Kind(consent.kind)][0].text
        assert timezone.now() - consent.given_at < timedelta(minutes=5)


def test_no_box_is_ticked_beforehand(maker: Maker) -> None:
    maker.start()
    maker.step("bilder", images=[picture()])

    assert " checked" not in maker.client.get(maker.url("kontakt")).text


@pytest.mark.parametrize(
    ("kind", "hidden", "shown"),
    [
        ("contact", [NAME, EMAIL, PHONE], [FILM]),
        ("film", [FILM], [NAME]),
    ],
)
def test_withdrawing_hides_exactly_that(
    published: Maker, kind: str, hidden: list[str], shown: list[str]
) -> None:
    assert all(text in steckbrief(published) for text in hidden + shown)

    published.act(f"widerrufen-{kind}")

    page = steckbrief(published)
    assert not [text for text in hidden if text in page]
    assert all(text in page for text in shown)
    assert SUMMARY in page


def test_withdrawing_the_pictures_takes_their_files_off_the_server(published: Maker, files: Path) -> None:
    steckbrief(published)
    assert public_files(files)

    published.act("widerrufen-images")

    assert public_files(files) == set()
    assert "<img" not in steckbrief(published).split("</article>")[0].split("<article>")[1]
    assert published.submission.files.count() == 2, "the office still has them"


def test_without_the_persons_consent_only_pictures_without_people_are_shown(
    published: Maker, files: Path
) -> None:
    published.act("widerrufen-persons")

    shown = {str(file): file.upload.image is not None for file in published.submission.files.all()}
    assert shown == {"hof.jpg": True, "leute.jpg": False}


def test_an_old_draft_brings_nothing_back(published: Maker) -> None:
    project = published.submission.project
    assert project is not None
    before = project.get_latest_revision()
    for kind in Consent.Kind:
        published.act(f"widerrufen-{kind}")

    before.publish()

    page = steckbrief(published)
    assert not [text for text in (NAME, EMAIL, PHONE, FILM) if text in page]
    project.refresh_from_db()
    assert project.image is None


def test_a_contact_that_the_office_found_itself_stays(published: Maker) -> None:
    project = published.submission.project
    assert project is not None
    published.act("widerrufen-contact")
    project.refresh_from_db()

    project.contact_name, project.contact_email, project.contact_phone = "Rathaus", "info@rathaus.example", ""
    project.contact_public = True
    project.save()

    assert "info@rathaus.example" in steckbrief(published)


def test_a_consent_with_an_end_is_over_the_day_after(published: Maker) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    published.submission.consents.filter(kind="contact").update(ends_on=timezone.localdate())
    assert enforce_ended() == 0

    published.submission.consents.filter(kind="contact").update(ends_on=yesterday)

    assert enforce_ended() == 1
    assert EMAIL not in steckbrief(published)
    assert enforce_ended() == 0


def test_the_office_sets_a_consents_last_day(published: Maker, decide: Any) -> None:
    consent = published.submission.consents.get(kind="contact")

    decide(published.submission, f"ende-{consent.pk}", ends_on="31.12.2999")
    assert EMAIL in steckbrief(published)
    decide(published.submission, f"ende-{consent.pk}", ends_on="gestern")
    consent.refresh_from_db()
    assert str(consent.ends_on) == "2999-12-31"

    decide(published.submission, f"ende-{consent.pk}", ends_on="2020-01-31")
    assert EMAIL not in steckbrief(published)


def test_ticking_a_box_off_in_a_correction_withdraws(published: Maker) -> None:
    published.client.post(
        f"{published.status_url}kontakt/",
        {"contact_name": NAME, "contact_email": EMAIL, "consent_images": "on", "go": "weiter"},
    )
    published.client.post(f"{published.status_url}pruefen/")

    assert EMAIL not in steckbrief(published)
    assert published.submission.consents.get(kind="contact").withdrawn_at is not None
    assert published.submission.consents.get(kind="images").withdrawn_at is None


def test_a_correction_after_a_withdrawal_agrees_to_nothing_anew(published: Maker) -> None:
    for kind in Consent.Kind:
        published.act(f"widerrufen-{kind}")

    published.client.post(f"{published.status_url}idee/", {**ANSWERS["idee"], "go": "weiter"})
    published.client.post(f"{published.status_url}pruefen/")

    assert not published.submission.consents.filter(withdrawn_at=None)
    assert EMAIL not in steckbrief(published)
    assert all(file.upload.image is None for file in published.submission.files.all())


def test_a_withdrawal_hides_what_is_public_also_while_a_proposal_waits(published: Maker) -> None:
    consents = {f"consent_{kind}": "on" for kind in Consent.Kind}
    new = {"contact_name": "Neue Person", "contact_email": "neu@quast.example", "contact_phone": "1"}
    published.client.post(f"{published.status_url}kontakt/", {**new, **consents, "go": "weiter"})
    published.client.post(f"{published.status_url}pruefen/")
    assert EMAIL in steckbrief(published)

    published.act("widerrufen-contact")

    assert EMAIL not in steckbrief(published)


def test_people_noticed_later_hide_the_picture_where_they_did_not_agree(published: Maker) -> None:
    published.act("widerrufen-persons")
    hof = published.submission.files.get(upload__original_name="hof.jpg")
    assert hof.upload.image is not None

    published.client.post(
        f"{published.status_url}bilder/",
        {
            "film_url": FILM,
            f"datei-{hof.pk}-description": "",
            f"datei-{hof.pk}-shows_people": "on",
            "go": "weiter",
        },
    )
    published.client.post(f"{published.status_url}pruefen/")

    hof.upload.refresh_from_db()
    assert hof.upload.image is None


def test_the_version_that_was_read_is_noted(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Consent.Kind.CONTACT
    read = WORDINGS[kind][0].version
    maker.fill(consent_contact=read)
    maker.send()

    monkeypatch.setitem(WORDINGS, kind, (Wording("2999-01-01", "Ganz anders."), *WORDINGS[kind]))
    maker.confirm()

    assert maker.submission.consents.get(kind=kind).wording == read
