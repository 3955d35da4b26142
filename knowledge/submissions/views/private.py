"""What all pages behind a secret link have in common: no trace of them is left anywhere."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from knowledge.forms.origins import public_form
from knowledge.forms.protection import STAMP
from knowledge.forms.rates import Limit

#: How often somebody may open links that lead to nothing.
TRYING = Limit("submission-key", per_address=(100, timedelta(hours=1)))
#: What a form sends beside what somebody has typed.
NOT_TYPED = {"go", "pruefen", "_at", "municipality", "location", STAMP}
View = Callable[..., HttpResponseBase]


def private_page(view: View) -> View:
    """Let no search engine keep a page, no cache and no referrer pass it on; forms in it need no cookie."""

    @public_form
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer to a key that opens nothing: unknown, deleted, run out and meant for something else alike.

    Whatever somebody has typed is shown again, to be copied: a link may end while a form is filled in.
    """
    typed = [
        value.strip()
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
        if len(value.strip()) > 2
    ]
    # Keys cannot be guessed; whoever tries them by the thousand shall not keep the site from others.
    if goes_on := TRYING.hit(request):
        response = render(request, "knowledge/submissions/unknown.html", {"typed": typed}, status=429)
        response.headers["Retry-After"] = str(max(1, ceil((goes_on - timezone.now()).total_seconds())))
        return response
    return render(request, "knowledge/submissions/unknown.html", {"typed": typed}, status=404)
