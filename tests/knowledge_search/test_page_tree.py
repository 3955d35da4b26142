"""What happens to a page happens to everything below it, in the same transaction."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Site

from knowledge_search.models import Record
from tests.knowledge_search.conftest import titles
from tests.knowledge_search.testapp.models import ArticlePage, Card


@pytest.fixture
def tree(home):
    """Startseite > Werkstatt > Doku, with a card on the last."""
    workshop = home.add_child(instance=ArticlePage(title="Werkstatt", slug="werkstatt"))
    documentation = workshop.add_child(instance=ArticlePage(title="Doku", slug="doku"))
    Card.objects.create(page=documentation, text="Bus fehlt")
    return home, workshop, documentation


def urls() -> dict[str, str]:
    return {r.title: r.url.partition("#")[0] for r in Record.objects.exclude(title="Startseite")}


def test_pages_and_what_hangs_on_them_have_records(tree):
    assert urls() == {
        "Werkstatt": "/werkstatt/",
        "Doku": "/werkstatt/doku/",
        "Bus fehlt": "/werkstatt/doku/",
    }


def test_a_new_slug_moves_all_addresses_below(tree):
    _, workshop, _ = tree
    workshop.slug = "werkstaetten"
    workshop.save()
    assert urls() == {
        "Werkstatt": "/werkstaetten/",
        "Doku": "/werkstaetten/doku/",
        "Bus fehlt": "/werkstaetten/doku/",
    }


def test_a_new_slug_by_revision_moves_all_addresses_below(tree):
    _, workshop, _ = tree
    workshop.slug = "w"
    workshop.save_revision().publish()
    assert urls()["Bus fehlt"] == "/w/doku/"


def test_a_moved_page_takes_its_tree_along(tree):
    home, workshop, documentation = tree
    archive = home.add_child(instance=ArticlePage(title="Archiv", slug="archiv"))
    workshop.move(archive, pos="last-child")
    assert urls()["Werkstatt"] == "/archiv/werkstatt/"
    assert urls()["Doku"] == "/archiv/werkstatt/doku/"
    assert urls()["Bus fehlt"] == "/archiv/werkstatt/doku/"
    # A later save finds the same address.
    documentation.refresh_from_db()
    documentation.save()
    assert urls()["Doku"] == "/archiv/werkstatt/doku/"


def test_privacy_on_an_ancestor_hides_the_tree_and_gives_it_back(tree, find):
    _, workshop, _ = tree
    restriction = PageViewRestriction.objects.create(
        page=workshop, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Büro"))
    assert titles(find()) == ["Startseite"]
    restriction.delete()
    assert find().total == 4


def test_moving_below_a_private_page_hides(tree, find):
    home, workshop, _ = tree
    private = home.add_child(instance=ArticlePage(title="Intern", slug="intern"))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    workshop.move(private, pos="last-child")
    assert titles(find()) == ["Startseite"]
    Page.objects.get(pk=workshop.pk).move(home, pos="last-child")
    assert find().total == 4
    assert urls()["Bus fehlt"] == "/werkstatt/doku/"


def test_a_private_page_saved_again_stays_hidden(tree, find):
    _, workshop, documentation = tree
    PageViewRestriction.objects.create(page=workshop, restriction_type=PageViewRestriction.LOGIN)
    documentation.save_revision().publish()
    assert titles(find()) == ["Startseite"]


def test_unpublishing_a_page_hides_what_hangs_on_it(tree, find):
    _, _, documentation = tree
    documentation.unpublish()
    assert find("bus").total == 0
    assert find("werkstatt").total == 1


def test_unpublishing_the_plain_page_does_too(tree, find):
    _, _, documentation = tree
    Page.objects.get(pk=documentation.pk).unpublish()
    assert find("doku").total == 0
    assert find("bus").total == 0


def test_deleting_a_page_deletes_the_tree(tree, find):
    _, workshop, _ = tree
    Page.objects.get(pk=workshop.pk).delete()
    assert titles(find()) == ["Startseite"]
    assert Record.objects.count() == 1


def test_another_root_page_moves_all_addresses(tree):
    _, workshop, _ = tree
    site = Site.objects.get()
    site.root_page = workshop
    site.save()
    assert urls() == {"Werkstatt": "/", "Doku": "/doku/", "Bus fehlt": "/doku/"}
    # What lies outside every site has no address and no record.
    assert not Record.objects.filter(title="Startseite").exists()
    site.delete()
    assert not Record.objects.exists()


def test_renaming_the_root_page_leaves_all_addresses(tree):
    home, _, _ = tree
    before = urls()
    home.slug = "anfang"
    home.save()
    assert urls() == before
    assert Record.objects.get(title="Startseite").url == "/"
