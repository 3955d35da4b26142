"""App configuration."""

from django.apps import AppConfig


class WissensspeicherConfig(AppConfig):
    """The reference site: its user and file models, its background work, its demo content."""

    name = "wissensspeicher"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the queue do what follows from uploads."""
        from .background import tasks

        tasks.connect()
