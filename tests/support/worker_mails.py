"""A kind of mail for tests that run real workers: about a content type, which every database has."""

from django.apps import AppConfig
from django.db import transaction

KIND = "worker-greeting"


class WorkerMails(AppConfig):
    name = "tests.support.worker_mails"

    def ready(self) -> None:
        from knowledge.mails.kinds import MailKind, register_kind

        register_kind(
            MailKind(
                name=KIND,
                title="Gruß",
                audience="alle",
                placeholders={},
                subject="Gruß",
                text="Hallo!",
                # The mail's number is the only thing that tells these mails apart.
                recipient=lambda about: "maker@dorf.example",
                values=lambda about, extra: {},
            )
        )


def queue_many(count: int) -> None:
    """Put so many mails into the outbox."""
    from django.contrib.contenttypes.models import ContentType

    from knowledge.mails.outbox import queue

    about = ContentType.objects.order_by("pk").first()
    assert about is not None
    with transaction.atomic():
        for _ in range(count):
            queue(KIND, about)


def send_for_ever() -> None:
    """Send what is due until killed."""
    from knowledge.mails.delivery import deliver_due

    print("Es geht los.", flush=True)  # noqa: T201 - for the test that waits
    while True:
        deliver_due()
