"""The terms. One model a vocabulary, so that each has its own screen, permissions and API."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from .colours import validate_colour, validate_text_colour
from .slug_input import GermanSlugInput

ICONS = [
    ("", "ohne"),
    ("work", "Arbeit"),
    ("age", "Alter"),
    ("health", "Gesundheit"),
    ("cohesion", "Zusammenhalt"),
    ("change", "Wandel"),
    ("digital", "Digitales"),
    ("sustainability", "Nachhaltigkeit"),
    ("mobility", "Unterwegs"),
    ("learning", "Lernen"),
    ("science", "Wissenschaft"),
    ("home", "Wohnen"),
    ("culture", "Kultur"),
]


class Term(index.Indexed, models.Model):
    """One word of a vocabulary. Its key is the facet's value: given once, never changed."""

    vocabulary: ClassVar[str]

    key = models.SlugField(
        "Schlüssel",
        max_length=80,
        unique=True,
        help_text="Steht in Adressen und Exporten. Nach dem ersten Speichern bleibt er für immer gleich.",
    )
    label = models.CharField("Bezeichnung", max_length=120)
    description = models.TextField(
        "Beschreibung", blank=True, max_length=1000, help_text="Ein oder zwei Sätze für Besucher*innen."
    )
    sort_order = models.PositiveIntegerField("Reihenfolge", default=0, db_index=True, editable=False)
    colour = models.CharField(
        "Farbe",
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text="Als #RRGGBB, zum Beispiel #1F6B5E.",
    )
    icon = models.CharField("Zeichen", max_length=30, blank=True, choices=ICONS)

    sort_order_field = "sort_order"
    panels: ClassVar = [
        TitleFieldPanel("label", targets=["key"], placeholder="Wie heißt der Begriff?"),
        FieldPanel("key", widget=GermanSlugInput),
        FieldPanel("description"),
        FieldPanel("colour"),
        FieldPanel("icon"),
    ]
    search_fields: ClassVar = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.FilterField("key"),
    ]
    api_fields: ClassVar = [
        APIField(name) for name in ("key", "label", "description", "sort_order", "colour", "icon")
    ]

    class Meta:
        abstract = True
        ordering = ("sort_order", "label", "pk")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse a changed key."""
        super().clean()
        if self.pk and (stored := self.stored_key()) and stored != self.key:
            raise ValidationError(
                {
                    "key": "Der Schlüssel lässt sich nicht mehr ändern: Adressen und Exporte verweisen auf "
                    f"„{stored}“. Ändern Sie stattdessen die Bezeichnung."
                }
            )

    def stored_key(self) -> str | None:
        """Return the key in the database, or None for a new term."""
        return type(self)._default_manager.filter(pk=self.pk).values_list("key", flat=True).first()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a changed key raises ``ValueError`` whoever asks, since projects and addresses hold it."""
        if self._state.adding:
            if not self.sort_order:
                last = type(self)._default_manager.aggregate(last=models.Max("sort_order"))["last"]
                self.sort_order = (last or 0) + 1
        elif (stored := self.stored_key()) and stored != self.key:
            raise ValueError(f"The key of a term is immutable: {stored!r} cannot become {self.key!r}.")
        super().save(*args, **kwargs)

    def get_search_url(self) -> str:
        """Return the address of the search for projects with this term."""
        return f"{reverse('knowledge_search:search')}?type=project&{self.vocabulary}={self.key}"


class Theme(Term):
    """A theme field, such as Arbeit or Gesundheit."""

    vocabulary = "theme"

    colour = models.CharField(
        "Farbe",
        max_length=7,
        blank=True,
        validators=[validate_text_colour],
        help_text="Als #RRGGBB, zum Beispiel #1F5A9C. Wird auch als Schrift benutzt und muss sich deshalb "
        "vom hellen Grund abheben.",
    )

    class Meta(Term.Meta):
        verbose_name = "Themenfeld"
        verbose_name_plural = "Themenfelder"


class Megatrend(Term):
    """A megatrend within one or more theme fields."""

    vocabulary = "megatrend"

    themes = models.ManyToManyField(Theme, blank=True, related_name="megatrends", verbose_name="Themenfelder")
    panels: ClassVar = [*Term.panels, FieldPanel("themes")]
    api_fields: ClassVar = [*Term.api_fields, APIField("themes")]

    class Meta(Term.Meta):
        verbose_name = "Megatrend"
        verbose_name_plural = "Megatrends"


class Goal(Term):
    """One of the 17 goals of the UN's Agenda 2030; its key is its number."""

    vocabulary = "sdg"

    class Meta(Term.Meta):
        verbose_name = "Nachhaltigkeitsziel (SDG)"
        verbose_name_plural = "Nachhaltigkeitsziele (SDG)"

    def __str__(self) -> str:
        return f"{self.key} {self.label}"

    @property
    def title(self) -> str:
        """The goal by number and name, as headings say it."""
        return f"Ziel {self.key}: {self.label}"

    def get_absolute_url(self) -> str:
        """Return the address of the goal's own page."""
        return reverse("knowledge:goal", args=[self.key])


class Challenge(Term):
    """A challenge that innovations answer."""

    vocabulary = "challenge"

    class Meta(Term.Meta):
        verbose_name = "Herausforderung"
        verbose_name_plural = "Herausforderungen"


class Approach(Term):
    """A way to go about it (Ansatz)."""

    vocabulary = "approach"

    class Meta(Term.Meta):
        verbose_name = "Ansatz"
        verbose_name_plural = "Ansätze"


class Stage(Term):
    """How far a project is; the order is the scale."""

    vocabulary = "stage"

    class Meta(Term.Meta):
        verbose_name = "Projektstadium"
        verbose_name_plural = "Projektstadien"


class Reach(Term):
    """How far a project's effect reaches; the order is the scale."""

    vocabulary = "reach"

    class Meta(Term.Meta):
        verbose_name = "Wirkungsradius"
        verbose_name_plural = "Wirkungsradien"


class Audience(Term):
    """Whom a project is for."""

    vocabulary = "audience"

    class Meta(Term.Meta):
        verbose_name = "Zielgruppe"
        verbose_name_plural = "Zielgruppen"


class Kind(Term):
    """What sort of entry it is: initiative, firm, event."""

    vocabulary = "kind"

    class Meta(Term.Meta):
        verbose_name = "Art des Eintrags"
        verbose_name_plural = "Arten des Eintrags"


#: Every vocabulary of terms, by the facet that shows it.
TERM_MODELS: dict[str, type[Term]] = {
    model.vocabulary: model
    for model in (Theme, Megatrend, Goal, Challenge, Approach, Stage, Reach, Audience, Kind)
}


class Hashtag(TagBase):
    """A free keyword of projects; written with or without #, kept without."""

    free_tagging = True

    class Meta:
        verbose_name = "Schlagwort"
        verbose_name_plural = "Schlagworte"
        ordering = ("name",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without a leading #."""
        written: str = self.name  # type: ignore[has-type]
        self.name = written.strip().lstrip("#").strip() or written
        super().save(*args, **kwargs)


class HashtaggedItem(ItemBase):
    """The abstract link between a hashtag and the thing that carries it."""

    tag = models.ForeignKey(Hashtag, related_name="%(class)ss", on_delete=models.CASCADE)

    class Meta:
        abstract = True


class ThemedMixin(models.Model):
    """Something that belongs to theme fields."""

    themes = ParentalManyToManyField(Theme, blank=True, related_name="+", verbose_name="Themenfelder")

    class Meta:
        abstract = True
