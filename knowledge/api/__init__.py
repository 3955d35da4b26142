"""The store as JSON for other sites: read-only, public, after the conventions of Wagtail's API v2.

Every endpoint starts from `PublicEndpoint`, every queryset from what `public` calls public.
"""

from .endpoints import register_endpoints
from .router import PublicRouter

__all__ = ["PublicRouter", "register_endpoints"]
