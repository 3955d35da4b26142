"""`manage.py worker`."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from wissensspeicher.background import workers
from wissensspeicher.background.running import work

_PACKAGE = "wissensspeicher.background"
_LINE = "%(asctime)s %(levelname)s: %(message)s"


class Command(BaseCommand):
    """Work behind the scenes, until told to end."""

    help = (
        "Erledigt, was im Hintergrund zu tun ist: Aufgaben der Warteschlange, Änderungen für Elasticsearch, "
        "Veröffentlichen und Beenden zum Termin, Aufräumen. Einer genügt, mehrere dürfen sein. "
        "Beenden mit Strg+C; auch ein hartes Beenden schadet nicht."
    )

    # Whoever starts it has migrated; it is to be at work at once.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        logger = self._logger(logging.DEBUG if options["verbosity"] > 1 else logging.INFO)
        stop = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            if stop.is_set():
                # Asked twice: the task at hand is broken off and comes again later.
                sys.exit(1)
            logger.info("Der Hintergrunddienst endet, sobald die laufende Aufgabe erledigt ist.")
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        worker_id = workers.sign_in()
        logger.info("Der Hintergrunddienst läuft. Beenden mit Strg+C.")
        try:
            work(worker_id, stop)
        finally:
            workers.sign_off(worker_id)
            connections.close_all()
        logger.info("Der Hintergrunddienst ist beendet.")

    def _logger(self, level: int) -> logging.Logger:
        # Each task by name only for who asks (-v 2): the first start makes a hundred sizes of pictures, and
        # the addresses and logins that `make run` prints would be gone from the screen.
        logger = logging.getLogger(_PACKAGE)
        logger.setLevel(level)
        if not logger.hasHandlers():
            handler = logging.StreamHandler(self.stdout)
            handler.setFormatter(logging.Formatter(_LINE, "%d.%m.%Y %H:%M:%S"))
            logger.addHandler(handler)
        return logger
