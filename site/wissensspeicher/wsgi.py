"""The WSGI entry, for gunicorn: `gunicorn --pythonpath site,search wissensspeicher.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wissensspeicher.settings.production")
application = get_wsgi_application()

from knowledge_search.service import warm_up  # noqa: E402 - the apps are ready only now

warm_up()
