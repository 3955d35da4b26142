"""A worker's threads. Tasks have one, so that a long one holds up neither pushes nor dates."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import Error, close_old_connections, connections

from knowledge.mails.delivery import deliver_due
from knowledge_search.engines.elasticsearch.mending import Mender
from knowledge_search.push import push_waiting

from . import jobs, queue, workers

logger = logging.getLogger(__name__)

TICK = 1.0
# How often a worker looks whether the engine still has its index.
MEND_SECONDS = 5.0
LONGEST_PAUSE = 30.0


class Repeater:
    """Does one thing again and again until told to stop, whatever happens.

    Args:
        name: for the log.
        work: returns whether to go on at once; false waits for the next tick.
        stop: ends it.
        seconds: the time between two ticks. After errors the pause grows.
    """

    def __init__(
        self, name: str, work: Callable[[], bool], stop: threading.Event, seconds: float = TICK
    ) -> None:
        self.name, self.work, self.stop, self.seconds = name, work, stop, seconds

    def run(self) -> None:
        """Work until told to stop."""
        pause = self.seconds
        while not self.stop.is_set():
            close_old_connections()
            try:
                at_once = self.work()
                pause = self.seconds
            except Error as error:
                # The database restarts, or SQLite is busy for long: nothing to read in a traceback.
                logger.error("%s: Die Datenbank antwortet nicht (%s).", self.name, type(error).__name__)
                at_once, pause = False, min(2 * pause, LONGEST_PAUSE)
            except Exception:
                logger.exception("%s: ein unerwarteter Fehler.", self.name)
                at_once, pause = False, min(2 * pause, LONGEST_PAUSE)
            if not at_once:
                self.stop.wait(pause)
        connections.close_all()


class Pushing:
    """Pushes what waits for the search engine, and says once when it is away and when it is back."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.reached = True
        self.pauses = 0

    def __call__(self) -> bool:
        """Push what is due."""
        pushed = push_waiting(stopped=self.stop.is_set)
        if pushed.delivered:
            logger.info("Elasticsearch hat %d Einträge übernommen.", pushed.delivered)
        if pushed.refused:
            logger.error("Elasticsearch hat %d Einträge nicht angenommen.", pushed.refused)
        if pushed.reached != self.reached:
            self.reached = pushed.reached
            if self.reached:
                logger.info("Elasticsearch antwortet wieder.")
            else:
                logger.warning("Elasticsearch antwortet nicht. Änderungen warten, nichts geht verloren.")
        if not self.reached:
            self.pauses = min(self.pauses + 1, 3)
            self.stop.wait(2.0**self.pauses)
        else:
            self.pauses = 0
        return False


class Mailing:
    """Sends the mails that wait, and says once when the mail server is away and when it is back."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.pauses = 0

    def __call__(self) -> bool:
        """Send what is due; return whether there is more."""
        done = deliver_due(stopped=self.stop.is_set)
        if not done.reached:
            if not self.pauses:
                logger.warning("Der Mailserver antwortet nicht. E-Mails warten, keine geht verloren.")
            self.pauses = min(self.pauses + 1, 6)
            self.stop.wait(2.0**self.pauses)
        elif done.sent:
            if self.pauses:
                logger.info("Der Mailserver antwortet wieder.")
            self.pauses = 0
        return done.reached and done.sent > 0


def work(worker_id: str, stop: threading.Event) -> None:
    """Do all of a worker's work until told to stop; the tasks in this thread, where a signal reaches them."""

    def do_jobs() -> bool:
        jobs.run_due(worker_id)
        return False

    def live() -> bool:
        workers.beat(worker_id)
        return False

    beside = (
        Repeater("Lebenszeichen", live, stop, workers.BEAT.total_seconds()),
        Repeater("Regelmäßiges", do_jobs, stop),
        Repeater("Suche", Pushing(stop), stop),
        Repeater("E-Mails", Mailing(stop), stop),
        Repeater("Suchindex", Mender().look, stop, MEND_SECONDS),
    )
    threads = [threading.Thread(target=r.run, name=r.name, daemon=True) for r in beside]
    for thread in threads:
        thread.start()
    Repeater("Aufgaben", lambda: queue.run_next(worker_id), stop).run()
    for thread in threads:
        # Whoever hangs in a request may be cut off: everything here may be.
        thread.join(timeout=10)
