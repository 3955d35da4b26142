"""The search page as people use it: by keyboard, without JavaScript, on a bad line, back and forth."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

NewPage = Callable[..., Page]
PHONE = {"width": 320, "height": 700}
COUNT = "#search-count"


def theme(page: Page, name: str) -> Locator:
    return page.locator(".search-facet--theme").get_by_label(re.compile(f"^{name} "))


def hits(page: Page) -> list[str]:
    return page.locator(".search-hit__link").all_text_contents()


def count(page: Page) -> str:
    return page.locator(COUNT).inner_text()


@pytest.fixture
def same_document(page: Page) -> Iterator[Page]:
    """A page that must not be loaded anew: what a script left in it is still there at the end."""
    page.goto("/suche/")
    page.evaluate("window.wasHere = true")
    yield page
    assert page.evaluate("window.wasHere"), "the page was loaded anew"


# --- By keyboard alone ------------------------------------------------------------------------------


def tab_to(page: Page, found: Callable[[], Any]) -> None:
    """Press Tab until something is so."""
    for _ in range(80):
        if found():
            return
        page.keyboard.press("Tab")
    raise AssertionError("never reached by the Tab key")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_journey_by_keyboard_alone(new_page: NewPage, script: bool) -> None:
    """Search, filter, open a Steckbrief, and back to the same hits."""
    page = new_page(java_script_enabled=script)
    page.goto("/suche/")
    tab_to(page, lambda: page.locator("#search-q:focus").count())
    page.keyboard.type("Nachbarschaft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=Nachbarschaft"))
    expect(page.locator(".search-chip")).to_have_count(1)
    every = hits(page)

    box = ".search-facet--theme input[value=gesundheit]"
    tab_to(page, lambda: page.locator(f"{box}:focus").count())
    page.keyboard.press("Space")
    if not script:
        tab_to(page, lambda: page.locator(".search-filters__submit:focus").count())
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=Nachbarschaft&theme=gesundheit"))
    expect(page.locator(".search-chip")).to_have_count(2)
    found = hits(page)
    assert 0 < len(found) < len(every)

    tab_to(page, lambda: page.locator(".search-hit__link:focus").count())
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/suche/"))
    expect(page.locator("main h1")).to_have_text(found[0])
    page.go_back()
    expect(page).to_have_url(re.compile("q=Nachbarschaft&theme=gesundheit"))
    expect(page.locator(".search-hit__link")).to_have_text(found)
    expect(page.locator(box)).to_be_checked()
    expect(page.locator("#search-q")).to_have_value("Nachbarschaft")


# --- Results swap in place --------------------------------------------------------------------------


def test_a_ticked_filter_swaps_hits_and_keeps_the_focus(same_document: Page) -> None:
    page = same_document
    before = count(page)
    theme(page, "Gesundheit").press("Space")
    expect(page).to_have_url(re.compile(r"/suche/\?theme=gesundheit$"))
    expect(page.locator(COUNT)).not_to_have_text(before)
    expect(theme(page, "Gesundheit")).to_be_checked()
    expect(theme(page, "Gesundheit")).to_be_focused()
    expect(page.get_by_role("heading", name="Filter (1 aktiv)")).to_have_count(1)
    assert page.title().startswith(count(page))
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", re.compile("theme=gesundheit$"))
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex, follow")

    theme(page, "Gesundheit").press("Space")
    expect(page).to_have_url(re.compile("/suche/$"))
    expect(page.locator(COUNT)).to_have_text(before)
    expect(page.locator("meta[name=robots]")).to_have_count(0)


def test_what_is_swapped_in_is_what_the_address_gives(same_document: Page) -> None:
    page = same_document
    theme(page, "Alter").check()
    expect(page).to_have_url(re.compile("theme=alter"))
    page.locator("#search-q").fill("Pflege & Hilfe")
    page.locator("#search-q").press("Enter")
    expect(page.locator(".search-chip")).to_have_count(2)
    page.locator("#search-sort").select_option("title")
    expect(page).to_have_url(re.compile("sort=title"))
    part = "document.querySelector('[data-search-part=results]').innerText"
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    swapped, address = page.evaluate(part), page.url
    fresh = page.context.new_page()
    fresh.goto(address)
    assert fresh.evaluate(part) == swapped
    assert fresh.locator("#search-q").input_value() == "Pflege & Hilfe"


def test_sorting_keeps_the_focus_and_needs_no_button(same_document: Page) -> None:
    page = same_document
    expect(page.get_by_role("button", name="Sortieren")).to_be_hidden()
    page.locator("#search-sort").focus()
    page.locator("#search-sort").select_option("title")
    expect(page).to_have_url(re.compile(r"/suche/\?sort=title$"))
    expect(page.locator(".search-hit__link").first).to_have_text(re.compile('^["„(A-B0-9]'))
    expect(page.locator("#search-sort")).to_be_focused()
    expect(page.locator("#search-sort")).to_have_value("title")


def test_a_removed_chip_hands_the_focus_to_the_next(same_document: Page) -> None:
    page = same_document
    theme(page, "Alter").check()
    expect(page.locator(".search-chip")).to_have_count(1)
    theme(page, "Arbeit").check()
    expect(page.locator(".search-chip")).to_have_count(2)
    page.locator(".search-chip").first.press("Enter")
    expect(page.locator(".search-chip")).to_have_count(1)
    expect(page.locator(".search-chip")).to_be_focused()
    page.locator(".search-chip").press("Enter")
    expect(page.locator(".search-chip")).to_have_count(0)
    expect(page.locator(COUNT)).to_be_focused()


def test_who_turns_the_page_stands_at_the_heading(same_document: Page) -> None:
    page = same_document
    first = hits(page)
    page.get_by_role("link", name="Nächste Seite").press("Enter")
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(page.locator(COUNT)).to_be_focused()
    expect(page.locator(COUNT)).to_be_in_viewport()
    expect(page.locator(COUNT)).to_have_accessible_description(re.compile("^Seite 2 von "))
    assert not set(hits(page)) & set(first)


def test_a_click_that_wants_a_new_tab_gets_one(same_document: Page) -> None:
    page = same_document
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Nächste Seite").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("?page=2")
    assert page.url.endswith("/suche/")


def test_other_modules_learn_of_new_results(same_document: Page) -> None:
    page = same_document
    page.evaluate(
        """document.addEventListener('knowledge-search:results', ({ target }) => {
            window.told = [target.matches('[data-search]'), target.querySelector('#search-count').textContent]
        })"""
    )
    theme(page, "Alter").check()
    page.wait_for_function("window.told")
    assert page.evaluate("window.told") == [True, count(page)]


# --- Back and forth ---------------------------------------------------------------------------------


def test_back_and_forth_bring_hits_form_and_place_back(same_document: Page) -> None:
    page = same_document
    whole = count(page)
    page.locator("#search-q").fill("Nachbarschaft")
    page.locator("#search-q").press("Enter")
    expect(page.locator(".search-chip")).to_have_count(1)
    one = count(page)
    theme(page, "Sozialer Zusammenhalt").check()
    expect(page.locator(".search-chip")).to_have_count(2)
    two = count(page)

    page.go_back()
    expect(page.locator(COUNT)).to_have_text(one)
    expect(theme(page, "Sozialer Zusammenhalt")).not_to_be_checked()
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(whole)
    expect(page.locator("#search-q")).to_have_value("")
    page.go_forward()
    page.go_forward()
    expect(page.locator(COUNT)).to_have_text(two)
    expect(page.locator("#search-q")).to_have_value("Nachbarschaft")
    expect(theme(page, "Sozialer Zusammenhalt")).to_be_checked()


def test_back_scrolls_to_where_one_was(same_document: Page) -> None:
    page = same_document
    page.get_by_role("link", name="Nächste Seite").scroll_into_view_if_needed()
    there = page.evaluate("scrollY")
    assert there > 500
    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.locator(COUNT)).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile("/suche/$"))
    page.wait_for_function(f"Math.abs(scrollY - {there}) < 5")


def test_a_jump_within_the_page_asks_for_nothing(same_document: Page) -> None:
    page = same_document
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("location.hash = 'inhalt'")
    page.go_back()
    page.wait_for_function("!location.hash")
    assert [url for url in asked if "/suche/" in url] == []


# --- What is read out -------------------------------------------------------------------------------

LISTEN = """() => {
    window.heard = [];
    const live = '[aria-live=polite], [role=status], [role=alert]';
    new MutationObserver(changes => {
        const regions = new Set();
        for (const { target } of changes) {
            const element = target.nodeType === 1 ? target : target.parentElement;
            const region = element?.closest(live);
            if (region && region.textContent.trim()) regions.add(region);
        }
        for (const region of regions) window.heard.push(region.textContent.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_a_count_is_read_out_once(same_document: Page) -> None:
    page = same_document
    page.evaluate(LISTEN)
    theme(page, "Alter").check()
    expect(page.locator(".search-chip")).to_have_count(1)
    first = count(page)
    assert page.evaluate("window.heard") == [first]
    theme(page, "Gesundheit").check()
    expect(page.locator(".search-chip")).to_have_count(2)
    assert page.evaluate("window.heard") == [first, count(page)]
    # The same number again is news too: the filter had an effect.
    page.locator("#search-sort").select_option("newest")
    expect(page).to_have_url(re.compile("sort=newest"))
    assert page.evaluate("window.heard") == [first, count(page), count(page)]


def test_a_heading_that_has_the_focus_is_not_read_out_twice(same_document: Page) -> None:
    page = same_document
    page.evaluate(LISTEN)
    page.get_by_role("link", name="Nächste Seite").press("Enter")
    expect(page.locator(COUNT)).to_be_focused()
    assert page.evaluate("window.heard") == []
    expect(page.locator(COUNT)).to_have_attribute("aria-live", "polite")


# --- A bad line -------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["offline", "error 500"])
def test_a_failed_request_says_so_and_keeps_what_was_typed(
    same_document: Page, watch: Watch, broken: str
) -> None:
    page = same_document
    before = hits(page)
    watch.expect("status 500")
    page.route(
        re.compile("/suche/\\?"),
        lambda route: route.abort() if broken == "offline" else route.fulfill(status=500, body="Fehler"),
    )
    page.locator("#search-q").fill("Garten")
    page.locator("#search-q").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Das hat gerade nicht geklappt")
    expect(page.locator("#search-q")).to_have_value("Garten")
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    assert hits(page) == before
    assert page.url.endswith("/suche/")
    assert_accessible(page, within="main")

    page.unroute_all()
    theme(page, "Alter").check()
    expect(page).to_have_url(re.compile("q=Garten&theme=alter"))
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_slow_answer_is_shown_as_such_and_a_newer_one_wins(same_document: Page) -> None:
    page = same_document

    def hold(route: Route) -> None:
        """Answer never."""

    page.route(re.compile(r"/suche/\?theme=alter$"), hold)
    theme(page, "Alter").check()
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    theme(page, "Arbeit").check()
    expect(page).to_have_url(re.compile("theme=arbeit"))
    expect(page.locator(".search-chip")).to_have_count(2)
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    late = count(page)
    expect(page.locator(COUNT)).to_have_text(late)
    expect(page.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_mistyped_place_can_be_mended(new_page: NewPage, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto("/suche/")
    page.get_by_label("Ort", exact=True).fill("Xyzdorf")
    page.get_by_label("Entfernung").select_option("25")
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.locator(".search-problems")).to_contain_text("Den Ort „Xyzdorf“ kennen wir nicht")
    field = page.get_by_label("Ort", exact=True)
    expect(field).to_have_value("Xyzdorf")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Entfernung")).to_have_value("25")
    field.fill("Eisleben")
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.locator(".search-chips")).to_contain_text("Umkreis 25 km bei Lutherstadt Eisleben")
    expect(page.get_by_label("Ort", exact=True)).to_have_value("")
    expect(page.locator(".search-problems")).to_have_count(0)


# --- On a phone -------------------------------------------------------------------------------------


def test_filters_stay_open_while_they_are_ticked_and_close_when_applied(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto("/suche/")
    expect(theme(page, "Alter")).to_be_hidden()
    page.locator(".search-filters__summary").click()
    theme(page, "Alter").check()
    expect(page.get_by_role("heading", name="Filter (1 aktiv)")).to_be_visible()
    expect(theme(page, "Alter")).to_be_visible()
    number = re.match(r"\d+", count(page))
    assert number
    apply = page.get_by_role("button", name=f"Filter anwenden ({number[0]} Treffer)")
    expect(apply).to_be_in_viewport()
    # What stands before the page covers no more than a fifth of it.
    box = page.locator(".search-filters__actions").bounding_box()
    assert box
    assert box["height"] <= PHONE["height"] / 5
    apply.click()
    expect(theme(page, "Alter")).to_be_hidden()
    expect(page.locator(COUNT)).to_be_focused()
    expect(page.locator(COUNT)).to_be_in_viewport()


def test_more_values_unfold_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/suche/")
    group = page.locator(".search-facet--tag")
    group.locator("summary").first.click()
    expect(group.locator("input:visible")).to_have_count(8)
    group.get_by_text("Mehr anzeigen").click()
    expect(group.locator("input:visible")).not_to_have_count(8)


@pytest.mark.parametrize("address", ["/suche/?theme=alter", "/suche/?q=xyzzyqwert&theme=alter"])
def test_targets_are_large_enough_for_a_finger(new_page: NewPage, address: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(address)
    page.locator(".search-filters__summary").click()
    low = page.evaluate(
        """() => [...document.querySelectorAll(`.search-filters summary, .search-facet__label,
            .search-chips a, .pagination a, .search-nothing__ways a, .search select, .search button`)]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
            .map(e => `${e.className} ${e.getBoundingClientRect().height}`)"""
    )
    assert low == []


@pytest.mark.parametrize("address", ["/suche/", "/suche/?view=map", "/suche/?q=xyzzyqwert"])
def test_nothing_lies_above_the_footer(new_page: NewPage, address: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(address)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    links = page.locator(".site-footer a")
    assert links.count() > 3
    for link in links.all():
        link.focus()
        covered = link.evaluate(
            """link => {
                const { left, right, top, bottom } = link.getBoundingClientRect();
                return [left + 1, (left + right) / 2, right - 1]
                    .flatMap(x => [top + 1, bottom - 1].map(y => document.elementFromPoint(x, y)))
                    .filter(above => !link.contains(above)).map(above => above?.outerHTML ?? "outside");
            }"""
        )
        assert covered == []


@pytest.mark.parametrize("height", [640, 800])
def test_no_bar_lies_above_the_filters(new_page: NewPage, height: int) -> None:
    page = new_page(viewport={"width": 320, "height": height})
    page.goto("/suche/")
    page.locator(".search-filters__summary").press("Enter")
    expect(page.locator(".search-filters__submit")).to_be_in_viewport(ratio=1)
    assert_accessible(page)
    for facet in page.locator(".search-facet > summary").all():
        facet.press("Enter")
        expect(facet).to_be_in_viewport(ratio=1)
        assert_accessible(page, within=".search-form")


def test_a_low_window_has_no_frame_within_it(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 640, "height": 360})
    page.goto("/suche/")
    page.locator(".search-filters__summary").click()
    choices = page.locator(".search-filters__choices")
    assert choices.evaluate("choices => choices.scrollHeight - choices.clientHeight") == 0


# --- Accessible in every state ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_state_is_accessible(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/suche/?theme=alter")
    if width < 896:
        page.locator(".search-filters__summary").click()
    page.locator(".search-facet--tag > summary").click()
    page.locator(".search-facet--tag").get_by_text("Mehr anzeigen").click()
    assert_accessible(page)

    page.locator("#search-q").press_sequentially("pfle")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    # What lies below the open list is covered, and meant to be.
    assert_accessible(page, within=".search-form__query")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0

    page.goto("/suche/?q=xyzzyqwert&theme=alter&tag=socent")
    expect(page.locator(".search-nothing")).to_be_visible()
    assert_accessible(page)

    page.goto("/suche/?place=Xyzdorf&radius_km=10")
    expect(page.get_by_text("Den Ort „Xyzdorf“ kennen wir nicht")).to_be_visible()
    assert_accessible(page)

    page.goto("/suche/werte/tag/")
    assert_accessible(page)
    if width < 896:
        page.locator(".site-nav-small summary").click()
        assert_accessible(page)


def test_zero_hits_show_ways_that_lead_somewhere(page: Page) -> None:
    page.goto("/suche/?q=xyzzyqwert&theme=alter")
    way = page.get_by_role("link", name="Ohne das Suchwort „xyzzyqwert“")
    promised = re.search(r"\d+", way.locator("xpath=..").inner_text().partition(":")[2])
    assert promised
    way.press("Enter")
    expect(page.locator(COUNT)).to_have_text(re.compile(rf"^{promised[0]} "))
    expect(page.locator("#search-q")).to_have_value("")
