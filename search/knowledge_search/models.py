"""Search records, their facet values, and the terms that label them.

A record is a projection of one public object. It is written in the same transaction as the object;
a draft or private object has none and so cannot leak.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class Record(models.Model):
    """One public object, flat, as the search sees it.

    The long columns stand last: SQLite reads the pages they overflow to only when they are asked for.
    `schema.py` adds the full-text index of the `*_tokens` columns, which Django cannot declare for
    both databases.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="Inhaltstyp"
    )
    object_id = models.BigIntegerField("Nummer des Objekts")
    version = models.BigIntegerField("Version", default=1, help_text="Steigt mit jeder Änderung.")
    analysis = models.PositiveSmallIntegerField("Version der Textanalyse")
    type = models.CharField("Art des Inhalts", max_length=50)
    date = models.DateTimeField("Datum", null=True)
    title_key = models.CharField("Sortierschlüssel des Titels", max_length=200)
    latitude = models.FloatField("Breitengrad", null=True)
    longitude = models.FloatField("Längengrad", null=True)
    title = models.TextField("Titel")
    url = models.TextField("Adresse", help_text="Pfad, beginnt mit „/“.")
    place = models.TextField("Ort")
    image_url = models.TextField("Bild")
    card = models.JSONField("Angaben für die Trefferkarte", default=dict)
    keywords = models.JSONField("Schlagworte", default=list)
    summary = models.TextField("Kurzbeschreibung")
    body = models.TextField("Text")
    title_tokens = models.TextField("Titel, analysiert")
    summary_tokens = models.TextField("Kurzbeschreibung, analysiert")
    terms_tokens = models.TextField("Schlagworte und Begriffe, analysiert")
    body_tokens = models.TextField("Text, analysiert")

    class Meta:
        verbose_name = "Sucheintrag"
        verbose_name_plural = "Sucheinträge"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="ks_record_object"),
        ]
        indexes = [
            models.Index(fields=["date", "id"], name="ks_record_date"),
            models.Index(fields=["title_key", "id"], name="ks_record_title"),
            models.Index(fields=["latitude", "longitude"], name="ks_record_point"),
        ]

    def __str__(self) -> str:
        return self.title


class RecordFacet(models.Model):
    """One facet value of one record."""

    # The unique constraint begins with the record, so the foreign key needs no index of its own.
    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="facet_values", db_index=False, verbose_name="Eintrag"
    )
    facet = models.CharField("Facette", max_length=50)
    value = models.CharField("Wert", max_length=200)

    class Meta:
        verbose_name = "Facettenwert"
        verbose_name_plural = "Facettenwerte"
        constraints = [
            models.UniqueConstraint(fields=["record", "facet", "value"], name="ks_recordfacet_unique"),
        ]
        indexes = [
            # Covers filter and count: neither reads the table.
            models.Index(fields=["facet", "value", "record"], name="ks_recordfacet_count"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class Term(models.Model):
    """The label of a facet value, projected from the vocabularies so that one query serves all facets."""

    vocabulary = models.CharField("Vokabular", max_length=50)
    key = models.CharField("Schlüssel", max_length=200)
    label = models.TextField("Bezeichnung")
    order = models.IntegerField("Reihenfolge", default=0)
    colour = models.CharField("Farbe", max_length=50, blank=True)
    icon = models.CharField("Symbol", max_length=50, blank=True)
    synonyms = models.JSONField("Andere Wörter dafür", default=list)

    class Meta:
        verbose_name = "Begriff der Suche"
        verbose_name_plural = "Begriffe der Suche"
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "key"], name="ks_term_key"),
        ]

    def __str__(self) -> str:
        return self.label
