"""A form of visitors from outside: machines are kept out, and no word of a person gets lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from knowledge.forms import stamps
from knowledge.forms.models import RateCount
from knowledge.forms.stamps import new_stamp, read_stamp
from tests.factories import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.knowledge.forms.urls")]

ADDRESS = "/melden/"
WORDS = "Im Dorfladen gibt es jetzt mittwochs eine Suppe."


@pytest.fixture(autouse=True)
def the_site() -> None:
    make_site()


def older(by: timedelta, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a stamp as a page got it that long ago."""
    now = stamps.time.time()
    with monkeypatch.context() as then:
        then.setattr(stamps.time, "time", lambda: now - by.total_seconds())
        return new_stamp()


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch) -> str:
    return older(timedelta(minutes=2), monkeypatch)


def send(client: Client, stamp: str, **data: Any) -> Any:
    headers = data.pop("headers", {})
    return client.post(ADDRESS, {"what": WORDS, "page_stamp": stamp, **data}, headers=headers)


def stamp_in(html: str) -> str:
    found = re.search(r'name="page_stamp" value="([^"]+)"', html)
    assert found
    return found[1]


def test_a_person_gets_through_with_what_was_typed(client: Client, stamp: str) -> None:
    answer = send(client, stamp)
    assert answer.content.decode().startswith("Danke ")
    assert "False ['email', 'website', 'what']" in answer.content.decode()


def test_no_cookie_is_set_and_no_page_is_kept(client: Client, stamp: str) -> None:
    for answer in (client.get(ADDRESS), send(client, stamp), send(client, "")):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]


def test_each_page_has_a_number_of_its_own_which_a_correction_keeps(client: Client, stamp: str) -> None:
    first, second = (read_stamp(stamp_in(client.get(ADDRESS).content.decode())) for _ in range(2))
    assert first is not None
    assert second is not None
    assert len(first.nonce) == 32
    assert first.nonce != second.nonce
    assert stamp_in(send(client, stamp, what="").content.decode()) == stamp


def test_a_second_click_is_recognisable(client: Client, stamp: str) -> None:
    assert send(client, stamp).content == send(client, stamp).content


@pytest.mark.parametrize("kind", ["old", "missing", "forged"])
def test_after_a_day_the_same_words_are_sent_once_more(
    client: Client, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"old": older(timedelta(hours=25), monkeypatch), "missing": "", "forged": new_stamp()[:-2] + "xx"}
    answer = send(client, made[kind]).content.decode()
    assert "Deine Angaben sind noch da" in answer
    assert WORDS in answer
    again = send(client, stamp_in(answer)).content.decode()
    assert again.startswith("Danke ")


def test_the_trap_lets_people_believe_it_worked_and_marks_machines(client: Client, stamp: str) -> None:
    answer = send(client, stamp, your_homepage="https://spam.example/").content.decode()
    assert answer.startswith("Danke ")
    assert "True ['email', 'website', 'what']" in answer


def test_the_trap_is_out_of_the_way_of_people(client: Client) -> None:
    html = client.get(ADDRESS).content.decode()
    trap = re.search(r'<div class="form-trap">.*?</div>', html, re.DOTALL)
    assert trap
    assert 'tabindex="-1"' in trap[0]
    assert 'autocomplete="off"' in trap[0]
    assert "<label" in trap[0]
    assert "style=" not in html


def test_whoever_sends_too_often_is_told_when_it_goes_on_and_loses_nothing(
    client: Client, stamp: str
) -> None:
    for _ in range(3):
        assert send(client, stamp).status_code == 200
    answer = send(client, stamp)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 3600
    text = answer.content.decode()
    assert re.search(r"Ab (morgen )?\d\d:\d\d Uhr geht es weiter", text)
    assert WORDS in text
    assert send(Client(REMOTE_ADDR="203.0.113.9"), stamp).status_code == 200


def test_mistakes_are_not_counted(client: Client, stamp: str) -> None:
    for _ in range(9):
        assert send(client, stamp, what="").status_code == 200
    assert not RateCount.objects.exists()


def test_one_mail_address_is_limited_wherever_it_comes_from(stamp: str) -> None:
    def of(number: int, email: str) -> int:
        status: int = send(Client(REMOTE_ADDR=f"203.0.113.{number}"), stamp, email=email).status_code
        return status

    assert [of(1, "a@b.de"), of(2, "A@b.de"), of(3, "a@B.de"), of(4, "c@b.de")] == [200, 200, 429, 200]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_forms_come_from_our_own_pages_only(headers: dict[str, str], status: int, stamp: str) -> None:
    answer = send(Client(enforce_csrf_checks=True), stamp, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert "Formulare nehmen wir nur von unseren eigenen Seiten an." in answer.content.decode()


def test_control_characters_are_taken_out_and_lines_count_once(client: Client, stamp: str) -> None:
    answer = send(
        client, stamp, what="Eine\x00 Zeile\r\nnoch\x1b eine\u202e", email="kaputt"
    ).content.decode()
    assert "Eine Zeile\nnoch eine</textarea>" in answer


def test_a_text_without_a_limit_has_one(client: Client, stamp: str) -> None:
    assert send(client, stamp, what="a " * 5000).status_code == 200
    answer = send(client, stamp, what="ab" * 5001).content.decode()
    assert "Das sind 10002 Zeichen. Bitte kürze auf höchstens 10000." in answer
    assert "ab" * 5001 in answer


def test_too_many_fields_and_too_much_text_are_told_in_plain_words(
    client: Client, stamp: str, settings: Any
) -> None:
    many = send(client, stamp, **{f"a{number}": "1" for number in range(5000)})
    much = send(client, stamp, what="a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    urlencoded = client.post(
        ADDRESS,
        "what=" + "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        content_type="application/x-www-form-urlencoded",
    )
    for answer in (many, much, urlencoded):
        assert answer.status_code == 400
        assert "Das haben wir nicht verstanden" in answer.content.decode()
