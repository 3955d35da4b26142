"""For the tests: quick passwords, files in a folder of their own, everything else as in production."""

import tempfile
from pathlib import Path

from django import VERSION

from .base import *  # noqa: F403
from .base import STORAGES, TASKS

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
WAGTAILAPI_BASE_URL = "http://localhost"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="wissensspeicher-media-"))
PRIVATE_ROOT = Path(tempfile.mkdtemp(prefix="wissensspeicher-private-"))
STORAGES = {
    **STORAGES,
    "private": {
        **STORAGES["private"],
        "OPTIONS": {**STORAGES["private"]["OPTIONS"], "location": PRIVATE_ROOT},
    },
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
# Tests that want Elasticsearch say so themselves, each with an index of its own.
KNOWLEDGE_SEARCH = {}
# What is put off is done at once.
_TASKS_OF = "django.tasks" if VERSION >= (6, 0) else "django_tasks"
TASKS = {**TASKS, "queue": {"BACKEND": f"{_TASKS_OF}.backends.immediate.ImmediateBackend"}}
