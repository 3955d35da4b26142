"""The WSGI entry, for gunicorn: `gunicorn --pythonpath site,search wissensspeicher.wsgi`.

A process that serves is warm: what its first visitors would have to wait for, many at a time, is read before.
"""

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

    Whatever goes wrong with it goes wrong for visitors too, and stands in the log as theirs does.
    """
    base = urlsplit(settings.BASE_URL)
    environ = {
        "PATH_INFO": reverse("knowledge_search:search"),
        "HTTP_HOST": base.netloc,
        "HTTP_X_FORWARDED_PROTO": base.scheme,
        "wsgi.url_scheme": base.scheme,
    }
    setup_testing_defaults(environ)
    application(environ, lambda *status_and_headers: None).close()


warm_up()
_visit_search_page()
