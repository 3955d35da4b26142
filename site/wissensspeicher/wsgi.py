"""The WSGI entry, for gunicorn: `gunicorn --pythonpath site,search wissensspeicher.wsgi`.

A process that serves is warm: what its first visitors would have to wait for, many at a time, is read before.
"""

import logging
import os
from collections.abc import Callable
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wissensspeicher.settings.production")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the apps are ready only now
from django.db import connections  # noqa: E402
from django.urls import reverse  # noqa: E402

from knowledge_search.service import warm_up  # noqa: E402


def _visit_search_page() -> None:
    """Be the first visitor: addresses, templates, menus and translations take two seconds to read.

    What goes wrong here goes wrong for visitors too, and stands in the log; the process serves all the same.
    """
    logger = logging.getLogger("wissensspeicher")
    statuses: list[str] = []

    def start_response(status: str, *headers: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda body: None

    try:
        base = urlsplit(settings.BASE_URL)
        environ = {
            "PATH_INFO": reverse("knowledge_search:search"),
            "HTTP_HOST": base.netloc,
            "HTTP_X_FORWARDED_PROTO": base.scheme,
            "wsgi.url_scheme": base.scheme,
        }
        setup_testing_defaults(environ)
        application(environ, start_response).close()
        if not statuses[0].startswith("200"):
            logger.warning("The search page could not be read ahead: it answers %s.", statuses[0])
    except Exception:
        logger.exception("The search page could not be read ahead.")
    finally:
        # Forked processes must not share it.
        connections.close_all()


warm_up()
_visit_search_page()
