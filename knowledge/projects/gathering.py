"""What a Steckbrief shows, read in a fixed number of queries, however much belongs to the project.

Five vocabularies, hashtags and the steps of three scales come in one query; partners, funders, links and
relations in another. They are set on the project as modelcluster holds what was not saved yet, so that the
template reads a published project and the preview of a draft in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import CharField, IntegerField, Model, QuerySet, Value

from knowledge.cards import SHARED_IMAGE, fetch_renditions
from knowledge.organisations.models import Organisation
from knowledge.vocabularies.models import Audience, Hashtag, Reach, Stage, Term, Theme

from .models import (
    Project,
    ProjectFunder,
    ProjectLink,
    ProjectPartner,
    ProjectRelation,
    ProjectTag,
)

#: The sizes of a Steckbrief's pictures; its templates ask for the same ones.
HEAD_IMAGE = "fill-960x640|format-webp"
GALLERY_IMAGE = "max-640x480|format-webp"
LARGE_IMAGE = "max-1920x1440|format-webp"

MANY = ("themes", "megatrends", "goals", "challenges", "approaches")
WHOLE = (Stage, Reach, Audience, Theme)
T = TypeVar("T", bound=Model)
_TERM = ("pk", "key", "label", "colour", "icon", "sort_order")


def get_public_project(slug: str) -> Project:
    """Return a published project with all that its Steckbrief shows. Raises ``Project.DoesNotExist``."""
    project = (
        Project.objects.public()
        .select_related("image", "film", "carrier", "stage", "reach", "audience", "kind")
        .get(slug=slug)
    )
    _set_terms(project)
    _set_rows(project)
    project.gallery.set(project.gallery.select_related("image").order_by("sort_order", "pk"))
    images = [project.image] if project.image else []
    images += [picture.image for picture in project.gallery.all()]
    fetch_renditions(images, HEAD_IMAGE, GALLERY_IMAGE, LARGE_IMAGE, SHARED_IMAGE)
    return project


def _set_terms(project: Project) -> None:
    """Set the project's terms and hashtags, and the whole vocabularies that it draws."""
    models: dict[str, Any] = {name: Project._meta.get_field(name).related_model for name in MANY}
    parts = [_named(name, model.objects.filter(projects=project), *_TERM) for name, model in models.items()]
    parts += [_named(model.vocabulary, model._default_manager.all(), *_TERM) for model in WHOLE]
    tags = Hashtag.objects.filter(project_tags__content_object=project)
    empty, zero = Value("", CharField()), Value(0, IntegerField())
    parts.append(_named("tags", tags, "pk", "slug", "name", empty, empty, zero))
    rows = _united(parts)
    for name, model in models.items():
        getattr(project, name).set(_terms(model, rows[name]))
    project.tagged_items.set(
        [
            ProjectTag(content_object=project, tag=_read(Hashtag, id=key, slug=slug, name=name))
            for key, slug, name, *_ in sorted(rows["tags"], key=lambda row: row[2].casefold())
        ]
    )
    project.vocabularies = {model.vocabulary: _terms(model, rows[model.vocabulary]) for model in WHOLE}


def _terms(model: type[Term], rows: Iterable[tuple[Any, ...]]) -> list[Term]:
    names = ("id", *_TERM[1:])
    terms = [_read(model, **dict(zip(names, row, strict=True))) for row in rows]
    return sorted(terms, key=lambda term: (term.sort_order, term.label, term.pk))


def _set_rows(project: Project) -> None:
    """Set partners, funders, links and relations, and what was carried over from elsewhere."""
    organisation = ("sort_order", "pk", "organisation", "organisation__name", "organisation__website")
    none, empty = Value(0, IntegerField()), Value("", CharField())
    of_this = {"project": project}
    incoming = ProjectRelation.objects.filter(target=project, kind=ProjectRelation.Kind.TRANSFERRED)
    rows = _united(
        [
            _named("partners", ProjectPartner.objects.filter(**of_this), *organisation),
            _named("funders", ProjectFunder.objects.filter(**of_this), *organisation),
            _named("links", ProjectLink.objects.filter(**of_this), "sort_order", "pk", none, "label", "url"),
            _named(
                "relations",
                ProjectRelation.objects.filter(**of_this),
                "sort_order",
                "pk",
                "target",
                "kind",
                empty,
            ),
            _named("origins", incoming, "sort_order", "pk", "project", empty, empty),
        ]
    )
    for ordered in rows.values():
        # Whoever adds a row past the editor's form may leave it without a place.
        ordered.sort(key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    for name, model in (("partners", ProjectPartner), ("funders", ProjectFunder)):
        getattr(project, name).set(
            [
                model(sort_order=order, organisation=_read(Organisation, id=key, name=title, website=url))
                for order, (_, _, key, title, url) in enumerate(rows[name])
            ]
        )
    project.links.set(
        [
            ProjectLink(sort_order=order, label=label, url=url)
            for order, (*_, label, url) in enumerate(rows["links"])
        ]
    )
    project.relations.set(
        [
            ProjectRelation(sort_order=order, target_id=target, kind=kind)
            for order, (_, _, target, kind, _) in enumerate(rows["relations"])
        ]
    )
    project.origins = [origin for _, _, origin, *_ in rows["origins"]]


def _named(name: str, rows: QuerySet[Any], *columns: Any) -> QuerySet[Any]:
    """Return rows of a part of a union: its name, then the columns."""
    return rows.order_by().values_list(Value(name, CharField()), *columns)


def _united(parts: list[QuerySet[Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all parts by the parts' names, in one query."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for name, *row in parts[0].union(*parts[1:], all=True):
        found[name].append(tuple(row))
    return found


def _read(model: type[T], **values: Any) -> T:
    """Return an object of which these fields were read; the others follow when somebody asks."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(None, names, [values[name] for name in names])
