"""The site's test settings, and the small apps that some tests bring."""

from wissensspeicher.settings.test import *  # noqa: F403
from wissensspeicher.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.knowledge_search.testapp"]
