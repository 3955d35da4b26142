"""Factories of what the store keeps, for every test. Whatever a test does not name gets a plain default."""

from typing import Any

import factory
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site
from wagtailmedia.models import get_media_model

from knowledge.organisations.models import Organisation
from knowledge.pages.models import HomePage
from knowledge.projects.models import Project, ProjectFunder, ProjectPartner
from knowledge.vocabularies.models import (
    Approach,
    Audience,
    Challenge,
    Goal,
    Kind,
    Megatrend,
    Reach,
    Stage,
    Theme,
)


class TermFactory(factory.django.DjangoModelFactory):
    """A term of one vocabulary; a subclass names the model."""

    class Meta:
        abstract = True

    key = factory.Sequence(lambda n: f"begriff-{n}")
    label = factory.LazyAttribute(lambda term: term.key.replace("-", " ").title())


class ThemeFactory(TermFactory):
    class Meta:
        model = Theme


class MegatrendFactory(TermFactory):
    class Meta:
        model = Megatrend


class GoalFactory(TermFactory):
    class Meta:
        model = Goal


class ChallengeFactory(TermFactory):
    class Meta:
        model = Challenge


class ApproachFactory(TermFactory):
    class Meta:
        model = Approach


class StageFactory(TermFactory):
    class Meta:
        model = Stage


class ReachFactory(TermFactory):
    class Meta:
        model = Reach


class AudienceFactory(TermFactory):
    class Meta:
        model = Audience


class KindFactory(TermFactory):
    class Meta:
        model = Kind


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Verein {n} e. V.")


class ProjectFactory(factory.django.DjangoModelFactory):
    """A published project. Lists of terms, organisations and tags are given by their fields' names."""

    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"Projekt {n}")
    summary = "Eine Nachbarschaft hilft sich selbst."
    live = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Project:
        rows = {"partners": ProjectPartner, "funders": ProjectFunder}
        many = {field.name for field in Project._meta.many_to_many} | {"tags"} | rows.keys()
        lists = {name: kwargs.pop(name) for name in many & kwargs.keys()}
        project: Project = super()._create(model_class, *args, **kwargs)
        for name, values in lists.items():
            row = rows.get(name)
            getattr(project, name).set([row(organisation=value) for value in values] if row else values)
        if lists:
            project.save()
        return project


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_image_model()

    title = factory.Sequence(lambda n: f"Bild {n}")
    file = factory.Sequence(lambda n: get_test_image_file(f"bild-{n}.png", size=(64, 48)))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_document_model()

    title = factory.Sequence(lambda n: f"Dokument {n}")
    file = factory.Sequence(lambda n: ContentFile(b"%PDF-1.4", name=f"dokument-{n}.pdf"))


class MediaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_media_model()

    title = factory.Sequence(lambda n: f"Film {n}")
    type = "video"
    file = factory.Sequence(lambda n: ContentFile(b"film", name=f"film-{n}.mp4"))


def make_site() -> HomePage:
    """Return the home page of the default site; make both, and a page tree, where they are missing."""
    Locale.objects.get_or_create(language_code="de")
    root = Page.get_first_root_node() or Page.add_root(title="Wurzel", slug="root")
    home = HomePage.objects.first()
    if home is None:
        home = root.add_child(instance=HomePage(title="Startseite", slug="start"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    return home


def add_page(parent: Page, page_type: type[Page], **fields: Any) -> Any:
    """Return a published page below ``parent``; ``live=False`` makes a draft."""
    fields.setdefault("title", page_type._meta.verbose_name)
    return parent.add_child(instance=page_type(**fields))
