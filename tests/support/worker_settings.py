"""The tests' settings with queue and mail server as in production: what is put off waits for a worker."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS
from wissensspeicher.settings.base import EMAIL_BACKEND, TASKS  # noqa: F401

INSTALLED_APPS = [*INSTALLED_APPS, "tests.support.worker_mails.WorkerMails"]
