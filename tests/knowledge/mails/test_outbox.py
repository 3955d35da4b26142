"""What stays in the outbox, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from knowledge.mails.models import OutgoingMail
from knowledge.mails.outbox import forget_done, forget_failed, give_up, mails_about, queue, try_again
from tests.factories import ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]

State = OutgoingMail.State


def row(state: str, days: float = 0, about: Any = None, **fields: Any) -> OutgoingMail:
    mail = queue("test-greeting", about or ProjectFactory(), **fields)
    created = timezone.now() - timedelta(days=days)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, created=created, error="connection")
    return mail


def test_a_kind_that_nobody_declared_is_a_mistake_of_who_queues_it() -> None:
    with pytest.raises(LookupError):
        queue("gibt-es-nicht", ProjectFactory())


def test_mails_of_one_object_are_told_from_those_of_another() -> None:
    one, other = ProjectFactory(), ProjectFactory()
    first, second = row(State.SENT, about=one), row(State.WAITING, about=one)
    row(State.SENT, about=other)
    assert list(mails_about(one)) == [second, first]


def test_old_rows_are_forgotten_and_those_with_an_occasion_or_work_to_do_are_kept() -> None:
    kept = {
        row(State.SENT, days=29),
        row(State.FAILED, days=89),
        row(State.WAITING, days=99),
        row(State.SENDING, days=99),
        row(State.SENT, days=99, dedupe="anlass"),
    }
    for state, days in ((State.SENT, 31), (State.DROPPED, 31), (State.FAILED, 91)):
        row(state, days=days)
    now = timezone.now()
    assert forget_done(now - timedelta(days=30)) == 2
    assert forget_failed(now - timedelta(days=90)) == 1
    assert set(OutgoingMail.objects.all()) == kept


def test_rows_go_with_their_object_also_those_with_an_occasion() -> None:
    project = ProjectFactory()
    row(State.SENT, about=project, dedupe="anlass")
    kept = row(State.SENT)
    project.delete()
    assert forget_done(timezone.now() - timedelta(days=30)) == 1
    assert OutgoingMail.objects.get() == kept


def test_only_what_has_failed_is_tried_again_or_given_up() -> None:
    for state in State.values:
        row(state, days=8)
    assert try_again(OutgoingMail.objects.all()) == 1
    assert sorted(OutgoingMail.objects.values_list("state", flat=True)) == sorted(
        ["waiting", "waiting", "sending", "sent", "dropped"]
    )
    assert give_up(OutgoingMail.objects.all()) == 0
