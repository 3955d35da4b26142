"""For trying and developing: debug on, a fixed key, mail on the console."""

from .base import *  # noqa: F403
from .base import CACHES, VAR_DIR, env

# The database and the uploads live here unless the environment says otherwise.
VAR_DIR.mkdir(exist_ok=True)

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "") or "only-for-development-never-in-production"
# Who changes a template sees it at once.
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
