"""Visitors get pages that were written before, and every change is to be seen at the next request."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from wagtail.models import Page, PageViewRestriction, Site

from knowledge.page_cache.middleware import PageCacheMiddleware
from knowledge.pages.models import InformationPage
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import Project
from knowledge_search import changes, diary
from knowledge_search.models import Change, SearchedQuery, SynonymGroup
from tests.factories import (
    ImageFactory,
    OrganisationFactory,
    ProjectFactory,
    ThemeFactory,
    add_page,
    make_site,
)
from wissensspeicher.background.scheduled import publish_scheduled

# What is read inside a transaction is never kept.
pytestmark = pytest.mark.django_db(transaction=True)

ABOUT, STECKBRIEF, SEARCH = "/ueber-uns/", "/projekte/dorfladen/", "/suche/?q=laden"


@pytest.fixture(autouse=True)
def store() -> None:
    """A page and a project with theme and carrier, which nobody has looked at."""
    home = make_site()
    KnowledgeSettings.for_site(Site.objects.get())  # else the first visitor makes the row
    add_page(home, InformationPage, title="Über uns", slug="ueber-uns")
    carrier = OrganisationFactory(name="Dorfverein")
    theme = ThemeFactory(key="alter", label="Alter")
    ProjectFactory(title="Dorfladen", slug="dorfladen", carrier=carrier, themes=[theme])


def shown(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def is_kept(address: str, client: Client | None = None) -> bool:
    """Whether a page comes without being written: the only thing asked is whether it still is right."""
    with CaptureQueriesContext(connection) as queries:
        response = (client or Client()).get(address)
    return len(queries) == 1 and not response.templates


def test_the_second_visitor_costs_one_question() -> None:
    for address in ("/", ABOUT, STECKBRIEF, SEARCH, "/suche/werte/theme/"):
        first = shown(address)
        assert is_kept(address), address
        assert shown(address) == first
        assert "<html" in first


def rename(thing: Any) -> None:
    thing.title = "Ganz anders"
    thing.save_revision().publish()


def page() -> InformationPage:
    return InformationPage.objects.exclude(slug="ablage").get()


def project() -> Project:
    return Project.objects.get()


def hide(thing: Any) -> None:
    PageViewRestriction.objects.create(page=thing, restriction_type=PageViewRestriction.LOGIN)


def move_away() -> None:
    deeper = add_page(page().get_parent(), InformationPage, title="Ablage", slug="ablage")
    page().move(deeper, pos="last-child")


def change_slug() -> None:
    moved = page()
    moved.slug = "das-buero"
    moved.save_revision().publish()


def label_theme(label: str = "Älter werden") -> None:
    theme = project().themes.get()
    theme.label = label
    theme.save()


def rename_carrier() -> None:
    carrier = project().carrier
    carrier.name = "Ein ganz anderer Verein"
    carrier.save()


def change_picture() -> None:
    changed = project()
    changed.image = ImageFactory()
    changed.save()


def take_theme() -> None:
    changed = project()
    changed.themes.set([])
    changed.save()


def name_site() -> None:
    site = Site.objects.get()
    site.site_name = "Nord und Süd"
    site.save()


def claim() -> None:
    store = KnowledgeSettings.for_site(Site.objects.get())
    store.claim = "Was andere schon können"
    store.save()


def again(thing: Any) -> None:
    thing.save_revision().publish()


# One after the other on one store; each is seen at the address before it.
CHANGES: list[tuple[str, Callable[[], Any]]] = [
    (ABOUT, name_site),
    (ABOUT, claim),
    (ABOUT, lambda: rename(page())),
    (ABOUT, lambda: page().unpublish()),
    (ABOUT, lambda: again(page())),
    (ABOUT, lambda: hide(page())),
    (ABOUT, lambda: PageViewRestriction.objects.all().delete()),
    (ABOUT, change_slug),
    ("/das-buero/", move_away),
    ("/ablage/das-buero/", lambda: page().delete()),
    (STECKBRIEF, label_theme),
    ("/suche/werte/theme/", lambda: label_theme("Alter")),
    (STECKBRIEF, rename_carrier),
    (STECKBRIEF, change_picture),
    (STECKBRIEF, take_theme),
    (STECKBRIEF, lambda: rename(project())),
    (STECKBRIEF, lambda: project().unpublish()),
    (STECKBRIEF, lambda: again(project())),
    ("/suche/?q=kiosk", lambda: SynonymGroup.objects.create(words="Kiosk, Nachbarschaft")),
    ("/suche/", lambda: project().unpublish()),
    ("/suche/", lambda: again(project())),
    (STECKBRIEF, lambda: project().delete()),
    ("/suche/", lambda: call_command("make_projects", "3", verbosity=0)),
]


def test_every_change_is_seen_at_the_next_request() -> None:
    for number, (address, change) in enumerate(CHANGES):
        before = shown(address)
        assert is_kept(address) == ("<html" in before), (number, address)
        change()
        assert shown(address) != before, (number, address)


def test_what_is_scheduled_is_seen_when_the_worker_has_done_it() -> None:
    due = project()
    due.title = "Zum Termin"
    due.go_live_at = timezone.now()
    due.save_revision(approved_go_live_at=timezone.now())
    assert "Zum Termin" not in shown(STECKBRIEF)
    assert is_kept(STECKBRIEF)
    publish_scheduled()
    assert "Zum Termin" in shown(STECKBRIEF)

    expired = page()
    expired.expire_at = timezone.now()
    expired.save()
    assert "Über uns" in shown(ABOUT)
    publish_scheduled()
    assert shown(ABOUT) == "404"


def test_a_deleted_size_of_a_picture_is_made_anew() -> None:
    changed = project()
    changed.image = ImageFactory()
    changed.save()
    shown(STECKBRIEF)
    shown(STECKBRIEF)
    changed.image.renditions.all().delete()
    assert not is_kept(STECKBRIEF)
    assert changed.image.renditions.exists()


def test_what_is_taken_back_changes_nothing() -> None:
    before = shown(STECKBRIEF)

    class Wrong(Exception):
        pass

    with pytest.raises(Wrong), transaction.atomic():
        rename(project())
        raise Wrong
    assert is_kept(STECKBRIEF)
    assert shown(STECKBRIEF) == before


def test_drafts_and_visitors_leave_pages_as_they_are() -> None:
    changed = project()
    changed.image = ImageFactory()
    changed.save()
    shown(STECKBRIEF)
    for thing in (project(), page()):
        thing.title = "Nur ein Entwurf"
        thing.save_revision()
    for address in ("/", SEARCH, "/suche/?q=niemals", "/gibt-es-nicht/"):
        shown(address)
    diary.count("laden", 1)
    diary.write()
    assert is_kept(STECKBRIEF)


# --- Who has no part in it ---------------------------------------------------------------------------
@pytest.fixture
def editor() -> Client:
    person = get_user_model().objects.create_superuser("leitung", password="geheim", email="x@example.org")
    client = Client()
    client.force_login(person)
    return client


def test_an_editor_neither_gets_nor_gives_a_kept_page(editor: Client) -> None:
    assert "wagtail-userbar" in shown(ABOUT, editor)
    assert not is_kept(ABOUT)  # nothing was kept by the editor
    assert "wagtail-userbar" not in shown(ABOUT)
    assert "wagtail-userbar" in shown(ABOUT, editor)
    assert not is_kept(ABOUT, editor)


def test_an_editors_page_is_not_for_others_on_the_way(editor: Client) -> None:
    response = editor.get(ABOUT)
    assert response["Cache-Control"] == "private, no-cache"


def test_a_preview_is_no_page_for_visitors(editor: Client) -> None:
    shown(ABOUT)
    draft = page()
    draft.title = "Entwurf"
    request = editor.get("/admin/").wsgi_request
    for original in (request, None):
        preview = draft.make_preview_request(original)
        assert "Entwurf" in preview.content.decode()
    assert "Entwurf" not in shown(ABOUT)
    assert is_kept(ABOUT)


def test_errors_redirects_forms_and_data_are_not_kept() -> None:
    for address in ("/gibt-es-nicht/", "/projekte/", "/admin/login/", "/api/v2/pages/"):
        Client().get(address)
        assert not caches["pages"]._cache, address


def answers(request: HttpRequest) -> HttpResponse:
    """Answer as a view does whose page is for one person or one moment."""
    kind = request.GET["kind"]
    if kind == "message":
        from django.contrib import messages

        messages.success(request, "Nur für dich")
    response = HttpResponse(f"<html>{kind}</html>")
    if kind == "cookie":
        response.set_cookie("a", "b")
    if kind == "vary":
        response["Vary"] = "*"
    if kind == "never":
        response = never_cache(lambda _: response)(request)
    if kind == "plain":
        response["Content-Type"] = "text/plain"
    return response


urlpatterns = [path("antwort/", answers)]


def test_what_is_meant_for_one_is_not_kept(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    for kind in ("cookie", "message", "vary", "never", "plain"):
        Client().get(f"/antwort/?kind={kind}")
        assert not caches["pages"]._cache, kind
    Client().get("/antwort/?kind=page")
    assert caches["pages"]._cache


def test_who_says_who_they_are_gets_a_page_of_their_own() -> None:
    told = [{"authorization": "Basic eDp5"}, {"cookie": "sessionid=x"}, {"cookie": "messages=x"}]
    for headers in told:
        Client().get(ABOUT, headers=headers)
        assert not caches["pages"]._cache
    shown(ABOUT)
    for headers in told:
        with CaptureQueriesContext(connection) as queries:
            Client().get(ABOUT, headers=headers)
        assert len(queries) > 1


def test_what_is_sent_is_never_answered_from_it() -> None:
    shown(ABOUT)
    with CaptureQueriesContext(connection) as queries:
        Client().post(ABOUT)
    assert len(queries) > 1


# --- What a page is kept by --------------------------------------------------------------------------
def test_address_query_scheme_host_and_port_have_a_page_each(settings: Any) -> None:
    shown(SEARCH)
    for change in (
        {"path": "/suche/?q=kino"},
        {"path": SEARCH, "secure": True},
        {"path": SEARCH, "headers": {"host": "anderswo.example"}},
        {"path": SEARCH, "SERVER_PORT": "8001"},
    ):
        with CaptureQueriesContext(connection) as queries:
            Client().get(**change)  # type: ignore[arg-type]
        assert len(queries) > 1, change


def test_head_is_answered_from_it_and_fills_nothing() -> None:
    Client().head(ABOUT)
    assert not is_kept(ABOUT)
    with CaptureQueriesContext(connection) as queries:
        response = Client().head(ABOUT)
    assert len(queries) == 1
    assert response.status_code == 200


def test_endless_addresses_fill_no_memory_and_push_out_no_parts_of_the_frame() -> None:
    most = caches["pages"]._max_entries
    assert most <= 400
    caches["default"].set("frame", "kept")
    pages = PageCacheMiddleware(lambda request: HttpResponse("<html>"))
    for number in range(most + 50):
        pages(RequestFactory().get(f"/?x={number}"))
    assert len(caches["pages"]._cache) <= most
    assert caches["default"].get("frame") == "kept"


def test_a_page_that_is_too_long_is_not_kept() -> None:
    pages = PageCacheMiddleware(lambda request: HttpResponse("x" * 600_000))
    pages(RequestFactory().get("/"))
    assert not caches["pages"]._cache


# --- Browsers ----------------------------------------------------------------------------------------
def test_a_browser_asks_each_time_and_hears_that_nothing_changed() -> None:
    response = Client().get(ABOUT)
    assert response["Cache-Control"] == "no-cache"
    known = {"if-none-match": response["ETag"]}
    assert Client().get(ABOUT, headers=known).status_code == 304
    caches["pages"].clear()
    assert Client().get(ABOUT, headers=known).status_code == 304
    rename(page())
    again = Client().get(ABOUT, headers=known)
    assert again.status_code == 200
    assert "Ganz anders" in again.content.decode()


# --- Searches ----------------------------------------------------------------------------------------
@pytest.fixture
def counting(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.KNOWLEDGE_SEARCH = {"DIARY": True}
    monkeypatch.setattr(diary, "_WRITE_AFTER_SECONDS", 3600.0)
    diary._Process.waiting = diary._Waiting()
    yield
    if timer := diary._Process.waiting.timer:
        timer.cancel()
    diary._Process.waiting = diary._Waiting()


def test_a_kept_search_counts_as_often_as_it_is_shown(counting: None) -> None:
    etag = Client().get(SEARCH)["ETag"]
    for _ in range(3):
        assert is_kept(SEARCH)
    Client().get(SEARCH, headers={"if-none-match": etag})
    Client().head(SEARCH)
    diary.write()
    assert list(SearchedQuery.objects.values_list("text", "searches", "hits")) == [("laden", 5, 1)]


def test_searches_are_not_kept_while_the_engine_has_yet_to_learn(settings: Any) -> None:
    shown(SEARCH)
    shown(ABOUT)
    Change.objects.create(record_id=1, version=1)
    assert not is_kept(SEARCH)
    assert not is_kept(SEARCH)
    assert is_kept(ABOUT)  # which shows no search
    shown("/suche/?q=kino")
    Change.objects.all().delete()
    assert is_kept(SEARCH)
    assert not is_kept("/suche/?q=kino")  # which was written meanwhile


def test_a_store_that_nobody_has_begun_to_fill_keeps_nothing() -> None:
    changes.Generation.objects.all().delete()
    assert changes.moment() is None
    shown(ABOUT)
    assert not caches["pages"]._cache


def test_inside_a_transaction_nothing_is_kept() -> None:
    with transaction.atomic():
        shown(ABOUT)
    assert not caches["pages"]._cache


def test_what_no_page_shows_changes_no_number() -> None:
    before = changes.moment()
    Group.objects.create(name="Aushilfe")
    assert changes.moment() == before
    Page.objects.get(slug="ueber-uns").save()
    assert changes.moment() != before


def test_cookies_of_others_make_no_page_of_their_own() -> None:
    shown(ABOUT)
    for value in ("1", "2"):
        client = Client()
        client.cookies["_pk_id"] = value
        assert is_kept(ABOUT, client)
