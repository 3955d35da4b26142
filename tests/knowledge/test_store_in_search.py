"""What the store hands to the search follows every change, and holds nothing private."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from knowledge.pages.models import InformationPage, ListPage, NewsPage, ThemePage
from knowledge_search.models import Record
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.factories import (
    ImageFactory,
    OrganisationFactory,
    ProjectFactory,
    StageFactory,
    ThemeFactory,
    add_page,
    make_site,
)

pytestmark = pytest.mark.django_db


def find(query=""):
    request, problems = SearchRequest.parse(QueryDict(query))
    assert not problems
    return search(request)


def titles(query=""):
    return [hit.title for hit in find(query).hits]


def values(name, query=""):
    facet = next(facet for facet in find(query).facets if facet.name == name)
    return {value.value: (value.label, value.count) for value in facet.values if value.count}


@pytest.fixture(autouse=True)
def home():
    return make_site()


def test_every_facet_of_a_project_is_found():
    theme, stage = ThemeFactory(key="alter", label="Alter"), StageFactory(key="idee", label="Idee wächst")
    project = ProjectFactory(
        themes=[theme], stage=stage, technology=True, lighthouse=True, place_name="Lutherstadt Eisleben"
    )
    project.tags.add("SoLaWi")
    project.save()
    assert values("theme") == {"alter": ("Alter", 1)}
    assert values("stage") == {"idee": ("Idee wächst", 1)}
    assert values("technology") == {"true": ("ja", 1)}
    assert values("lighthouse") == {"true": ("ja", 1)}
    assert values("municipality") == {"15087130": ("Lutherstadt Eisleben", 1)}
    assert values("district") == {"15087": ("Mansfeld-Südharz", 1)}
    assert values("tag") == {"solawi": ("SoLaWi", 1)}
    assert values("type") == {"project": ("Projekte", 1)}


def test_an_unknown_technology_counts_neither_way():
    ProjectFactory(technology=None)
    assert values("technology") == {}


def test_a_project_comes_and_goes_with_its_publication():
    project = ProjectFactory(live=False)
    assert titles() == []
    project.save_revision().publish()
    assert titles() == [project.title]
    project.refresh_from_db()
    project.unpublish()
    assert titles() == []


def test_the_facet_follows_a_published_change_of_themes_only():
    alter, arbeit = ThemeFactory(key="alter"), ThemeFactory(key="arbeit")
    project = ProjectFactory(themes=[alter])
    project.themes = [arbeit]
    revision = project.save_revision()
    assert set(values("theme")) == {"alter"}
    revision.publish()
    assert set(values("theme")) == {"arbeit"}


def test_a_renamed_theme_has_its_new_name_in_facet_and_text():
    theme = ThemeFactory(key="alter", label="Alter")
    project = ProjectFactory(title="Lesekreis", themes=[theme])
    theme.label = "Generationen"
    theme.save()
    assert values("theme") == {"alter": ("Generationen", 1)}
    assert titles("q=Generationen") == [project.title]


def test_a_renamed_carrier_is_found_by_its_new_name():
    carrier = OrganisationFactory(name="Heimatverein Alsleben")
    project = ProjectFactory(carrier=carrier)
    assert titles("q=Heimatverein") == [project.title]
    carrier.name = "Bürgerstiftung Alsleben"
    carrier.save()
    assert titles("q=Bürgerstiftung") == [project.title]
    assert titles("q=Heimatverein") == []


def test_contact_data_reaches_no_record_even_with_consent():
    ProjectFactory(contact_name="Erika Muster", contact_email="erika@example.org", contact_public=True)
    record = Record.objects.get()
    row = " ".join(str(getattr(record, field.attname)) for field in record._meta.concrete_fields)
    assert "erika" not in row.casefold()
    assert titles("q=Erika") == []


def test_pages_are_found_under_their_kind(home):
    add_page(home, ListPage, title="Liste", slug="liste")
    add_page(home, InformationPage, title="Über uns", slug="ueber-uns")
    add_page(home, NewsPage, title="Neues", slug="neues", date="2025-01-29")
    add_page(home, ThemePage, title="Alter", slug="alter", theme=ThemeFactory(key="alter", label="Alter"))
    counts = {value: count for value, (_, count) in values("type").items()}
    assert counts == {"page": 1, "news": 1, "theme": 1}
    assert titles("theme=alter") == ["Alter"]


def test_a_restricted_branch_disappears_and_comes_back(home):
    section = add_page(home, ListPage, title="Intern", slug="intern")
    add_page(section, InformationPage, title="Protokoll", slug="protokoll")
    assert titles() == ["Protokoll"]
    restriction = PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert titles() == []
    restriction.delete()
    assert titles() == ["Protokoll"]


def test_a_moved_page_is_found_at_its_new_address(home):
    section = add_page(home, ListPage, title="Wissen", slug="wissen")
    page = add_page(home, InformationPage, title="Protokoll", slug="protokoll")
    page.move(section, pos="last-child")
    assert [hit.url for hit in find().hits] == ["/wissen/protokoll/"]


def test_a_keyword_that_only_a_draft_has_does_not_show_that_it_exists():
    draft = ProjectFactory(live=False)
    draft.tags.add("Werk Schließt")
    draft.save()
    facet = next(facet for facet in find("tag=werk-schliesst").facets if facet.name == "tag")
    assert [(value.label, value.count) for value in facet.values] == [("werk-schliesst", 0)]


def test_a_public_keyword_keeps_its_name_where_other_filters_leave_nothing():
    project = ProjectFactory(lighthouse=True)
    project.tags.add("SoLaWi")
    project.save()
    assert find("tag=solawi&lighthouse=false").total == 0
    facet = next(facet for facet in find("tag=solawi&q=nirgends").facets if facet.name == "tag")
    assert [(value.label, value.count) for value in facet.values] == [("SoLaWi", 0)]


@pytest.fixture
def image():
    cache.clear()  # renditions are cached by the id of their image, and ids come again in the next test
    return ImageFactory()


def test_a_hit_shows_the_new_file_of_its_picture(image, home):
    ProjectFactory(title="Dorfladen", image=image)
    add_page(home, NewsPage, title="Nachricht", date="2025-01-01", image=image)
    before = [hit.image_url for hit in find().hits]
    form_class = get_image_form(get_image_model())
    values = {"title": image.title, "collection": image.collection_id}
    new = SimpleUploadedFile("anders.png", get_test_image_file(colour="red").file.getvalue())
    form = form_class(values, {"file": new}, instance=image)
    assert form.is_valid(), form.errors
    form.save()
    after = [hit.image_url for hit in find().hits]
    assert all("anders" in url for url in after)
    assert before != after
    assert image.renditions.filter(file__endswith=after[0].rpartition("/")[2]).exists()


def test_a_hit_has_no_picture_once_its_image_is_deleted(image, home):
    ProjectFactory(title="Dorfladen", image=image)
    add_page(home, NewsPage, title="Nachricht", date="2025-01-01", image=image)
    assert all(hit.image_url for hit in find().hits)
    image.delete()
    assert [hit.image_url for hit in find().hits] == ["", ""]


def test_a_lighthouse_and_a_complete_entry_come_before_their_equals():
    words = {"description": "<p>Ein Garten für alle.</p>"}
    complete = ProjectFactory(
        title="Vollständig",
        themes=[ThemeFactory()],
        stage=StageFactory(),
        image=ImageFactory(),
        carrier=OrganisationFactory(),
        website="https://example.org/",
        place_name="Lutherstadt Eisleben",
        **words,
    )
    complete.tags.add("solawi")
    complete.save()
    ProjectFactory(title="Leuchtturm", lighthouse=True, **words)
    # Newest last, so that only quality can make this order.
    ProjectFactory(title="Lückenhaft", **words)
    assert titles("q=Garten") == ["Leuchtturm", "Vollständig", "Lückenhaft"]
