"""A server answers in several threads, and all of them analyse words."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge_search.german.forms import forms_of
from knowledge_search.german.tokens import index_text

ENDINGS = ("ungen", "lichkeit", "isch", "heiten", "end", "er", "ern", "igkeit")
TEXTS = [" ".join(f"wort{number:x}{ending}" for number in range(400)) for ending in ENDINGS]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads take turns as often as Python can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_threads_do_not_break_each_others_words(hasty_threads: None) -> None:
    alone = [index_text(text) for text in TEXTS]
    forms_of.cache_clear()
    with ThreadPoolExecutor(len(TEXTS)) as threads:
        assert list(threads.map(index_text, TEXTS)) == alone
