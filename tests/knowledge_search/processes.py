"""Processes of their own on the test app's store, for what several do at once.

`edit PK NAME` says that it is ready, waits for a line, and edits that project again and again. `deliver` is
the worker: it pushes what waits, and says as JSON how table and index compare then.
"""

import json
import os
import sys
from datetime import timedelta

import django

EDITS = 15


def main() -> None:
    """Do what the arguments say, with the search settings of the environment."""
    django.setup()
    from django.test import override_settings

    from knowledge_search.registry import registry
    from tests.knowledge_search.sources import register_test_app

    order, *arguments = sys.argv[1:]
    with registry.isolated(), override_settings(KNOWLEDGE_SEARCH=json.loads(os.environ["SEARCH"])):
        register_test_app()
        if order == "edit":
            edit(int(arguments[0]), arguments[1])
        else:
            deliver()


def edit(pk: int, name: str) -> None:
    """Give a project one title after the other, as an editor who does not know of others."""
    from tests.knowledge_search.testapp.models import Project

    project = Project.objects.get(pk=pk)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(EDITS):
        project.title = f"{name} {number}"
        project.save()


def deliver() -> None:
    """Push until nothing waits, at once and not after the pauses."""
    from django.utils import timezone

    from knowledge_search import push
    from knowledge_search.engines.elasticsearch import index
    from knowledge_search.models import Change, Record
    from knowledge_search.request import SearchRequest
    from knowledge_search.service import search

    Change.objects.update(due=timezone.now() - timedelta(seconds=1))
    push.push_waiting()
    record = Record.objects.get(type="project")
    page = search(SearchRequest(q=record.title, filters={"type": ("project",)}))
    told = {
        "equal": not index.compare(),
        "waiting": Change.objects.count(),
        "version": record.version,
        "title": record.title,
        "found": [hit.title for hit in page.hits],
        "engine": page.engine,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
