"""The tests' settings with the queue as in production: what is put off waits for a worker."""

from tests.settings import *  # noqa: F403
from wissensspeicher.settings.base import TASKS  # noqa: F401
