"""App configuration."""

from django.apps import AppConfig


class CmsBlocksConfig(AppConfig):
    """Blocks for StreamFields, with their templates, styles and geo widgets."""

    name = "cms_blocks"
    verbose_name = "Inhaltsblöcke"
    default_auto_field = "django.db.models.BigAutoField"
