"""Nobody learns from an answer whether a link or an address is known.

How long answers take is measured by a program: `python -m tests.site.answer_times`.
"""

import re
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.forms.stamps import new_stamp
from knowledge.submissions import deleting, links
from knowledge.submissions.models import State, Submission, SubmissionLink
from tests.factories import make_site

pytestmark = pytest.mark.django_db

Purpose = SubmissionLink.Purpose

#: Every page behind a key, by what its key is for.
PAGES = {
    Purpose.FORM: [
        "/mitmachen/teilen/{}/",
        "/mitmachen/teilen/{}/idee/",
        "/mitmachen/teilen/{}/bilder/",
        "/mitmachen/teilen/{}/pruefen/",
        "/mitmachen/teilen/{}/spaeter/",
        "/mitmachen/teilen/{}/abgesendet/",
        "/mitmachen/teilen/{}/datei/1/",
    ],
    Purpose.CONFIRM: ["/mitmachen/bestaetigen/{}/"],
    Purpose.STATUS: [
        "/mitmachen/stand/{}/",
        "/mitmachen/stand/{}/idee/",
        "/mitmachen/stand/{}/pruefen/",
        "/mitmachen/stand/{}/datei/1/",
    ],
}
CASES = [(purpose, page) for purpose, pages in PAGES.items() for page in pages]
TYPED = {"title": "Radwerkstatt", "go": "weiter", "text": "Seit 2019."}
LOST_LINK = "/mitmachen/link/"


class Told(NamedTuple):
    """All that an answer tells."""

    status: int
    headers: dict[str, str]
    body: str
    queries: int


@pytest.fixture(autouse=True)
def the_site(client: Client) -> None:
    """A site that has answered before: what is read once is read."""
    make_site()
    client.get(LOST_LINK)
    client.get(PAGES[Purpose.STATUS][0].format("x"))


@pytest.fixture
def submission() -> Submission:
    return a_submission("mia@dorf.example")


def a_submission(email: str, state: State = State.SENT) -> Submission:
    submission = Submission.objects.create(title="Radwerkstatt", email=email, state=state)
    for purpose in Purpose:
        links.key_of(submission, purpose)
    return submission


def asked(client: Client, address: str, form: dict[str, str] | None) -> Told:
    """Return what an answer tells, without the page's own stamp and the e-mail address that was typed."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer: Any = client.get(address) if form is None else client.post(address, form)
    body = re.sub(r'(name="page_stamp" value=")[^"]+', r"\1…", answer.content.decode())
    if form and form.get("email"):
        body = body.replace(form["email"], "…")
    return Told(
        answer.status_code,
        # Of this second, and as long as the address that was typed.
        dict(answer.headers.items()) | {"Expires": "", "Content-Length": ""},
        body,
        len(queries),
    )


def keys_that_open_nothing(submission: Submission, purpose: Purpose) -> dict[str, str]:
    gone = a_submission("weg@dorf.example")
    deleted = links.key_of(gone, purpose)
    deleting.delete(gone, "Frist abgelaufen")
    good = links.key_of(submission, purpose)
    other = next(each for each in Purpose if each != purpose)
    return {
        "deleted": deleted,
        "for something else": links.key_of(submission, other),
        "cut off": good[:-1],
        "too long": good * 20,
        "one letter": "x",
        "other case": good.swapcase(),
        "a NUL": f"{good[:20]}\0{good[21:]}",
        "SQL": "' OR 1=1 --",
    }


@pytest.mark.parametrize("form", [None, {}, TYPED], ids=["opened", "sent empty", "sent"])
@pytest.mark.parametrize(("purpose", "page"), CASES, ids=[page for _, page in CASES])
def test_every_key_that_opens_nothing_gets_the_same_answer(
    client: Client, submission: Submission, purpose: Purpose, page: str, form: dict[str, str] | None
) -> None:
    unknown = "A" * links.KEY_LENGTH
    expected = asked(client, page.format(unknown), form)
    assert expected.status == 404
    assert "Dieser Link führt zu nichts" in expected.body
    assert expected.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert expected.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in expected.headers["Cache-Control"]
    for what, key in keys_that_open_nothing(submission, purpose).items():
        assert asked(client, page.format(key), form) == expected, what


@pytest.mark.parametrize("state", State.values)
def test_an_address_that_is_known_and_one_that_is_not_get_the_same_answer(
    client: Client, state: State
) -> None:
    known = a_submission("mia@dorf.example", state).email

    def told(email: str) -> Told:
        return asked(client, LOST_LINK, {"email": email, "page_stamp": new_stamp()})

    expected = told("niemand@dorf.example")
    assert "Wenn wir Einreichungen mit dieser Adresse haben" in expected.body
    for email in (known, known.upper(), "noch@nie.example"):
        assert told(email) == expected, email


def test_also_whoever_asks_too_often_learns_nothing(client: Client, submission: Submission) -> None:
    def told_at_last(email: str) -> Told:
        for _ in range(5):
            asked(client, LOST_LINK, {"email": email, "page_stamp": new_stamp()})
        return asked(client, LOST_LINK, {"email": email, "page_stamp": new_stamp()})

    known, unknown = told_at_last(submission.email), told_at_last("niemand@dorf.example")
    assert known.status == unknown.status == 429
    assert abs(int(known.headers.pop("Retry-After")) - int(unknown.headers.pop("Retry-After"))) <= 5
    assert known == unknown


def test_nobody_reads_a_link_out_of_the_database(submission: Submission) -> None:
    rows = f"{list(Submission.objects.values())}{list(SubmissionLink.objects.values())}"
    for purpose in Purpose:
        key = links.key_of(submission, purpose)
        assert len(key) == links.KEY_LENGTH
        assert key not in rows


@pytest.mark.parametrize(("purpose", "page"), CASES, ids=[page for _, page in CASES])
def test_no_log_repeats_a_key(
    client: Client, submission: Submission, caplog: pytest.LogCaptureFixture, purpose: Purpose, page: str
) -> None:
    for purpose_of_key in Purpose:
        key = links.key_of(submission, purpose_of_key)
        client.get(page.format(key))
        client.post(page.format(key), TYPED)
        assert "Not Found" in caplog.text or purpose_of_key == purpose
        assert key not in caplog.text
