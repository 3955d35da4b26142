"""App configuration."""

from django.apps import AppConfig


class WissensspeicherConfig(AppConfig):
    """The reference site: its user and file models, its background work, its demo content."""

    name = "wissensspeicher"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the queue do what follows from uploads, and pages not follow the queue."""
        from knowledge.page_cache import watching

        from .background import tasks
        from .background.models import PeriodicJob, Worker

        tasks.connect()
        # They say every few seconds that they are there.
        watching.never_shown(Worker, PeriodicJob)
