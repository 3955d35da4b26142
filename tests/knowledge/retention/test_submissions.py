"""What becomes of submissions when their time is over, and what stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from knowledge.projects.models import Project
from knowledge.retention.models import RetentionRun
from knowledge.retention.running import run_due
from knowledge.submissions.models import LinkRequest, State, Submission, SubmissionMessage
from knowledge.uploads.models import Upload
from tests.factories import OrganisationFactory, ProjectFactory

pytestmark = pytest.mark.django_db

Make = Callable[..., Submission]
CONTACT = {"contact_name": "Erna Muster", "contact_email": "erna@example.org", "contact_phone": "03475 12345"}


@pytest.mark.parametrize(
    ("state", "term", "fields"),
    [
        (State.STARTED, 30, {}),
        (State.SENT, 7, {}),
        (State.DECLINED, 180, {}),
        (State.WITHDRAWN, 30, {}),
        (State.CONFIRMED, 30, {"is_spam": True}),
    ],
)
def test_it_goes_when_its_term_is_over_and_not_before(
    submission: Make, state: State, term: int, fields: dict[str, bool]
) -> None:
    old = submission(state, days=term + 0.1, **fields)
    young = submission(state, days=term - 0.1, **fields)
    run_due()
    assert not Submission.objects.filter(pk=old.pk).exists()
    assert Submission.objects.filter(pk=young.pk).exists()


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REVIEW, State.ASKED, State.COUNTERSIGN])
def test_what_nobody_has_decided_stays_however_old(submission: Make, state: State) -> None:
    old = submission(state, days=3000)
    run_due()
    assert Submission.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_the_draft_and_its_carrier_go_with_it(submission: Make, state: State) -> None:
    carrier = OrganisationFactory()
    draft = ProjectFactory(live=False, carrier=carrier, **CONTACT)
    submission(state, days=400, project=draft, organisation=carrier)
    run_due()
    assert not Project.objects.filter(pk=draft.pk).exists()
    assert not type(carrier).objects.filter(pk=carrier.pk).exists()


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DECLINED, State.WITHDRAWN])
def test_a_public_steckbrief_never_goes_and_keeps_its_contact(submission: Make, state: State) -> None:
    project = ProjectFactory(**CONTACT)
    held = submission(state, days=3000, project=project)
    run_due()
    assert Project.objects.get(pk=project.pk).contact_name == "Erna Muster"
    assert Submission.objects.filter(pk=held.pk).exists()


def test_files_go_with_their_submission(submission: Make) -> None:
    started = submission(State.STARTED, days=31)
    upload = Upload.objects.create(kind="image", original_name="laden.jpg", size=1, sha256="0" * 64)
    started.files.create(upload=upload)
    run_due()
    assert not Upload.objects.exists()


def test_a_draft_that_is_public_no_longer_stays_without_its_maker(submission: Make) -> None:
    project = ProjectFactory(live=False, contact_public=True, **CONTACT)
    project.save_revision()
    held = submission(State.ACCEPTED, days=366, project=project)
    run_due()
    assert not Submission.objects.filter(pk=held.pk).exists()
    left = Project.objects.get(pk=project.pk)
    drafted = left.get_latest_revision_as_object()
    for each in (left, drafted):
        assert [getattr(each, name) for name in CONTACT] == ["", "", ""]
        assert not each.contact_public
    assert left.title == project.title


def test_a_contact_that_the_office_has_found_itself_stays(submission: Make) -> None:
    project = ProjectFactory(live=False, contact_name="Vereinsbüro", contact_email="erna@example.org")
    submission(State.ACCEPTED, days=366, project=project)
    run_due()
    left = Project.objects.get(pk=project.pk)
    assert (left.contact_name, left.contact_email) == ("Vereinsbüro", "")


def test_its_term_begins_when_it_stops_being_public(submission: Make) -> None:
    project = ProjectFactory(**CONTACT)
    held = submission(State.ACCEPTED, days=1000, project=project)
    project.unpublish()
    run_due()
    assert Submission.objects.filter(pk=held.pk).exists()
    long_ago = timezone.now() - timedelta(days=366)
    ModelLogEntry.objects.filter(object_id=str(project.pk)).update(timestamp=long_ago)
    Submission.objects.update(changed_at=long_ago)
    _tomorrow()
    run_due()
    assert not Submission.objects.filter(pk=held.pk).exists()


def test_a_maker_whose_steckbrief_is_deleted_is_forgotten(submission: Make) -> None:
    submission(State.ACCEPTED, days=366)
    run_due()
    assert not Submission.objects.exists()


def test_old_words_go_and_those_of_a_later_correction_stay(submission: Make) -> None:
    project = ProjectFactory()
    held = submission(State.ACCEPTED, days=731, project=project)
    then = timezone.now() - timedelta(days=740)
    held.messages.create(kind="question", text="Seit wann?", created=then)
    held.messages.create(kind="correction", text="Neue Zeiten")
    run_due()
    assert [message.text for message in SubmissionMessage.objects.all()] == ["Neue Zeiten"]


def test_nobody_waits_for_a_link_longer_than_a_day() -> None:
    LinkRequest.objects.create(email="a@example.org", created=timezone.now() - timedelta(hours=25))
    LinkRequest.objects.create(email="b@example.org")
    run_due()
    assert [wish.email for wish in LinkRequest.objects.all()] == ["b@example.org"]


def _tomorrow() -> None:
    RetentionRun.objects.update(ran=timezone.now() - timedelta(days=1))
