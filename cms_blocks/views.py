"""The pattern library."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.views.generic import TemplateView

from .conf import get_setting


class PatternLibraryView(TemplateView):
    """Every block with its preview value, for designers and for the accessibility test.

    Only while developing or for people who may enter the admin; for everybody else the page does not exist.
    """

    template_name = "cms_blocks/pattern_library.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 to the public and keep search engines away."""
        user = getattr(request, "user", None)
        if not settings.DEBUG and not (
            user and user.is_active and user.has_perm("wagtailadmin.access_admin")
        ):
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Bind every child of the site's stream block to its preview value."""
        stream = import_string(get_setting("STREAM_BLOCK"))()
        groups = [
            (
                group,
                [
                    {
                        "name": block.name,
                        "label": block.label,
                        "description": block.get_description(),
                        "bound_block": block.bind(block.get_preview_value()),
                    }
                    for block in children
                ],
            )
            for group, children in stream.grouped_child_blocks()
        ]
        return super().get_context_data(groups=groups, show_placeholders=True, **kwargs)
