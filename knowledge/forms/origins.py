"""Views that take forms from visitors: without a cookie, and only from our own pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

_READING = {"GET", "HEAD", "OPTIONS"}

View = Callable[..., HttpResponseBase]


def public_form(view: View) -> View:
    """Let a view take forms of visitors.

    Visitors have no login whose rights a foreign page could use, and a CSRF token needs a cookie, which runs
    out and takes the text along. So browsers are asked where the form stood; they say so themselves. Answers
    are never kept: each has a stamp of its own.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in _READING and is_foreign(request):
            return render(request, "knowledge/forms/foreign.html", status=403)
        return view(request, *args, **kwargs)

    return csrf_exempt(never_cache(guarded))


def is_foreign(request: HttpRequest) -> bool:
    """Say whether a browser tells us that the request comes from another site's page.

    Old browsers and programs say nothing, and one that hides the page ("null") may hide ours.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()
