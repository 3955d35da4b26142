"""Answers visitors with pages that were written before.

Put it before everything that knows people or sets cookies: sessions, messages, CSRF. A view that reads
another cookie says `never_cache`. Behind it comes what belongs to the page, such as a view's own headers.
Django's settings say where pages are kept and how long: `CACHE_MIDDLEWARE_ALIAS`, best a cache of its own
with `MAX_ENTRIES`, so that endless addresses fill no memory and push out nothing else, and
`CACHE_MIDDLEWARE_SECONDS`, for changes past all signals.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from typing import NamedTuple, cast

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import (
    get_cache_key,
    get_conditional_response,
    has_vary_header,
    learn_cache_key,
    patch_cache_control,
    set_response_etag,
)

from knowledge_search import changes, diary
from knowledge_search.noticing import Noticed, noticing

# No page is so long; what is would take the place of many.
MAX_BYTES = 512 * 1024


class KeptPage(NamedTuple):
    """An answer as it went out, and what it asked of the search."""

    content: bytes
    headers: dict[str, str]
    searched: bool
    counted: list[tuple[str, int]]


class PageCacheMiddleware:
    """Keeps what every visitor may see, under numbers that rise with each change.

    The numbers stand in the database: all processes and servers learn of a change with the one question that
    each request asks. Browsers keep pages too, and ask each time whether theirs is still right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with what is kept, or have the page written and keep it."""
        moment = changes.moment() if _is_of_a_visitor(request) else None
        if moment is None:
            response = self.get_response(request)
            if _is_page(request, response):
                patch_cache_control(response, private=True, no_cache=True)
            return response

        pages = caches[settings.CACHE_MIDDLEWARE_ALIAS]
        prefix = _prefix(request, moment)
        kept = _find(_without_cookies(request), pages, prefix)
        # The engine has yet to learn of a change: what it would say now may be of before.
        if kept is not None and not (kept.searched and moment.waiting):
            if request.method == "GET":
                for words, hits in kept.counted:
                    diary.count(words, hits)
            return _unless_known(request, HttpResponse(kept.content, headers=kept.headers))

        with changes.holding(moment), noticing() as noticed:
            response = self.get_response(request)
        if not _is_page(request, response) or not _is_for_all(request, response):
            return response
        page = cast(HttpResponse, response)  # no stream: `_is_page`
        patch_cache_control(page, no_cache=True)
        if not page.has_header("ETag"):
            set_response_etag(page)
        if request.method == "GET" and not (noticed.searched and moment.waiting):
            _keep(_without_cookies(request), page, pages, prefix, noticed)
        return _unless_known(request, page)


def _is_of_a_visitor(request: HttpRequest) -> bool:
    """Say whether the answer may be one for all: nobody is logged in, has done or is being told anything."""
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    return (
        request.method in ("GET", "HEAD")
        and personal.isdisjoint(request.COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
        # Wagtail's previews pass here as if a page were visited.
        and not getattr(request, "is_dummy", False)
        and not getattr(request, "is_preview", False)
    )


def _is_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether this is a page that says nothing itself of how it may be kept."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Cache-Control")
    )


def _is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether nothing in an answer to a visitor is meant for that visitor alone."""
    told = getattr(getattr(request, "_messages", None), "added_new", False)
    return not (response.cookies or told or has_vary_header(response, "*"))


def _without_cookies(request: HttpRequest) -> HttpRequest:
    """Return the request as keys are made from it.

    Answers vary by cookies since they may know a person; those are out by now, and cookies of other sites of
    the same domain must not make a page of its own for each visitor.
    """
    same = copy(request)
    same.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    return same


def _prefix(request: HttpRequest, moment: changes.Moment) -> str:
    """Return what keys begin with; Django adds scheme, host, path, query and what the answer varies by."""
    numbers = hashlib.sha256(repr(moment.numbers).encode()).hexdigest()[:32]
    # Wagtail knows the site by the port that was reached, whatever the visitor says of it.
    return f"knowledge:{numbers}:{request.get_port()}"


def _find(request: HttpRequest, pages: BaseCache, prefix: str) -> KeptPage | None:
    key = get_cache_key(request, prefix, "GET", cache=pages)
    found: KeptPage | None = pages.get(key) if key else None
    return found


def _keep(
    request: HttpRequest, response: HttpResponse, pages: BaseCache, prefix: str, noticed: Noticed
) -> None:
    content = response.content
    if len(content) > MAX_BYTES:
        return
    seconds = settings.CACHE_MIDDLEWARE_SECONDS
    key = learn_cache_key(request, response, seconds, prefix, cache=pages)
    page = KeptPage(content, dict(response.items()), noticed.searched, noticed.counted)
    pages.set(key, page, seconds)


def _unless_known(request: HttpRequest, page: HttpResponse) -> HttpResponseBase:
    """Return the page, or 304 to a browser that has it."""
    return get_conditional_response(request, etag=page["ETag"], response=page) or page
