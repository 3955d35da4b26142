"""Reads standard input, writes the clean file and a small picture to two file descriptors.

`python -m knowledge.uploads.child image|document <clean> <thumbnail>`; says "begun" and then one line of JSON
for `calling.Converted`.
"""

import json
import os
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from knowledge.uploads import limits

from .problems import DAMAGED, TOO_LARGE, Refused


def main(kind: str, clean: int, thumbnail: int) -> None:
    """Convert one file."""
    # Each brings libraries that the other does not need.
    if kind == "image":
        from .pictures import convert
    else:
        from .documents import convert
    _limit()
    print("begun", flush=True)  # noqa: T201 - the protocol
    source = BytesIO(sys.stdin.buffer.read(limits.IMAGE_BYTES + 1))
    answer: dict[str, Any]
    try:
        with os.fdopen(clean, "wb") as clean_file, os.fdopen(thumbnail, "wb") as thumbnail_file:
            answer = convert(source, clean_file, thumbnail_file)
    except Refused as refused:
        answer = {"problem": str(refused)}
    except MemoryError:
        answer = {"problem": TOO_LARGE[kind]}
    except Exception as error:  # a hostile file makes libraries fail in every way there is
        print(f"{type(error).__module__}.{type(error).__qualname__}", file=sys.stderr)  # noqa: T201
        answer = {"problem": DAMAGED[kind]}
    print(json.dumps(answer))  # noqa: T201 - the protocol


def _limit() -> None:
    """Take away from this process what it does not need, before it sees the first byte."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, now + limits.MEMORY),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, limits.WRITTEN_BYTES),
        # A dump would be a copy of the picture.
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
