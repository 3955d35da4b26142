"""The site as a web server calls it: WSGI, the whole answer, no network between.

Not Django's test client: what that does around a request is no part of a page, and a sixth of its time.
"""

from urllib.parse import unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

_answer = get_wsgi_application()


def visit(address: str) -> None:
    """Ask for a page as a visitor does; end with a word where it is none."""
    parts = urlsplit(address)
    environ = {"PATH_INFO": unquote(parts.path), "QUERY_STRING": parts.query, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    response = _answer(environ, lambda status, headers, error=None: statuses.append(status))
    try:
        b"".join(response)
    finally:
        response.close()  # type: ignore[attr-defined]
    if not statuses[0].startswith("200"):
        raise SystemExit(f"{address} antwortet mit {statuses[0]}.")
