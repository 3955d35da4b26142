"""What is not public is in no channel: page, search, API, map, feeds, exports, pictures."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from knowledge.projects.models import Project

from .conftest import EMAIL, FILM, NAME, PHONE, TITLE, Maker, picture

WORD = "Quittenkelter"
#: Every public address that lists or shows what the store holds.
CHANNELS = (
    "/",
    "/projekte/{slug}/",
    "/leuchttuerme/",
    "/ziele/",
    "/suche/",
    "/suche/?q=" + WORD,
    "/suche/?q=" + WORD + "&view=map",
    "/suche/werte/municipality/",
    "/api/v2/search/?q=" + WORD,
    "/api/v2/search/?municipality=15087165",
    "/api/v2/search.geojson",
    "/api/v2/search/clusters/?zoom=12&bbox=10,50,13,54",
    "/api/v2/suggest/?q=quitten",
    "/api/v2/projects/?fields=*",
    "/api/v2/projects/?search=" + WORD,
    "/api/v2/projects/{pk}/?fields=*",
    "/api/v2/tags/?limit=100",
    "/suche/werte/tag/",
    "/api/v2/images/?fields=*",
    "/api/v2/images/{image}/",
    "/api/v2/documents/",
    "/api/v2/pages/?fields=*",
    "/mitmachen/hinweis/{slug}/",
    "/mitmachen/teilen/aehnliche/?titel=" + WORD,
)
ENDPOINTS_OF_TERMS = (
    "approaches", "audiences", "challenges", "goals", "kinds",
    "megatrends", "reaches", "sdgs", "stages", "themes",
)  # fmt: skip
PRIVATE = (NAME, EMAIL, PHONE, FILM)


def walk(project: Project, image: int) -> Iterator[tuple[str, str]]:
    """Ask every channel as a visitor would; give the address and what it says."""
    for channel in CHANNELS:
        address = channel.format(slug=project.slug, pk=project.pk, image=image)
        response = Client().get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        yield address, content.decode()


def saying(words: tuple[str, ...], project: Project, image: int) -> list[str]:
    """Return the channels that say one of the words in what they tell of the store."""
    asked = ("&quot;", f'value="{WORD}"', f"„{WORD}“", f'"q":"{WORD}"', f'"q": "{WORD}"')
    found = []
    for address, content in walk(project, image):
        told = reduce(lambda text, question: text.replace(question, ""), asked, content)
        if any(word in told for word in words):
            found.append(address)
    return found


@pytest.fixture
def confirmed(maker: Maker) -> Maker:
    """A submission before the office."""
    maker.fill(picture(), consent_contact="on", consent_film="on")
    maker.send()
    maker.confirm()
    return maker


def image_of(maker: Maker) -> int:
    """Return the key of the picture's public image, 0 if there is none."""
    return maker.submission.files.get().upload.image_id or 0


def the_project(maker: Maker) -> Project:
    """Return what was made of the submission."""
    project = maker.submission.project
    assert project is not None
    return project


def test_a_published_one_is_where_it_should_be(confirmed: Maker, decide: Any) -> None:
    """Without this the others could not fail."""
    decide(confirmed.submission, "uebernehmen")

    shown = saying((TITLE,), the_project(confirmed), image_of(confirmed))

    assert {"/suche/", "/api/v2/search.geojson", "/api/v2/projects/?fields=*"} <= set(shown)
    assert len(shown) >= 8


def test_a_draft_is_in_no_channel(confirmed: Maker) -> None:
    project, image = the_project(confirmed), image_of(confirmed)
    call_command("rebuild_search", verbosity=0)

    assert saying((TITLE, "Quiitte", "quiitte", *PRIVATE), project, image) == []


def test_a_withdrawn_consent_is_in_no_channel(confirmed: Maker, decide: Any) -> None:
    decide(confirmed.submission, "uebernehmen")
    project, image = the_project(confirmed), image_of(confirmed)
    name = confirmed.submission.files.get().upload.image.file.name
    for kind in ("contact", "film", "images"):
        confirmed.act(f"widerrufen-{kind}")
    call_command("rebuild_search", verbosity=0)

    assert saying((*PRIVATE, name.rpartition("/")[2].partition(".")[0]), project, image) == []
    assert "/suche/" in saying((TITLE,), project, image)


@pytest.mark.parametrize("act", ["loeschen", "zurueckziehen"])
def test_what_was_taken_back_is_in_no_channel(confirmed: Maker, decide: Any, act: str) -> None:
    decide(confirmed.submission, "uebernehmen")
    project, image = the_project(confirmed), image_of(confirmed)

    confirmed.act(act)

    assert saying((TITLE, "Quiitte", "quiitte", *PRIVATE), project, image) == []
    call_command("rebuild_search", verbosity=0)
    assert saying((TITLE, "Quiitte", "quiitte", *PRIVATE), project, image) == []


def test_an_unconfirmed_one_is_in_no_channel(maker: Maker) -> None:
    maker.fill(picture())
    maker.send()

    assert saying((TITLE, *PRIVATE), Project(slug="quittenkelter-zabenstedt", pk=1), 1) == []


def test_the_walk_knows_every_public_address() -> None:
    """A new address of the store is either walked or named here, with the reason."""

    def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern).removeprefix("^")
            if isinstance(pattern, URLResolver):
                yield from addresses(pattern.url_patterns, route)
            elif "find/" not in route:  # Wagtail's redirect to a detail
                yield route.partition("<")[0].partition("(")[0].rstrip("$")

    elsewhere = (
        "/admin/",  # the office's
        "/mitmachen/",  # behind secret links, or nothing but forms
        "/kontakt/",
        "/barriere-melden/",
        "/senden/",
        "/dokumente/",  # files by their names
        "/gestaltung/",  # samples
        "/senden/",  # takes forms, shows nothing
        "/bausteine/",
        "/_",  # logins
        "/api/v2/openapi.json",
        *(f"/api/v2/{name}/" for name in ENDPOINTS_OF_TERMS),
        "/api/v2/media/",
    )
    public = {one for one in addresses(get_resolver().url_patterns) if not one.startswith(elsewhere)}
    walked = {channel.partition("?")[0].partition("{")[0] for channel in CHANNELS}
    assert sorted(one for one in public if not any(each.startswith(one) for each in walked)) == []
