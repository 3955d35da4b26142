"""The router of API v2: what other sites may read. Its last pattern takes whatever is left."""

from knowledge.api import PublicRouter, register_endpoints

api_router = PublicRouter("wagtailapi")
register_endpoints(api_router)
