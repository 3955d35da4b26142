"""App configuration."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Vocabularies, organisations, projects and pages of the knowledge store."""

    name = "knowledge"
    verbose_name = "Wissensspeicher"
    default_auto_field = "django.db.models.BigAutoField"
