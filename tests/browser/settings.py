"""As in production (error pages, no debugging), but one process serves static files and uploads too."""

from tests.settings import *  # noqa: F403
from wissensspeicher.settings.base import KNOWLEDGE_SEARCH as of_the_site
from wissensspeicher.settings.base import env

# Only while the demo is loaded: its accounts, whose passwords everybody knows, are made for trying only.
DEBUG = env.bool("DEBUG", False)
# Maps as on the site; no search diary, no engine.
KNOWLEDGE_SEARCH = {"MAP": of_the_site["MAP"]}
ROOT_URLCONF = "tests.browser.urls"
MEDIA_ROOT = env.path("MEDIA_ROOT")
WHITENOISE_USE_FINDERS = True
# Without DEBUG, Django tells a server error by mail only; a failed test shows the server's log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR"}},
}
