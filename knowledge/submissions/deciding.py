"""What office and maker do with a submission. Each is one transaction, written down and told."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import TaskState
from wagtail.signals import published, task_rejected

from knowledge.mails.outbox import queue
from knowledge.projects.models import Project
from knowledge.uploads.publishing import unpublish

from .models import OPEN, State, Submission, SubmissionMessage
from .taking_in import take_in

Kind = SubmissionMessage.Kind


class AlreadyDecided(Exception):
    """Somebody was quicker: the submission is not where the one who acts believes it to be."""


def _held(submission: Submission, *states: State) -> Submission:
    """Return the submission for this transaction alone. Raises AlreadyDecided when it stands elsewhere."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.state not in states:
        raise AlreadyDecided(held.get_state_display())
    return held


def _say(held: Submission, kind: Kind, text: str, user: Any = None) -> dict[str, int]:
    """Keep what is said; return what a mail needs to find it again."""
    said = SubmissionMessage.objects.create(submission=held, kind=kind, text=text, user=user)
    return {"message": said.pk}


def _log(held: Submission, action: str, user: Any = None, **data: Any) -> None:
    if held.project:
        log(held.project, f"knowledge.submission.{action}", user=user, data=data or None)


@transaction.atomic
def accept(submission: Submission, user: Any, revision: str = "") -> None:
    """Publish the draft; ``on_published`` does the rest, whoever publishes.

    Args:
        submission: what is decided.
        user: who decides.
        revision: key of the revision that was looked at; another one since is not published.
    """
    held = _held(submission, State.REVIEW, State.ASKED, State.COUNTERSIGN)
    project = held.project
    if project is None:
        raise AlreadyDecided("ohne Entwurf")
    if revision and revision != str(project.latest_revision_id):
        raise AlreadyDecided("geändert, bitte sehen Sie noch einmal hin")
    task_state = project.current_workflow_task_state
    if project.workflow_in_progress and task_state is not None:
        task_state.task.specific.on_action(task_state, user, "approve")
    else:
        project.get_latest_revision().publish(user=user)
    submission.refresh_from_db()


@transaction.atomic
def ask(submission: Submission, user: Any, text: str) -> None:
    """Ask the maker something; the answer comes through the status page."""
    held = _held(submission, State.REVIEW, State.ASKED, State.COUNTERSIGN)
    held.state = State.ASKED
    held.save()
    said = _say(held, Kind.QUESTION, text, user)
    _log(held, "ask", user)
    queue("submission-asked", held, extra=said)
    submission.refresh_from_db()


@transaction.atomic
def show_changes(submission: Submission, user: Any, text: str = "") -> None:
    """Ask the maker to agree to what the office has changed in the draft."""
    held = _held(submission, State.REVIEW, State.ASKED, State.COUNTERSIGN)
    held.state = State.COUNTERSIGN
    held.save()
    said = _say(held, Kind.CHANGES, text, user)
    _log(held, "show_changes", user)
    queue("submission-changes", held, extra=said)
    submission.refresh_from_db()


@transaction.atomic
def agree(submission: Submission) -> None:
    """Note that the maker agrees to the office's changes."""
    held = _held(submission, State.COUNTERSIGN)
    held.state = State.REVIEW
    held.save()
    _say(held, Kind.AGREED, "")
    _log(held, "agree")
    queue("submission-answered", held)
    submission.refresh_from_db()


@transaction.atomic
def answer(submission: Submission, text: str) -> None:
    """Note what the maker answers, or says against changes; the office has the next word."""
    held = _held(submission, State.ASKED, State.COUNTERSIGN, State.REVIEW)
    held.state = State.REVIEW
    held.save()
    _say(held, Kind.ANSWER, text)
    _log(held, "answer")
    queue("submission-answered", held)
    submission.refresh_from_db()


@transaction.atomic
def correct(submission: Submission) -> None:
    """Have what the maker has changed in the form written into the draft; for a live project: proposed."""
    held = _held(submission, State.REVIEW, State.ASKED, State.COUNTERSIGN, State.ACCEPTED)
    now = held.snapshot()
    if now == held.sent:
        # Looked through and sent as it is: nothing for the office to do.
        return
    held.state = State.CONFIRMED
    held.sent = now
    held.title = (held.values("idee").get("title") or [held.title])[0].strip()[:160]
    held.save()
    _say(held, Kind.CORRECTION, "")
    transaction.on_commit(lambda: take_in.enqueue(held.pk))
    submission.refresh_from_db()


@transaction.atomic
def decline(submission: Submission, user: Any, reason: str) -> None:
    """End it with a reason that the maker reads. What is published already stays as it is."""
    held = _held(submission, State.REVIEW, State.ASKED, State.COUNTERSIGN)
    published = held.project is not None and held.project.live
    held.state = State.ACCEPTED if published else State.DECLINED
    held.decided_at = timezone.now()
    held.save()
    said = _say(held, Kind.DECLINED, reason, user)
    _end_workflow(held, user)
    if published:
        _drop_proposal(held)
    else:
        _hide_files(held)
    _log(held, "decline", user)
    queue("submission-proposal-declined" if published else "submission-declined", held, extra=said)
    submission.refresh_from_db()


def _drop_proposal(held: Submission) -> None:
    """Let draft and form be what they were at the publication; what was proposed stays in the history."""
    if held.published:
        held.answers = held.published["answers"]
        held.sent = held.snapshot()
        held.applied = held.published["applied"]
        held.title = (held.values("idee").get("title") or [held.title])[0].strip()[:160]
        held.save()
    Project.objects.filter(submissions=held).update(
        latest_revision=F("live_revision"), has_unpublished_changes=False
    )


@transaction.atomic
def withdraw(submission: Submission) -> None:
    """Take it back: nothing of it is public any more. The office keeps it until its term is over."""
    held = _held(submission, *OPEN, State.ACCEPTED, State.SENT)
    held.state = State.WITHDRAWN
    held.decided_at = timezone.now()
    held.save()
    held.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    _end_workflow(held, None)
    if held.project and held.project.live:
        held.project.unpublish()
    _hide_files(held)
    _log(held, "withdraw")
    queue("submission-withdrawn", held)
    submission.refresh_from_db()


@transaction.atomic
def not_spam(submission: Submission, user: Any) -> None:
    """Take a submission out of the spam folder; a confirmed one is put before the office."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    held.is_spam = False
    held.save()
    if held.state == State.CONFIRMED:
        transaction.on_commit(lambda: take_in.enqueue(held.pk))
    submission.refresh_from_db()


def _end_workflow(held: Submission, user: Any) -> None:
    state = held.project.current_workflow_state if held.project else None
    if state is not None:
        state.cancel(user=user)


def _hide_files(held: Submission) -> None:
    """Leave no file of a submission where a web server could serve it."""
    for file in held.files.select_related("upload__image"):
        if file.upload.image_id:
            unpublish(file.upload)


def on_published(instance: Any, **kwargs: Any) -> None:
    """Note that the project of a submission is published, by whatever way the office took."""
    if not isinstance(instance, Project):
        return
    if instance.submissions.filter(state=State.WITHDRAWN).exists():
        # Its maker does not want it: nobody publishes it any more.
        transaction.on_commit(partial(_take_back, instance.pk))
        return
    # A declined one, too: the office has changed its mind.
    waiting = (State.REVIEW, State.ASKED, State.COUNTERSIGN, State.DECLINED)
    # What publishes at its time does so outside a transaction.
    with transaction.atomic():
        for submission in instance.submissions.filter(state__in=waiting).select_for_update():
            submission.state = State.ACCEPTED
            submission.published = {"answers": submission.sent, "applied": submission.applied}
            submission.decided_at = timezone.now()
            submission.save()
            queue("submission-accepted", submission)


def _take_back(pk: int) -> None:
    project = Project.objects.filter(pk=pk, live=True).first()
    if project is not None:
        project.unpublish()


def on_rejected(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Take what somebody answers in Wagtail's own workflow as a question to the maker."""
    project = instance.workflow_state.content_object
    if not isinstance(project, Project) or not instance.comment:
        return
    for submission in project.submissions.filter(state=State.REVIEW):
        ask(submission, user, instance.comment)


def connect() -> None:
    """Follow what is published and sent back."""
    published.connect(on_published, dispatch_uid="knowledge.submissions.published")
    task_rejected.connect(on_rejected, dispatch_uid="knowledge.submissions.rejected")
