"""The public page of a project: every field, nothing empty, few questions to the database."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection

from knowledge.projects.models import ProjectImage, ProjectLink, ProjectPartner, ProjectRelation
from knowledge.vocabularies.colours import MINIMUM_CONTRAST, contrast
from tests.factories import (
    ApproachFactory,
    AudienceFactory,
    ChallengeFactory,
    GoalFactory,
    ImageFactory,
    KindFactory,
    MediaFactory,
    MegatrendFactory,
    OrganisationFactory,
    ProjectFactory,
    ReachFactory,
    StageFactory,
    ThemeFactory,
    make_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def read(client):
    """Returns the page of a project as text."""

    def read(project):
        answer = client.get(project.get_absolute_url())
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def headings(page):
    return [re.sub(r"\s+", " ", text).strip() for text in re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.S)]


def make_full_project(many=1):
    """A project with something in every field, and ``many`` of what there may be several of."""
    project = ProjectFactory(
        description="<p>Es begann mit einer leeren Schule.</p>",
        themes=[ThemeFactory(colour="#1F5A9C") for _ in range(many)],
        megatrends=[MegatrendFactory() for _ in range(many)],
        goals=[GoalFactory(colour="#FCC30B") for _ in range(many)],
        challenges=[ChallengeFactory() for _ in range(many)],
        approaches=[ApproachFactory() for _ in range(many)],
        tags=[f"wort{n}" for n in range(many)],
        partners=[OrganisationFactory(website="https://partner.example/") for _ in range(many)],
        funders=[OrganisationFactory() for _ in range(many)],
        stage=StageFactory(),
        reach=ReachFactory(),
        audience=AudienceFactory(),
        kind=KindFactory(),
        technology=True,
        lighthouse=True,
        carrier=OrganisationFactory(),
        contact_name="Erika Muster",
        contact_email="erika@example.org",
        contact_phone="03475 1234",
        contact_public=True,
        website="https://projekt.example/",
        street="Markt 1",
        postcode="06295",
        place_name="Lutherstadt Eisleben",
        location="SRID=4326;POINT(11.5487 51.5276)",
        image=ImageFactory(),
        film=MediaFactory(transcript="Wir erzählen, wie es war."),
        film_url="https://www.youtube.com/watch?v=aaaaaaaaaaa",
        source="Gespräch im Rathaus",
        last_checked=timezone.localdate(),
    )
    project.gallery.set([ProjectImage(image=ImageFactory(), caption=f"Blick {n}") for n in range(many)])
    project.links.set([ProjectLink(label=f"Netz {n}", url="https://netz.example/") for n in range(many)])
    targets = [ProjectFactory(title=f"Verwandt {n}") for n in range(many)]
    project.relations.set([ProjectRelation(target=target) for target in targets])
    for _ in range(many):
        origin = ProjectFactory()
        origin.relations.add(ProjectRelation(target=project, kind="transferred"))
        origin.save()
    project.save()
    return project


def test_every_field_is_shown(read):
    project = make_full_project()
    page = read(project)
    terms = (project.stage, project.reach, project.audience, project.kind)
    many = (project.themes, project.megatrends, project.challenges, project.approaches)
    shown = [
        project.title,
        project.summary,
        "Es begann mit einer leeren Schule.",
        *(term.label for term in terms),
        *(term.label for manager in many for term in manager.all()),
        *(term.label for term in project.goals.all()),
        *("Leuchtturmprojekt", "Lösung durch Technologie", "#wort0", "Verwandt 0", "Netz 0", "Blick 0"),
        *(project.carrier.name, project.partners.first().organisation.name),
        *("Erika Muster", "erika@example.org", "03475 1234", "https://projekt.example/"),
        *("Markt 1", "06295", "Lutherstadt Eisleben", "Mansfeld-Südharz", "Gespräch im Rathaus"),
        *("Wir erzählen, wie es war.", "youtube-nocookie.com/embed/aaaaaaaaaaa"),
    ]
    assert [words for words in shown if words not in page] == []


def test_partners_without_a_place_in_the_order_come_last(read):
    project = ProjectFactory()
    for order, name in ((None, "Ohne Platz"), (None, "Auch ohne"), (1, "Zweite"), (0, "Erste")):
        partner = OrganisationFactory(name=name)
        ProjectPartner.objects.create(project=project, organisation=partner, sort_order=order)
    listed = read(project).partition("<dt>Beteiligte Organisationen</dt>")[2].partition("</div>")[0]
    names = re.findall("Ohne Platz|Auch ohne|Zweite|Erste", listed)
    assert names == ["Erste", "Zweite", "Ohne Platz", "Auch ohne"]


def test_title_and_sentence_are_enough_and_leave_no_empty_heading(read):
    assert headings(read(ProjectFactory())) == ["Weitersagen"]


def test_the_scales_name_all_their_steps_and_the_one_that_is_reached(read):
    steps = [StageFactory(label=label) for label in ("Idee wächst", "Erste Umsetzung", "Verstetigt")]
    page = read(ProjectFactory(stage=steps[1]))
    scale = re.search(r'<ol class="scale__steps">(.*?)</ol>', page, re.S)[1]
    assert re.findall("Idee wächst|Erste Umsetzung|Verstetigt", scale) == [step.label for step in steps]
    assert '<span class="visually-hidden">Hier: </span>Erste Umsetzung' in scale
    assert "Stufe 2 von 3" in scale


@pytest.mark.parametrize("technology", [True, False])
def test_technology_is_said_in_words(read, technology):
    page = read(ProjectFactory(technology=technology))
    assert ("Technik gehört zur Lösung" in page) is technology
    assert ("kommt ohne Technik aus" in page) is not technology


def test_terms_lead_into_the_search(read):
    project = ProjectFactory(challenges=[ChallengeFactory(key="bildung")], lighthouse=True)
    page = read(project)
    assert "/suche/?type=project&amp;challenge=bildung" in page
    assert "/suche/?type=project&amp;lighthouse=true" in page


@pytest.mark.parametrize("colour", ["#FCC30B", "#19486A", "#777777", ""])
def test_a_goals_number_can_be_read_on_its_official_colour(read, colour):
    page = read(ProjectFactory(goals=[GoalFactory(key="7", colour=colour)]))
    mark = re.search(r'<svg class="goal-mark".*?</svg>', page)[0]
    ground, ink = re.findall(r'fill="(#\w{6})"', mark)
    assert contrast(ground, ink) >= MINIMUM_CONTRAST


def test_a_place_has_a_map_without_a_script_and_a_way_to_its_neighbours(read):
    page = read(ProjectFactory(location="SRID=4326;POINT(11.5487 51.5276)"))
    assert 'class="map-drawing"' in page
    assert "near=51.5276,11.5487&amp;radius_km=10&amp;view=map" in page


def test_an_own_film_waits_for_its_visitor_and_brings_captions_and_transcript(read):
    film = MediaFactory(transcript="Guten Tag.", captions="media/film.vtt")
    page = read(ProjectFactory(film=film))
    assert 'preload="none"' in page
    assert '<track kind="captions"' in page
    assert "Guten Tag." in page


def test_a_film_elsewhere_is_only_named(read):
    page = read(ProjectFactory(film_url="https://vimeo.com/123456"))
    assert 'data-cms-embed="https://player.vimeo.com/video/123456' in page
    assert "<iframe" not in page


def test_a_film_at_a_stranger_is_a_link_that_says_so(read):
    page = read(ProjectFactory(film_url="https://filme.example/mein-film"))
    assert "Film bei filme.example ansehen" in page
    assert "fremden Seite" in page
    assert "data-cms-embed" not in page


def test_pictures_open_large_and_name_their_makers(read):
    project = ProjectFactory()
    image = ImageFactory(credit="Erika Muster", description="Ein Garten")
    project.gallery.set([ProjectImage(image=image, caption="Im Mai")])
    project.save()
    page = read(project)
    assert re.search(
        r'<a class="gallery__link" href="[^"]+max-1920x1440[^"]+"><img[^>]+alt="Ein Garten"', page
    )
    assert "Erika Muster" in page
    assert "Im Mai" in page


def test_what_was_checked_long_ago_says_so(read):
    fresh, old = timezone.localdate(), timezone.localdate() - timedelta(days=1000)
    assert "eine Weile her" not in read(ProjectFactory(last_checked=fresh))
    page = read(ProjectFactory(last_checked=old))
    assert "eine Weile her" in page
    assert f'datetime="{old.isoformat()}"' in page


def test_hostile_words_stay_words(read):
    evil = "</script><script>alert(1)</script>"
    project = ProjectFactory(
        title=evil,
        summary=f"<img src=x> {evil}",
        source=evil,
        street=evil,
        tags=[f"wort{n}" for n in range(60)],
        partners=[OrganisationFactory(name=f"{n} {evil}") for n in range(40)],
    )
    page = read(project)
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert page.count("alert(1)") > 40


def test_no_inline_script_or_style(read):
    page = read(make_full_project())
    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", page)
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)


def test_the_mail_link_carries_title_and_address(read):
    page = read(ProjectFactory(title="Äpfel & Birnen", slug="obst"))
    link = re.search(r'href="(mailto:[^"]+)"', page)[1]
    assert "subject=%C3%84pfel%20%26%20Birnen" in link
    assert "%2Fprojekte%2Fobst%2F" in link


def test_the_qr_code_is_drawn_without_inline_style(read):
    page = read(ProjectFactory())
    drawn = re.search(r'<svg[^>]*class="qr-code".*?</svg>', page, re.S)[0]
    assert "style" not in drawn
    assert "<path" in drawn


def test_a_preview_shows_what_is_not_saved_yet(admin_client):
    project = make_full_project()
    project.title = "Noch im Entwurf"
    answer = project.make_preview_request()
    page = answer.render().content.decode() if hasattr(answer, "render") else answer.content.decode()
    assert "Noch im Entwurf" in page
    assert "Stufe 1 von 1" in page
    assert 'rel="canonical"' not in page


@pytest.mark.django_db(transaction=True)
def test_the_database_is_asked_at_most_ten_times_however_much_belongs_to_a_project(client):
    if not Collection.objects.exists():  # the test before emptied every table
        Collection.add_root(name="Wurzel")
    counts = []
    for many in (1, 12):
        address = make_full_project(many).get_absolute_url()
        for _ in range(2):  # pictures get their sizes, and the frame is written
            client.get(address)
            caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append([query["sql"] for query in asked])
    assert len(counts[1]) <= 10, counts[1]
    assert len(counts[0]) == len(counts[1]), counts[0]


def test_dates_are_written_as_people_do(read):
    assert "3. Mai 2024" in read(ProjectFactory(last_checked=date(2024, 5, 3)))
