"""Who has lost a link gets it again by mail; nobody learns from the answer which addresses are known."""

from functools import partial

from django.db import transaction

from knowledge.background import task
from knowledge.mails.outbox import queue

from .models import LinkRequest, State, Submission

#: So many mails at once are enough, even for somebody who has sent more: the newest.
MOST = 5


@transaction.atomic
def ask(email: str) -> None:
    """Note that somebody wants their links again: for every address the same work, in the same time."""
    wanted = LinkRequest.objects.create(email=email)
    transaction.on_commit(partial(send_links.enqueue, wanted.pk))


@task
def send_links(request_id: int) -> None:
    """Mail the links of all submissions of an address, and forget the request. Safe to repeat."""
    with transaction.atomic():
        wanted = LinkRequest.objects.select_for_update().filter(pk=request_id).first()
        if wanted is None:
            return
        for submission in Submission.objects.filter(email__iexact=wanted.email).order_by("-pk")[:MOST]:
            if submission.state == State.STARTED:
                queue("submission-resume", submission)
            elif submission.state == State.SENT:
                queue("submission-confirm", submission)
            else:
                queue("submission-link", submission)
        wanted.delete()


def send_what_waits() -> None:
    """Enqueue anew what lies about: a process was killed before the queue was told. For the worker."""
    for pk in LinkRequest.objects.values_list("pk", flat=True):
        send_links.enqueue(pk)
