"""The project: what a maker did, where, with whom, and how far it is."""

import uuid
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtailmedia.settings import wagtailmedia_settings

from cms_blocks.blocks.text import TEXT_FEATURES
from knowledge.organisations.models import Organisation
from knowledge.vocabularies.models import (
    Approach,
    Audience,
    Challenge,
    Goal,
    Hashtag,
    HashtaggedItem,
    Kind,
    Megatrend,
    Reach,
    Stage,
    Term,
    Theme,
)
from knowledge.vocabularies.places import PlaceMixin

from .panels import project_edit_handler
from .redirects import redirect_address

SLUG_LENGTH = 120


class ProjectQuerySet(models.QuerySet):
    """Projects, drafts among them: whoever shows them to the public asks for ``public()``."""

    def public(self) -> "ProjectQuerySet":
        """Only what is published."""
        return self.filter(live=True)


class Project(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PlaceMixin,
    index.Indexed,
    ClusterableModel,
):
    """A social innovation. Its public page is the Steckbrief at ``/projekte/<slug>/``."""

    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField(
        "Adresse",
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text="Der letzte Teil der Internetadresse. Bleibt das Feld leer, entsteht sie aus dem Titel.",
    )
    summary = models.CharField(
        "Kurzbeschreibung", max_length=300, help_text="Ein Satz: Worum geht es, und für wen?"
    )
    description = RichTextField("Beschreibung", blank=True, features=TEXT_FEATURES)

    themes = ParentalManyToManyField(Theme, blank=True, related_name="projects", verbose_name="Themenfelder")
    megatrends = ParentalManyToManyField(
        Megatrend, blank=True, related_name="projects", verbose_name="Megatrends"
    )
    goals = ParentalManyToManyField(
        Goal, blank=True, related_name="projects", verbose_name="Nachhaltigkeitsziele"
    )
    challenges = ParentalManyToManyField(
        Challenge, blank=True, related_name="projects", verbose_name="Herausforderungen"
    )
    approaches = ParentalManyToManyField(
        Approach, blank=True, related_name="projects", verbose_name="Ansätze"
    )
    tags = ClusterTaggableManager(
        through="knowledge.ProjectTag",
        blank=True,
        verbose_name="Schlagworte",
        help_text="Mit Komma getrennt, ohne #. Zum Beispiel: ehrenamt, dorfladen",
    )
    stage = models.ForeignKey(
        Stage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="Projektstadium",
    )
    reach = models.ForeignKey(
        Reach,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="Wirkungsradius",
    )
    audience = models.ForeignKey(
        Audience,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="Zielgruppe",
    )
    kind = models.ForeignKey(
        Kind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="Art des Eintrags",
    )
    technology = models.BooleanField("Lösung durch Technologie", null=True, blank=True)
    lighthouse = models.BooleanField(
        "Leuchtturmprojekt", default=False, help_text="Leuchttürme stehen auf der Startseite."
    )

    carrier = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="carried_projects",
        verbose_name="Träger",
        help_text="Fehlt die Organisation? Legen Sie sie unter „Organisationen“ an.",
    )

    # Private until consent says otherwise: read them through `contact`, which knows.
    contact_name = models.CharField("Ansprechperson", max_length=120, blank=True)
    contact_email = models.EmailField("E-Mail", blank=True)
    contact_phone = models.CharField("Telefon", max_length=40, blank=True)
    contact_public = models.BooleanField(
        "Kontakt darf veröffentlicht werden",
        default=False,
        help_text="Nur ankreuzen, wenn die Person eingewilligt hat. Ohne Haken sieht niemand außerhalb "
        "der Redaktion diese Angaben.",
    )

    website = models.URLField("Website", blank=True, max_length=300)
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Titelbild",
    )
    film = models.ForeignKey(
        wagtailmedia_settings.MEDIA_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Film oder Interview",
    )
    film_url = models.URLField(
        "Film auf einer anderen Seite",
        blank=True,
        max_length=300,
        help_text="Der Steckbrief verlinkt ihn nur; die fremde Seite erfährt erst beim Klick davon.",
    )

    source = models.CharField(
        "Quelle",
        max_length=300,
        blank=True,
        help_text="Woher stammen die Angaben? Steht öffentlich im Steckbrief.",
    )
    last_checked = models.DateField("Zuletzt geprüft", null=True, blank=True)
    identifier = models.CharField(
        "Kennung",
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        help_text="Aus Ihrer Tabelle. Daran erkennt ein erneuter Import den Eintrag wieder.",
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="project",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="project",
        for_concrete_model=False,
    )

    objects = ProjectQuerySet.as_manager()

    edit_handler = project_edit_handler
    search_fields: ClassVar = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("live"),
        index.FilterField("lighthouse"),
    ]

    class Meta:
        verbose_name = "Projekt"
        verbose_name_plural = "Projekte"
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Fill an empty slug, and keep an empty Kennung out of the unique index."""
        super().clean()
        self.identifier = self.identifier or None
        if not self.slug:
            self.slug = self.get_free_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a published project that moves to another address leaves a redirect behind."""
        try:
            with transaction.atomic():
                self._save_at_free_address(*args, **kwargs)
        except IntegrityError:
            # A second click, or a second person, took the address between our look and our writing.
            self._save_at_free_address(*args, **kwargs)

    def _save_at_free_address(self, *args: Any, **kwargs: Any) -> None:
        self.identifier = self.identifier or None
        # A draft's slug waits in a revision, where the unique index cannot see it: someone else may have
        # taken it by the time the draft is published.
        if not self.slug or Project.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            self.slug = self.get_free_slug()
        # Saving a draft's revision writes a few other fields of the row; its slug is not in force yet.
        update_fields = kwargs.get("update_fields")
        if self.live and not self._state.adding and (update_fields is None or "slug" in update_fields):
            self._redirect_old_address()
        super().save(*args, **kwargs)

    def _redirect_old_address(self) -> None:
        stored = Project.objects.public().filter(pk=self.pk).values_list("slug", flat=True).first()
        if stored and stored != self.slug:
            redirect_address(reverse("knowledge:project", args=[stored]), self.get_absolute_url())

    def get_free_slug(self) -> str:
        """Return a slug from the title that no other project has."""
        base = (
            slugify(self.title.replace("ß", "ss").translate(UMLAUTS))[: SLUG_LENGTH - 5].strip("-")
            or "projekt"
        )
        taken = set(
            Project.objects.filter(slug__startswith=base).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        slug, number = base, 1
        while slug in taken:
            number += 1
            if number > 9999:
                return f"{base[:80]}-{uuid.uuid4().hex[:8]}"
            slug = f"{base}-{number}"
        return slug

    def get_absolute_url(self) -> str:
        """Return the Steckbrief's address below the site's root."""
        # One that was never saved has no address, and yet a preview.
        return reverse("knowledge:project", args=[self.slug]) if self.slug else ""

    @property
    def contact(self) -> dict[str, str] | None:
        """Name, e-mail and telephone, if consent allows the public to see them; else None."""
        if not self.contact_public:
            return None
        fields = {"name": self.contact_name, "email": self.contact_email, "phone": self.contact_phone}
        return fields if any(fields.values()) else None

    @property
    def public_related(self) -> list["ProjectRelation"]:
        """The published projects this one points to, in the editors' order."""
        return [relation for relation in self.relations.all() if relation.target and relation.target.live]

    @cached_property
    def vocabularies(self) -> dict[str, list[Term]]:
        """All terms of the vocabularies that a Steckbrief draws: the steps of scales, the themes' colours."""
        models: tuple[type[Term], ...] = (Stage, Reach, Audience, Theme)
        return {model.vocabulary: list(model._default_manager.all()) for model in models}

    @cached_property
    def origins(self) -> list[int]:
        """The keys of the projects that were carried over to this one, drafts among them."""
        carried_over = ProjectRelation.objects.filter(target=self.pk, kind=ProjectRelation.Kind.TRANSFERRED)
        return list(carried_over.values_list("project", flat=True))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Return the Steckbrief's template."""
        return "knowledge/projects/project.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Return what the Steckbrief's template needs."""
        return {"project": self, "request": request}


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "*": "", ":": ""})


class ProjectTag(HashtaggedItem):
    """A hashtag on a project."""

    tag = models.ForeignKey(Hashtag, related_name="project_tags", on_delete=models.CASCADE)
    content_object = ParentalKey(Project, related_name="tagged_items", on_delete=models.CASCADE)

    class Meta:
        verbose_name = "Schlagwort am Projekt"
        unique_together = (("tag", "content_object"),)


class ProjectPartner(Orderable):
    """An organisation that takes part."""

    project = ParentalKey(Project, related_name="partners", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partner_in", verbose_name="Organisation"
    )

    class Meta(Orderable.Meta):
        verbose_name = "Partner"
        verbose_name_plural = "Partner"


class ProjectFunder(Orderable):
    """An organisation that pays."""

    project = ParentalKey(Project, related_name="funders", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="funder_of", verbose_name="Organisation"
    )

    class Meta(Orderable.Meta):
        verbose_name = "Förderung"
        verbose_name_plural = "Gefördert von"


class ProjectImage(Orderable):
    """A picture of a project's gallery; its rights and alternative text belong to the image."""

    project = ParentalKey(Project, related_name="gallery", on_delete=models.CASCADE)
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.CASCADE, related_name="+", verbose_name="Bild"
    )
    caption = models.CharField("Bildunterschrift", max_length=250, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "Bild der Galerie"
        verbose_name_plural = "Galerie"


class ProjectLink(Orderable):
    """A page of the project in a social network or elsewhere."""

    project = ParentalKey(Project, related_name="links", on_delete=models.CASCADE)
    label = models.CharField("Name", max_length=60, help_text="Zum Beispiel: Mastodon")
    url = models.URLField("Adresse", max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = "Link"
        verbose_name_plural = "Weitere Links"


class ProjectRelation(Orderable):
    """A project that belongs to this one, or the place this one was carried over to."""

    class Kind(models.TextChoices):
        """What joins the two."""

        RELATED = "related", "Das passt dazu"
        TRANSFERRED = "transferred", "Auf einen anderen Ort übertragen"

    project = ParentalKey(Project, related_name="relations", on_delete=models.CASCADE)
    target = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="incoming_relations", verbose_name="Projekt"
    )
    kind = models.CharField("Beziehung", max_length=12, choices=Kind.choices, default=Kind.RELATED)

    class Meta(Orderable.Meta):
        verbose_name = "Verwandtes Projekt"
        verbose_name_plural = "Verwandte Projekte"
