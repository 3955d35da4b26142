"""The style guide shows what there is: every part that a page is made of, by the part's own template."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client

from knowledge.templatetags import goal_tags, knowledge_tags
from tests.factories import make_site
from wissensspeicher import style_guide_samples as samples

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "knowledge/templates": ("knowledge/includes", "knowledge/projects", "knowledge/forms"),
    "search/knowledge_search/templates": ("knowledge_search/includes",),
}
#: What the guide need not show, and why.
ELSEWHERE = {
    "knowledge/includes/page_head.html": "is the head of a page, of which the guide has one of its own",
    "knowledge/includes/page_themes.html": "is terms.html in the head of a page",
    "knowledge/includes/term_page_head.html": "is the head of a page",
    "knowledge/includes/term_projects.html": "is cards and a link that the guide shows",
    "knowledge/includes/term_projects_button.html": "is a button that the guide shows",
    "knowledge/includes/original.html": "is a link that the guide shows",
    "knowledge/includes/facts/dossier.html": "is a link that the guide shows",
    "knowledge/includes/facts/interview.html": "is a line of text",
    "knowledge/includes/facts/news.html": "is a line of text",
    "knowledge/forms/foreign.html": "is a page",
    "knowledge/forms/trap.html": "is seen by machines only",
    "knowledge/projects/project.html": "is a page",
    "knowledge/projects/lighthouses.html": "is a page",
    "knowledge/projects/head.html": "is the head of a page",
    "knowledge/projects/fitting.html": "is the cards that the guide shows",
    "knowledge/projects/summary_item.html": "is of the admin",
    "knowledge_search/includes/form.html": "is the field, the facets and the buttons that the guide shows",
    "knowledge_search/includes/trail.html": "is the breadcrumb",
    "knowledge_search/includes/map.html": "is the drawing and the buttons that the guide shows",
}


def parts() -> set[str]:
    return {
        str(path.relative_to(ROOT / root))
        for root, folders in FOLDERS.items()
        for folder in folders
        for path in (ROOT / root / folder).rglob("*.html")
    }


def test_every_part_of_a_page_is_shown_by_its_own_template(client: Client) -> None:
    make_site()
    # Covers are drawn once a process; here they are to be seen being drawn.
    knowledge_tags.draw_cover_once.cache_clear()
    goal_tags._draw_once.cache_clear()
    shown = {template.name for template in client.get("/gestaltung/").templates}
    assert sorted(parts() - shown - set(ELSEWHERE)) == []
    assert sorted(shown & set(ELSEWHERE)) == [], "what is shown needs no excuse"
    assert sorted(set(ELSEWHERE) - parts()) == [], "what is gone needs no excuse"


def test_blocks_of_the_guide_have_a_template_and_an_example(client: Client) -> None:
    make_site()
    html = client.get("/gestaltung/").content.decode()
    shown = samples.blocks()
    assert len(shown) == len(samples.BLOCKS)
    for label, bound in shown:
        assert get_template(bound.block.meta.template)
        assert f"<h3>{label}</h3>" in html


def test_what_the_guide_shows_is_marked_drawn_and_chosen(client: Client) -> None:
    make_site()
    html = client.get("/gestaltung/").content.decode()
    for part in (
        f"<mark>{samples.SEARCHED}</mark>",
        "Mehr anzeigen",
        "search-popup",
        "map-drawing__cluster--large",
        "guide-focus",
        "guide-hover",
        'role="option"',
        "data-share-address",
        "cms-timeline",
        "keine Angabe",
    ):
        assert part in html


def test_the_guide_asks_search_engines_to_stay_away(client: Client) -> None:
    make_site()
    assert client.get("/gestaltung/")["X-Robots-Tag"] == "noindex"
