"""App configuration."""

from django.apps import AppConfig


class WissensspeicherConfig(AppConfig):
    """The reference site: its user and file models, its demo content."""

    name = "wissensspeicher"
    verbose_name = "Website"
    default_auto_field = "django.db.models.BigAutoField"
