"""Suggestions below a search box: a combobox, as the ARIA Authoring Practices describe it."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.accessibility import assert_accessible

NewPage = Callable[..., Page]
API = re.compile("/api/v2/suggest/")
OFFERS = [
    {"text": "Pflege", "type": "tag", "url": "/suche/?tag=pflege"},
    {"text": "Pflege im Quartier", "type": "project", "url": "/projekte/make-science-halle/"},
    {"text": "Pflegebett", "type": "word", "url": "/suche/?q=Pflegebett"},
    {"text": "Pflege <b onclick=alert(1)>heute</b>", "type": "project", "url": "javascript:alert(1)"},
]


@pytest.fixture
def field(page: Page) -> Locator:
    """The search page's field, with suggestions that this test gives."""
    page.goto("/suche/")
    page.route(API, lambda route: route.fulfill(json={"suggestions": OFFERS}))
    return page.locator("#search-q")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def opened(field: Locator) -> Locator:
    field.press_sequentially("pfl")
    expect(options(field.page)).to_have_count(4)
    return field


def active(field: Locator) -> str | None:
    number = field.get_attribute("aria-activedescendant")
    return field.page.locator(f"#{number}").inner_text() if number else None


@pytest.mark.parametrize(
    ("address", "box"),
    [("/", "#suche-start"), ("/suche/", "#search-q"), ("/ueber-uns/", "#kopfsuche")],
    ids=["home", "search page", "header"],
)
def test_every_search_box_suggests_what_the_store_has(page: Page, address: str, box: str) -> None:
    page.goto(address)
    field = page.locator(box)
    expect(field).to_have_role("combobox")
    field.press_sequentially("pfle")
    expect(page.get_by_role("listbox")).to_be_visible()
    offered = options(page).all_inner_texts()
    assert 0 < len(offered) <= 8
    answer = page.request.get("/api/v2/suggest/?q=pfle").json()["suggestions"]
    assert sorted(offered) == sorted(offer["text"] for offer in answer)
    field.press("ArrowDown")
    assert_accessible(page)


def test_groups_have_german_names(field: Locator) -> None:
    page = opened(field).page
    groups = page.get_by_role("listbox").get_by_role("group")
    for number, name in enumerate(["Schlagwort", "Projekte", "Suchwort"]):
        expect(groups.nth(number)).to_have_accessible_name(name)


def test_one_letter_asks_for_nothing(field: Locator) -> None:
    asked: list[str] = []
    field.page.on("request", lambda request: asked.append(request.url))
    field.press_sequentially("p")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    field.press_sequentially("f")
    expect(options(field.page)).to_have_count(4)
    assert [url.partition("?")[2] for url in asked if API.search(url)] == ["q=pf"]


def test_arrows_go_round_and_leave_the_words_alone(field: Locator) -> None:
    opened(field)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert active(field) is None
    seen = []
    for _ in range(5):
        field.press("ArrowDown")
        seen.append(active(field))
    assert seen[0] == seen[4] == "Pflege"
    assert len(set(seen)) == 4
    field.press("ArrowUp")
    assert active(field) == seen[3]
    expect(field).to_have_value("pfl")
    expect(field.page.locator("[role=option][aria-selected=true]")).to_have_count(1)


@pytest.mark.parametrize(("key", "place"), [("Home", 0), ("End", 3), ("ArrowLeft", 2)])
def test_keys_that_edit_go_back_to_the_words(field: Locator, key: str, place: int) -> None:
    opened(field).press("ArrowDown")
    field.press(key)
    assert active(field) is None
    expect(field.page.get_by_role("listbox")).to_be_visible()
    assert field.evaluate("field => field.selectionStart") == place


def test_escape_closes_first_and_clears_then(field: Locator) -> None:
    opened(field).press("Escape")
    expect(field.page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("pfl")
    field.press("Escape")
    expect(field).to_have_value("")


def test_arrows_open_what_was_closed(field: Locator) -> None:
    opened(field).press("Escape")
    field.press("ArrowUp")
    expect(options(field.page)).to_have_count(4)
    assert active(field) == options(field.page).last.inner_text()
    field.press("Alt+ArrowUp")
    expect(field.page.get_by_role("listbox")).to_be_hidden()
    field.press("Alt+ArrowDown")
    expect(field.page.get_by_role("listbox")).to_be_visible()
    assert active(field) is None


def test_enter_without_a_choice_searches_for_the_words(field: Locator) -> None:
    opened(field).press("Enter")
    expect(field.page).to_have_url(re.compile(r"/suche/\?q=pfl$"))
    expect(field.page.get_by_role("listbox")).to_be_hidden()


def test_a_chosen_entry_leads_to_its_page(field: Locator) -> None:
    opened(field).press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field.page).to_have_url(re.compile("/projekte/make-science-halle/$"))


def test_a_chosen_word_is_searched_for(field: Locator) -> None:
    opened(field)
    for _ in range(4):
        field.press("ArrowDown")
    assert active(field) == "Pflegebett"
    field.press("Enter")
    expect(field.page).to_have_url(re.compile(r"/suche/\?q=Pflegebett$"))
    expect(field).to_be_focused()


def test_a_suggestion_is_text_and_never_code(field: Locator) -> None:
    page = opened(field).page
    assert not page.locator(".suggest b").count()
    page.get_by_role("option", name="Pflege <b onclick=alert(1)>heute</b>").click()
    # Its address is none to go to, so that it is searched for.
    expect(page).to_have_url(re.compile(r"/suche/\?q=Pflege"))


def test_a_finger_chooses(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 700}, has_touch=True)
    page.goto("/suche/")
    page.route(API, lambda route: route.fulfill(json={"suggestions": OFFERS}))
    page.locator("#search-q").tap()
    opened(page.locator("#search-q"))
    page.get_by_role("option", name="Pflege im Quartier").tap()
    expect(page).to_have_url(re.compile("/projekte/make-science-halle/$"))


def test_who_leaves_the_field_closes_it(field: Locator) -> None:
    opened(field).press("Tab")
    expect(field.page.get_by_role("listbox")).to_be_hidden()
    expect(field.page.get_by_role("button", name="Suchen", exact=True)).to_be_focused()


def test_the_number_is_read_out_once(field: Locator) -> None:
    status = field.page.locator(".search-form .suggest-status")
    opened(field)
    expect(status).to_have_text("4 Vorschläge")
    status.evaluate(
        """status => {
            window.heard = 0
            new MutationObserver(() => window.heard++).observe(status, { childList: true })
        }"""
    )
    with field.page.expect_response(API):
        field.press_sequentially("e")
    expect(options(field.page)).to_have_count(4)
    assert field.page.evaluate("window.heard") == 0


def test_while_signs_are_composed_nothing_is_asked_nor_chosen(field: Locator) -> None:
    page = field.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "pfl", "selectionStart": 3, "selectionEnd": 3})
    expect(field).to_have_value("pfl")
    # As an input method sends it: Enter takes over the signs and submits nothing.
    field.dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    expect(field).to_have_attribute("aria-expanded", "false")
    session.send("Input.insertText", {"text": "pflege"})
    expect(options(page)).to_have_count(4)
    assert [url.partition("?")[2] for url in asked if API.search(url)] == ["q=pflege"]


def test_an_answer_that_comes_too_late_is_not_shown(field: Locator) -> None:
    page = field.page
    held: list[Route] = []
    page.unroute_all()
    page.route(
        API,
        lambda route: (
            held.append(route)
            if route.request.url.endswith("q=pf")
            else route.fulfill(json={"suggestions": OFFERS[:1]})
        ),
    )
    with page.expect_request(API):
        field.press_sequentially("pf")
    field.press_sequentially("l")
    expect(options(page)).to_have_count(1)
    for route in held:
        route.fulfill(body=json.dumps({"suggestions": OFFERS}))
    field.press("ArrowDown")
    expect(options(page)).to_have_count(1)


def test_without_suggestions_the_search_works_as_ever(field: Locator) -> None:
    page = field.page
    page.unroute_all()
    page.route(API, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        field.press_sequentially("garten")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=garten$"))


def test_without_javascript_it_is_a_plain_field(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator("#suche-start")).to_have_role("searchbox")
    page.locator("#suche-start").fill("Garten")
    page.locator("#suche-start").press("Enter")
    expect(page).to_have_url(re.compile(r"/suche/\?q=Garten$"))
