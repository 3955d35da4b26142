"""How long submissions are kept, by what became of them."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from knowledge.projects.models import Project
from knowledge.retention import DataClass, one_by_one, register

from .consenting import CONTACT_FIELDS
from .deleting import delete
from .models import LinkRequest, State, Submission, SubmissionMessage

Found = QuerySet[Submission]
TOLD = "Alles, was im Formular steht, mit Bildern und Kontakt"
_erase = partial(delete, why="Frist abgelaufen")


def _started(before: datetime) -> Found:
    return Submission.objects.filter(state=State.STARTED, changed_at__lt=before)


def _unconfirmed(before: datetime) -> Found:
    return Submission.objects.filter(state=State.SENT, sent_at__lt=before)


def _spam(before: datetime) -> Found:
    return Submission.objects.filter(is_spam=True, state=State.CONFIRMED, confirmed_at__lt=before)


def _ended(state: State, before: datetime) -> Found:
    """What was decided long ago. A Steckbrief that the office has published since never goes with it."""
    decided = Submission.objects.filter(state=state, decided_at__lt=before)
    return decided.exclude(project__live=True)


def _no_longer_public(before: datetime) -> Found:
    """What was published and has not been public for the whole term, or whose Steckbrief is deleted."""
    taken_back = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Project),
        object_id=Cast(OuterRef("project_id"), CharField()),
        action__startswith="wagtail.unpublish",
        timestamp__gte=before,
    )
    old = Submission.objects.filter(state=State.ACCEPTED, decided_at__lt=before, changed_at__lt=before)
    return old.filter(Q(project=None) | Q(project__live=False)).exclude(Exists(taken_back))


def _old_words(before: datetime) -> QuerySet[SubmissionMessage]:
    decided = (State.ACCEPTED, State.DECLINED)
    return SubmissionMessage.objects.filter(
        submission__state__in=decided, submission__decided_at__lt=before, created__lt=before
    )


def _leave_only_the_draft(submission: Submission) -> None:
    """Delete a submission and take its maker out of the draft, which stays the office's."""
    project = submission.project
    if project is not None:
        told = submission.values("kontakt")
        own = {
            text for name in CONTACT_FIELDS for text in (submission.applied.get(name), *told.get(name, ()))
        }
        _forget_contact(project, own - {None, ""})
        submission.project = None
        submission.save(update_fields=["project"])
    _erase(submission)


def _forget_contact(project: Project, own: set[Any]) -> None:
    """Empty a maker's contact in a project that is not public, and in all its revisions."""
    for name in CONTACT_FIELDS:
        Project.objects.filter(pk=project.pk, **{f"{name}__in": own}).update(
            **{name: "", "contact_public": False}
        )
    for revision in project.revisions:
        theirs = {name: "" for name in CONTACT_FIELDS if revision.content.get(name) in own}
        if theirs:
            revision.content = {**revision.content, **theirs, "contact_public": False}
            revision.save(update_fields=["content"])


def _days(days: int) -> timedelta:
    return timedelta(days=days)


CLASSES = (
    DataClass(
        name="submissions-started",
        title="Angefangene Formulare",
        what=TOLD,
        why="Damit das Ausfüllen später weitergehen kann.",
        since="nach der letzten Änderung",
        # 30 days are also promised in the mail with the link.
        term=_days(30),
        least=_days(30),
        most=_days(90),
        expire=lambda before: one_by_one(_started(before), _erase),
    ),
    DataClass(
        name="submissions-unconfirmed",
        title="Nicht bestätigte Einreichungen",
        what=TOLD,
        why="Damit die E-Mail-Adresse bestätigt werden kann.",
        since="nach dem Absenden",
        # 7 days are also promised in the mail with the link.
        term=_days(7),
        least=_days(7),
        most=_days(30),
        expire=lambda before: one_by_one(_unconfirmed(before), _erase),
    ),
    DataClass(
        name="submissions-spam",
        title="Einreichungen unter Spamverdacht",
        what=TOLD,
        why="Damit wir einen falschen Verdacht bemerken.",
        since="nach der Bestätigung",
        term=_days(30),
        least=_days(7),
        most=_days(180),
        expire=lambda before: one_by_one(_spam(before), _erase),
    ),
    DataClass(
        name="submissions-declined",
        title="Abgelehnte Einreichungen",
        what=f"{TOLD}, und der Entwurf, der daraus entstand",
        why="Damit wir unsere Gründe erklären und es uns anders überlegen können.",
        since="nach der Absage",
        term=_days(180),
        least=_days(30),
        most=_days(730),
        expire=lambda before: one_by_one(_ended(State.DECLINED, before), _erase),
    ),
    DataClass(
        name="submissions-withdrawn",
        title="Zurückgezogene Einreichungen",
        what=f"{TOLD}, und der Entwurf, der daraus entstand",
        why="Damit sich ein Versehen rückgängig machen lässt.",
        since="nach dem Zurückziehen",
        term=_days(30),
        least=_days(1),
        most=_days(90),
        expire=lambda before: one_by_one(_ended(State.WITHDRAWN, before), _erase),
    ),
    DataClass(
        name="submissions-no-longer-public",
        title="Veröffentlichte Einreichungen",
        what="Kontakt, Antworten, Bilder und Einwilligungen. Solange der Steckbrief öffentlich ist, bleiben "
        "sie",
        why="Damit wir die Einwilligungen nachweisen und Fragen zum Steckbrief klären können.",
        since="nachdem der Steckbrief zuletzt öffentlich war",
        term=_days(365),
        least=_days(30),
        most=_days(1095),
        expire=lambda before: one_by_one(_no_longer_public(before), _leave_only_the_draft),
    ),
    DataClass(
        name="submission-messages",
        title="Rückfragen und Antworten",
        what="Was Projektbüro und Macher*in einander zu einer Einreichung geschrieben haben",
        why="Damit nachvollziehbar bleibt, was abgesprochen war.",
        since="nach der Entscheidung",
        term=_days(730),
        least=_days(90),
        most=_days(1095),
        expire=lambda before: one_by_one(_old_words(before), SubmissionMessage.delete),
    ),
    DataClass(
        name="link-requests",
        title="Wünsche nach einem neuen Link",
        what="Die E-Mail-Adresse, die jemand eingegeben hat",
        why="Damit wir den Link noch einmal schicken können.",
        since="nach der Eingabe",
        term=_days(1),
        expire=lambda before: one_by_one(LinkRequest.objects.filter(created__lt=before), LinkRequest.delete),
    ),
)


def connect() -> None:
    """Declare all classes."""
    register(*CLASSES)
