"""From the confirmation to the decision: what office and maker do, and what each learns of the other."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase
from wagtail.log_actions import registry as log_registry

from knowledge.mails.delivery import deliver_due
from knowledge.mails.models import OutgoingMail
from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.submissions.comparing import differences, proposal
from knowledge.submissions.models import State
from tests.factories import OrganisationFactory, ProjectFactory

from .conftest import CARRIER, EMAIL, FILM, NAME, PHONE, STORY, SUMMARY, TITLE, Maker, picture


@pytest.fixture
def confirmed(maker: Maker) -> Maker:
    """A maker whose submission waits for the office."""
    maker.fill(picture(), consent_contact="on", consent_film="on")
    maker.send()
    maker.confirm()
    return maker


def draft_of(maker: Maker) -> Project:
    """Return the draft as the office has it now."""
    project = maker.submission.project
    assert project is not None
    draft: Project = project.get_latest_revision_as_object()
    return draft


def edit(maker: Maker, **fields: Any) -> None:
    """Change the draft as Wagtail's editor does."""
    draft = draft_of(maker)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()


def test_opening_the_mailed_link_alone_confirms_nothing(maker: Maker) -> None:
    maker.fill()
    maker.send()

    page = maker.client.get(f"/mitmachen/bestaetigen/{maker.link('confirm')}/")

    assert "bestätigen" in page.text
    assert maker.submission.state == State.SENT
    assert not Project.objects.exists()


def test_a_confirmed_submission_is_a_draft_with_everything_that_was_told(confirmed: Maker) -> None:
    draft = draft_of(confirmed)

    assert confirmed.submission.state == State.REVIEW
    assert (draft.live, draft.title, draft.summary) == (False, TITLE, SUMMARY)
    assert draft.description == f"<p>{STORY}</p>"
    assert (draft.municipality, draft.place_name, draft.street) == (
        "Gerbstedt",
        "Gerbstedt OT Zabenstedt",
        "Kelterweg 7",
    )
    assert [theme.key for theme in draft.themes.all()] == ["alter"]
    assert draft.stage is not None and draft.stage.key == "idee"
    assert sorted(tag.name for tag in draft.tags.all()) == ["Quiitte", "Saftt"]
    assert (draft.contact_name, draft.contact_email, draft.contact_phone) == (NAME, EMAIL, PHONE)
    assert draft.contact_public
    assert (draft.website, draft.film_url) == ("https://www.kelter.example", FILM)
    assert draft.carrier is not None and draft.carrier.name == CARRIER
    assert draft.image is not None
    assert draft.workflow_in_progress


def test_confirming_twice_makes_one_draft(confirmed: Maker) -> None:
    confirmed.confirm()

    assert Project.objects.count() == 1
    assert confirmed.submission.consents.count() == 3
    assert OutgoingMail.objects.filter(kind="submission-received").count() == 1


def test_what_no_consent_was_given_for_is_with_the_office_and_not_in_the_draft(maker: Maker) -> None:
    maker.fill(picture(), consent_images="")
    maker.send()
    maker.confirm()

    draft = draft_of(maker)
    assert (draft.contact_public, draft.film_url, draft.image) == (False, "", None)
    assert maker.submission.files.count() == 1


def test_a_carrier_that_is_known_is_not_made_again(maker: Maker) -> None:
    known = OrganisationFactory(name=CARRIER.upper())
    maker.fill()
    maker.send()
    maker.confirm()

    assert draft_of(maker).carrier == known
    assert Organisation.objects.count() == 1


def test_accepting_publishes_and_tells_the_maker(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")

    project = confirmed.submission.project
    assert project is not None and project.live
    assert confirmed.submission.state == State.ACCEPTED
    assert Client().get(project.get_absolute_url()).status_code == 200
    assert OutgoingMail.objects.filter(kind="submission-accepted").count() == 1
    assert not project.workflow_in_progress


def test_whoever_publishes_in_wagtail_itself_decides_as_well(confirmed: Maker) -> None:
    project = confirmed.submission.project
    assert project is not None
    project.get_latest_revision().publish()

    assert confirmed.submission.state == State.ACCEPTED
    assert OutgoingMail.objects.filter(kind="submission-accepted").exists()


def test_a_question_reaches_the_maker_and_the_answer_the_office(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "fragen", text="Seit wann gibt es die Kelter?")
    page = confirmed.client.get(confirmed.status_url).text
    assert "Seit wann gibt es die Kelter?" in page

    confirmed.act("antworten", text="Seit dem Herbst 2019.")

    assert confirmed.submission.state == State.REVIEW
    assert [message.text for message in confirmed.submission.messages.all()] == [
        "Seit wann gibt es die Kelter?",
        "Seit dem Herbst 2019.",
    ]
    assert OutgoingMail.objects.filter(kind="submission-answered").exists()


def test_a_question_without_words_is_asked_for_again(confirmed: Maker, decide: Any) -> None:
    response = decide(confirmed.submission, "fragen", text=" ")

    assert "Bitte schreiben Sie der Macher*in ein paar Worte." in response.text
    assert confirmed.submission.state == State.REVIEW


def test_an_objection_in_wagtails_workflow_is_a_question_to_the_maker(
    confirmed: Maker, office: Client
) -> None:
    project = confirmed.submission.project
    assert project is not None
    state = project.current_workflow_task_state
    state.task.specific.on_action(state, None, "reject", comment="Bitte ein Bild vom Tor.")

    assert confirmed.submission.state == State.ASKED
    assert confirmed.submission.messages.get().text == "Bitte ein Bild vom Tor."

    confirmed.act("antworten", text="Kommt.")
    confirmed.submission.project.refresh_from_db()
    assert confirmed.submission.state == State.REVIEW


def test_declining_gives_the_reason_and_leaves_nothing_public(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "ablehnen", text="Das ist leider Werbung.")

    submission = confirmed.submission
    assert submission.state == State.DECLINED
    assert "Das ist leider Werbung." in confirmed.client.get(confirmed.status_url).text
    assert submission.project is not None and not submission.project.live
    assert submission.files.get().upload.image is None
    assert not submission.project.workflow_in_progress


def test_the_maker_sees_the_offices_changes_and_agrees(confirmed: Maker, decide: Any) -> None:
    edit(confirmed, summary="Nachbar*innen pressen gemeinsam Saft.")
    decide(confirmed.submission, "zeigen", text="Wir haben gekürzt.")

    page = confirmed.client.get(confirmed.status_url).text
    assert f"<del>{SUMMARY}</del>" in page
    assert "<ins>Nachbar*innen pressen gemeinsam Saft.</ins>" in page

    confirmed.act("zustimmen")
    assert confirmed.submission.state == State.REVIEW
    assert [m.kind for m in confirmed.submission.messages.all()] == ["changes", "agreed"]


def test_an_untouched_draft_differs_in_nothing(confirmed: Maker) -> None:
    assert differences(confirmed.submission) == []


def test_a_correction_changes_what_the_maker_changed_and_keeps_the_offices_words(confirmed: Maker) -> None:
    edit(confirmed, summary="Vom Büro besser gesagt.")
    for name in ("wirkung", "traeger"):
        confirmed.client.post(
            f"{confirmed.status_url}{name}/",
            {"description": "Neu erzählt.", "carrier": "Andere e. V.", "themes": ["alter"], "go": "weiter"},
        )
    assert draft_of(confirmed).description == f"<p>{STORY}</p>", "not before it is sent"

    confirmed.client.post(f"{confirmed.status_url}pruefen/")

    draft = draft_of(confirmed)
    assert draft.summary == "Vom Büro besser gesagt."
    assert draft.description == "<p>Neu erzählt.</p>"
    assert draft.carrier is not None and draft.carrier.name == "Andere e. V."
    assert confirmed.submission.state == State.REVIEW


def test_a_proposal_for_a_published_project_waits_for_the_office(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")
    confirmed.client.post(
        f"{confirmed.status_url}idee/", {"title": TITLE, "summary": "Jetzt auch Birnen.", "go": "weiter"}
    )
    confirmed.client.post(f"{confirmed.status_url}pruefen/")

    project = confirmed.submission.project
    assert project is not None
    assert proposal(confirmed.submission) == [("Kurzbeschreibung", SUMMARY, "Jetzt auch Birnen.")]
    assert (project.live, project.summary) == (True, SUMMARY)
    assert draft_of(confirmed).summary == "Jetzt auch Birnen."
    assert project.workflow_in_progress

    decide(confirmed.submission, "uebernehmen")
    project.refresh_from_db()
    assert project.summary == "Jetzt auch Birnen."


def test_a_proposal_that_is_declined_leaves_the_published_as_it_is(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")
    confirmed.client.post(
        f"{confirmed.status_url}idee/", {"title": TITLE, "summary": "Jetzt billiger!", "go": "weiter"}
    )
    confirmed.client.post(f"{confirmed.status_url}pruefen/")

    decide(confirmed.submission, "ablehnen", text="Das ist Werbung.")

    assert confirmed.submission.state == State.ACCEPTED
    assert draft_of(confirmed).summary == SUMMARY
    assert OutgoingMail.objects.filter(kind="submission-proposal-declined").count() == 1
    assert confirmed.submission.files.get().upload.image is not None


def test_withdrawing_takes_it_back_from_the_public(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")
    address = confirmed.submission.project.get_absolute_url()

    confirmed.act("zurueckziehen")

    assert confirmed.submission.state == State.WITHDRAWN
    assert Client().get(address).status_code == 404
    assert confirmed.submission.files.get().upload.image is None


def test_what_its_maker_withdrew_is_published_by_nobody(confirmed: Maker) -> None:
    confirmed.act("zurueckziehen")
    project = confirmed.submission.project
    assert project is not None

    with TestCase.captureOnCommitCallbacks(execute=True):
        project.get_latest_revision().publish()

    project.refresh_from_db()
    assert not project.live


def test_whoever_decides_second_is_told_and_keeps_what_they_wrote(confirmed: Maker, decide: Any) -> None:
    confirmed.act("zurueckziehen")

    response = decide(confirmed.submission, "fragen", text="Wie viele Quitten?")

    assert "Jemand war schneller" in response.text
    assert "Wie viele Quitten?" in response.text
    assert confirmed.submission.state == State.WITHDRAWN


def test_an_answer_that_comes_too_late_is_shown_to_its_writer(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "fragen", text="Seit wann?")
    decide(confirmed.submission, "ablehnen", text="Doch nicht.")

    response = confirmed.act("antworten", text="Seit dem Herbst.")

    assert "Seit dem Herbst." in response.text
    assert "hat sich etwas geändert" in response.text


def test_a_correction_without_a_change_troubles_nobody(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")

    confirmed.client.post(f"{confirmed.status_url}pruefen/")

    assert confirmed.submission.state == State.ACCEPTED
    assert not confirmed.submission.messages.exists()


def test_everything_stands_in_the_projects_history(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "fragen", text="Wirklich?")
    confirmed.act("antworten", text="Ja.")
    decide(confirmed.submission, "uebernehmen")

    entries = log_registry.get_logs_for_instance(confirmed.submission.project)
    actions = [entry.action for entry in entries]
    for action in ("receive", "ask", "answer"):
        assert f"knowledge.submission.{action}" in actions
    assert "wagtail.publish" in actions


def test_the_office_sees_all_of_it_on_one_screen(confirmed: Maker, office: Client) -> None:
    ProjectFactory(title="Quittenkelter Zabenstedt", live=False)

    page = office.get(f"/admin/einreichungen/{confirmed.submission.pk}/").text

    for text in (
        TITLE,
        STORY,
        NAME,
        EMAIL,
        "hof.jpg",
        "Quittenkelter Zabenstedt",
        "Prüfliste",
        "Aus einer Einreichung",
    ):
        assert text in page
    queue = office.get("/admin/einreichungen/").text
    for text in (TITLE, NAME, "Gerbstedt OT Zabenstedt"):
        assert text in queue
    assert "Einreichung zu prüfen" in office.get("/admin/").text


def test_whoever_may_not_decide_sees_nothing_of_it(confirmed: Maker, django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    from knowledge.setup.people import CONTRIBUTORS

    user = django_user_model.objects.create_user("cem", password="cem")
    user.groups.add(Group.objects.get(name=CONTRIBUTORS))
    client = Client()
    client.force_login(user)

    for path in ("", f"{confirmed.submission.pk}/", f"{confirmed.submission.pk}/datei/1/"):
        assert client.get(f"/admin/einreichungen/{path}").status_code == 302
    assert "Einreichungen" not in client.get("/admin/").text


def test_what_was_never_confirmed_is_nobodys_business(maker: Maker, office: Client) -> None:
    maker.fill()
    maker.send()

    assert TITLE not in office.get("/admin/einreichungen/").text
    assert office.get(f"/admin/einreichungen/{maker.submission.pk}/").status_code == 404


def test_not_spam_puts_it_before_the_office(maker: Maker, decide: Any) -> None:
    maker.fill(description="http://a.example http://b.example")
    submission = maker.submission
    submission.is_spam = True
    submission.state = State.CONFIRMED
    submission.save()

    decide(submission, "kein-spam")

    assert maker.submission.state == State.REVIEW
    assert maker.submission.project is not None


def test_every_mail_is_written_in_german_with_its_link(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "fragen", text="Wie groß ist der Hof?")
    edit(confirmed, summary="Anders gesagt.")
    decide(confirmed.submission, "zeigen")
    confirmed.act("zustimmen")
    decide(confirmed.submission, "uebernehmen")

    deliver_due()

    texts = {message.subject: message.body for message in mail.outbox}
    assert "Bitte bestätige deine Einreichung" in texts
    assert TITLE not in texts["Bitte bestätige deine Einreichung"], "nobody has confirmed this address"
    assert "Wie groß ist der Hof?" in texts[f"Wir haben eine Frage zu „{TITLE}“"]
    for subject in (f"Danke für deine Einreichung: {TITLE}", f"Veröffentlicht: {TITLE}"):
        assert confirmed.status_url in texts[subject]


def test_what_was_mailed_to_one_address_confirms_no_other(maker: Maker) -> None:
    maker.fill()
    maker.send()
    first = maker.link("confirm")

    maker.step("kontakt", contact_email="fremd@beispiel.example")

    assert Client().get(f"/mitmachen/bestaetigen/{first}/").status_code == 404
    assert maker.client.post(f"/mitmachen/bestaetigen/{first}/").status_code == 404
    assert maker.submission.state == State.SENT


def test_what_is_typed_and_not_sent_is_no_business_of_the_office(confirmed: Maker, office: Client) -> None:
    confirmed.client.post(
        f"{confirmed.status_url}wirkung/", {"description": "Noch nicht fertig", "go": "auto"}
    )
    confirmed.client.post(
        f"{confirmed.status_url}kontakt/", {"contact_name": "Z", "contact_email": "halb", "go": "auto"}
    )

    page = office.get(f"/admin/einreichungen/{confirmed.submission.pk}/").text

    assert "Noch nicht fertig" not in page
    assert STORY in page
    assert confirmed.submission.email == EMAIL


def test_only_what_was_looked_at_is_published(confirmed: Maker, decide: Any) -> None:
    seen = confirmed.submission.project.latest_revision_id
    edit(confirmed, summary="Inzwischen anders.")

    decide(confirmed.submission, "uebernehmen", revision=str(seen))
    assert confirmed.submission.state == State.REVIEW

    decide(confirmed.submission, "uebernehmen", revision=str(seen + 1))
    assert confirmed.submission.state == State.ACCEPTED


def test_a_project_of_a_submission_is_not_deleted_without_it(confirmed: Maker, office: Client) -> None:
    project = confirmed.submission.project
    for address in (
        f"/admin/snippets/knowledge/project/delete/{project.pk}/",
        f"/admin/bulk/knowledge/project/delete/?id={project.pk}",
    ):
        response = office.post(address)
        assert response.url == f"/admin/einreichungen/{confirmed.submission.pk}/"

    assert Project.objects.filter(pk=project.pk).exists()


def test_no_mailbox_is_filled_with_confirmations(store: Any) -> None:
    answers = []
    for _ in range(11):
        maker = Maker()
        maker.fill()
        answers.append(maker.send().status_code)

    assert answers == [302] * 10 + [429]
    assert maker.submission.state == State.STARTED
    assert OutgoingMail.objects.filter(kind="submission-confirm").count() == 10


def test_each_mail_carries_its_own_question(confirmed: Maker, decide: Any) -> None:
    for text in ("Die erste Frage?", "Die zweite Frage?"):
        decide(confirmed.submission, "fragen", text=text)

    deliver_due()

    asked = [message.body for message in mail.outbox if "Frage zu" in message.subject]
    assert ["Die erste Frage?" in body for body in asked] == [True, False]
    assert ["Die zweite Frage?" in body for body in asked] == [False, True]


def test_a_declined_proposal_can_be_made_again(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")
    for _ in range(2):
        confirmed.client.post(
            f"{confirmed.status_url}idee/", {"title": TITLE, "summary": "Mit Birnen.", "go": "weiter"}
        )
        confirmed.client.post(f"{confirmed.status_url}pruefen/")
        assert draft_of(confirmed).summary == "Mit Birnen."
        decide(confirmed.submission, "ablehnen", text="Noch nicht.")

        assert confirmed.submission.values("idee")["summary"] == [SUMMARY]
        assert draft_of(confirmed).summary == SUMMARY


def test_a_picture_that_the_office_took_out_stays_out_and_its_words_follow_the_maker(
    confirmed: Maker, decide: Any
) -> None:
    file = confirmed.submission.files.get()
    edit(confirmed, image=None)
    told = {
        f"datei-{file.pk}-description": "Der Hof im Herbst",
        f"datei-{file.pk}-credit": "Jo",
        "film_url": FILM,
    }

    confirmed.client.post(f"{confirmed.status_url}bilder/", {**told, "go": "weiter"})
    confirmed.client.post(f"{confirmed.status_url}pruefen/")

    assert draft_of(confirmed).image is None
    file.refresh_from_db()
    assert (file.upload.image.description, file.upload.image.credit) == ("Der Hof im Herbst", "Jo")


def test_a_mended_carrier_leaves_no_other_behind(confirmed: Maker) -> None:
    for name in ("Erna Privatperson", "Kelterverein"):
        confirmed.client.post(f"{confirmed.status_url}traeger/", {"carrier": name, "go": "weiter"})
        confirmed.client.post(f"{confirmed.status_url}pruefen/")

    assert [organisation.name for organisation in Organisation.objects.all()] == ["Kelterverein"]
