"""`manage.py worker` as it runs: real processes on a database of their own, ended in every way there is."""

import signal
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from tests.support.worker_site import SECONDS, Site, until
from wissensspeicher.background import workers
from wissensspeicher.background.models import Worker


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_workers_are_killed_and_ended_and_nothing_is_lost_or_done_twice(site: Site, tmp_path: Path) -> None:
    trace, go = tmp_path / "spur", tmp_path / "los"
    site.enqueue(f"note_and_wait.enqueue({str(trace)!r}, {str(go)!r})")

    with site.worker(tmp_path / "erster.log") as first:
        until(lambda: lines(trace) == ["begonnen"])
        first.kill()
        first.wait()
    assert site.tasks.running().count() == 1
    # Time passes: it has not been seen for a while, and the pause before the second attempt is over.
    Worker.objects.using(site.alias).update(seen=timezone.now() - workers.DEAD_AFTER)

    with ExitStack() as stack:
        logs = [tmp_path / "zweiter.log", tmp_path / "dritter.log"]
        pair = [stack.enter_context(site.worker(log)) for log in logs]
        # On a busy machine the pause may be over before the third worker stands.
        until(lambda: site.tasks.filter(status="READY").exists() or len(lines(trace)) == 2)
        site.tasks.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
        until(lambda: lines(trace) == ["begonnen", "begonnen"])

        many = tmp_path / "viele"
        site.enqueue(f"for n in range(20): note.enqueue({str(many)!r}, str(n))")
        until(lambda: len(lines(many)) == 20)
        assert sorted(map(int, lines(many))) == list(range(20))

        # Asked to end, a worker finishes what it does; the idle one ends at once.
        for process in pair:
            process.send_signal(signal.SIGTERM)
        until(lambda: any(process.poll() is not None for process in pair))
        assert sum(process.poll() is None for process in pair) == 1
        go.touch()
        assert [process.wait(SECONDS) for process in pair] == [0, 0]
        assert all("Der Hintergrunddienst ist beendet." in log.read_text() for log in logs)

    assert lines(trace) == ["begonnen", "begonnen", "fertig"]
    assert not site.tasks.exclude(status="SUCCESSFUL").exists()
    long_one = site.tasks.get(task_path__endswith="note_and_wait")
    assert len(set(long_one.worker_ids)) == 2
    assert not Worker.objects.using(site.alias).filter(pk=long_one.worker_ids[-1]).exists()
