"""Projects: everything that their Steckbrief shows."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from wagtail.api import APIField

from cms_blocks.representation import absolute_url, image_form, media_form
from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project, ProjectImage, ProjectRelation

from .endpoint import PublicEndpoint
from .files import with_image
from .public import public_projects
from .serializers import Computed

Context = dict[str, Any]


def _html_url(project: Project, context: Context) -> str:
    return absolute_url(project.get_absolute_url(), context)


def project_form(project: Project | None, context: Context) -> dict[str, Any] | None:
    """Return the short form of a project that other things point to; None if it is not public."""
    if project is None or not project.live:
        return None
    return {
        "id": project.pk,
        "meta": {
            "type": project._meta.label,
            "detail_url": context["view"].get_detail_url(project),
            "html_url": _html_url(project, context),
        },
        "title": project.title,
        "summary": project.summary,
    }


def organisation_form(organisation: Organisation | None) -> dict[str, str] | None:
    """Return name, kind and website of an organisation."""
    if organisation is None:
        return None
    return {"name": organisation.name, "kind": organisation.kind, "website": organisation.website}


def _place(project: Project, context: Context) -> dict[str, Any]:
    latitude, longitude = project.coordinates or (None, None)
    return {
        "street": project.street,
        "postcode": project.postcode,
        "place_name": project.place_name,
        "latitude": latitude,
        "longitude": longitude,
        "municipality": _area(project.municipality_ags, project.municipality),
        "district": _area(project.district_ags, project.district),
    }


def _area(ags: str, name: str) -> dict[str, str] | None:
    return {"ags": ags, "name": name} if ags else None


def _gallery(project: Project, context: Context) -> list[dict[str, Any]]:
    return [
        {"image": image_form(row.image, context), "caption": row.caption} for row in project.gallery.all()
    ]


def _links(project: Project, context: Context) -> list[dict[str, str]]:
    return [{"label": link.label, "url": link.url} for link in project.links.all()]


def _tags(project: Project, context: Context) -> list[dict[str, str]]:
    tags = (item.tag for item in project.tagged_items.all())
    return [{"key": tag.slug, "label": tag.name} for tag in sorted(tags, key=lambda tag: tag.name)]


def _related(project: Project, context: Context) -> list[dict[str, Any]]:
    return [
        {"relation": row.kind, "project": project_form(row.target, context)} for row in project.public_related
    ]


def _organisations(name: str) -> APIField:
    def compute(project: Project, context: Context) -> list[dict[str, str] | None]:
        return [organisation_form(row.organisation) for row in getattr(project, name).all()]

    return APIField(name, serializer=Computed(compute))


class ProjectsEndpoint(PublicEndpoint):
    """Published projects. Contact data appears where the project's consent allows it, and nowhere else."""

    name = "projects"
    model = Project
    meta_fields: ClassVar = [
        *PublicEndpoint.meta_fields,
        APIField("html_url", serializer=Computed(_html_url)),
        "slug",
        "first_published_at",
        "last_published_at",
    ]
    body_fields: ClassVar = [
        *PublicEndpoint.body_fields,
        *("title", "summary", "description"),
        *("themes", "megatrends", "goals", "challenges", "approaches"),
        *("stage", "reach", "audience", "kind"),
        APIField("tags", serializer=Computed(_tags)),
        *("technology", "lighthouse"),
        APIField("carrier", serializer=Computed(lambda project, context: organisation_form(project.carrier))),
        _organisations("partners"),
        _organisations("funders"),
        APIField("contact", serializer=Computed(lambda project, context: project.contact)),
        "website",
        APIField("links", serializer=Computed(_links)),
        APIField("place", serializer=Computed(_place)),
        APIField("image", serializer=Computed(lambda project, context: image_form(project.image, context))),
        APIField("gallery", serializer=Computed(_gallery)),
        APIField("film", serializer=Computed(lambda project, context: media_form(project.film, context))),
        "film_url",
        APIField("related", serializer=Computed(_related)),
        *("source", "last_checked"),
    ]
    listing_default_fields: ClassVar = [
        *PublicEndpoint.listing_default_fields,
        *("html_url", "slug", "first_published_at", "title", "summary"),
    ]
    nested_default_fields: ClassVar = [*PublicEndpoint.nested_default_fields, "html_url", "title"]
    lookups: ClassVar = {"tags": "tagged_items__tag__slug"}
    word_columns = ("title", "summary")
    relations: ClassVar = {
        **{name: (name,) for name in ("themes", "goals", "challenges", "approaches")},
        **{name: (f"{name}__organisation",) for name in ("partners", "funders")},
        **{name: (name,) for name in ("stage", "reach", "audience", "kind", "carrier", "film", "links")},
        "megatrends": ("megatrends__themes",),
        "tags": ("tagged_items__tag",),
        "image": (with_image("image"),),
        "gallery": (Prefetch("gallery", ProjectImage.objects.prefetch_related(with_image("image"))),),
        "related": (Prefetch("relations", ProjectRelation.objects.select_related("target")),),
    }

    def get_public_queryset(self) -> QuerySet[Project]:
        """Return the published projects."""
        return public_projects()
