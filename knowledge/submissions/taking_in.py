"""The worker makes a draft of what a maker has confirmed, and puts it before the office."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from knowledge.background import task
from knowledge.mails.outbox import queue
from knowledge.projects.models import Project
from knowledge.uploads.converting import convert
from knowledge.uploads.models import Upload
from knowledge.uploads.publishing import publish

from .consenting import enforce, give, may_show, withdraw
from .drafting import SOURCE, set_pictures, write
from .forms import asked_consents
from .models import State, Submission, SubmissionFile
from .steps import cleaned

#: Longer than it takes when all is well.
WAITS_LONG = timedelta(hours=1)


@task
def take_in(submission_id: int) -> None:
    """Make or renew the draft of a confirmed submission. Safe to repeat and to break off anywhere."""
    submission = Submission.objects.filter(pk=submission_id).first()
    if submission is None or submission.state != State.CONFIRMED:
        _start_workflow(submission)
        return
    _finish_files(submission)
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=submission_id)
        if held.state != State.CONFIRMED:
            # Withdrawn meanwhile: what was just made public is hidden again.
            enforce(held)
            return
        _make_draft(held)
        held.state = State.REVIEW
        held.save()
        queue("submission-office", held)
    # After the commit: Wagtail writes to the office itself, and a slow mail server must hold no lock.
    _start_workflow(held)


def _finish_files(submission: Submission) -> None:
    """Have every file made anew, and those that may be published made into images of the site."""
    kinds = cleaned(submission.as_sent()).get("consents", set())
    for file in submission.files.select_related("upload"):
        if file.upload.state == Upload.State.WAITING:
            convert.call(file.upload_id)
            file.upload.refresh_from_db()
        if file.upload.state == Upload.State.READY and may_show(file, kinds):
            publish(file.upload, **_rights(submission, file))


def _rights(submission: Submission, file: SubmissionFile) -> dict[str, str]:
    return {
        "title": submission.title,
        "description": file.description,
        "credit": file.credit,
        "licence": "office",
    }


def _make_draft(submission: Submission) -> None:
    _take_consents(submission)
    project = submission.project
    draft = Project(live=False, source=SOURCE) if project is None else project.get_latest_revision_as_object()
    changed = write(draft, submission)
    set_pictures(draft, submission)
    if project is None:
        draft.full_clean()
        draft.save()
        submission.project = draft
    revision = draft.save_revision(user=None)
    action = "knowledge.submission.receive" if project is None else "knowledge.submission.correct"
    log(draft, action, revision=revision, data={"fields": changed})
    submission.save()
    # Of what is public already, too: people may have been noticed on a picture since.
    enforce(submission)


def _take_consents(submission: Submission) -> None:
    """Note what was agreed to, and end what is no longer ticked though it was asked for."""
    values = cleaned(submission.as_sent())
    agreed = values.get("consents", set())
    give(submission, values.get("versions", {}))
    for kind in asked_consents(submission.as_sent()):
        if kind not in agreed:
            withdraw(submission, kind)


def _start_workflow(submission: Submission | None) -> None:
    """Put the draft before the office, unless it lies there already."""
    if submission is None or submission.project is None or submission.state != State.REVIEW:
        return
    project = submission.project
    state = project.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume()
    elif state is None and (workflow := project.get_workflow()):
        workflow.start(project, None)


def take_in_what_waits() -> int:
    """Enqueue anew what was confirmed long ago and is no draft yet; return how many. For the worker.

    A process can be killed after a confirmation was committed and before the queue was told.
    """
    waiting = Submission.objects.filter(
        state=State.CONFIRMED, is_spam=False, changed_at__lt=timezone.now() - WAITS_LONG
    )
    keys = list(waiting.values_list("pk", flat=True))
    for pk in keys:
        take_in.enqueue(pk)
    return len(keys)
