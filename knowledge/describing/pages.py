"""A page of the tree in terms of schema.org."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from knowledge.pages import navigation
from knowledge.pages.base import BasePage
from knowledge.pages.models import (
    DossierPage,
    HomePage,
    InterviewPage,
    KnowledgeCardPage,
    ListPage,
    MegatrendPage,
    NewsPage,
    PilotPage,
    ThemePage,
)

from .description import Description, Node, breadcrumb_list, node, picture_of, reference, website

#: What a page is, in schema.org's words; others are a WebPage.
TYPES: dict[type[BasePage], str] = {
    NewsPage: "NewsArticle",
    InterviewPage: "Article",
    DossierPage: "Article",
    KnowledgeCardPage: "Article",
    PilotPage: "Article",
    ListPage: "CollectionPage",
    ThemePage: "CollectionPage",
    MegatrendPage: "CollectionPage",
}
#: The sizes in which the templates show a page's picture.
HEAD_IMAGE = "fill-960x640|format-webp"


def describe_page(request: HttpRequest, page: BasePage, site_name: str, number: int = 1) -> Description:
    """Return the description of a published page; `number`: which page of a list is shown."""
    url = request.build_absolute_uri(page.get_url(request) or request.path)
    if number > 1:
        url = f"{url}?page={number}"
    image = page.image
    picture = picture_of(request, image, HEAD_IMAGE)
    summary = page.search_description or page.summary
    title = page.seo_title or page.title
    site = website(request, site_name)
    if isinstance(page, HomePage):
        graph = [{**site, "description": summary, "potentialAction": _search(request)}]
    else:
        type_ = TYPES.get(type(page), "WebPage")
        graph = [
            site,
            _page(type_, page, url, title, summary, picture.url if image else "", site),
            breadcrumb_list(request, url, navigation.breadcrumb(request, page), page.title),
        ]
    kind = "article" if TYPES.get(type(page), "").endswith("Article") else "website"
    return Description(title, summary, url, picture, kind, graph)


def _page(type_: str, page: BasePage, url: str, title: str, summary: str, image: str, site: Node) -> Node:
    written: Node = {}
    if type_.endswith("Article"):
        written = {
            "headline": title,
            "mainEntityOfPage": url,
            "publisher": node("Organization", name=site.get("name", ""), url=site["url"]),
        }
    published: Any = page.get_search_date() or page.first_published_at
    return node(
        type_,
        id_=url,
        url=url,
        name=title,
        description=summary,
        image=image,
        inLanguage="de",
        isPartOf=reference(site["@id"]),
        # Articles have no breadcrumb of their own in schema.org; the list stands beside them.
        breadcrumb=None if written else reference(f"{url}#pfad"),
        datePublished=published.isoformat() if published else "",
        dateModified=page.last_published_at.isoformat() if page.last_published_at else "",
        **written,
    )


def _search(request: HttpRequest) -> Node:
    template = request.build_absolute_uri(reverse("knowledge_search:search")) + "?q={search_term_string}"
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": template},
        "query-input": "required name=search_term_string",
    }
