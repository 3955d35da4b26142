"""The office at work, as a process of its own: edits five times a second, and compares index and table.

Started by `faults.py`; takes orders, one word a line: `edit`, `pause`, `compare`, and answers `compare` and
`pause` with one line of JSON.
"""

import json
import os
import random
import sys
import threading
import time
from typing import Any

import django

EDITS_PER_SECOND = 5


def main() -> None:
    """Take orders until the input ends."""
    django.setup()
    from elasticsearch import ApiError, TransportError

    from knowledge_search.engines.elasticsearch import index
    from knowledge_search.models import Change

    office = Office()
    for line in sys.stdin:
        answer: dict[str, Any] | None = None
        if line.strip() == "edit":
            office.begin()
        elif line.strip() == "pause":
            office.editing.clear()
            with office.at_work:
                answer = {
                    "edits": office.edits - office.before,
                    "slowest": office.slowest,
                    "errors": office.errors,
                }
        elif line.strip() == "compare":
            try:
                found = index.compare()
                equal = not found
                words = f"{found.records} records, {found.documents} documents"
            except (ApiError, TransportError) as error:
                equal, words = False, type(error).__name__
            answer = {"equal": equal, "words": words, "waiting": Change.objects.count()}
        if answer is not None:
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


class Office:
    """Edits in a thread while `editing` is set."""

    def __init__(self) -> None:
        self.editing = threading.Event()
        self.at_work = threading.Lock()
        self.edits = self.before = 0
        self.slowest = 0.0
        self.errors: list[str] = []
        self._random = random.Random(7)  # noqa: S311 - the same edits every time
        threading.Thread(target=self._run, daemon=True).start()

    def begin(self) -> None:
        """Edit from now on, and count anew."""
        self.before, self.slowest, self.errors = self.edits, 0.0, []
        self.editing.set()

    def _run(self) -> None:
        while True:
            self.editing.wait()
            start = time.monotonic()
            with self.at_work:
                try:
                    self._edit()
                    self.edits += 1
                except Exception as error:
                    self.errors.append(f"{type(error).__name__}: {error}"[:300])
            took = time.monotonic() - start
            self.slowest = max(self.slowest, took)
            time.sleep(max(0.0, 1 / EDITS_PER_SECOND - took))

    def _edit(self) -> None:
        """Change a project as the admin does: mostly new words, sometimes one goes, comes or is hidden."""
        from knowledge.projects.models import Project

        dice = self._random.random()
        live = Project.objects.filter(live=True)
        project = live.order_by("pk")[self._random.randrange(live.count())]
        if dice < 0.1:
            project.delete()
        elif dice < 0.2:
            project.unpublish()
        elif dice < 0.3:
            Project(title=f"Neue Werkstatt {self.edits}", summary="Frisch angelegt.").save()
        else:
            project.title = f"{project.title.split(' – ')[0]} – Fassung {self.edits}"
            project.save_revision().publish()


if __name__ == "__main__":
    sys.path[:0] = [os.getcwd(), os.path.join(os.getcwd(), "site"), os.path.join(os.getcwd(), "search")]
    main()
