"""The small forms on a phone, with and without JavaScript: from the page that leads there to the thanks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_accessible

PHONE = {"width": 360, "height": 740}
WAYS_OF_READING = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
FORMS = {
    "/mitmachen/hinweis/delfin/": {"Was sollen wir ändern?": "Die Leitung hat gewechselt."},
    "/mitmachen/bedarf/": {"Was fehlt?": "Ein Treffpunkt"},
    "/mitmachen/veranstaltung/": {
        "Wie heißt die Veranstaltung?": "Hoffest",
        "Wann ist sie?": "am 1. Mai",
        "Wo ist sie?": "Helfta",
    },
    "/kontakt/": {"Deine Nachricht": "Danke für den Speicher!"},
    "/barriere-melden/": {"Was ist passiert?": "Der Film hat keine Untertitel."},
}


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Callable[[bool], Page]:
    """A visitor's page on a small phone."""
    return lambda scripts: new_page(viewport=PHONE, java_script_enabled=scripts)


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").click()


def fits(page: Page) -> None:
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} pixels stick out to the right"


@WAYS_OF_READING
@pytest.mark.parametrize("address", FORMS)
def test_a_form_is_sent_and_a_reload_sends_nothing_again(
    phone: Callable[[bool], Page], address: str, scripts: bool
) -> None:
    page = phone(scripts)
    page.goto(address)
    expect(page.get_by_role("button").last).to_be_visible()
    for label, answer in FORMS[address].items():
        page.get_by_label(label).fill(answer)
    send(page)
    expect(page).to_have_url(re.compile(f"{address}danke/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke, das ist angekommen!")
    answer = page.reload()
    assert answer is not None
    assert answer.request.method == "GET"
    assert not page.context.cookies()


@WAYS_OF_READING
@pytest.mark.parametrize("address", [*FORMS, "/mitmachen/foerderung/"])
def test_a_form_is_accessible_empty_and_with_mistakes(
    phone: Callable[[bool], Page], address: str, scripts: bool
) -> None:
    page = phone(scripts)
    page.goto(address)
    if scripts:
        assert_accessible(page)
        fits(page)
    page.get_by_label("Deine E-Mail-Adresse").fill("kein Klammeraffe")
    page.get_by_label("Dein Name").fill("Kim Beispiel")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Bitte schau noch einmal hin")
    expect(page).to_have_title(re.compile("^Fehler: "))
    expect(page.get_by_label("Dein Name")).to_have_value("Kim Beispiel")
    if scripts:
        expect(page.get_by_role("alert")).to_be_focused()
        assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)
    page.get_by_role("alert").get_by_role("link").last.click()
    expect(page.get_by_label("Deine E-Mail-Adresse")).to_be_focused()


@WAYS_OF_READING
def test_six_questions_about_money_are_answered_at_once(phone: Callable[[bool], Page], scripts: bool) -> None:
    page = phone(scripts)
    page.goto("/mitmachen/")
    page.get_by_role("link", name="Mikroförderung anfragen").click()
    expect(page.get_by_role("region", name="Diese Regel entscheidet")).to_contain_text("bis zu 1.000 Euro")
    page.get_by_label("1. Was habt ihr vor?").fill("Wir malen den Bahnhof an.")
    page.get_by_role("radiogroup", name=re.compile("^2.")).get_by_label("Ja").check()
    page.get_by_role("radiogroup", name=re.compile("^3.")).get_by_label("Nein").check()
    page.get_by_label("Kulturelle Bildung").check()
    page.get_by_label("5. Wie viel Geld").fill("800")
    page.get_by_label("6. Wo soll es stattfinden?").fill("Ballenstedt")
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@verein.example")
    send(page)
    said = page.get_by_role("region", name="Was die Regel zu deinen Antworten sagt")
    expect(said).to_contain_text("passt wohl: Dort gibt es bis zu 1.000 Euro")
    expect(said).to_contain_text(
        "passt wohl nicht: Gefördert werden dort nur Vorhaben von lokalen Bündnissen"
    )
    expect(said).to_contain_text("keine Entscheidung")
    if scripts:
        assert_accessible(page)
        fits(page)


def test_the_ways_lead_from_page_to_form(phone: Callable[[bool], Page]) -> None:
    page = phone(False)
    page.goto("/projekte/delfin/")
    page.get_by_role("link", name="Etwas stimmt nicht?").click()
    expect(page.get_by_text("Es geht um den Steckbrief")).to_be_visible()
    page.goto("/suche/?q=xyzzyqwert")
    page.get_by_role("link", name="Melde einen Bedarf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedarf melden")
    page.goto("/ziele/")
    page.get_by_role("contentinfo").get_by_role("link", name="Barriere melden").click()
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/ziele/")
    page.goto("/")
    page.get_by_role("link", name="Eine soziale Innovation teilen").click()
    expect(page).to_have_url(re.compile("/mitmachen/teilen/$"))


def test_the_office_reads_what_came(page: Page, admin_page: Page) -> None:
    page.goto("/kontakt/")
    page.get_by_label("Deine Nachricht").fill("Wann ist die nächste Werkstatt?")
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@verein.example")
    send(page)
    admin_page.goto("/admin/nachrichten/")
    assert_accessible(admin_page, within="main")
    admin_page.get_by_role("link", name="Wann ist die nächste Werkstatt?").click()
    expect(admin_page.get_by_role("link", name="Im E-Mail-Programm antworten")).to_be_visible()
    assert_accessible(admin_page, within="main")
    admin_page.get_by_label("Stand").select_option("erledigt")
    admin_page.get_by_label("Notiz").fill("Am Freitag, geschrieben.")
    admin_page.get_by_role("button", name="Speichern").click()
    expect(admin_page.get_by_label("Notiz")).to_have_value("Am Freitag, geschrieben.")
