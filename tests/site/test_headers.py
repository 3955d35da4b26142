"""Headers and cookies: each rule bears the name that Mozilla's HTTP Observatory gives it.

The rules are those that its grade A+ rests on (github.com/mdn/mdn-http-observatory, `src/grader/charts.js`),
asked of the settings of production, as an anonymous visitor behind TLS.
"""

import importlib
import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from wagtail.models import PageViewRestriction

from cms_blocks.video import find_embed
from knowledge.pages.models import InformationPage
from tests.factories import DocumentFactory, ProjectFactory, add_page, make_site

SIX_MONTHS = 15_768_000
# What production says beside the settings that the tests run with.
OF_PRODUCTION = re.compile(
    "^(SECURE_|SESSION_COOKIE|CSRF_COOKIE|CONTENT_SECURITY_POLICY$|MIDDLEWARE$|X_FRAME_OPTIONS$)"
)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of production that a visitor's browser notices."""
    for name, value in {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "testserver",
        "BASE_URL": "https://x.de",
    }.items():
        monkeypatch.setenv(name, value)
    module = importlib.import_module("wissensspeicher.settings.production")
    with override_settings(**{n: getattr(module, n) for n in dir(module) if OF_PRODUCTION.match(n)}):
        yield module


@pytest.fixture
def visitor(db: None, production: Any) -> Client:
    """A visitor of a store with a page and a project, behind a proxy that speaks TLS."""
    add_page(make_site(), InformationPage, title="Über uns", slug="ueber-uns")
    ProjectFactory(title="Dorfladen", slug="dorfladen")
    return Client(headers={"x-forwarded-proto": "https"})


PAGES = ["/", "/ueber-uns/", "/projekte/dorfladen/", "/suche/?q=laden", "/suche/werte/theme/"]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, visitor: Client) -> HttpResponse:
    response: Any = visitor.get(request.param)
    assert response.status_code == 200
    return response


def policy(response: Any) -> dict[str, list[str]]:
    """Return the directives of a content security policy."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    assert len(parts) == len({part[0] for part in parts}), "csp-implemented-but-duplicate-directives"
    return {name: sources for name, *sources in parts}


def test_csp_implemented_with_no_unsafe_default_src_none(page: HttpResponse) -> None:
    directives = policy(page)
    assert directives["default-src"] == ["'none'"]
    every = [source for sources in directives.values() for source in sources]
    assert not [source for source in every if "unsafe" in source or "nonce" in source or "*" in source]
    assert not [source for source in every if source in ("http:", "https:") or source.startswith("http://")]
    for name in ("script-src", "style-src", "font-src", "connect-src", "media-src", "form-action"):
        assert directives[name] == ["'self'"], name
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert directives[name] == ["'none'"], name
    assert directives["img-src"] == ["'self'", "data:", "https://sgx.geodatenzentrum.de"]


def test_frames_are_those_of_films_after_a_click(page: HttpResponse) -> None:
    films = ("https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871")
    players = [find_embed(film) for film in films]
    hosts = [player.url.split("/")[2] for player in players if player]
    assert policy(page)["frame-src"] == [f"https://{host}" for host in hosts]


def test_x_frame_options_implemented_via_csp(page: HttpResponse) -> None:
    assert policy(page)["frame-ancestors"] == ["'none'"]
    assert page["X-Frame-Options"] == "DENY"


def test_cookies_not_found(page: HttpResponse) -> None:
    assert not page.cookies


def test_cross_origin_resource_sharing_not_implemented(page: HttpResponse) -> None:
    assert not page.has_header("Access-Control-Allow-Origin")


def test_corp_implemented_with_same_origin(page: HttpResponse) -> None:
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


def test_coop_implemented_with_same_origin(page: HttpResponse) -> None:
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"


def test_referrer_policy_private(page: HttpResponse) -> None:
    assert page["Referrer-Policy"] in ("no-referrer", "same-origin", "strict-origin-when-cross-origin")


def test_hsts_implemented_max_age_at_least_six_months(page: HttpResponse) -> None:
    seconds = re.search(r"max-age=(\d+)", page["Strict-Transport-Security"])
    assert seconds
    assert int(seconds[1]) >= SIX_MONTHS


def test_x_content_type_options_nosniff(page: HttpResponse) -> None:
    assert page["X-Content-Type-Options"] == "nosniff"


def test_sri_not_implemented_but_all_scripts_loaded_from_secure_origin(page: HttpResponse) -> None:
    html = page.content.decode()
    loaded = re.findall(r'<script\b[^>]*\bsrc="([^"]+)"', html)
    loaded += re.findall(r'<link rel="(?:stylesheet|icon|preload|modulepreload)" href="([^"]+)"', html)
    assert loaded
    assert not [address for address in loaded if not address.startswith(django_settings.STATIC_URL)]


def test_permissions_ask_for_the_place_alone(page: HttpResponse) -> None:
    named = dict(part.split("=") for part in page["Permissions-Policy"].split(", "))
    assert named.pop("geolocation") == "(self)"
    assert set(named.values()) == {"()"}


def test_redirection_to_https(visitor: Client) -> None:
    response = visitor.get("/ueber-uns/", headers={"x-forwarded-proto": "http"})
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/ueber-uns/"


def test_cookies_secure_with_httponly_sessions_and_samesite(visitor: Client) -> None:
    """Who logs in gets cookies; these no script reads and no other website sends along."""
    get_user_model().objects.create_superuser("leitung", password="geheim", email="x@example.org")
    visitor.get("/admin/login/")
    visitor.post("/admin/login/", {"username": "leitung", "password": "geheim"})
    cookies: SimpleCookie = visitor.cookies
    assert {"sessionid", "csrftoken"} <= set(cookies)
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("address", ["/gibt-es-nicht/", "/api/v2/pages/", "/api/v2/search/"])
def test_other_answers_have_them_too(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert policy(response)["default-src"] == ["'none'"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not response.cookies


def test_the_admin_has_a_policy_of_its_own(visitor: Client) -> None:
    directives = policy(visitor.get("/admin/login/"))
    assert directives["frame-ancestors"] == ["'self'"]
    assert "'unsafe-eval'" not in directives["script-src"]
    assert not [source for sources in directives.values() for source in sources if "//" in source]


def test_the_editor_shows_a_page_in_a_frame(visitor: Client) -> None:
    editor = get_user_model().objects.create_superuser("leitung", password="geheim", email="x@example.org")
    visitor.force_login(editor)
    project = ProjectFactory(title="Dorfkino", slug="dorfkino")
    preview: Any = project.make_preview_request(visitor.get("/admin/").wsgi_request)
    directives = policy(preview)
    assert directives["frame-ancestors"] == ["'self'"]
    assert directives["script-src"] == ["'self'"]


def test_a_page_for_which_a_password_is_asked_is_the_only_one_with_a_cookie(visitor: Client) -> None:
    """Its form needs one, and whoever knows the password has to be known."""
    page = InformationPage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert set(visitor.get("/ueber-uns/").cookies) == {"csrftoken"}


@pytest.mark.parametrize("kind", ["static", "media"])
def test_a_file_that_is_opened_by_itself_runs_nothing(
    visitor: Client, settings: Any, kind: str, static_file: Callable[[], str], media_file: Callable[[], str]
) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls"
    address = static_file() if kind == "static" else media_file()
    response = visitor.get(address)
    assert response.status_code == 200
    directives = policy(response)
    assert directives["default-src"] == ["'none'"]
    assert directives["sandbox"] == []
    assert "script-src" not in directives
    assert response["X-Content-Type-Options"] == "nosniff"
    # Pictures of the API's answers stand on other websites.
    assert response["Cross-Origin-Resource-Policy"] == ("cross-origin" if kind == "media" else "same-origin")


@pytest.fixture
def static_file(settings: Any) -> Callable[[], str]:
    settings.WHITENOISE_USE_FINDERS = True
    return lambda: f"{settings.STATIC_URL}wissensspeicher/favicon.svg"


@pytest.fixture
def media_file() -> Callable[[], str]:
    def make() -> str:
        address: str = DocumentFactory(file=ContentFile(b"Hallo", name="hallo.txt")).file.url
        return address

    return make


def test_a_document_says_itself_that_it_runs_nothing(visitor: Client) -> None:
    document = DocumentFactory()
    assert policy(visitor.get(document.url))["default-src"] == ["'none'"]
