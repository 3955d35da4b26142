"""How often something was sent from one place lately."""

from django.db import models


class RateCount(models.Model):
    """How often it was done in one span of time. `key` says of what and by whom, and nobody can read it."""

    key = models.CharField("Schlüssel", max_length=64, primary_key=True)
    hits = models.PositiveIntegerField("Anzahl")
    ends = models.DateTimeField("Ende der Zählung", db_index=True)

    class Meta:
        verbose_name = "Zählung gegen Überlastung"
        verbose_name_plural = "Zählungen gegen Überlastung"

    def __str__(self) -> str:
        return f"{self.hits} bis {self.ends:%d.%m.%Y %H:%M}"
