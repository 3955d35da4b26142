"""What looks like advertising waits in the spam folder; whoever has something to say is heard."""

import time

import pytest

from knowledge.forms.spam import THRESHOLD, score

CLUB = """Wir sind der Heimatverein Beispielstadt und kochen mittwochs für alle, die allein sind.
Mehr auf https://www.heimatverein.example, bei https://facebook.example/heimatverein und auf
https://instagram.example/heimatverein. Schreib uns an post@heimatverein.example oder ruf an."""
DEBTS = """Unsere Schuldnerberatung hilft, wenn jemand auf einen Sofortkredit hereingefallen ist. Sie
erklärt, was hinter „Kredit ohne Schufa“ steckt, und begleitet zur Bank."""
UKRAINIAN = "Ми відкрили кафе для сусідів, де щосереди говоримо німецькою та українською мовами разом."
CAPITALS = "WIR SUCHEN LEUTE, DIE MIT UNS DEN ALTEN BAHNHOF AUFRÄUMEN UND EIN CAFÉ DARIN ERÖFFNEN WOLLEN."
SHORT = "Danke!"

LINKS = "Great site! " + " ".join(f"https://shop{n}.example/" for n in range(12)) + " click here"
MARKED = 'Nice <a href="https://casino.example">online casino</a> with free spins'
BBCODE = "[url=https://x.example]cheap viagra[/url] and guest post"
OFFER = "Dear webmaster, we offer backlinks, guest posts and a payday loan. Reply to unsubscribe. xxx"


@pytest.mark.parametrize("text", [CLUB, DEBTS, UKRAINIAN, CAPITALS, SHORT, ""])
def test_people_are_heard(text: str) -> None:
    assert not score([text], seconds=40).is_spam


@pytest.mark.parametrize("text", [CLUB, UKRAINIAN, CAPITALS, DEBTS])
def test_people_are_heard_even_if_they_paste_and_send_at_once(text: str) -> None:
    assert score([text], seconds=1).points < THRESHOLD


@pytest.mark.parametrize("text", [LINKS, MARKED, BBCODE, OFFER])
def test_advertising_waits(text: str) -> None:
    assert score([text], seconds=40).is_spam


def test_what_machines_fill_in_waits_whatever_it_says() -> None:
    assert score([CLUB], seconds=40, trapped=True).is_spam


def test_the_office_reads_why() -> None:
    found = score([MARKED], seconds=1.2)
    assert found.reasons == (
        "In 1 Sekunden ausgefüllt",
        "Links in Auszeichnung (HTML, BBCode)",
        "Wörter wie in Werbung: Glücksspiel",
    )
    assert found.points == 14


def test_links_are_counted_over_all_fields() -> None:
    texts = [f"Schau auf https://seite{n}.example" for n in range(8)]
    assert score(texts).reasons == ("8 Links im Text",)
    assert score(texts[:3]).points == 0


@pytest.mark.parametrize("part", ["a.", "a@", "a@a.", "http", "www", "casino ", "+1", "[", "<"])
def test_a_long_text_is_read_in_no_time(part: str) -> None:
    # An expression that begins anew at each letter would take minutes.
    begun = time.perf_counter()
    score([part * (100_000 // len(part))])
    assert time.perf_counter() - begun < 2
