"""Several programs beside one another: started together, ended together, however this one ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
_STOP_SECONDS = 20.0
_PAUSE_SECONDS = 5.0


def end_in_order() -> None:
    """Let a `kill` or a closed terminal unwind this program as Ctrl+C does, so that it tidies up."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


class Programs:
    """Our children. Use it as a context: when it is left, all of them are gone.

    A `kill` of this process ends them in order; a `kill -9` too, on Linux, where the system tells them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Programs":
        return self

    def __exit__(self, *error: object) -> None:
        """End them all, with force after a while."""
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)  # one is enough
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, name: str, command: Sequence[str], *, in_terminal: bool) -> None:
        """Start a program. One in the terminal also hears a Ctrl+C itself."""
        self._commands[name] = command
        self._running[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            cwd=self._folder,
            stdin=None if in_terminal else subprocess.DEVNULL,
            start_new_session=not in_terminal,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
        )

    def wait_for(self, name: str) -> int:
        """Return the exit status of a program when it ends; whatever else ends meanwhile is started again.

        Returns 0 when whoever started us is gone.
        """
        parent = os.getppid()
        ended: dict[str, float] = {}
        while os.getppid() == parent:
            status = self._running[name].poll()
            if status is not None:
                return status
            for other, process in self._running.items():
                if process.poll() is not None:
                    ended.setdefault(other, time.monotonic())
            for other in [o for o, since in ended.items() if time.monotonic() - since > _PAUSE_SECONDS]:
                del ended[other]
                self.start(other, self._commands[other], in_terminal=False)
            time.sleep(0.2)
        return 0


def _die_with_parent() -> None:
    """Let Linux end a child when we are killed with -9; elsewhere that is left out."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
