"""``manage.py make_projects``: projects for load tests."""

import io
from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.vocabularies.models import TERM_MODELS, Hashtag, Theme
from knowledge_search.models import Record, StoredWord
from knowledge_search.records import rebuild
from tests.factories import OrganisationFactory, ProjectFactory


@pytest.fixture(autouse=True)
def terms(db: None) -> None:
    for name, model in TERM_MODELS.items():
        for number in range(1, 5):
            model.objects.create(key=f"{name}-{number}", label=f"{name} {number}")


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("make_projects", *arguments, stdout=output)
    return output.getvalue()


def texts() -> list[tuple[Any, ...]]:
    fields = (
        "identifier",
        "title",
        "slug",
        "summary",
        "description",
        "location",
        "stage__key",
        "carrier__name",
    )
    return [
        (*values, *sorted(project.themes.values_list("key", flat=True)), *sorted(project.tags.names()))
        for project, values in zip(
            Project.objects.order_by("pk"), Project.objects.order_by("pk").values_list(*fields), strict=True
        )
    ]


def test_the_same_seed_gives_the_same_projects_and_another_gives_others() -> None:
    run("15", "--seed", "7")
    first = texts()
    run("15", "--seed", "7", "--clear")
    assert texts() == first
    run("15", "--seed", "8", "--clear")
    assert texts() != first


def test_they_are_published_valid_and_found_as_if_saved_one_by_one() -> None:
    run("30")
    assert Project.objects.public().count() == 30
    for project in Project.objects.all():
        project.full_clean()
    fields = ("title", "url", "terms_tokens", "body_tokens", "latitude")
    written = list(Record.objects.order_by("title", "url").values_list(*fields))
    facets = set(Record.objects.values_list("url", "facet_values__facet", "facet_values__value"))
    rebuild()
    assert list(Record.objects.order_by("title", "url").values_list(*fields)) == written
    assert set(Record.objects.values_list("url", "facet_values__facet", "facet_values__value")) == facets
    assert len(written) == 30


def test_facets_are_as_uneven_as_in_life() -> None:
    run("600")
    projects = Project.objects.all()
    assert 0.33 < projects.exclude(location="").count() / 600 < 0.47
    assert 0.02 < projects.filter(lighthouse=True).count() / 600 < 0.09
    themes = Counter(Theme.objects.filter(projects__isnull=False).values_list("key", flat=True))
    assert themes["theme-1"] > 2 * themes["theme-4"] > 0
    municipalities = Counter(projects.exclude(municipality_ags="").values_list("municipality_ags", flat=True))
    largest = [ags for ags, _ in municipalities.most_common(2)]
    assert set(largest) == {"15002000", "15003000"}  # Halle and Magdeburg
    assert len(municipalities) > 40


def test_a_second_run_adds_more() -> None:
    run("3")
    assert "bis Kennung synth-5" in run("2")
    assert Project.objects.count() == 5


def test_clear_removes_them_and_what_only_they_use_and_nothing_else() -> None:
    kept = ProjectFactory(tags=[Hashtag.objects.create(name="socent")], carrier=OrganisationFactory())
    run("40")
    assert "Entfernt: 40" in run("--clear")
    assert list(Project.objects.all()) == [kept]
    assert list(Hashtag.objects.all()) == list(kept.tags.all())
    assert list(Organisation.objects.all()) == [kept.carrier]
    assert Record.objects.filter(type="project").count() == 1


def test_a_made_up_carrier_that_a_real_project_uses_stays() -> None:
    run("1")
    carrier = Organisation.objects.first()
    ProjectFactory(carrier=carrier)
    run("--clear")
    assert list(Organisation.objects.all()) == [carrier]


@pytest.mark.parametrize("arguments", [(), ("0",), ("-5",), ("viele",), ("99999999",)])
def test_a_senseless_number_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
    assert not Project.objects.exists()


def test_the_search_knows_how_frequent_their_words_are() -> None:
    run("5")
    run("40", "--seed", "8")
    counts: Counter[str] = Counter()
    for tokens in Record.objects.values_list("body_tokens", "title_tokens", "summary_tokens", "terms_tokens"):
        counts.update({token[1:] for token in " ".join(tokens).split() if token.startswith("w")})
    word, records = counts.most_common(1)[0]
    assert records > 20
    assert StoredWord.objects.get(text=word).records == records
