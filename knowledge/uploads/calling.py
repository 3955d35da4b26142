"""Calls the child process that reads a hostile file, and believes nothing it says but numbers.

Decoders are native code, and a file may be made to break them. So they run in a process of their own, without
our settings, secrets and database, and with little memory and time.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import IO

from . import limits

logger = logging.getLogger(__name__)

TOO_MUCH = {
    "image": "Das Bild war zu aufwändig für uns. Speichere es als JPEG und lade es noch einmal hoch.",
    "document": (
        "Das Dokument war zu aufwändig für uns. Speichere es neu als PDF, am besten kürzer oder in "
        "mehreren Teilen, und lade es noch einmal hoch."
    ),
}


@dataclass(frozen=True)
class Converted:
    """What came of a file. Either `problem`, a sentence for the maker, or the rest.

    Attributes:
        extension: of the clean file: "jpg", "png" or "pdf".
        width, height: pixels; None for documents.
    """

    problem: str = ""
    extension: str = ""
    width: int | None = None
    height: int | None = None


def call_child(kind: str, source: IO[bytes], clean: IO[bytes], thumbnail: IO[bytes]) -> Converted:
    """Convert `source` into the two other files. All three are real files, open and at their beginning.

    Raises:
        RuntimeError: the child could not even begin; that is our fault, and worth another try.
    """
    outputs = (clean.fileno(), thumbnail.fileno())
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "knowledge.uploads.child", kind, *map(str, outputs)],
            stdin=source,
            capture_output=True,
            pass_fds=outputs,
            env={
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                # One pool of memory for all threads: the limit counts reserved addresses.
                "MALLOC_ARENA_MAX": "1",
            },
            timeout=limits.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.warning("Eine hochgeladene Datei brauchte zu lange.")
        return Converted(problem=TOO_MUCH[kind])
    lines = done.stdout.decode("ascii", "replace").splitlines()
    if not lines or lines[0] != "begun":
        raise RuntimeError(f"The child process did not start: {done.stderr.decode(errors='replace')[-2000:]}")
    if done.returncode or len(lines) != 2:
        # What a library says of a broken file may quote it: only the number goes into the log.
        logger.warning("Eine hochgeladene Datei ließ sich nicht lesen (Ende mit %d).", done.returncode)
        return Converted(problem=TOO_MUCH[kind])
    return Converted(**json.loads(lines[1]))
