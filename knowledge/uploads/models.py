"""A file that somebody sent."""

from __future__ import annotations

from django.db import models
from wagtail.images import get_image_model_string

from .storage import clean_path, private_storage, quarantine_path


class Upload(models.Model):
    """A picture or document on its way: as it arrived, then converted, then perhaps published.

    The files lie in the private storage under random names. Deleting the row deletes them (`files`).
    """

    class Kind(models.TextChoices):
        IMAGE = "image", "Bild"
        DOCUMENT = "document", "Dokument"

    class State(models.TextChoices):
        WAITING = "waiting", "wird geprüft"
        READY = "ready", "geprüft"
        REFUSED = "refused", "nicht angenommen"

    kind = models.CharField("Art", max_length=10, choices=Kind)
    state = models.CharField("Stand", max_length=10, choices=State, default=State.WAITING, db_index=True)
    problem = models.CharField(
        "Hinweis", max_length=255, blank=True, help_text="Was der Macher*in gesagt wird, wenn es nicht ging."
    )
    original_name = models.CharField("Dateiname", max_length=100)
    size = models.PositiveIntegerField("Größe in Bytes", help_text="Der Datei, wie sie ankam.")
    width = models.PositiveIntegerField("Breite in Pixeln", null=True, blank=True)
    height = models.PositiveIntegerField("Höhe in Pixeln", null=True, blank=True)
    sha256 = models.CharField(
        "Prüfsumme", max_length=64, db_index=True, help_text="SHA-256 der Datei, wie sie ankam."
    )
    created = models.DateTimeField("eingegangen am", auto_now_add=True)
    quarantined = models.FileField(
        "Original", upload_to=quarantine_path, storage=private_storage, blank=True, editable=False
    )
    cleaned = models.FileField(
        "geprüfte Datei", upload_to=clean_path, storage=private_storage, blank=True, editable=False
    )
    thumbnail = models.FileField(
        "kleine Ansicht", upload_to=clean_path, storage=private_storage, blank=True, editable=False
    )
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="veröffentlichtes Bild",
    )

    class Meta:
        verbose_name = "hochgeladene Datei"
        verbose_name_plural = "hochgeladene Dateien"
        ordering = ("created", "pk")
        default_permissions = ()

    FILES = ("quarantined", "cleaned", "thumbnail")

    def __str__(self) -> str:
        return self.original_name

    def file_names(self) -> list[str]:
        """Return the names of its files in the private storage."""
        return [name for field in self.FILES if (name := str(getattr(self, field).name or ""))]
