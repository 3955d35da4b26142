"""As `tests.browser.settings`, but what is put off waits for a worker, and mails go where EMAIL_URL says."""

from tests.browser.settings import *  # noqa: F403
from wissensspeicher.settings.base import (
    EMAIL_BACKEND,  # noqa: F401
    PRIVATE_ROOT,  # noqa: F401
    STORAGES,  # noqa: F401
    TASKS,  # noqa: F401
)
