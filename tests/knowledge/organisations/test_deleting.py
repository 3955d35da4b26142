"""An organisation that a project names stays, and the admin says why."""

import pytest
from django.urls import reverse

from knowledge.organisations.models import Organisation
from tests.factories import OrganisationFactory, ProjectFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def used():
    make_site()
    organisation = OrganisationFactory(name="Heimatverein")
    ProjectFactory(partners=[organisation], live=False)
    return organisation


def test_a_used_organisation_is_kept_with_a_reason(admin_client, used):
    address = reverse(Organisation.snippet_viewset.get_url_name("delete"), args=[used.pk])
    answer = admin_client.post(address, follow=True)
    assert "„Heimatverein“ wird noch von einem Eintrag benutzt" in answer.content.decode()
    assert Organisation.objects.filter(pk=used.pk).exists()


def test_the_same_when_many_are_deleted_at_once(admin_client, used):
    address = reverse("wagtail_bulk_action", args=["knowledge", "organisation", "delete"])
    answer = admin_client.post(f"{address}?id={used.pk}", follow=True)
    assert "„Heimatverein“ wird noch von einem Eintrag benutzt" in answer.content.decode()
    assert Organisation.objects.filter(pk=used.pk).exists()


def test_an_unused_one_is_deleted(admin_client):
    make_site()
    organisation = OrganisationFactory()
    address = reverse(Organisation.snippet_viewset.get_url_name("delete"), args=[organisation.pk])
    admin_client.post(address, follow=True)
    assert not Organisation.objects.exists()
