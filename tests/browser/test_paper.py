"""The form on paper, printed by a browser: few sheets, and every question is on them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_accessible

MOST_SHEETS = 4
A4 = re.compile(r"Page size:\s+59[456]\S* x 84[12]\S* pts")


@pytest.fixture(scope="module")
def poppler() -> None:
    if not (shutil.which("pdfinfo") and shutil.which("pdftotext")):
        pytest.skip("poppler's pdfinfo and pdftotext are not here")


@pytest.mark.usefixtures("poppler")
def test_it_takes_four_sheets_of_a4_and_asks_everything(page: Page, tmp_path: Path) -> None:
    page.goto("/mitmachen/papier/")
    asked = page.locator(".paper__label strong, .paper__choices li > span:last-child").all_inner_texts()
    headings = page.locator(".paper h2").evaluate_all("all => all.map(each => each.firstChild.data)")
    sheet = tmp_path / "papier.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    about = _run("pdfinfo", sheet)
    pages = re.search(r"Pages:\s+(\d+)", about)
    assert pages
    assert int(pages[1]) <= MOST_SHEETS
    assert A4.search(about)
    printed = _words(_run("pdftotext", "-raw", sheet, "-"))
    assert len(asked) > 30
    for text in (*asked, *headings):
        assert _words(text) in printed


def test_it_is_black_on_white_also_for_who_reads_in_the_dark(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/mitmachen/papier/")
    paper = page.locator(".paper")
    expect(paper).to_have_css("color", "rgb(0, 0, 0)")
    expect(paper).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".site-footer")).to_be_hidden()


def test_the_office_is_told_every_mistake_of_a_sheet(admin_page: Page) -> None:
    admin_page.goto("/admin/einreichungen/papier/")
    admin_page.get_by_label("Worum geht es, in einem Satz?").fill("Er kommt zu den Leuten.")
    admin_page.get_by_role("button", name="Einreichung eintragen").click()
    expect(admin_page.get_by_label("Worum geht es, in einem Satz?")).to_have_value("Er kommt zu den Leuten.")
    expect(admin_page.get_by_text("Bitte wählen Sie eines von beiden aus.")).to_be_visible()
    assert_accessible(admin_page, within=".sheet-form")


def _run(*command: object) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def _words(text: str) -> str:
    """Return a text without spaces and hyphens: lines break anywhere."""
    return re.sub(r"[\s\-­]+", "", text)
