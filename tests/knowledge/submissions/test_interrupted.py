"""A process that ends before the queue was told, and a maker who comes back to a page: nothing is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.forms.stamps import new_stamp
from knowledge.mails.models import OutgoingMail
from knowledge.submissions.models import LinkRequest, State, Submission
from knowledge.submissions.relinking import send_what_waits
from knowledge.submissions.taking_in import WAITS_LONG, take_in_what_waits

from .conftest import EMAIL, Maker


@pytest.fixture
def interrupted(maker: Maker) -> Maker:
    """Has confirmed, and what waited for the commit was never done."""
    maker.fill()
    maker.send()
    maker.client = Client()  # type: ignore[assignment]
    maker.confirm()
    assert maker.submission.state == State.CONFIRMED
    assert maker.submission.project is None
    return maker


def time_passes(by: timedelta) -> None:
    Submission.objects.update(changed_at=timezone.now() - by)


def test_a_confirmation_that_the_queue_was_not_told_of_is_taken_in_later(interrupted: Maker) -> None:
    time_passes(WAITS_LONG)
    assert take_in_what_waits() == 1
    assert interrupted.submission.state == State.REVIEW
    assert interrupted.submission.project is not None
    time_passes(WAITS_LONG)
    assert take_in_what_waits() == 0


def test_what_was_confirmed_a_moment_ago_is_left_to_the_queue(interrupted: Maker) -> None:
    assert take_in_what_waits() == 0


def test_what_looks_like_spam_still_waits_for_the_office(interrupted: Maker) -> None:
    Submission.objects.update(is_spam=True)
    time_passes(WAITS_LONG)
    assert take_in_what_waits() == 0
    assert interrupted.submission.state == State.CONFIRMED


def test_a_wish_for_a_link_that_the_queue_was_not_told_of_is_granted_later(interrupted: Maker) -> None:
    interrupted.client.post("/mitmachen/link/", {"email": EMAIL, "page_stamp": new_stamp()})
    assert not OutgoingMail.objects.filter(kind="submission-link").exists()
    for _ in range(2):
        send_what_waits()
    assert OutgoingMail.objects.filter(kind="submission-link").count() == 1
    assert not LinkRequest.objects.exists()


def test_whoever_comes_back_to_the_first_page_has_their_newer_words_kept(maker: Maker) -> None:
    stamp = new_stamp()
    maker.start(stamp, _at="1000")
    maker.start(stamp, title="Saftpresse Zabenstedt", _at="2000")
    assert maker.submission.title == "Saftpresse Zabenstedt"
    maker.start(stamp, _at="1000")
    assert maker.submission.title == "Saftpresse Zabenstedt"
    assert Submission.objects.count() == 1


def test_the_first_page_changes_nothing_once_it_is_sent(maker: Maker) -> None:
    stamp = new_stamp()
    maker.start(stamp)
    before = maker.submission.title
    Submission.objects.update(state=State.SENT)
    maker.start(stamp, title="Saftpresse Zabenstedt")
    assert maker.submission.title == before
