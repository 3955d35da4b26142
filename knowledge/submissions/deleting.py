"""Deletion for good: rows, files, sizes of pictures, revisions, search record, history.

What stays is one line in the log that names nobody and nothing.
"""

import logging

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry

from knowledge.background import task
from knowledge.projects.models import Project
from knowledge.uploads.publishing import remove
from knowledge_search import words

from .models import State, Submission

logger = logging.getLogger(__name__)


@transaction.atomic
def delete(submission: Submission, why: str) -> None:
    """Delete a submission and all that came of it.

    Args:
        submission: what is to go.
        why: a few words for the log that name nobody: "Wunsch der Macher*in", "Frist abgelaufen".
    """
    held = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if held is None:
        return
    if held.state != State.STARTED:
        logger.info("Eine Einreichung wurde gelöscht (%s).", why)
    project, organisation = held.project, held.organisation
    uploads = [file.upload for file in held.files.select_related("upload__image")]
    held.delete()
    for upload in uploads:
        if upload.image is not None:
            # Wagtail notes what became of a picture with its title, which is the submission's.
            _forget_history(upload.image)
        remove(upload)
    if project is not None and not project.submissions.exists():
        _delete_project(project)
    if organisation is not None and not _is_used(organisation):
        _forget_history(organisation)
        organisation.delete()


@task
def forget_words() -> None:
    """Count the words of the search anew: a word that stood in nothing else is not suggested any more."""
    words.rebuild()


def _delete_project(project: Project) -> None:
    if project.live:
        transaction.on_commit(forget_words.enqueue)
    hashtags = list(project.tags.all())
    Redirect.objects.filter(redirect_link=project.get_absolute_url()).delete()
    _forget_history(project)
    project.delete()
    # Wagtail notes deletions with the title.
    _forget_history(project)
    for hashtag in hashtags:
        if not _is_used(hashtag):
            hashtag.delete()


def _forget_history(instance: Model) -> None:
    content_type = ContentType.objects.get_for_model(type(instance))
    ModelLogEntry.objects.filter(content_type=content_type, object_id=str(instance.pk)).delete()


def _is_used(kept: Model) -> bool:
    relations = (
        relation
        for relation in kept._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    )
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: kept}).exists()
        for relation in relations
    )
