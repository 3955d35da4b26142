"""Search records, their facet values, and the terms that label them.

A record is a projection of one public object. It is written in the same transaction as the object;
a draft or private object has none and so cannot leak.
"""

import time

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


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
    quality = models.PositiveSmallIntegerField(
        "Güte", default=0, help_text="0 bis 100; hebt einen Treffer ein wenig vor andere."
    )
    facets = models.JSONField("Facettenwerte", default=dict)
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
            # What has changed is asked of all records: without their texts.
            models.Index(fields=["id", "version"], name="ks_record_version"),
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


class Change(models.Model):
    """What the search engine has not confirmed yet: written with the record, gone when the engine has it.

    A row outlives a deleted record, as its tombstone.
    """

    record_id = models.BigIntegerField("Nummer des Sucheintrags", primary_key=True)
    version = models.BigIntegerField("Version")
    deleted = models.BooleanField("gelöscht", default=False)
    since = models.DateTimeField("wartet seit", auto_now_add=True)
    due = models.DateTimeField("nächster Versuch", default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField("Versuche", default=0)
    error = models.TextField("letzter Fehler", blank=True)

    class Meta:
        verbose_name = "Wartende Änderung"
        verbose_name_plural = "Wartende Änderungen"

    def __str__(self) -> str:
        return f"{self.record_id}, Version {self.version}"


def first_number() -> int:
    """Return where a counter begins: at the time, so that a table made anew repeats no number."""
    return time.time_ns() // 1_000_000


class Generation(models.Model):
    """Counts the changes of something, so that what was kept of it is known to be old."""

    name = models.CharField("Wovon", max_length=20, primary_key=True)
    number = models.BigIntegerField("Zähler", default=first_number)

    class Meta:
        verbose_name = "Änderungszähler"
        verbose_name_plural = "Änderungszähler"

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"


class StoredWord(models.Model):
    """A word that some record has, or had: what spellings are compared with.

    The table only grows until `rebuild_search` makes it anew; whoever shows a word to people asks the
    records first whether one still has it. A word may stand here twice (see `words.py`).
    """

    text = models.CharField("Wort, vereinheitlicht", max_length=60)
    display = models.CharField("Wort, wie geschrieben", max_length=60)
    records = models.PositiveIntegerField("Einträge, ungefähr", default=1)

    class Meta:
        verbose_name = "Wort des Speichers"
        verbose_name_plural = "Wörter des Speichers"
        indexes = [models.Index(fields=["text"], name="ks_storedword_text")]

    def __str__(self) -> str:
        return self.display


class SynonymGroup(models.Model):
    """Words that mean the same to those who search. The office keeps them; they count at once."""

    words = models.TextField(
        "Wörter",
        help_text="Mit Komma getrennt, zum Beispiel: Kita, Kindertagesstätte, Kindergarten. "
        "Wer eines sucht, findet auch die anderen.",
    )
    note = models.CharField("Notiz", max_length=200, blank=True, help_text="Nur für die Redaktion.")

    class Meta:
        verbose_name = "Synonymgruppe"
        verbose_name_plural = "Synonyme"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words


class Suggestion(models.Model):
    """What the search box offers while people type: one row per word that an entry can be begun with.

    An entry is a record, known by its title, or a term, known by its label and its other words.
    """

    record = models.ForeignKey(
        Record, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="Sucheintrag"
    )
    vocabulary = models.CharField("Vokabular", max_length=50, blank=True)
    term = models.CharField("Schlüssel des Begriffs", max_length=200, blank=True)
    key = models.CharField("Anfang, vereinheitlicht", max_length=60)
    two = models.CharField("erste zwei Zeichen", max_length=2)
    weight = models.PositiveIntegerField("Gewicht")

    class Meta:
        verbose_name = "Suchvorschlag"
        verbose_name_plural = "Suchvorschläge"
        indexes = [
            # Read by beginning, whatever the database's collation is.
            models.Index(fields=["key"], name="ks_suggestion_key", opclasses=["varchar_pattern_ops"]),
            # Where a beginning is frequent, the weightiest first; the table is not read.
            models.Index(fields=["two", "-weight", "key"], name="ks_suggestion_two"),
            models.Index(fields=["vocabulary", "term"], name="ks_suggestion_term"),
        ]

    def __str__(self) -> str:
        return self.key


class SearchedQuery(models.Model):
    """How often something was searched on a day, and how much it found. No address, no session.

    What fewer than five searches of a day asked for is kept as a keyed digest only and goes with the day.
    `hits` is what the last search of the day found.
    """

    day = models.DateField("Tag")
    digest = models.CharField("Prüfsumme", max_length=64)
    text = models.CharField("Suchwörter", max_length=200, blank=True)
    searches = models.PositiveIntegerField("Suchen", default=0)
    hits = models.PositiveIntegerField("Treffer", default=0)

    class Meta:
        verbose_name = "Gesuchtes"
        verbose_name_plural = "Gesuchtes"
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="ks_searched_day")]

    def __str__(self) -> str:
        return self.text or "(zu selten)"
