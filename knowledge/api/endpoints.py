"""The table of contents."""

from wagtail.api.v2.router import WagtailAPIRouter

from .files import DocumentsEndpoint, ImagesEndpoint, MediaEndpoint
from .pages import PagesEndpoint
from .projects import ProjectsEndpoint
from .vocabularies import HashtagEndpoint, term_endpoints


def register_endpoints(router: WagtailAPIRouter) -> None:
    """Put everything that the store offers on a router of Wagtail's API v2."""
    for endpoint in (PagesEndpoint, ImagesEndpoint, DocumentsEndpoint, MediaEndpoint, ProjectsEndpoint):
        router.register_endpoint(endpoint.name, endpoint)
    for name, endpoint in term_endpoints().items():
        router.register_endpoint(name, endpoint)
    router.register_endpoint(HashtagEndpoint.name, HashtagEndpoint)
