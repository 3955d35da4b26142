"""Settings of the measurements: those of the tests, with the search engine that the environment names."""

from wissensspeicher.settings import base
from wissensspeicher.settings.test import *  # noqa: F403

# A page is measured as its first visitor gets it: what is kept of whole pages would answer all others.
CACHES = {**base.CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
_engine = base.KNOWLEDGE_SEARCH["ELASTICSEARCH"]
KNOWLEDGE_SEARCH = {
    **base.KNOWLEDGE_SEARCH,
    # What is slow shall be measured, not answered by somebody else.
    "ELASTICSEARCH": {**_engine, "CONNECT_SECONDS": 5.0, "ANSWER_SECONDS": 60.0},
}
if _engine["URL"]:
    WAGTAILSEARCH_BACKENDS = {
        **base.WAGTAILSEARCH_BACKENDS,
        "elasticsearch": {
            "BACKEND": "modelsearch.backends.elasticsearch9",
            "URLS": [_engine["URL"]],
            "INDEX_PREFIX": f"stock-{_engine['INDEX']}-",
            "TIMEOUT": 60,
            "AUTO_UPDATE": False,
        },
    }
