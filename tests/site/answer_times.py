"""Whether the time of an answer tells which links and addresses are known: a program, not a test.

`python -m tests.site.answer_times --rounds 400`, with the settings of the tests, on a machine that does
nothing else. It asks in turn, so that what slows one kind down slows all of them, and compares each kind with
the first by the Mann-Whitney test: z within ±3 is what chance gives.
"""

import argparse
import logging
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def z_of(one: Sequence[float], other: Sequence[float]) -> float:
    """Return by how many standard deviations the ranks of two samples differ (ties are too rare to count)."""
    ranked = sorted((value, which) for which, values in enumerate((one, other)) for value in values)
    ranks = sum(place for place, (_, which) in enumerate(ranked, 1) if which)
    n, m = len(one), len(other)
    expected = m * (n + m + 1) / 2
    return (ranks - expected) / math.sqrt(n * m * (n + m + 1) / 12)


def measure(
    what: str, kinds: dict[str, Callable[[], object]], rounds: int, before: Callable[[], object]
) -> None:
    """Say median and z of each kind; `before` each asking something is done whose time is not taken."""
    say(what)
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, ask in kinds.items():
            before()
            began = time.perf_counter()
            ask()
            seconds[kind].append(time.perf_counter() - began)
    first = next(iter(kinds))
    for kind, taken in seconds.items():
        compared = "" if kind == first else f"   z {z_of(seconds[first], taken):+5.1f}"
        say(f"  {kind:<20} median {statistics.median(taken) * 1000:6.2f} ms{compared}")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Make a site with many submissions in a database of its own, and ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds

    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    call_command("migrate", verbosity=0)
    # What is not found would be told a thousand times.
    logging.disable(logging.WARNING)

    from knowledge.forms.models import RateCount
    from knowledge.forms.stamps import new_stamp
    from knowledge.submissions import deleting, links
    from knowledge.submissions.models import LinkRequest, State, Submission, SubmissionLink
    from tests.factories import make_site

    make_site()
    purpose = SubmissionLink.Purpose
    for number in range(1000):
        submission = Submission.objects.create(
            title="Rad", email=f"maker{number}@dorf.example", state=State.REVIEW
        )
        for each in purpose:
            links.key_of(submission, each)
    gone = Submission.objects.create(title="Rad", email="weg@dorf.example", state=State.REVIEW)
    deleted = links.key_of(gone, purpose.STATUS)
    deleting.delete(gone, "Frist abgelaufen")

    client = Client()

    def opened(key: str) -> Callable[[], object]:
        return lambda: client.get(f"/mitmachen/stand/{key}/")

    def asked_for(email: str) -> Callable[[], object]:
        return lambda: client.post("/mitmachen/link/", {"email": email, "page_stamp": new_stamp()})

    def not_too_often() -> None:
        RateCount.objects.all().delete()

    measure(
        "Links",
        {
            "unknown": opened("A" * links.KEY_LENGTH),
            "unknown too": opened("B" * links.KEY_LENGTH),
            "deleted": opened(deleted),
            "for something else": opened(links.key_of(submission, purpose.FORM)),
            "cut off": opened(links.key_of(submission, purpose.STATUS)[:-1]),
        },
        rounds,
        not_too_often,
    )
    measure(
        "Addresses",
        {
            "unknown": asked_for("niemand@dorf.example"),
            "unknown too": asked_for("keiner@dorf.example"),
            "known": asked_for(submission.email),
        },
        rounds,
        not_too_often,
    )
    if LinkRequest.objects.count() != 3 * rounds:
        raise SystemExit("Not every request for a link was taken: these times say nothing.")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "search")]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.support.served_settings"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
        os.environ["MEDIA_ROOT"] = os.environ["PRIVATE_ROOT"] = folder
        os.environ["ELASTICSEARCH_URL"] = ""
        main()
