"""The parts that every description shares, and how it is written down."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError

from knowledge.cards import SHARED_IMAGE, fetch_renditions

#: Shown beside a link to a page without a picture; drawn by scripts/share_image.py.
DEFAULT_IMAGE = "knowledge/share.png"
WIDTH, HEIGHT = 1200, 630

#: What must not stand inside a script element, whatever its type.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

Node = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A picture at an absolute address."""

    url: str
    width: int = WIDTH
    height: int = HEIGHT
    alt: str = ""


@dataclass(frozen=True)
class Description:
    """What the head of a page says.

    Attributes:
        kind: ``website`` or ``article``, in Open Graph's words.
        graph: the same and more in terms of schema.org.
    """

    title: str
    summary: str
    url: str
    picture: Picture
    kind: str = "website"
    graph: list[Node] = field(default_factory=list)

    @property
    def linked_data(self) -> SafeString:
        """The graph as JSON-LD for a script element: nothing in it ends that element or begins another."""
        document = {"@context": "https://schema.org", "@graph": self.graph}
        return SafeString(json.dumps(document, ensure_ascii=False).translate(_ESCAPES))


def picture_of(request: HttpRequest, image: Any, *also: str) -> Picture:
    """Return the picture to be shown beside a link; the default where there is none, or its file is broken.

    Args:
        request: the visitor's.
        image: of the page, or None.
        also: other sizes that the page will ask for; they are read in the same query.
    """
    if image is not None:
        try:
            if not hasattr(image, "prefetched_renditions"):
                fetch_renditions([image], SHARED_IMAGE, *also)
            made = image.get_rendition(SHARED_IMAGE)
        except (SourceImageIOError, OSError, ValueError):
            pass
        else:
            url = request.build_absolute_uri(made.url)
            return Picture(url, made.width, made.height, str(image.default_alt_text or ""))
    return Picture(request.build_absolute_uri(static(DEFAULT_IMAGE)))


def node(type_: str, **values: Any) -> Node:
    """Return a node of the graph; what is empty is left out. ``id_`` becomes ``@id``."""
    named = {"@id" if name == "id_" else name: value for name, value in values.items()}
    return {
        "@type": type_,
        **{name: value for name, value in named.items() if value not in (None, "", [], {})},
    }


def reference(key: str) -> Mapping[str, str]:
    """Return what points to another node of the graph."""
    return {"@id": key}


def breadcrumb_list(request: HttpRequest, url: str, trail: Iterable[tuple[str, str]], title: str) -> Node:
    """Return the way to a page as its breadcrumb shows it."""
    steps = [(words, request.build_absolute_uri(address)) for words, address in trail] + [(title, url)]
    items = [
        {"@type": "ListItem", "position": number, "name": words, "item": address}
        for number, (words, address) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", id_=f"{url}#pfad", itemListElement=items)


def website(request: HttpRequest, name: str) -> Node:
    """Return the site itself, as every page refers to it."""
    root = request.build_absolute_uri("/")
    return node("WebSite", id_=f"{root}#website", url=root, name=name, inLanguage="de")
