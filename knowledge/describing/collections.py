"""A page at a fixed address that lists what is kept, in terms of schema.org."""

from collections.abc import Iterable

from django.http import HttpRequest

from knowledge.pages import navigation

from .description import Description, breadcrumb_list, node, picture_of, reference, website


def describe_collection(
    request: HttpRequest, title: str, summary: str, above: Iterable[tuple[str, str]], site_name: str
) -> Description:
    """Return the description of such a page.

    Args:
        request: the visitor's; the page's address is its path, whatever else was asked.
        title: what the page is called.
        summary: one or two sentences.
        above: words and addresses of what stands between the first page and this one.
        site_name: the name of the site.
    """
    url = request.build_absolute_uri(request.path)
    site = website(request, site_name)
    page = node(
        "CollectionPage",
        id_=url,
        url=url,
        name=title,
        description=summary,
        inLanguage="de",
        isPartOf=reference(site["@id"]),
        breadcrumb=reference(f"{url}#pfad"),
    )
    trail = [*navigation.breadcrumb(request), *above]
    graph = [site, page, breadcrumb_list(request, url, trail, title)]
    return Description(title, summary, url, picture_of(request, None), graph=graph)
