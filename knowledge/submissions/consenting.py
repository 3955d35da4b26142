"""Consents: given with the form, withdrawn or ended later, and what follows from them.

A picture that nobody may see any more has no public file: it is deleted with all its sizes, and made again
from the private original if the office publishes it anew. Contact and film are taken out whenever a project
is saved (``on_save``), so that no old draft brings them back.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.log_actions import log

from knowledge.projects.models import Project
from knowledge.uploads.publishing import unpublish

from .models import Consent, Submission, SubmissionFile

Kind = Consent.Kind
CONTACT_FIELDS = ("contact_name", "contact_email", "contact_phone")


def give(submission: Submission, versions: Mapping[Kind, str]) -> None:
    """Note consents, each in the version of the words that were read; what holds already is left alone."""
    held = in_force(submission)
    for kind, version in versions.items():
        if kind not in held:
            Consent.objects.create(submission=submission, kind=kind, wording=version)


def in_force(submission: Submission) -> set[Kind]:
    """Return what may be done today."""
    return {Kind(consent.kind) for consent in submission.consents.all() if consent.is_in_force()}


@transaction.atomic
def withdraw(submission: Submission, kind: Kind) -> bool:
    """End a consent now and hide what it allowed; return whether there was one."""
    now = timezone.now()
    if not submission.consents.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now):
        return False
    if submission.project:
        log(submission.project, "knowledge.consent.withdraw", data={"kind": kind.label})
    _untick(submission, kind)
    enforce(submission)
    return True


def _untick(submission: Submission, *kinds: Kind) -> None:
    """Take ticks out of what is stored of the form: sent once more, it must not agree anew."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    gone = {f"consent_{kind}" for kind in kinds}
    for name in ("answers", "sent"):
        stored = getattr(held, name)
        contact = {key: texts for key, texts in stored.get("kontakt", {}).items() if key not in gone}
        if "kontakt" in stored:
            setattr(held, name, {**stored, "kontakt": contact})
    held.save(update_fields=["answers", "sent"])
    submission.answers, submission.sent = held.answers, held.sent


@transaction.atomic
def end(consent: Consent, day: date | None) -> None:
    """Set a consent's last day, or let it hold until it is withdrawn; a day that is over hides at once."""
    consent.ends_on = day
    consent.save(update_fields=["ends_on"])
    if not consent.is_in_force():
        _untick(consent.submission, Kind(consent.kind))
        enforce(consent.submission)


def may_show(file: SubmissionFile, kinds: set[Kind]) -> bool:
    """Say whether a file may be published under the consents that hold."""
    return (
        file.upload.kind == "image"
        and Kind.IMAGES in kinds
        and (Kind.PERSONS in kinds or not file.shows_people)
    )


@transaction.atomic
def enforce(submission: Submission) -> None:
    """Hide what no consent allows any more, in the live project too. Safe to repeat."""
    kinds = in_force(submission)
    for file in submission.files.select_related("upload__image"):
        if file.upload.image_id and not may_show(file, kinds):
            unpublish(file.upload)
            # Agreed to anew, it is put into the draft again.
            file.is_placed, file.applied = False, {}
            file.save(update_fields=["is_placed", "applied"])
    if submission.project_id:
        # Read anew: a picture may just have gone. Saving takes out contact and film and tells the search.
        Project.objects.get(pk=submission.project_id).save()


def enforce_ended() -> int:
    """Hide what a consent that ended yesterday allowed; return in how many submissions. For the worker."""
    ended = Consent.objects.filter(withdrawn_at=None, ends_on__lt=timezone.localdate())
    done = 0
    for submission in Submission.objects.filter(consents__in=ended).distinct():
        with transaction.atomic():
            # Its end is its withdrawal: noted, so that it is done once.
            over = submission.consents.filter(pk__in=ended)
            _untick(submission, *(Kind(kind) for kind in over.values_list("kind", flat=True)))
            over.update(withdrawn_at=timezone.now())
            enforce(submission)
        done += 1
    return done


def on_save(instance: Project, raw: bool = False, **kwargs: Any) -> None:
    """Take out of a project what its maker no longer, or never, allowed to be shown.

    Only what came from the maker: a contact or film that the office has found itself is the office's own.
    """
    if raw or not instance.pk:
        return
    for submission in instance.submissions.prefetch_related("consents"):
        kinds = in_force(submission)
        told = submission.applied.get("ever", {})
        if Kind.CONTACT not in kinds and any(
            getattr(instance, name) in told.get(name, ()) for name in CONTACT_FIELDS
        ):
            instance.contact_public = False
        if Kind.FILM not in kinds and any(film in instance.film_url for film in told.get("film_url", ())):
            instance.film_url = ""


def connect() -> None:
    """Watch projects."""
    pre_save.connect(on_save, sender=Project, dispatch_uid="knowledge.consents")
