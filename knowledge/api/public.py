"""What is public, whoever asks. Every endpoint starts from here.

A file belongs to the public when something public uses it. Wagtail's reference index knows who uses what: it
follows the rows in the database, so the live content, and never a draft kept in a revision.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex, Site

from knowledge.organisations.models import Organisation
from knowledge.pages.models import PilotPartner
from knowledge.pages.restrictions import only_public
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import Project, ProjectTag
from knowledge.vocabularies.models import Hashtag


def public_pages(site: Site | None = None) -> QuerySet[Page]:
    """Return the published pages of a site (of all sites without one) that nobody restricted.

    Pages outside every site have no address, so they are not public.
    """
    sites = [site] if site else Site.objects.select_related("root_page")
    trees = Q(pk__in=[])
    for one in sites:
        trees |= Q(path__startswith=one.root_page.path)
    return only_public(Page.objects.live().filter(trees)).order_by("pk")


def public_projects() -> QuerySet[Project]:
    """Return the published projects."""
    return Project.objects.public().order_by("pk")


def public_hashtags() -> QuerySet[Hashtag]:
    """Return the hashtags of published projects; those of drafts may give away what is to come."""
    used = ProjectTag.objects.filter(content_object__live=True)
    return Hashtag.objects.filter(pk__in=used.values("tag")).order_by("name", "pk")


def public_organisations(pages: QuerySet[Page]) -> QuerySet[Organisation]:
    """Return the organisations that a published project or one of these pages names."""
    projects = Project.objects.public()
    partners = PilotPartner.objects.filter(page__in=pages.order_by().values("pk"))
    return Organisation.objects.filter(
        Q(pk__in=projects.filter(carrier__isnull=False).values("carrier"))
        | Q(pk__in=projects.filter(partners__isnull=False).values("partners__organisation"))
        | Q(pk__in=projects.filter(funders__isnull=False).values("funders__organisation"))
        | Q(pk__in=partners.values("organisation"))
    )


def public_files(model: type[models.Model]) -> QuerySet:
    """Return the images, documents or media that something public uses.

    That is: public pages, published projects, the organisations they name, and the funders in the footer. A
    file in a collection with restricted access is never public.
    """
    pages = public_pages()
    used = (
        _references(model, Page, pages)
        | _references(model, Project, Project.objects.public())
        | _references(model, Organisation, public_organisations(pages))
    )
    in_use = Q(reference_key__in=used.values("to_object_id"))
    if model is get_image_model():
        # The index follows no settings: Wagtail registers pages and snippets with it.
        in_use |= Q(pk__in=[pk for settings in KnowledgeSettings.objects.all() for pk in settings.logo_ids])
    return (
        model._default_manager.alias(reference_key=_key())
        .filter(in_use)
        .exclude(collection__in=restricted_collections())
        .order_by("pk")
    )


def restricted_collections() -> set[int]:
    """Return the ids of the collections that are not for everyone, and of those below them."""
    restrictions = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    below = Q(pk__in=[])
    for path in restrictions:
        below |= Q(path__startswith=path)
    return set(Collection.objects.filter(below).values_list("pk", flat=True))


def _references(target: type[models.Model], user: type[models.Model], users: QuerySet) -> QuerySet:
    """Return the index's rows in which one of the ``users`` refers to a ``target``."""
    types = ContentType.objects
    return ReferenceIndex.objects.filter(
        to_content_type=types.get_for_model(target),
        base_content_type=types.get_for_model(user),
        object_id__in=users.order_by().values_list(_key(), flat=True),
    )


def _key() -> Cast:
    # The index keeps ids as text, whatever they are.
    return Cast("pk", CharField())
