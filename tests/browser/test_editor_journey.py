"""What the office does all day, in the admin and on the site, as issue and handbook promise it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

ADD_PROJECT = "/admin/snippets/knowledge/project/add/"
TITLE = "Fahrradküche Wolfsrüti"


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def choose_action(page: Page, name: str) -> None:
    """Open the footer's menu of actions and take one."""
    page.locator("footer [data-w-dropdown-target='toggle']").click()
    page.get_by_role("button", name=name, exact=True).click()


def count(page: Page, address: str) -> int:
    return page.request.get(address).json()["meta"]["total_count"]


def theme_count(page: Page, key: str) -> int:
    facets = page.request.get("/api/v2/search/?type=project").json()["facets"]
    values = next(facet["values"] for facet in facets if facet["name"] == "theme")
    return next((value["count"] for value in values if value["value"] == key), 0)


@pytest.fixture
def edit_address(admin_page: Page) -> Iterator[str]:
    """A published project with a place and a theme, made by hand; the address of its form."""
    page = admin_page
    page.goto(ADD_PROJECT)
    page.get_by_placeholder("Wie heißt das Projekt?").fill(TITLE)
    page.get_by_label("Kurzbeschreibung").fill("Nachbar*innen reparieren zusammen Räder.")
    open_tab(page, "Themen und Einordnung")
    page.get_by_label("Gesundheit", exact=True).check()
    open_tab(page, "Ort")
    page.locator("[data-cms-location-map]").click(position={"x": 300, "y": 120})
    expect(page.locator(".cms-location__pin")).to_have_count(1)
    choose_action(page, "Veröffentlichen")
    page.wait_for_url(re.compile(r"/admin/snippets/knowledge/project/(edit/\d+/)?$"))
    page.goto("/admin/snippets/knowledge/project/?q=Wolfsr")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.wait_for_url("**/edit/*/")
    address = page.url
    yield address
    page.goto(address.replace("/edit/", "/delete/"))
    page.get_by_role("button", name="Ja, löschen").click()
    page.wait_for_url("**/knowledge/project/")


def test_a_published_project_is_found_at_once_and_an_unpublished_one_is_gone(
    admin_page: Page, page: Page, edit_address: str
) -> None:
    steckbrief = "/projekte/fahrradkueche-wolfsrueti/"
    query = "/api/v2/search/?q=Wolfsr%C3%BCti"
    assert count(page, query) == 1
    assert count(page, f"{query}&theme=gesundheit&type=project") == 1
    before = count(page, "/api/v2/projects/")
    page.goto("/suche/?q=Wolfsrüti&theme=gesundheit")
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(steckbrief))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    admin_page.goto(edit_address.replace("/edit/", "/unpublish/"))
    admin_page.get_by_role("button", name=re.compile("offline|Ja|zurück", re.IGNORECASE)).first.click()
    admin_page.wait_for_url("**/knowledge/project/**")

    assert page.request.get(steckbrief).status == 404
    assert count(page, query) == 0
    assert count(page, "/api/v2/projects/") == before - 1
    page.goto("/suche/?q=Wolfsrüti")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def test_a_published_change_of_themes_moves_the_project_between_facets(
    admin_page: Page, page: Page, edit_address: str
) -> None:
    health, age = theme_count(page, "gesundheit"), theme_count(page, "alter")
    admin_page.goto(edit_address)
    open_tab(admin_page, "Themen und Einordnung")
    admin_page.get_by_label("Gesundheit", exact=True).uncheck()
    admin_page.get_by_label("Alter", exact=True).check()
    choose_action(admin_page, "Veröffentlichen")
    admin_page.wait_for_load_state("networkidle")
    assert (theme_count(page, "gesundheit"), theme_count(page, "alter")) == (health - 1, age + 1)


def test_a_draft_is_previewed_but_not_public(
    admin_page: Page, page: Page, edit_address: str, new_page: Callable[..., Page]
) -> None:
    admin_page.goto(edit_address)
    admin_page.get_by_label("Kurzbeschreibung").fill("Dieser Satz ist noch ein Entwurf.")
    admin_page.get_by_role("button", name=re.compile("Vorschau")).first.click()
    frame = admin_page.frame_locator("iframe[data-w-preview-target='iframe']").last
    expect(frame.get_by_text("Dieser Satz ist noch ein Entwurf.")).to_be_visible(timeout=15_000)
    answer = page.request.get("/projekte/fahrradkueche-wolfsrueti/")
    assert "noch ein Entwurf" not in answer.text()


def test_a_renamed_theme_field_shows_its_new_name_everywhere(admin_page: Page, page: Page) -> None:
    def rename(old: str, new: str) -> None:
        admin_page.goto("/admin/snippets/knowledge/theme/")
        admin_page.get_by_role("link", name=old, exact=True).first.click()
        admin_page.get_by_label("Bezeichnung").fill(new)
        admin_page.get_by_role("button", name="Speichern").click()
        admin_page.wait_for_load_state("networkidle")

    rename("Arbeit", "Arbeit und Wirtschaft")
    try:
        page.goto("/suche/?theme=arbeit&type=project")
        expect(page.locator("main")).to_contain_text("Arbeit und Wirtschaft")
        page.goto("/themenfelder/arbeit/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Arbeit und Wirtschaft")
    finally:
        rename("Arbeit und Wirtschaft", "Arbeit")
