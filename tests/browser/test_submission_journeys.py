"""A maker with a phone, the office at its desk, and a real mail server between them."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.support.accessibility import assert_accessible
from tests.support.maker import ANSWERS, START, Maker
from tests.support.store import Store
from tests.support.watch import Watch
from wissensspeicher.demo.accounts import DEMO_ACCOUNTS

PHONE = {"width": 360, "height": 740}
SECONDS = 120  # on a busy machine; nothing here waits that long when all is well
_numbers = count(1)


@pytest.fixture
def site_url(store: Store) -> str:
    return store.url


@pytest.fixture
def watch(store: Store) -> Iterator[Watch]:
    watching = Watch(store.url, store.log)
    yield watching
    watching.assert_clean()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def has_scripts(request: pytest.FixtureRequest) -> bool:
    scripts: bool = request.param
    return scripts


@pytest.fixture
def phone(new_page: Callable[..., Page], has_scripts: bool) -> Page:
    """A maker's page, with JavaScript and without."""
    return new_page(viewport=PHONE, java_script_enabled=has_scripts)


@pytest.fixture
def modern_phone(new_page: Callable[..., Page]) -> Page:
    """A maker's page with JavaScript."""
    return new_page(viewport=PHONE)


@pytest.fixture
def office(new_page: Callable[..., Page]) -> Page:
    """The queue, as the demo's editor sees it."""
    page = new_page()
    editor = next(account for account in DEMO_ACCOUNTS if account.username == "redaktion")
    page.goto("/admin/login/?next=/admin/einreichungen/")
    page.fill("input[name=username]", editor.username)
    page.fill("input[name=password]", editor.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/einreichungen/")
    return page


class Idea:
    """An innovation whose name and address nobody else has."""

    def __init__(self) -> None:
        self.number = next(_numbers)
        self.title = f"Fahrradkueche{self.number} Grossoerner"
        self.email = f"mia{self.number}@dorf.example"


@pytest.fixture
def idea() -> Idea:
    return Idea()


def photograph() -> FilePayload:
    data = BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").save(data, "JPEG")
    return {"name": "rad.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def letter(store: Store, to: str, subject: str) -> str:
    """Wait for a mail; return its text."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        for message in list(store.mails.messages):
            if message["X-RcptTo"] == to and subject in message["Subject"]:
                body: Any = message.get_body(("plain",))
                return str(body.get_content())
        time.sleep(0.2)
    raise AssertionError(f"No mail „{subject}“ came to {to}.")


def link_in(text: str, way: str) -> str:
    """Return the path of the link in a mail that leads below `/mitmachen/<way>/`."""
    paths = [urlsplit(link).path for link in re.findall(r"https?://\S+", text)]
    return next(path for path in paths if path.startswith(f"/mitmachen/{way}/"))


def submissions(store: Store, title: str) -> int:
    """Return how many there are; the only way to see that a second click made none."""
    with closing(sqlite3.connect(store.folder / "db.sqlite3")) as database:
        asked = database.execute("SELECT count(*) FROM knowledge_submission WHERE title = ?", [title])
        number: int = asked.fetchone()[0]
    return number


def look(page: Page, has_scripts: bool = True) -> None:
    """Look at a state of a page as everybody does: no barrier in light and dark, nothing sticks out."""
    if not has_scripts:
        return  # axe is a script; the pages are the same
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_accessible(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: {overflow} pixels stick out to the right"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def heading(page: Page, text: str) -> None:
    expect(page.locator("main h1")).to_contain_text(text)


def refused(page: Page, words: str, has_scripts: bool) -> None:
    """Expect a summary of what is wrong, on top and with the focus."""
    summary = page.locator("[data-form-summary]")
    expect(summary).to_contain_text(words)
    if has_scripts:
        expect(summary).to_be_focused()
    look(page, has_scripts)


def fill_in(page: Page, idea: Idea, has_scripts: bool) -> None:
    """Fill in every step, after a mistake where one can be made, up to „Abschicken“."""
    page.goto(START)
    look(page, has_scripts)
    press(page, "Weiter")
    refused(page, "Schreib bitte einen Namen", has_scripts)
    page.fill("[name=title]", idea.title)
    page.fill("[name=summary]", "Jugendliche reparieren Räder für Nachbarn.")
    press(page, "Weiter")

    heading(page, "Wo ist es?")
    look(page, has_scripts)
    page.fill("[name=postcode]", "123")
    press(page, "Weiter")
    refused(page, "Wähle bitte eine Gemeinde", has_scripts)
    expect(page.locator("[name=postcode]")).to_have_value("123")
    page.fill("[name=postcode]", "06343")
    page.select_option("[name=municipality]", label="Mansfeld")
    page.fill("[name=place_name]", "Großörner")
    press(page, "Weiter")

    heading(page, "Wer steht dahinter?")
    look(page, has_scripts)
    page.fill("[name=carrier]", "Radverein Großörner e. V.")
    page.fill("[name=website]", "kein verein")
    press(page, "Weiter")
    refused(page, "keine vollständige Internetadresse", has_scripts)
    page.fill("[name=website]", "www.radverein.example")
    press(page, "Weiter")

    heading(page, "Wie funktioniert es")
    look(page, has_scripts)
    page.fill("[name=description]", "Jeden Samstag.\n\nAlle dürfen kommen.")
    page.fill("[name=tags]", ", ".join(f"Wort{n}" for n in range(11)))
    press(page, "Weiter")
    refused(page, "Such bitte die 10 besten aus", has_scripts)
    page.fill("[name=tags]", "Fahrrad")
    page.locator("[name=themes]").first.check()
    page.locator("[name=stage]").nth(2).check()
    press(page, "Weiter")

    heading(page, "Hast du Bilder")
    look(page, has_scripts)
    page.set_input_files("[name=images]", [{**photograph(), "name": "text.jpg", "buffer": b"kein Bild"}])
    press(page, "Hochladen")
    refused(page, "text.jpg", has_scripts)
    page.set_input_files("[name=images]", [photograph()])
    press(page, "Hochladen")
    expect(page.get_by_role("heading", name="rad.jpg")).to_be_visible()
    until_shown(page, "img.submission-files__picture")
    look(page, has_scripts)
    page.fill("input[name$=description]", "Zwei Menschen an einem Rad")
    page.fill("input[name$=credit]", "Mia Muster")
    page.check("input[name$=shows_people]")
    press(page, "Weiter")

    heading(page, "Wie erreichen wir dich?")
    look(page, has_scripts)
    page.fill("[name=contact_email]", "mia(at)dorf")
    press(page, "Weiter")
    refused(page, "Das ist keine E-Mail-Adresse", has_scripts)
    page.fill("[name=contact_name]", "Mia Muster")
    page.fill("[name=contact_email]", idea.email)
    for consent in ("images", "persons"):
        page.check(f"[name=consent_{consent}]")
    expect(page.locator("[name=consent_contact]")).not_to_be_checked()
    press(page, "Weiter")

    heading(page, "Stimmt alles so?")
    for words in (idea.title, "Mansfeld", "Großörner", "Alle dürfen kommen.", "Mia Muster", idea.email):
        expect(page.locator("main")).to_contain_text(words)
    look(page, has_scripts)


def until_shown(page: Page, selector: str) -> None:
    """Load the page again until the worker has done its part."""
    deadline = time.monotonic() + SECONDS
    while not page.locator(selector).count():
        assert time.monotonic() < deadline, f"{page.url} never showed {selector}"
        time.sleep(0.5)
        page.reload()


def confirmed(store: Store, idea: Idea) -> str:
    """Have somebody submit and confirm an idea; return the path of the status page once it is a draft."""
    maker = Maker(store.url, f"203.0.113.{idea.number}")
    here = maker.begin(idea.title, maker.stamp())
    for step, answers in ANSWERS:
        own = {"contact_email": idea.email} if step == "kontakt" else {}
        maker.fill_in(here, step, {**answers, **own}, {})
    maker.send(here)
    maker.ask(link_in(letter(store, idea.email, "bestätige"), "bestaetigen"), {})
    status = link_in(letter(store, idea.email, "Danke für deine Einreichung"), "stand")
    deadline = time.monotonic() + SECONDS
    while "Deine Angaben sind bei uns" not in maker.ask(status).text:
        assert time.monotonic() < deadline
        time.sleep(0.3)
    return status


def review(office: Page, idea: Idea) -> None:
    """Open a submission from the queue."""
    office.goto("/admin/einreichungen/")
    office.get_by_role("link", name=idea.title).click()
    expect(office.get_by_role("heading", name="Das hat die Macher*in geschickt")).to_be_visible()


def found(page: Page, idea: Idea) -> bool:
    page.goto(f"/suche/?q={idea.title.split()[0]}")
    return page.get_by_role("link", name=idea.title).count() > 0


def test_from_the_first_step_to_the_search(
    phone: Page, office: Page, store: Store, idea: Idea, has_scripts: bool
) -> None:
    fill_in(phone, idea, has_scripts)
    press(phone, "Abschicken")
    heading(phone, "Fast geschafft")
    look(phone, has_scripts)

    phone.goto(link_in(letter(store, idea.email, "bestätige"), "bestaetigen"))
    heading(phone, "Möchtest du das einreichen?")
    look(phone, has_scripts)
    press(phone, "Ja, bestätigen")
    heading(phone, idea.title)
    status = urlsplit(phone.url).path
    assert status == link_in(letter(store, idea.email, "Danke für deine Einreichung"), "stand")
    until_shown(phone, "text=Deine Angaben sind bei uns")
    look(phone, has_scripts)
    assert not found(phone, idea)

    review(office, idea)
    expect(office.locator("main")).to_contain_text("Alle dürfen kommen.")
    assert_accessible(office, within=".review")
    office.get_by_role("button", name="Frage schicken").click()
    expect(office.get_by_text("Bitte schreiben Sie der Macher*in ein paar Worte.")).to_be_visible()
    office.get_by_label("Ihre Frage").fill("Seit wann gibt es euch?")
    office.get_by_role("button", name="Frage schicken").click()
    expect(office.get_by_text("Ihre Frage ist unterwegs.")).to_be_visible()

    mail = letter(store, idea.email, "Wir haben eine Frage")
    assert "Seit wann gibt es euch?" in mail
    phone.goto(link_in(mail, "stand"))
    expect(phone.get_by_text("Seit wann gibt es euch?")).to_be_visible()
    look(phone, has_scripts)
    press(phone, "Antwort abschicken")
    refused(phone, "Schreib bitte etwas", has_scripts)
    phone.fill("[name=text]", "Seit 2019.")
    press(phone, "Antwort abschicken")
    expect(phone.get_by_text("Seit 2019.")).to_be_visible()
    look(phone, has_scripts)

    review(office, idea)
    expect(office.get_by_text("Seit 2019.")).to_be_visible()
    office.get_by_role("button", name="Übernehmen und veröffentlichen").click()
    expect(office.get_by_text("ist veröffentlicht.")).to_be_visible()

    letter(store, idea.email, "Veröffentlicht")
    phone.goto(status)
    expect(phone.get_by_text("Veröffentlicht. Danke, dass du es teilst!")).to_be_visible()
    look(phone, has_scripts)
    phone.get_by_role("link", name="Steckbrief ansehen").click()
    heading(phone, idea.title)
    expect(phone.locator("main")).not_to_contain_text(idea.email)
    look(phone, has_scripts)
    assert found(phone, idea)


def test_who_withdraws_is_asked_once_and_gone_from_the_search(
    phone: Page, office: Page, store: Store, idea: Idea, has_scripts: bool
) -> None:
    status = confirmed(store, idea)
    review(office, idea)
    office.get_by_role("button", name="Übernehmen und veröffentlichen").click()
    expect(office.get_by_text("ist veröffentlicht.")).to_be_visible()
    assert found(phone, idea)
    phone.goto(status)
    phone.get_by_role("link", name="Einreichung zurückziehen").click()
    expect(phone.get_by_role("heading", name="Wirklich zurückziehen?")).to_be_visible()
    look(phone, has_scripts)
    press(phone, "Ja, zurückziehen")
    expect(phone.get_by_text("Du hast es zurückgezogen.")).to_be_visible()
    look(phone, has_scripts)
    assert not found(phone, idea)


def test_who_is_declined_reads_why(
    phone: Page, office: Page, store: Store, idea: Idea, has_scripts: bool
) -> None:
    status = confirmed(store, idea)
    review(office, idea)
    office.get_by_label("Ihre Begründung").fill("Das gibt es schon im Nachbarort.")
    office.get_by_role("button", name="Ablehnen", exact=True).click()
    expect(office.get_by_text("Die Einreichung ist abgelehnt.")).to_be_visible()
    assert "Das gibt es schon im Nachbarort." in letter(store, idea.email, "Zu deiner Einreichung")
    phone.goto(status)
    expect(phone.get_by_text("Das gibt es schon im Nachbarort.")).to_be_visible()
    look(phone, has_scripts)
    assert not found(phone, idea)


def test_who_deletes_leaves_nothing_behind(
    phone: Page, office: Page, store: Store, idea: Idea, has_scripts: bool, watch: Watch
) -> None:
    watch.expect("status 404")
    status = confirmed(store, idea)
    review(office, idea)
    office.get_by_role("button", name="Übernehmen und veröffentlichen").click()
    expect(office.get_by_text("ist veröffentlicht.")).to_be_visible()
    phone.goto(status)
    phone.get_by_role("link", name="Steckbrief ansehen").click()
    heading(phone, idea.title)
    public = phone.url
    phone.goto(status)
    phone.get_by_role("link", name="Alles löschen").click()
    expect(phone.get_by_role("heading", name="Wirklich alles löschen?")).to_be_visible()
    look(phone, has_scripts)
    press(phone, "Ja, alles löschen")
    heading(phone, "Alles ist gelöscht")
    look(phone, has_scripts)
    assert not found(phone, idea)
    for address in (status, public):
        answer = phone.goto(address)
        assert answer is not None
        assert answer.status == 404
    phone.goto(status)
    heading(phone, "Dieser Link führt zu nichts")
    look(phone, has_scripts)
    office.goto("/admin/einreichungen/?ordner=entschieden")
    expect(office.get_by_text(idea.title)).to_have_count(0)


@pytest.mark.parametrize(("sent", "moment", "days"), [(False, "changed_at", 30), (True, "sent_at", 7)])
def test_what_is_never_finished_or_confirmed_is_gone_when_its_term_is_over(
    phone: Page, store: Store, idea: Idea, has_scripts: bool, watch: Watch, sent: bool, moment: str, days: int
) -> None:
    watch.expect("status 404")
    begin(phone, idea)
    here = urlsplit(phone.url).path.removesuffix("ort/")
    way = here
    if sent:
        maker = Maker(store.url)
        for step, answers in ANSWERS:
            own = {"contact_email": idea.email} if step == "kontakt" else {}
            maker.fill_in(here, step, {**answers, **own}, {})
        maker.send(here)
        way = link_in(letter(store, idea.email, "bestätige"), "bestaetigen")
    for later, is_there in ((days - 1, True), (days + 1, False)):
        store.run(
            "from datetime import timedelta",
            "from django.utils import timezone",
            "from knowledge.retention.models import RetentionRun",
            "from knowledge.retention.running import run_due",
            "from knowledge.submissions.models import Submission",
            f"then = timezone.now() - timedelta(days={later})",
            f"Submission.objects.filter(title={idea.title!r}).update({moment}=then)",
            "RetentionRun.objects.all().delete()  # today is another day",
            "run_due()",
        )
        assert submissions(store, idea.title) == is_there
        answer = phone.goto(way)
        assert answer is not None
        assert answer.status == (200 if is_there else 404)
    heading(phone, "Dieser Link führt zu nichts")
    look(phone, has_scripts)


def test_who_takes_a_break_goes_on_with_the_mailed_link(
    phone: Page, new_page: Callable[..., Page], store: Store, idea: Idea, has_scripts: bool
) -> None:
    begin(phone, idea)
    phone.select_option("[name=municipality]", label="Mansfeld")
    press(phone, "Später weitermachen")
    heading(phone, "Später weitermachen")
    look(phone, has_scripts)
    press(phone, "Link schicken")
    refused(phone, "Ohne E-Mail-Adresse", has_scripts)
    phone.get_by_label("Deine E-Mail-Adresse").fill(idea.email)
    press(phone, "Link schicken")
    expect(phone.get_by_text("Der Link ist unterwegs zu dir.")).to_be_visible()
    look(phone, has_scripts)

    elsewhere = new_page()
    elsewhere.goto(link_in(letter(store, idea.email, "Dein angefangenes Formular"), "teilen"))
    heading(elsewhere, "Wer steht dahinter?")
    elsewhere.locator(".form-progress summary").click()
    elsewhere.get_by_role("link", name="Wo", exact=True).click()
    expect(elsewhere.locator("[name=municipality] option:checked")).to_have_text("Mansfeld")


def test_who_has_lost_the_link_gets_it_again(
    phone: Page, store: Store, idea: Idea, has_scripts: bool
) -> None:
    status = confirmed(store, idea)
    phone.goto("/mitmachen/link/")
    look(phone, has_scripts)
    phone.get_by_label("Deine E-Mail-Adresse").fill(idea.email)
    press(phone, "Links schicken")
    expect(phone.get_by_role("status")).to_contain_text("Wenn wir Einreichungen mit dieser Adresse haben")
    look(phone, has_scripts)
    assert link_in(letter(store, idea.email, "Dein Link zu"), "stand") == status


# --- What scripts add ---


def begin(page: Page, idea: Idea) -> None:
    page.goto(START)
    page.fill("[name=title]", idea.title)
    page.fill("[name=summary]", "Jugendliche reparieren Räder.")
    press(page, "Weiter")
    heading(page, "Wo ist es?")
    page.wait_for_load_state()


def test_what_is_typed_is_on_the_server_before_anybody_presses_a_button(
    modern_phone: Page, new_page: Callable[..., Page], idea: Idea
) -> None:
    begin(modern_phone, idea)
    modern_phone.fill("[name=place_name]", "Großörner")
    expect(modern_phone.locator("[data-submission-saved]")).to_have_text("Gespeichert.")
    elsewhere = new_page()
    elsewhere.goto(modern_phone.url)
    expect(elsewhere.locator("[name=place_name]")).to_have_value("Großörner")
    expect(elsewhere.locator("[data-form-summary]")).to_have_count(0)


def test_a_lost_connection_is_told_and_costs_no_word(
    modern_phone: Page, new_page: Callable[..., Page], idea: Idea
) -> None:
    begin(modern_phone, idea)
    modern_phone.context.set_offline(True)
    modern_phone.fill("[name=place_name]", "Großörner")
    saved = modern_phone.locator("[data-submission-saved]")
    expect(saved).to_contain_text("Keine Verbindung")
    look(modern_phone)
    press(modern_phone, "Weiter")
    heading(modern_phone, "Wo ist es?")
    expect(saved).to_contain_text("Keine Verbindung")
    modern_phone.context.set_offline(False)
    expect(saved).to_have_text("Gespeichert.")
    elsewhere = new_page()
    elsewhere.goto(modern_phone.url)
    expect(elsewhere.locator("[name=place_name]")).to_have_value("Großörner")
    modern_phone.select_option("[name=municipality]", label="Mansfeld")
    press(modern_phone, "Weiter")
    heading(modern_phone, "Wer steht dahinter?")


def test_a_server_that_is_away_costs_no_word(modern_phone: Page, idea: Idea) -> None:
    begin(modern_phone, idea)
    modern_phone.route("**/ort/", lambda route: route.abort())
    modern_phone.fill("[name=place_name]", "Großörner")
    expect(modern_phone.locator("[data-submission-saved]")).to_contain_text("Keine Verbindung")
    here = modern_phone.url
    press(modern_phone, "Weiter")
    modern_phone.wait_for_url("chrome-error://**")  # the browser says in its own words that nobody answers
    modern_phone.unroute_all()
    modern_phone.goto(here)
    expect(modern_phone.locator("[name=place_name]")).to_have_value("Großörner")
    expect(modern_phone.locator("[data-submission-saved]")).to_have_text("Gespeichert.")


def test_the_first_step_is_kept_too_where_the_connection_breaks(modern_phone: Page, idea: Idea) -> None:
    modern_phone.goto(START)
    modern_phone.fill("[name=title]", idea.title)
    modern_phone.context.set_offline(True)
    press(modern_phone, "Weiter")
    expect(modern_phone.locator("[data-submission-saved]")).to_contain_text("Keine Verbindung")
    modern_phone.context.set_offline(False)
    modern_phone.goto(START)
    expect(modern_phone.locator("[name=title]")).to_have_value(idea.title)


def test_the_next_submission_begins_empty(modern_phone: Page, idea: Idea) -> None:
    begin(modern_phone, idea)
    modern_phone.goto(START)
    expect(modern_phone.locator("[name=title]")).to_have_value("")


def test_a_double_click_makes_one_submission_and_one_mail(
    modern_phone: Page, store: Store, idea: Idea
) -> None:
    modern_phone.goto(START)
    modern_phone.fill("[name=title]", idea.title)
    modern_phone.fill("[name=summary]", "Jugendliche reparieren Räder.")
    modern_phone.get_by_role("button", name="Weiter").dblclick(no_wait_after=True)
    heading(modern_phone, "Wo ist es?")
    assert submissions(store, idea.title) == 1
    here = urlsplit(modern_phone.url).path.removesuffix("ort/")
    maker = Maker(store.url)
    for step, answers in ANSWERS:
        own = {"contact_email": idea.email} if step == "kontakt" else {}
        maker.fill_in(here, step, {**answers, **own}, {})
    modern_phone.goto(f"{here}pruefen/")
    modern_phone.get_by_role("button", name="Abschicken").dblclick(no_wait_after=True)
    heading(modern_phone, "Fast geschafft")
    letter(store, idea.email, "bestätige")
    # Another mail, asked for afterwards, would come after a second one.
    maker.ask(link_in(letter(store, idea.email, "bestätige"), "bestaetigen"), {})
    letter(store, idea.email, "Danke für deine Einreichung")
    assert store.mails.recipients.count(idea.email) == 2
    assert submissions(store, idea.title) == 1


def test_known_projects_are_offered_while_the_title_is_typed(modern_phone: Page) -> None:
    modern_phone.goto(START)
    modern_phone.locator("[name=title]").press_sequentially("Make Science Hal")
    offered = modern_phone.get_by_role("heading", name="Ist es eines von diesen?")
    expect(offered).to_be_visible()
    expect(modern_phone.locator("[data-similar]").get_by_role("link")).to_contain_text(["Make Science Halle"])
    look(modern_phone)
    modern_phone.fill("[name=title]", "Etwas ganz anderes, das niemand kennt")
    expect(offered).to_have_count(0)


def test_without_scripts_they_are_offered_on_the_next_step(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(START)
    page.fill("[name=title]", "Make Science Halle")
    page.fill("[name=summary]", "Labore für alle.")
    press(page, "Weiter")
    heading(page, "Wo ist es?")
    expect(page.locator("[data-similar]").get_by_role("link")).to_contain_text(["Make Science Halle"])


def test_a_pin_on_the_map_chooses_the_gemeinde(
    modern_phone: Page, new_page: Callable[..., Page], idea: Idea
) -> None:
    begin(modern_phone, idea)
    expect(modern_phone.locator(".cms-map__ground").first).to_be_attached()
    modern_phone.select_option("[name=municipality]", label="Mansfeld")
    modern_phone.get_by_role("button", name="Kartenmitte übernehmen").click()
    expect(modern_phone.locator("[data-pin-message]")).to_have_text("Punkt gesetzt in Mansfeld.")
    modern_phone.select_option("[name=municipality]", label="Allstedt")
    modern_phone.locator("[data-pin-map]").click(position={"x": 140, "y": 140})
    message = modern_phone.locator("[data-pin-message]")
    expect(message).to_have_text(re.compile(r"Punkt gesetzt in .+\."))
    chosen = modern_phone.locator("[name=municipality] option:checked").text_content()
    assert message.text_content() == f"Punkt gesetzt in {chosen}."
    look(modern_phone)
    expect(modern_phone.locator("[data-submission-saved]")).to_have_text("Gespeichert.")
    elsewhere = new_page(java_script_enabled=False)
    elsewhere.goto(modern_phone.url)
    assert elsewhere.locator("[name=municipality] option:checked").text_content() == chosen
    assert elsewhere.locator("[name=location]").get_attribute("value")


def test_the_keyboard_alone_is_enough(modern_phone: Page, idea: Idea) -> None:
    page = modern_phone
    page.goto(START)
    type_into(page, "title", idea.title)
    type_into(page, "summary", "Jugendliche reparieren Räder.")
    activate(page, "Weiter")
    heading(page, "Wo ist es?")
    activate(page, "Weiter")
    expect(page.locator("[data-form-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the summary's link leads to the field
    expect(page.locator("[name=municipality]")).to_be_focused()
    page.keyboard.type("Mansf")
    expect(page.locator("[name=municipality] option:checked")).to_have_text("Mansfeld")
    activate(page, "Kartenmitte übernehmen")
    expect(page.locator("[data-pin-message]")).to_contain_text("Punkt gesetzt")
    activate(page, "Weiter")
    for question in ("Wer steht dahinter?", "Wie funktioniert es", "Hast du Bilder"):
        heading(page, question)
        activate(page, "Weiter")
    heading(page, "Wie erreichen wir dich?")
    type_into(page, "contact_name", "Mia Muster")
    type_into(page, "contact_email", idea.email)
    activate(page, "Weiter")
    heading(page, "Stimmt alles so?")
    activate(page, "Abschicken")
    heading(page, "Fast geschafft")


def tab_to(page: Page, is_there: str) -> None:
    """Press Tab until a script says of the element with the focus that it is meant."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(f"(({is_there})(document.activeElement))"):
            return
    raise AssertionError(f"{page.url}: the keyboard never came to {is_there}")


def type_into(page: Page, name: str, words: str) -> None:
    tab_to(page, f"field => field.name === '{name}'")
    page.keyboard.type(words)


def activate(page: Page, name: str) -> None:
    tab_to(page, f"button => button.localName === 'button' && button.textContent.trim() === '{name}'")
    page.keyboard.press("Enter")
