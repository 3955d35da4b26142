"""On the admin's home: what the background work could not do. Nothing while all is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .jobs import JOBS
from .models import PeriodicJob, QueuedTask, Worker
from .queue import ALIAS
from .workers import DEAD_AFTER

SHOWN = 5


class BackgroundPanel(Component):
    """Says in plain words whether a worker runs, and which tasks and jobs have failed."""

    name = "wissensspeicher_background"
    template_name = "wissensspeicher/admin/background_panel.html"
    order = 101

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows. Four queries, whatever waits."""
        last: Any = Worker.objects.aggregate(seen=Max("seen"))["seen"]
        tasks = QueuedTask.objects.filter(backend_name=ALIAS)
        failed = list(tasks.failed().order_by("-finished_at").defer("traceback", "args_kwargs")[: SHOWN + 1])
        titles = {job.name: job.title for job in JOBS}
        jobs = [titles.get(job.name, job.name) for job in PeriodicJob.objects.exclude(error="")]
        absent = last is None or last < timezone.now() - DEAD_AFTER
        waiting = tasks.ready().count() if absent else 0
        return {
            "absent": absent,
            "last": last,
            "waiting": waiting,
            "tasks": failed[:SHOWN],
            "more": len(failed) > SHOWN,
            "jobs": jobs,
        }


def add_background_panel(request: Any, panels: list[Component]) -> None:
    """Receiver of `construct_homepage_panels`."""
    panels.append(BackgroundPanel())
