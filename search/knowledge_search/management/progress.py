"""Shows how far a command is."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

_PAUSE_ON_TERMINAL = 0.1
_PAUSE_IN_LOG = 10.0
_WIDTH = 30


class ProgressLine:
    """One line a step: drawn over and over on a terminal, written now and then to a log."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._step = ""
        self._shown_at = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell the name of the step, how much of it is done, and how much there is."""
        now, finished = time.monotonic(), done >= total
        if step != self._step:
            self._step, self._shown_at = step, now
        elif not finished and now - self._shown_at < (
            _PAUSE_ON_TERMINAL if self._terminal else _PAUSE_IN_LOG
        ):
            return
        self._shown_at = now
        if self._terminal:
            filled = _WIDTH * done // total if total else _WIDTH
            bar = "█" * filled + "·" * (_WIDTH - filled)
            self._out.write(f"\r{step}: {bar} {done} von {total}", ending="\n" if finished else "")
            self._out.flush()
        else:
            self._out.write(f"{step}: {done} von {total}")
