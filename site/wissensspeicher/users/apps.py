"""App configuration."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Accounts of the office's staff."""

    name = "wissensspeicher.users"
    label = "users"
    verbose_name = "Konten"
    default_auto_field = "django.db.models.BigAutoField"
