"""The queue, the jobs by the clock and the panel, without a process of their own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Revision

from cms_blocks.representation import RENDITIONS
from knowledge.projects.models import Project
from knowledge_search.models import Change, Record, StoredWord
from tests.factories import ImageFactory, ProjectFactory
from tests.support import worker_tasks
from wissensspeicher.background import jobs, queue, workers
from wissensspeicher.background.jobs import Job, forget_tasks, run_due
from wissensspeicher.background.models import PeriodicJob, QueuedTask, Worker
from wissensspeicher.background.retrying import PAUSES
from wissensspeicher.background.scheduled import publish_scheduled
from wissensspeicher.settings import base

pytestmark = pytest.mark.django_db

NOW = timezone.now


@pytest.fixture
def worker_id(settings: Any) -> str:
    """A worker at work; the queue is the database's."""
    settings.TASKS = base.TASKS
    return workers.sign_in()


def dead(worker_id: str) -> None:
    Worker.objects.filter(pk=worker_id).update(seen=NOW() - workers.DEAD_AFTER)


# --- The queue --------------------------------------------------------------------------------------
def test_a_task_is_done_once_and_in_the_order_of_the_queue(worker_id: str, tmp_path: Path) -> None:
    for text in ("eins", "zwei"):
        worker_tasks.note.enqueue(str(tmp_path / "spur"), text)
    assert queue.run_next(worker_id) and queue.run_next(worker_id)
    assert not queue.run_next(worker_id)
    assert (tmp_path / "spur").read_text() == "eins\nzwei\n"
    assert QueuedTask.objects.successful().count() == 2


def test_what_fails_is_tried_again_later_and_later_and_then_no_more(worker_id: str, tmp_path: Path) -> None:
    worker_tasks.fail.enqueue(str(tmp_path / "spur"))
    for pause in PAUSES:
        assert queue.run_next(worker_id)
        left = QueuedTask.objects.get()
        assert left.status == "READY"
        assert abs(left.run_after - NOW() - pause) < timedelta(seconds=5)
        assert not queue.run_next(worker_id), "not before the pause is over"
        QueuedTask.objects.update(run_after=NOW())
    assert queue.run_next(worker_id)
    failed = QueuedTask.objects.get()
    assert failed.status == "FAILED"
    assert failed.exception_class_path == "builtins.ValueError"
    assert (tmp_path / "spur").read_text() == "versucht\n" * (len(PAUSES) + 1)


@pytest.mark.parametrize("path", ["tests.support.worker_tasks.removed", "os.path.basename"])
def test_a_task_whose_code_is_gone_does_not_stop_the_worker(
    worker_id: str, tmp_path: Path, path: str
) -> None:
    worker_tasks.fail.enqueue(str(tmp_path / "spur"))
    QueuedTask.objects.update(task_path=path)
    assert queue.run_next(worker_id)
    assert QueuedTask.objects.get().status == "READY"
    assert QueuedTask.objects.get().task_name == path.rpartition(".")[2]


def test_what_a_dead_worker_left_is_taken_over_and_what_a_living_one_does_is_not(
    worker_id: str, tmp_path: Path
) -> None:
    other = workers.sign_in()
    for owner in (worker_id, other):
        worker_tasks.note.enqueue(str(tmp_path / "spur"), owner)
        QueuedTask.objects.ready().get().claim(owner)
    dead(other)
    assert queue.take_over() == 1
    assert QueuedTask.objects.running().get().worker_ids == [worker_id]
    left = QueuedTask.objects.get(status="READY")
    assert left.worker_ids == [other]
    QueuedTask.objects.filter(pk=left.pk).update(run_after=NOW())
    assert queue.run_next(worker_id)
    assert (tmp_path / "spur").read_text() == f"{other}\n"


def test_a_task_that_kills_every_worker_ends(worker_id: str, tmp_path: Path) -> None:
    worker_tasks.note.enqueue(str(tmp_path / "spur"), "")
    for _ in range(len(PAUSES) + 1):
        QueuedTask.objects.update(run_after=NOW())
        QueuedTask.objects.ready().get().claim("killed")
        assert queue.take_over() == 1
    assert QueuedTask.objects.get().status == "FAILED"


def test_old_results_are_forgotten(worker_id: str, tmp_path: Path) -> None:
    for status, days in (("SUCCESSFUL", 6), ("SUCCESSFUL", 8), ("FAILED", 29), ("FAILED", 31), ("READY", 99)):
        result = worker_tasks.note.enqueue(str(tmp_path), status)
        old = NOW() - timedelta(days=days)
        QueuedTask.objects.filter(pk=result.id).update(status=status, finished_at=old)
    forget_tasks()
    assert sorted(QueuedTask.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]


def test_sizes_of_a_new_image_are_made_without_a_visitor(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = base.TASKS
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory()
    assert not image.renditions.exists()
    assert queue.run_next(workers.sign_in())
    specs = set(image.renditions.values_list("filter_spec", flat=True))
    assert specs == set(RENDITIONS.values())


def test_an_image_that_is_gone_again_is_no_error(
    worker_id: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory()
    get_image_model().objects.filter(pk=image.pk).delete()
    assert queue.run_next(worker_id)
    assert QueuedTask.objects.get().status == "SUCCESSFUL"


# --- Jobs by the clock ------------------------------------------------------------------------------
def test_a_job_is_done_when_due_and_by_one_worker(worker_id: str) -> None:
    done: list[str] = []
    both = workers.sign_in()

    def work() -> None:
        done.append("einmal")
        assert run_due(both, [job]) == 0, "another worker asks while it is being done"

    job = Job("probe", "Probe", timedelta(minutes=1), work)
    assert run_due(worker_id, [job]) == 1
    assert run_due(worker_id, [job]) == 0
    PeriodicJob.objects.update(due=NOW())
    assert run_due(both, [Job("probe", "Probe", timedelta(minutes=1), lambda: done.append("wieder"))]) == 1
    assert done == ["einmal", "wieder"]


def test_a_job_of_a_killed_worker_is_done_by_the_next(worker_id: str) -> None:
    other = workers.sign_in()
    PeriodicJob.objects.create(name="probe", holder=other)
    job = Job("probe", "Probe", timedelta(minutes=1), lambda: None)
    assert run_due(worker_id, [job]) == 0
    dead(other)
    assert run_due(worker_id, [job]) == 1


def test_a_job_that_fails_is_noted_and_holds_up_no_other(worker_id: str) -> None:
    done: list[int] = []
    failing = Job("kaputt", "Kaputt", timedelta(minutes=1), lambda: done[5])
    fine = Job("heil", "Heil", timedelta(minutes=1), lambda: done.append(1))
    assert run_due(worker_id, [failing, fine]) == 2
    assert done == [1]
    assert PeriodicJob.objects.get(name="kaputt").error == "IndexError"
    assert PeriodicJob.objects.get(name="kaputt").due > NOW()


def schedule(project: Project, **values: Any) -> None:
    """Publish as an editor does who has set dates."""
    for name, value in values.items():
        setattr(project, name, value)
    project.save_revision().publish()


def test_dates_are_kept(worker_id: str) -> None:
    coming, ending, other = (ProjectFactory(live=live) for live in (False, True, True))
    schedule(coming, go_live_at=NOW() + timedelta(hours=1))
    schedule(ending, expire_at=NOW() + timedelta(hours=1))
    publish_scheduled()
    assert not Project.objects.get(pk=coming.pk).live and Project.objects.get(pk=ending.pk).live
    past = NOW() - timedelta(seconds=1)
    revision = Revision.objects.get(object_id=str(coming.pk), approved_go_live_at__isnull=False)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    Project.objects.filter(pk=ending.pk).update(expire_at=past)
    assert publish_scheduled() == 2
    coming.refresh_from_db()
    ending.refresh_from_db()
    assert coming.live and not ending.live and ending.expired
    records = Record.objects.filter(content_type=ContentType.objects.get_for_model(Project))
    assert set(records.values_list("object_id", flat=True)) == {coming.pk, other.pk}
    assert publish_scheduled() == 0


def test_one_that_cannot_be_published_holds_up_no_other(worker_id: str) -> None:
    past = NOW() - timedelta(seconds=1)
    broken, fine = ProjectFactory(live=False), ProjectFactory(live=False)
    for project in (broken, fine):
        revision = project.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
    Revision.objects.filter(object_id=str(broken.pk)).update(object_id="999999")
    assert publish_scheduled() == 1
    assert Project.objects.get(pk=fine.pk).live


def test_the_sites_jobs_have_names_of_their_own() -> None:
    assert len({job.name for job in jobs.JOBS}) == len(jobs.JOBS)


def test_how_frequent_a_word_is_is_counted_by_the_clock(worker_id: str) -> None:
    for number in range(3):
        ProjectFactory(title=f"Strickliesel {number}")
    run_due(worker_id)
    assert StoredWord.objects.get(text="strickliesel").records == 3


# --- What the staff see -----------------------------------------------------------------------------
def home(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_admins_home_is_quiet_while_all_is_well(admin_client: Client, worker_id: str) -> None:
    page = home(admin_client)
    assert "background-work" not in page
    assert "knowledge-search-engine" not in page


def test_it_tells_of_a_worker_that_is_missing_and_of_what_failed(
    admin_client: Client, worker_id: str, tmp_path: Path
) -> None:
    dead(worker_id)
    PeriodicJob.objects.create(name="scheduled", error="IndexError")
    result = worker_tasks.fail.enqueue(str(tmp_path / "spur"))
    assert "1 Aufgabe wartet" in home(admin_client)
    QueuedTask.objects.filter(pk=result.id).update(
        status="FAILED", finished_at=NOW(), exception_class_path="builtins.ValueError"
    )
    page = home(admin_client)
    assert "Der Hintergrunddienst läuft nicht (zuletzt gesehen" in page
    assert "builtins.ValueError" in page
    assert "Zum Termin veröffentlichen und beenden" in page


def test_it_tells_what_waits_for_the_engine_and_what_was_refused(
    admin_client: Client, worker_id: str, settings: Any
) -> None:
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}
    ProjectFactory(title="Dorfladen <b>")
    pk = Record.objects.get(title="Dorfladen <b>").pk
    Change.objects.filter(pk=pk).update(
        since=NOW() - timedelta(hours=2), attempts=3, error="Elasticsearch nimmt das nicht an."
    )
    page = home(admin_client)
    assert "warten auf Elasticsearch" in page or "wartet auf Elasticsearch" in page
    assert "Letzter Fehler: Elasticsearch nimmt das nicht an." in page
    assert "„Dorfladen &lt;b&gt;“" in page


def test_it_asks_the_database_no_more_when_more_waits(
    admin_client: Client, worker_id: str, settings: Any, tmp_path: Path
) -> None:
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}
    home(admin_client)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(admin_client)
        return len(captured)

    few = queries()
    for _ in range(4):
        ProjectFactory()
        result = worker_tasks.fail.enqueue(str(tmp_path / "spur"))
        QueuedTask.objects.filter(pk=result.id).update(status="FAILED", finished_at=NOW())
    Change.objects.update(attempts=1, error="Fehler")
    assert queries() == few
