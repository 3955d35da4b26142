"""As in production (error pages, no debugging), but one process serves static files and uploads too."""

from tests.settings import *  # noqa: F403

from wissensspeicher.settings.base import env

ROOT_URLCONF = "tests.browser.urls"
MEDIA_ROOT = env.path("MEDIA_ROOT")
WHITENOISE_USE_FINDERS = True
