"""A router that speaks JSON where nothing is, too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from wagtail.api.v2.router import WagtailAPIRouter

from knowledge_search.api.views import OpenJsonView, json_response


class NothingHere(OpenJsonView):
    """An address below the API that leads nowhere, answered for programs and not for people."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404."""
        return json_response({"message": "Unter dieser Adresse antwortet keine Schnittstelle."}, 404)


class PublicRouter(WagtailAPIRouter):
    """Wagtail's router, closed at its end. Include it after everything else below the API's prefix."""

    def get_urlpatterns(self) -> list[Any]:
        """Return the endpoints' patterns and the last one, which takes what is left.

        It wants the slash at the end, so that Django still leads an address without it to the one with it.
        """
        return [*super().get_urlpatterns(), re_path(r"^(?:.*/)?$", NothingHere.as_view())]
