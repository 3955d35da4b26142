"""Where the office's forms are sent to: an address of their own, since Wagtail's pages ask for a cookie."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Site
from wagtail.views import serve

from knowledge.forms.origins import public_form

from .form_pages import FormPage


@public_form
def send_form(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Let Wagtail serve the form's page, with all it asks of those who come. Who only looks goes there."""
    page = get_object_or_404(FormPage.objects.live(), pk=page_id)
    site: Any = Site.find_for_request(request)
    if site is None or not page.url_path.startswith(site.root_page.url_path):
        raise Http404
    if request.method != "POST":
        return redirect(page.get_url(request))
    return serve(request, page.url_path[len(site.root_page.url_path) :])
