"""Micro-grants: the office's rule is shown, and the page says what it makes of six answers."""

from typing import Any

import pytest
from django.test import Client

from knowledge.enquiries.funding import AMOUNT, FITS, TOPIC, WHO_ELSE, decide, hints
from knowledge.enquiries.models import Enquiry, FundingSettings
from tests.knowledge.enquiries.conftest import ALLIANCE, YOUNG, Send

pytestmark = pytest.mark.django_db

ADDRESS = "/mitmachen/foerderung/"
ANSWERS: dict[str, Any] = {
    "plan": "Wir malen den Bahnhof an.",
    "young": "yes",
    "alliance": "yes",
    "topics": ["Engagement"],
    "amount": 400,
    "place": "Ballenstedt",
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, [FITS, FITS]),
        ({"alliance": "no"}, [FITS, WHO_ELSE]),
        ({"young": "no"}, [WHO_ELSE, FITS]),
        ({"amount": 500}, [FITS, FITS]),
        ({"amount": 501}, [FITS, AMOUNT]),
        ({"amount": 1001}, [AMOUNT, AMOUNT]),
        ({"topics": ["Daseinsvorsorge"]}, [TOPIC, FITS]),
        ({"topics": ["Etwas anderes"]}, [TOPIC, TOPIC]),
    ],
)
def test_the_rule_decides_by_who_topic_and_sum(changed: dict[str, Any], found: list[str]) -> None:
    assert [decide(offer, {**ANSWERS, **changed}) for offer in (YOUNG, ALLIANCE)] == found


def test_an_offer_without_topics_takes_every_one() -> None:
    assert decide({**YOUNG, "topics": []}, {**ANSWERS, "topics": ["Etwas anderes"]}) == FITS


def test_the_rule_is_shown_with_the_sums_of_today(client: Client, grants: FundingSettings) -> None:
    html = client.get(ADDRESS).content.decode()
    assert "Diese Regel entscheidet" in html
    assert "Für Kinder und Jugendliche: bis zu 1.000 Euro." in html
    assert "Für lokale Bündnisse: bis zu 500 Euro." in html
    assert [html.count(f"{number}. ") > 0 for number in range(1, 7)] == [True] * 6
    grants.offers = [("offer", {**YOUNG, "amount": 1200})]
    grants.save()
    assert "bis zu 1.200 Euro." in client.get(ADDRESS).content.decode()


def test_after_sending_the_page_says_what_fits_and_why_not_and_that_nothing_is_decided(
    client: Client, send: Send, grants: FundingSettings
) -> None:
    sent = send(ADDRESS, **{**ANSWERS, "amount": "800", "email": "kim@verein.example"})
    assert "bahnhof" not in sent["Location"].lower()
    html = client.get(sent["Location"]).content.decode()
    fits = "„Für Kinder und Jugendliche“ passt wohl: Dort gibt es bis zu 1.000 Euro."
    too_much = "„Für lokale Bündnisse“ passt so noch nicht: Dort gibt es höchstens 500 Euro."
    assert fits in html
    assert too_much in html
    assert "keine Entscheidung" in html
    hint = Enquiry.objects.get().answers["hint"]
    assert hint[0] == fits
    assert hint[1].startswith(too_much)


@pytest.mark.parametrize("written", ["", "passt", "passt.passt.passt", "<script>.x", "passt.quatsch"])
def test_an_address_that_somebody_made_up_says_nothing_of_its_own(
    client: Client, grants: FundingSettings, written: str
) -> None:
    answer = client.get(f"{ADDRESS}danke/", {"antwort": written})
    assert answer.status_code == 200
    assert "script>.x" not in answer.content.decode()
    assert "quatsch" not in answer.content.decode()


def test_when_the_offers_have_changed_nothing_false_is_said() -> None:
    assert hints([YOUNG], [FITS, AMOUNT]) == []


def test_without_offers_there_is_no_form_and_no_way_to_it(client: Client) -> None:
    html = client.get(ADDRESS).content.decode()
    assert "Zurzeit gibt es hier keine Mikroförderung." in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    assert ADDRESS not in client.get("/mitmachen/").content.decode()


def test_what_is_sent_when_the_last_offer_has_just_gone_is_kept(send: Send) -> None:
    wrong = send(ADDRESS, **{**ANSWERS, "topics": ["Etwas anderes"], "amount": "viel"})
    assert "Wir malen den Bahnhof an." in wrong.content.decode()
    sent = send(ADDRESS, **{**ANSWERS, "topics": ["Etwas anderes"], "email": "kim@verein.example"})
    assert sent["Location"] == f"{ADDRESS}danke/"
    assert Enquiry.objects.count() == 1


def test_whoever_asks_for_money_wants_an_answer(send: Send, grants: FundingSettings) -> None:
    assert "email" in send(ADDRESS, **ANSWERS).context["form"].errors
