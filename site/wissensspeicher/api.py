"""The router of API v2: which kinds of content other sites may read."""

from knowledge.api import register_endpoints
from wagtail.api.v2.router import WagtailAPIRouter

api_router = WagtailAPIRouter("wagtailapi")
register_endpoints(api_router)
