"""What browsers are told to allow. The policy of public pages stands in the settings; here is the rest.

`ContentSecurityPolicy` stands behind the page cache, so that a page is kept with the policy that its view may
have changed (`csp.decorators`). `PlainHeaders` stands before everything, so that files have them too.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Wagtail's choosers and inline panels start with scripts in the page, and its editor writes styles; neither
# takes a nonce. Nothing comes from elsewhere, and nothing is evaluated.
ADMIN = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "media-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# The page editor shows the page that is being written in a frame.
PREVIEW = {"frame-ancestors": [SELF]}
# A file that is opened by itself may show itself, run nothing and reach nobody.
FILE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
# Where somebody is, the map may ask; for the rest there is no use here.
PERMISSIONS = "geolocation=(self), " + ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
)


class ContentSecurityPolicy(CSPMiddleware):
    """The settings' policy for public pages; the admin and its previews have what they need beyond it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return what the policy is made of, for the place that was asked for."""
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if getattr(request, "is_dummy", False):
            parts.replace = {**(parts.replace or {}), **PREVIEW}
        elif parts.config is None and request.path_info.startswith(settings.ADMIN_URL):
            parts.config = ADMIN
        return parts


class PlainHeaders:
    """Headers that are the same everywhere, and the policy of files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add them to whatever is answered."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        uploaded = request.path_info.startswith(settings.MEDIA_URL)
        # Other websites may show our pictures: the API names them for that.
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if uploaded else "same-origin"
        )
        if uploaded or request.path_info.startswith(settings.STATIC_URL):
            response.headers["Content-Security-Policy"] = FILE
        return response
