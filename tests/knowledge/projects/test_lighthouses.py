"""The lighthouses side by side: published ones only, each where it stands on the four scales."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.vocabularies.models import Audience, Reach, Stage
from tests.factories import ProjectFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> None:
    call_command("setup_site", verbosity=0)


def test_each_stands_on_its_scales(store: None, client: Client) -> None:
    ProjectFactory(
        title="Dorfladen",
        lighthouse=True,
        stage=Stage.objects.get(sort_order=3),
        reach=Reach.objects.get(sort_order=2),
        audience=Audience.objects.first(),
        technology=True,
    )
    ProjectFactory(title="Chorprobe", lighthouse=False)
    ProjectFactory(title="Geheim", lighthouse=True, live=False)
    html = client.get("/leuchttuerme/").content.decode()
    entries = html.partition('class="lighthouses"')[2]
    assert "Dorfladen" in entries
    assert "Chorprobe" not in html
    assert "Geheim" not in html
    assert Stage.objects.get(sort_order=3).label in entries
    assert "Stufe 3 von 4" in entries
    assert Reach.objects.get(sort_order=2).label in entries
    assert "Technik gehört zur Lösung" in entries


def test_what_nobody_said_keeps_its_column(store: None, client: Client) -> None:
    ProjectFactory(title="Dorfladen", lighthouse=True, technology=None, stage=Stage.objects.first())
    entries = client.get("/leuchttuerme/").content.decode().partition('class="lighthouses"')[2]
    assert "Dorfladen" in entries
    scales = entries.partition("</dl>")[0]
    assert scales.count("<dt>") == 4
    assert scales.count("keine Angabe") == 3


def test_the_legend_names_every_step(store: None, client: Client) -> None:
    html = client.get("/leuchttuerme/").content.decode()
    for term in (*Stage.objects.all(), *Reach.objects.all(), *Audience.objects.all()):
        assert term.label in html


def test_without_lighthouses_it_leads_on(client: Client) -> None:
    make_site()
    html = client.get("/leuchttuerme/").content.decode()
    assert 'href="/projekte/"' in html
    assert 'class="lighthouses"' not in html


def test_the_number_of_queries_does_not_rise(store: None, client: Client) -> None:
    def queries() -> int:
        client.get("/leuchttuerme/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/leuchttuerme/")
        return len(asked)

    ProjectFactory(lighthouse=True)
    few = queries()
    ProjectFactory.create_batch(5, lighthouse=True)
    assert queries() == few
