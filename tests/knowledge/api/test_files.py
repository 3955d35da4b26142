"""Files come out while something public uses them."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from knowledge.pages.models import InformationPage, PilotPage, PilotPartner
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import ProjectImage
from tests import factories

Get = Callable[..., Any]
Titles = Callable[..., list[str]]


@pytest.fixture
def image(home: Any) -> Any:
    return factories.ImageFactory(title="Bild")


def test_a_file_that_nobody_uses_is_not_there(get: Get, titles: Titles, image: Any) -> None:
    factories.DocumentFactory()
    factories.MediaFactory()
    assert titles("/images/") == titles("/documents/") == titles("/media/") == []
    get(f"/images/{image.pk}/", status=404)
    get("/images/find/", id=image.pk, status=404)


def test_a_projects_picture_comes_and_goes_with_the_project(get: Get, titles: Titles, image: Any) -> None:
    project = factories.ProjectFactory(image=image, live=False)
    assert titles("/images/") == []
    project.save_revision().publish()
    assert titles("/images/") == ["Bild"]
    assert get(f"/images/{image.pk}/")["title"] == "Bild"
    project.refresh_from_db()
    project.unpublish()
    assert titles("/images/") == []
    get(f"/images/{image.pk}/", status=404)


def test_a_picture_of_the_gallery_counts(titles: Titles, image: Any) -> None:
    row = ProjectImage.objects.create(project=factories.ProjectFactory(), image=image)
    assert titles("/images/") == ["Bild"]
    row.delete()
    row.project.save()
    assert titles("/images/") == []


def test_a_picture_that_only_a_draft_revision_uses_does_not_count(titles: Titles, image: Any) -> None:
    project = factories.ProjectFactory()
    project.image = image
    project.save_revision()
    assert titles("/images/") == []


def test_a_deleted_use_does_not_count(titles: Titles, image: Any) -> None:
    project = factories.ProjectFactory(image=image)
    project.delete()
    assert titles("/images/") == []


def test_a_projects_film_and_the_documents_in_its_text_count(titles: Titles, home: Any) -> None:
    film, document = factories.MediaFactory(title="Film"), factories.DocumentFactory(title="Satzung")
    text = f'<p><a linktype="document" id="{document.pk}">Satzung</a></p>'
    factories.ProjectFactory(film=film, description=text)
    assert titles("/media/") == ["Film"]
    assert titles("/documents/") == ["Satzung"]


def test_files_in_the_blocks_of_a_page_count_while_it_is_public(
    titles: Titles, home: Any, image: Any
) -> None:
    text = f'<p><embed embedtype="image" id="{image.pk}" format="fullwidth" alt=""/></p>'
    page = factories.add_page(home, InformationPage, body=[("text", text)])
    assert titles("/images/") == ["Bild"]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert titles("/images/") == []
    restriction.delete()
    assert titles("/images/") == ["Bild"]
    page.unpublish()
    assert titles("/images/") == []


def test_the_logo_of_an_organisation_counts_while_something_public_names_it(
    titles: Titles, home: Any, image: Any
) -> None:
    organisation = factories.OrganisationFactory(logo=image)
    assert titles("/images/") == []
    project = factories.ProjectFactory(funders=[organisation])
    assert titles("/images/") == ["Bild"]
    project.unpublish()
    assert titles("/images/") == []
    page = factories.add_page(home, PilotPage)
    PilotPartner.objects.create(page=page, organisation=organisation)
    assert titles("/images/") == ["Bild"]


def test_the_logo_of_a_funder_in_the_footer_counts(titles: Titles, home: Any, image: Any) -> None:
    settings = KnowledgeSettings.for_site(Site.objects.get())
    settings.funders = [("funder", {"name": "Land", "logo": image})]
    settings.save()
    assert titles("/images/") == ["Bild"]


def test_a_restricted_collection_keeps_its_files(titles: Titles, home: Any) -> None:
    root = Collection.get_first_root_node()
    folder = root.add_child(instance=Collection(name="Intern"))
    below = folder.add_child(instance=Collection(name="Protokolle"))
    CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    image = factories.ImageFactory(title="Bild", collection=below)
    film = factories.MediaFactory(title="Film", collection=folder)
    factories.ProjectFactory(image=image, film=film)
    assert titles("/images/") == titles("/media/") == []


def test_a_film_brings_captions_and_transcript(get: Get, home: Any) -> None:
    captions = factories.ContentFile(b"WEBVTT\n", name="film.vtt")
    film = factories.MediaFactory(captions=captions, transcript="Guten Tag.", duration=61)
    factories.ProjectFactory(film=film)
    answer = get(f"/media/{film.pk}/")
    assert answer["media_type"] == "video"
    assert answer["transcript"] == "Guten Tag."
    assert answer["captions"][0]["url"].startswith("http://localhost/media/media_captions/film")
    assert answer["sources"][0]["src"].startswith("http://localhost/media/")


def test_a_document_names_its_address_and_kind(get: Get, home: Any) -> None:
    document = factories.DocumentFactory(title="Satzung")
    text = f'<p><a linktype="document" id="{document.pk}">Satzung</a></p>'
    project = factories.ProjectFactory(description=text)
    answer = get(f"/documents/{document.pk}/")
    assert answer["extension"] == "pdf"
    assert answer["meta"]["download_url"] == f"http://localhost{document.url}"
    assert f'href="http://localhost{document.url}"' in get(f"/projects/{project.pk}/")["description"]


def test_a_file_that_was_lost_is_no_reason_to_fail(get: Get, image: Any) -> None:
    factories.ProjectFactory(image=image)
    image.file.storage.delete(image.file.name)
    assert get(f"/images/{image.pk}/")["renditions"] == []
