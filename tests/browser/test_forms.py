"""A form on a telephone, with scripts and without, by keyboard, with mistakes on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_accessible

TELEPHONE = {"width": 360, "height": 640}
ADDRESS = "/formular/"
#: More than the 5,000 characters that such a field takes.
LONG = "Ein langer Satz. " * 320


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    page = new_page(viewport=TELEPHONE, java_script_enabled=request.param)
    page.goto(ADDRESS)
    return page


def send(page: Page) -> None:
    page.get_by_role("button", name="Absenden").click()


def test_a_form_is_filled_in_and_thanked_for(phone: Page) -> None:
    phone.get_by_label("Dein Name").fill("Erika Beispiel")
    phone.get_by_label("Was brauchst du?").fill("Einen Herd.")
    phone.get_by_label("Wie erreichen wir dich?").fill("erika@beispiel.example")
    phone.get_by_label("Verein").check()
    phone.get_by_label("Kochen").check()
    phone.get_by_label("Wo?").select_option("Auf dem Dorf")
    send(phone)
    expect(phone).to_have_url(re.compile(r"/formular/\?gesendet=1$"))
    expect(phone.locator("main")).to_contain_text("Danke!")
    assert phone.context.cookies() == []


def test_mistakes_are_listed_on_top_and_lead_to_their_fields(phone: Page) -> None:
    phone.get_by_label("Was brauchst du?").fill("Einen Herd.")
    phone.get_by_label("Wie erreichen wir dich?").fill("erika-at-beispiel")
    phone.get_by_label("Bauen").check()
    send(phone)
    assert phone.title().startswith("Fehler: Bedarf melden")
    summary = phone.locator("[data-form-summary]")
    expect(summary.get_by_role("link")).to_have_count(3)
    expect(phone.get_by_label("Was brauchst du?")).to_have_value("Einen Herd.")
    expect(phone.get_by_label("Bauen")).to_be_checked()
    summary.get_by_role("link", name="Wer seid ihr?").click()
    expect(phone.get_by_label("Verein")).to_be_focused()
    summary.get_by_role("link", name="Wie erreichen wir dich?").click()
    mail = phone.get_by_label("Wie erreichen wir dich?")
    expect(mail).to_be_focused()
    expect(mail).to_have_attribute("aria-invalid", "true")
    label = phone.get_by_text("Wie erreichen wir dich?", exact=True)
    expect(label).to_be_in_viewport()


def test_mistakes_are_accessible(new_page: Callable[..., Page]) -> None:
    for width in (320, 1280):
        page = new_page(viewport={"width": width, "height": 800})
        page.goto(ADDRESS)
        send(page)
        expect(page.locator("[data-form-summary]")).to_be_focused()
        assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0


def test_a_long_text_is_counted_and_not_cut(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=TELEPHONE)
    page.goto(ADDRESS)
    text = page.get_by_label("Was brauchst du?")
    count = page.locator(".form-count")
    expect(count).to_have_text("Noch 5.000 Zeichen.")
    text.fill("Einen Herd.")
    expect(count).to_have_text("Noch 4.989 Zeichen.")
    text.fill(LONG)
    expect(count).to_have_text("440 Zeichen zu viel.")
    send(page)
    expect(page.locator("[data-form-summary]")).to_contain_text("Bitte kürze auf höchstens 5000.")
    expect(text).to_have_value(LONG)


def test_the_keyboard_goes_from_field_to_field_and_meets_no_trap(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(ADDRESS)
    page.get_by_label("Dein Name").focus()
    met = []
    for _ in range(20):
        met.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
        if met[-1] == "submit":
            break
        page.keyboard.press("Tab")
    assert met[-1] == "submit"
    assert "your_homepage" not in met
    assert "page_stamp" not in met
    assert len(met) >= 9
    expect(page.locator("[name=your_homepage]")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(ADDRESS)
    send(page)
    expect(page.locator("[data-form-summary]")).to_be_focused()
    heights = page.locator(
        ".form-fields :is(input, select, textarea):not([type=checkbox], [type=radio]):visible,"
        ".form-fields .form-choice label, .form-summary a, .form-end button"
    ).evaluate_all("found => found.map(one => Math.round(one.getBoundingClientRect().height))")
    assert len(heights) > 10
    assert min(heights) >= 44
