"""Counting without knowing: how often from one place, for all processes together."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.forms import rates
from knowledge.forms.addresses import client_address
from knowledge.forms.models import RateCount
from knowledge.forms.rates import Limit
from knowledge_search import changes
from tests.support.databases import database

ROOT = Path(__file__).resolve().parents[3]

HOUR = timedelta(hours=1)
LIMIT = Limit("try", per_address=(2, HOUR), per_email=(2, HOUR))


def request(address: str = "203.0.113.7", **meta: str) -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=address, **meta)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> object:
    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(rates.timezone, "now", lambda: moment)

    return set_clock


@pytest.mark.django_db
def test_beyond_the_limit_one_learns_when_it_goes_on(at: Any) -> None:
    at(datetime(2030, 1, 1, 12, 10, tzinfo=UTC))
    assert [LIMIT.hit(request()) for _ in range(2)] == [None, None]
    assert LIMIT.hit(request()) == datetime(2030, 1, 1, 13, 0, tzinfo=UTC)
    assert Limit("other", per_address=(2, HOUR)).hit(request()) is None
    at(datetime(2030, 1, 1, 13, 0, tzinfo=UTC))
    assert LIMIT.hit(request()) is None


@pytest.mark.django_db
def test_nothing_in_the_table_tells_who_it_was_or_who_comes_again(at: Any) -> None:
    at(datetime(2030, 1, 1, 12, 10, tzinfo=UTC))
    LIMIT.hit(request(), "erika@beispiel.example")
    keys = set(RateCount.objects.values_list("key", flat=True))
    stored = str(list(RateCount.objects.values()))
    assert "203.0.113" not in stored
    assert "erika" not in stored
    at(datetime(2030, 1, 1, 13, 10, tzinfo=UTC))
    LIMIT.hit(request(), "erika@beispiel.example")
    assert len(keys) == 2
    assert len(set(RateCount.objects.values_list("key", flat=True)) - keys) == 2


@pytest.mark.django_db
def test_a_hit_is_one_statement_and_empties_no_page_cache() -> None:
    before = changes.moment()
    with CaptureQueriesContext(connection) as queries:
        LIMIT.hit(request(), "erika@beispiel.example")
    assert len(queries) == 1
    rates.tidy()
    assert changes.moment() == before


@pytest.mark.django_db
def test_counts_are_deleted_when_their_time_is_over() -> None:
    RateCount.objects.create(key="old", hits=1, ends=timezone.now() - timedelta(seconds=1))
    LIMIT.hit(request())
    rates.tidy()
    assert RateCount.objects.count() == 1
    assert RateCount.objects.get().key != "old"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_forgotten(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.test import RequestFactory
from datetime import timedelta
from knowledge.forms.rates import Limit
limit = Limit("crowd", per_address=(30, timedelta(days=1)))
print(sum(limit.hit(RequestFactory().post("/")) is None for _ in range(20)))
"""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wissensspeicher.settings.test",
        "DATABASE_URL": database(tmp_path),
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "site", "search")),
    }
    command = [sys.executable, "-c", code]
    crowd = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE) for _ in range(4)]
    passed = [int(one.communicate()[0]) for one in crowd]
    assert sum(passed) == 30


def test_nobody_is_counted_for_longer_than_a_day() -> None:
    with pytest.raises(ValueError, match="a day"):
        Limit("week", per_address=(1, timedelta(days=7)))


def test_without_a_proxy_an_address_is_that_of_the_connection() -> None:
    assert client_address(request(HTTP_X_FORWARDED_FOR="198.51.100.1")) == "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "heard", "address"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.9.9.9, 198.51.100.1, 192.0.2.5", "198.51.100.1"),
        (2, "198.51.100.1", ""),
        (1, "unknown", ""),
    ],
)
def test_behind_proxies_only_their_own_words_count(
    proxies: int, heard: str, address: str, settings: Any
) -> None:
    settings.KNOWLEDGE = {"TRUSTED_PROXIES": proxies}
    assert client_address(request("127.0.0.1", HTTP_X_FORWARDED_FOR=heard)) == address


def test_a_household_is_one_address_of_ipv6() -> None:
    one, same, other = (
        client_address(request(address))
        for address in ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", "2001:db8:1:3::1")
    )
    assert one == same == "2001:db8:1:2::/64"
    assert one != other
    assert client_address(request("::ffff:203.0.113.7")) == "203.0.113.7"
