"""From the first step to the confirmation: each function is one transaction, so nothing is ever half done."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from knowledge.forms.spam import THRESHOLD, SpamScore, score
from knowledge.mails.outbox import queue

from . import links
from .models import UNCONFIRMED, State, Submission, SubmissionLink
from .steps import STEPS, Step, bound_forms
from .taking_in import take_in

Answers = Mapping[str, list[str]]


@transaction.atomic
def start(nonce: str, answers: Answers, spam: SpamScore, *, typed_at: int = 0) -> Submission:
    """Return the submission that begins with a page's nonce, with its link.

    A second click finds the first one's; whoever came back to the page has their newer words stored.
    """
    submission, _ = Submission.objects.get_or_create(
        nonce=nonce, defaults={"spam_points": spam.points, "spam_reasons": list(spam.reasons)}
    )
    if submission.state == State.STARTED:
        store(submission, STEPS[0], answers, tried=True, typed_at=typed_at, may_be_late=True)
    # In this transaction: nobody could open a submission without its link again.
    links.key_of(submission, SubmissionLink.Purpose.FORM)
    return submission


@transaction.atomic
def store(
    submission: Submission,
    step: Step,
    answers: Answers,
    *,
    tried: bool = False,
    typed_at: int = 0,
    may_be_late: bool = False,
) -> None:
    """Keep what was typed in a step, valid or not; other steps that are saved meanwhile keep theirs.

    Args:
        submission: gets what is stored.
        step: the one whose form was filled in.
        answers: texts by field.
        tried: the maker wants to go on, so mistakes are to be shown.
        typed_at: ms by the maker's clock, 0 if the page does not say.
        may_be_late: it saves itself, or is sent twice: what is older than what is stored is left out. Whoever
            presses a button means what they sent, whatever the clock of their other device said.
    """
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if may_be_late and typed_at and typed_at < held.typed_at.get(step.name, 0):
        return
    if typed_at:
        held.typed_at = {**held.typed_at, step.name: typed_at}
    held.answers = {**held.answers, step.name: dict(answers)}
    if tried and step.name not in held.tried:
        held.tried = [*held.tried, step.name]
    if held.state in UNCONFIRMED:
        # Afterwards the confirmed address stays the one that mails go to.
        held.title = _first(held, "idee", "title")[:160]
        held.email = _first(held, "kontakt", "contact_email")[:254]
    held.save()
    submission.refresh_from_db()


def _first(submission: Submission, step: str, field: str) -> str:
    values = submission.values(step).get(field) or [""]
    return values[0].strip()


def faulty(submission: Submission) -> list[Step]:
    """Return the steps in which something is missing or wrong."""
    return [step for step, form in bound_forms(submission) if not form.is_valid()]


@transaction.atomic
def send(submission: Submission) -> bool:
    """Take a whole submission and ask for its confirmation; return whether this call did.

    A second click changes nothing. One that was sent and then corrected may be sent again until it is
    confirmed; the mail with the link is the same.
    """
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.state not in UNCONFIRMED or faulty(held):
        return False
    again = held.state == State.SENT
    held.state = State.SENT
    held.sent_at = held.sent_at or timezone.now()
    held.sent = held.snapshot()
    _judge(held)
    held.save()
    _ask_to_confirm(held)
    submission.refresh_from_db()
    return not again


def _judge(held: Submission) -> None:
    """Look at all the words: what looks like advertising waits in a folder of its own, and is not refused."""
    words = [text for step in STEPS for texts in held.values(step.name).values() for text in texts]
    found = score(words)
    held.spam_points = max(held.spam_points, found.points)
    held.spam_reasons = list(dict.fromkeys([*held.spam_reasons, *found.reasons]))
    held.is_spam = held.spam_points >= THRESHOLD


def _ask_to_confirm(held: Submission) -> None:
    """Once for each address: who mends theirs gets a mail, who clicks twice does not."""
    address = salted_hmac("knowledge.submissions.confirm", held.email.casefold()).hexdigest()[:16]
    queue("submission-confirm", held, dedupe=f"submission-confirm:{held.pk}:{address}")


def remind(submission: Submission) -> bool:
    """Mail the link for the confirmation once more; return whether there is anything to confirm."""
    if submission.state != State.SENT:
        return False
    queue("submission-confirm", submission)
    return True


@transaction.atomic
def remember_by_mail(submission: Submission, email: str) -> None:
    """Mail a link with which the form is gone on with; the address is taken over where none was given."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    answers = dict(held.values("kontakt"))
    answers["contact_email"] = [email]
    held.answers = {**held.answers, "kontakt": answers}
    held.email = email
    held.save()
    queue("submission-resume", held)
    submission.refresh_from_db()


@transaction.atomic
def confirm(submission: Submission) -> bool:
    """Note that the address is the maker's, and have the draft made; return whether this call did."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.state != State.SENT:
        return False
    held.state = State.CONFIRMED
    held.confirmed_at = timezone.now()
    held.save()
    queue("submission-received", held, dedupe=f"submission-received:{held.pk}")
    if not held.is_spam:
        transaction.on_commit(partial(take_in.enqueue, held.pk))
    submission.refresh_from_db()
    return True
