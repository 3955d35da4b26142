"""The small forms as a visitor sends them, and the office that reads what came."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Site

from knowledge.enquiries.models import FundingSettings
from knowledge.forms import stamps
from knowledge.forms.stamps import new_stamp
from knowledge.mails import letterhead
from knowledge.mails.letterhead import Letterhead
from knowledge.pages.models import HomePage
from knowledge.setup.people import set_up_groups
from tests.factories import make_site

OFFICE = "buero@speicher.example"
YOUNG = {
    "title": "Für Kinder und Jugendliche",
    "amount": 1000,
    "who": "young",
    "topics": ["Kulturelle Bildung", "Engagement"],
}
ALLIANCE = {
    "title": "Für lokale Bündnisse",
    "amount": 500,
    "who": "alliance",
    "topics": ["Engagement", "Daseinsvorsorge"],
}
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> HomePage:
    """A site whose office has a postbox."""
    head = Letterhead(name="Speicher", url="https://speicher.example", reply_to=OFFICE)
    monkeypatch.setattr(letterhead, "_current", lambda: head)
    return make_site()


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Gives stamps of pages that were read for two minutes."""
    now = stamps.time.time()

    def make() -> str:
        with monkeypatch.context() as then:
            then.setattr(stamps.time, "time", lambda: now - timedelta(minutes=2).total_seconds())
            return new_stamp()

    return make


@pytest.fixture
def send(client: Client, stamp: Callable[[], str]) -> Send:
    """Sends a form to an address, from a page of its own."""

    def post(address: str, **data: Any) -> Any:
        return client.post(address, {"page_stamp": stamp(), **data})

    return post


@pytest.fixture
def grants() -> FundingSettings:
    """Two micro-grants."""
    settings = FundingSettings.for_site(Site.objects.get())
    settings.offers = [("offer", YOUNG), ("offer", ALLIANCE)]
    settings.save()
    return settings


@pytest.fixture
def office() -> Client:
    """Somebody of the Redaktion, logged in."""
    editors, _ = set_up_groups()
    user = get_user_model().objects.create_user("erika", "erika@speicher.example", "geheim")
    user.groups.add(editors)
    client = Client()
    client.force_login(user)
    return client
