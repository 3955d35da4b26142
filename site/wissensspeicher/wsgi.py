"""The WSGI entry, for gunicorn: `gunicorn --pythonpath site,search wissensspeicher.wsgi`.

A process that serves is warm: what its first visitors would have to wait for, many at a time, is read before.
"""

import logging
import os
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wissensspeicher.settings.production")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the apps are ready only now
from django.urls import reverse  # noqa: E402

from knowledge_search.service import warm_up  # noqa: E402


def _visit_search_page() -> None:
    """Be the first visitor: addresses, templates, menus and translations take two seconds to read.

    What goes wrong here goes wrong for visitors too, and stands in the log; the process serves all the same.
    """
    base = urlsplit(settings.BASE_URL)
    environ = {
        "PATH_INFO": reverse("knowledge_search:search"),
        "HTTP_HOST": base.netloc,
        "HTTP_X_FORWARDED_PROTO": base.scheme,
        "wsgi.url_scheme": base.scheme,
    }
    setup_testing_defaults(environ)
    try:
        application(environ, lambda *status_and_headers: lambda body: None).close()
    except Exception:
        logging.getLogger("wissensspeicher").exception("The search page could not be read ahead.")


warm_up()
_visit_search_page()
