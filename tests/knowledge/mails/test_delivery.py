"""The outbox against a real mail server: nothing lost, nothing twice, no mail waits for another."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from knowledge.mails import postbox
from knowledge.mails.delivery import deliver_due
from knowledge.mails.models import OutgoingMail
from knowledge.mails.outbox import mails_about, queue
from knowledge.projects.models import Project
from tests.factories import ProjectFactory
from tests.support.mail_server import MailServer

pytestmark = pytest.mark.django_db

State = OutgoingMail.State


def project_of(address: str, **fields: Any) -> Project:
    return ProjectFactory(contact_email=address, **fields)


def time_passes(**ago: float) -> None:
    """Have everything that waits be due."""
    OutgoingMail.objects.update(due=timezone.now() - timedelta(seconds=1))
    if ago:
        OutgoingMail.objects.update(created=timezone.now() - timedelta(**ago))


def test_a_mail_goes_out_once(posting: MailServer) -> None:
    mail = queue("test-greeting", project_of("anna@dorf.example", title="Dorfladen"))
    assert deliver_due().sent == 1
    assert deliver_due().sent == 0
    [message] = posting.messages
    assert message["X-RcptTo"] == message["To"] == "anna@dorf.example"
    assert message["Subject"] == "Hallo Dorfladen"
    assert message["Message-ID"] == mail.message_id
    assert message["Message-ID"].endswith("@speicher.example>")
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.SENT, "")
    assert mail.sent is not None


def test_the_headers_say_who_writes_and_that_it_is_a_machine(posting: MailServer) -> None:
    queue("test-greeting", project_of("anna@dorf.example"))
    deliver_due()
    [message] = posting.messages
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Wissensspeicher <post@speicher.example>"
    assert message["Date"]
    plain, html = message.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"


def test_what_is_rolled_back_is_never_sent(posting: MailServer) -> None:
    project = project_of("anna@dorf.example")
    with pytest.raises(RuntimeError), transaction.atomic():
        queue("test-greeting", project)
        raise RuntimeError
    assert deliver_due().sent == 0
    assert posting.messages == []


def test_one_occasion_is_one_mail_also_after_it_was_sent(posting: MailServer) -> None:
    project = project_of("anna@dorf.example")
    first = queue("test-greeting", project, dedupe="gruss-1")
    deliver_due()
    assert queue("test-greeting", project, dedupe="gruss-1") == first
    deliver_due()
    assert len(posting.messages) == 1
    assert mails_about(project).count() == 1


def test_the_outbox_holds_neither_address_nor_words(posting: MailServer) -> None:
    queue("test-greeting", project_of("anna@dorf.example", title="Geheimer Titel"))
    posting.refused["anna@dorf.example"] = "450 4.2.0 anna@dorf.example ist gerade nicht da"
    deliver_due()
    row = str(OutgoingMail.objects.values_list().get())
    assert "anna" not in row
    assert "Geheim" not in row


def test_a_server_that_is_down_costs_no_mail_and_none_comes_twice(posting: MailServer) -> None:
    posting.down()
    wanted = [f"maker{n}@dorf.example" for n in range(30)]
    for address in wanted:
        queue("test-greeting", project_of(address))
    for _ in range(3):
        done = deliver_due()
        assert not done.reached
        assert done.sent == done.failed == done.dropped == 0
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}
    posting.up()
    assert deliver_due().sent == 30
    assert deliver_due().sent == 0
    assert sorted(posting.recipients) == sorted(wanted)


def test_a_server_that_is_away_for_a_week_ends_the_waiting(posting: MailServer) -> None:
    posting.down()
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    time_passes(days=6, hours=23)
    assert deliver_due().failed == 0
    time_passes(days=7, hours=1)
    assert deliver_due().failed == 1
    mail.refresh_from_db()
    assert mail.state == State.FAILED
    posting.up()
    assert deliver_due().sent == 0


def test_a_mail_that_nobody_could_try_for_a_week_is_still_tried(posting: MailServer) -> None:
    queue("test-greeting", project_of("anna@dorf.example"))
    time_passes(days=9)
    assert deliver_due().sent == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 Gibt es nicht", "550 Unbekannt", "553 5.1.3 Keine Adresse"])
def test_an_address_that_does_not_exist_is_given_up_at_once(posting: MailServer, answer: str) -> None:
    posting.refused["weg@dorf.example"] = answer
    mail = queue("test-greeting", project_of("weg@dorf.example"))
    queue("test-greeting", project_of("anna@dorf.example"))
    done = deliver_due()
    assert (done.dropped, done.sent) == (1, 1)
    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert mail.error.startswith("recipient 55")
    time_passes()
    assert deliver_due().sent == 0


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.0 Später",
        "550 5.7.1 Relaying denied",
        "554 5.7.1 Sieht nach Werbung aus",
        "552 5.2.2 Postfach voll",
    ],
)
def test_a_refusal_that_may_pass_is_tried_again_and_holds_up_nobody(posting: MailServer, answer: str) -> None:
    posting.refused["anna@dorf.example"] = answer
    queue("test-greeting", project_of("anna@dorf.example"))
    queue("test-greeting", project_of("berta@dorf.example"))
    done = deliver_due()
    assert (done.later, done.sent) == (1, 1)
    assert deliver_due().later == 0, "not before the pause is over"
    posting.refused.clear()
    time_passes()
    assert deliver_due().sent == 1
    assert sorted(posting.recipients) == ["anna@dorf.example", "berta@dorf.example"]


def test_a_mail_that_is_refused_after_its_words_is_tried_again(posting: MailServer) -> None:
    posting.answers["anna@dorf.example"] = "451 4.3.0 Zu viel auf einmal"
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    assert deliver_due().later == 1
    mail.refresh_from_db()
    assert mail.error == "refused 451"
    posting.answers.clear()
    time_passes()
    assert deliver_due().sent == 1


def test_pauses_grow_to_an_hour_and_end_after_a_week(posting: MailServer) -> None:
    posting.refused["anna@dorf.example"] = "450 4.2.0 Später"
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    pauses = []
    for _ in range(9):
        time_passes()
        began = timezone.now()
        assert deliver_due().later == 1
        mail.refresh_from_db()
        pauses.append(round((mail.due - began).total_seconds() / 60))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    time_passes(days=7, hours=1)
    assert deliver_due().failed == 1


def test_a_server_that_hangs_at_one_mail_holds_up_no_other(posting: MailServer, monkeypatch: Any) -> None:
    monkeypatch.setattr(postbox, "ANSWER_SECONDS", 1)
    posting.hanging.add("anna@dorf.example")
    queue("test-greeting", project_of("anna@dorf.example"))
    for n in range(5):
        queue("test-greeting", project_of(f"maker{n}@dorf.example"))
    done = deliver_due()
    assert (done.sent, done.later, done.reached) == (5, 1, True)


def test_a_server_that_hangs_at_everything_is_left_alone_soon(posting: MailServer) -> None:
    posting.hanging.add("*")
    for n in range(20):
        queue("test-greeting", project_of(f"maker{n}@dorf.example"))
    assert not deliver_due().reached
    assert posting.greeted == 1
    posting.hanging.clear()
    assert deliver_due().sent == 20


def test_a_connection_that_breaks_after_the_last_word_sends_the_same_mail_again(posting: MailServer) -> None:
    posting.breaking.add("anna@dorf.example")
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    assert deliver_due().later == 1
    posting.breaking.clear()
    assert deliver_due().sent == 0
    time_passes()
    assert deliver_due().sent == 1
    assert [message["Message-ID"] for message in posting.messages] == [mail.message_id] * 2


def test_a_connection_that_always_breaks_after_the_last_word_sends_only_a_few_times(
    posting: MailServer,
) -> None:
    posting.breaking.add("anna@dorf.example")
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    for _ in range(20):
        time_passes()
        deliver_due()
    assert len(posting.messages) == 6
    mail.refresh_from_db()
    assert mail.state == State.FAILED


@pytest.mark.parametrize(
    "address", ["", "keine-adresse", "a@b.example\nBcc: alle@dorf.example", "a@b.example, c@d.example"]
)
def test_nobody_to_write_to_is_no_mail(posting: MailServer, address: str) -> None:
    project = project_of("anna@dorf.example")
    Project.objects.filter(pk=project.pk).update(contact_email=address)
    mail = queue("test-greeting", project)
    assert deliver_due().dropped == 1
    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert posting.messages == []


def test_a_mail_about_what_is_gone_is_not_sent(posting: MailServer) -> None:
    project = project_of("anna@dorf.example")
    mail = queue("test-greeting", project)
    project.delete()
    assert deliver_due().dropped == 1
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.DROPPED, "gone")


def test_a_kind_that_breaks_holds_up_no_other_and_tells_the_log_no_words(
    posting: MailServer, greeting: Any, caplog: Any
) -> None:
    def broken(project: Project, extra: Any) -> dict[str, str]:
        if project.title == "Kaputt":
            raise ValueError(f"Das schrieb {project.contact_email}")
        return {"titel": project.title, "gruss": "", "link": "https://speicher.example/"}

    greeting(values=broken)
    mail = queue("test-greeting", project_of("anna@dorf.example", title="Kaputt"))
    queue("test-greeting", project_of("berta@dorf.example"))
    done = deliver_due()
    assert (done.sent, done.later) == (1, 1)
    mail.refresh_from_db()
    assert mail.error == "writing ValueError"
    assert "ValueError" in caplog.text
    assert "anna" not in caplog.text


def test_a_kind_is_asked_for_its_values_only_when_the_server_answers(
    posting: MailServer, greeting: Any
) -> None:
    asked = []

    def values(project: Project, extra: Any) -> dict[str, str]:
        asked.append(project.pk)
        return {"titel": "", "gruss": "", "link": "https://speicher.example/"}

    greeting(values=values)
    posting.down()
    project = project_of("anna@dorf.example")
    queue("test-greeting", project)
    deliver_due()
    assert asked == []
    posting.up()
    deliver_due()
    assert asked == [project.pk]


def test_what_a_killed_process_left_is_sent_when_its_lease_is_over(posting: MailServer) -> None:
    mail = queue("test-greeting", project_of("anna@dorf.example"))
    lease = timezone.now() + timedelta(minutes=5)
    OutgoingMail.objects.update(state=State.SENDING, attempts=1, due=lease)
    assert deliver_due().sent == 0
    time_passes()
    assert deliver_due().sent == 1
    assert posting.messages[0]["Message-ID"] == mail.message_id
