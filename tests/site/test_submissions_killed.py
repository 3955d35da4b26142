"""`kill -9` of the web process at any moment of a submission: it is whole or can be gone on with, never half.

`KILLS=50` is what issue 6 asks for.
"""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from PIL import Image

from knowledge.mails.models import OutgoingMail
from knowledge.mails.outbox import mails_about
from knowledge.projects.models import Project
from knowledge.submissions import links, taking_in
from knowledge.submissions.models import State, Submission, SubmissionLink
from knowledge.submissions.steps import STEPS
from knowledge.uploads.models import Upload
from tests.factories import make_site
from tests.support.databases import database, seeing
from tests.support.mail_server import MailServer
from tests.support.maker import ANSWERS, Answer, Maker
from tests.support.store import ROOT, Store

pytestmark = pytest.mark.django_db(transaction=True)

Purpose = SubmissionLink.Purpose

KILLS = int(os.environ.get("KILLS", "10"))
SECONDS = 300  # on a busy machine; nothing here waits that long when all is well


@pytest.fixture
def store(tmp_path: Path, mail_server: MailServer) -> Iterator[Store]:
    """A store, whose database this test sees."""
    make_site()
    store = Store(tmp_path, database(tmp_path), mail_server)
    with seeing(tmp_path):
        yield store


class Server:
    """Gunicorn, which is killed and started again."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "wissensspeicher.wsgi", "--no-control-socket"]
        options = ["--bind", f"127.0.0.1:{self.store.port}", "--timeout", "120"]
        with self.store.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=self.store.env, stdout=log, stderr=log
            )
        until(self.answers)

    def answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return Maker(self.store.url).ask("/mitmachen/link/").status == 200
        return False

    def kill(self, *, whole: bool) -> None:
        """Kill what answers; `whole`: gunicorn's master too, which would start another one."""
        assert self.process is not None
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = [int(pid) for pid in task.read_text().split()]
        for pid in [self.process.pid, *children] if whole else children:
            os.kill(pid, signal.SIGKILL)
        if whole:
            self.process.wait()
            self.start()

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


@pytest.fixture
def server(store: Store) -> Iterator[Server]:
    running = Server(store)
    running.start()
    yield running
    running.end()


def until(met: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not met():
        assert time.monotonic() < deadline, "This never came."
        time.sleep(0.002)


class Stubborn(Maker):
    """A maker who loads a page again, or sends it again, when there was no answer."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.asked = 0
        self.may_go_on = Event()
        self.may_go_on.set()
        self.rests = Event()

    def ask(self, *sent: Any, **more: Any) -> Answer:
        self.asked += 1
        while True:
            if not self.may_go_on.is_set():
                self.rests.set()
                self.may_go_on.wait(SECONDS)
                self.rests.clear()
            with contextlib.suppress(OSError, http.client.HTTPException):
                return super().ask(*sent, **more)


def picture(number: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (640, 480), (number % 256, 60, 90)).save(data, "JPEG")
    return data.getvalue()


def tell(maker: Maker, number: int, folder: Path) -> None:
    """Fill in the form, send it and confirm it."""
    here = maker.begin(f"Radwerkstatt {number}", maker.stamp())
    for step, answers in ANSWERS:
        files = {"rad.jpg": picture(number)} if step == "bilder" else {}
        own = {"contact_email": f"maker{number}@dorf.example"} if step == "kontakt" else {}
        maker.fill_in(here, step, {**answers, **own}, files)
    maker.send(here)
    # The mail's link: no worker runs yet, so that what waits for one can be seen.
    with seeing(folder):
        link = links.path_of(Submission.objects.get(title=f"Radwerkstatt {number}"), Purpose.CONFIRM)
    assert maker.ask(link, {}).status == 302


def noting(failed: list[BaseException], work: Callable[..., None], *args: object) -> None:
    """Work in a thread; what goes wrong there is for the test to tell."""
    try:
        work(*args)
    except BaseException as error:
        failed.append(error)
    finally:
        connections.close_all()


def assert_nothing_is_half(private: Path) -> None:
    for submission in Submission.objects.all():
        assert submission.links.filter(purpose=Purpose.FORM).exists(), "a row without its link"
        assert submission.title
        assert set(submission.tried) == set(submission.answers)
        mails = set(mails_about(submission).values_list("kind", flat=True))
        if submission.state == State.STARTED:
            assert submission.sent_at is None
            assert not mails
        else:
            assert set(submission.tried) == {step.name for step in STEPS}
            assert submission.sent_at is not None
            assert "submission-confirm" in mails
        assert (submission.confirmed_at is not None) == (submission.state == State.CONFIRMED)
        assert ("submission-received" in mails) == (submission.state == State.CONFIRMED)
    for upload in Upload.objects.all():
        assert (private / str(upload.quarantined.name)).stat().st_size == upload.size
        assert upload.submission_file.submission.files.count() == 1


def assert_it_goes_on(maker: Maker, number: int) -> None:
    """Whoever comes back with the link finds the first step that was not taken, and what was typed before."""
    submission = Submission.objects.filter(title=f"Radwerkstatt {number}", state=State.STARTED).first()
    if submission is None:
        return
    here = links.path_of(submission, Purpose.FORM)
    missing = [step.name for step in STEPS if step.name not in submission.tried]
    assert maker.ask(here).location == f"{here}{missing[0] if missing else 'pruefen'}/"
    assert f"Radwerkstatt {number}" in maker.ask(f"{here}pruefen/").text


def test_a_killed_web_process_leaves_nothing_half(
    store: Store, server: Server, mail_server: MailServer, record_property: Callable[[str, object], None]
) -> None:
    undisturbed = Maker(store.url)
    tell(undisturbed, KILLS, store.folder)
    typical = undisturbed.seconds
    seed = random.randrange(10**6)  # noqa: S311 - moments, not secrets
    moments = random.Random(seed)  # noqa: S311
    reached: Counter[str] = Counter()
    for number in range(KILLS):
        maker = Stubborn(store.url)
        failed: list[BaseException] = []
        thread = Thread(target=noting, args=(failed, tell, maker, number, store.folder))
        thread.start()
        at = moments.randrange(len(typical))
        until(lambda maker=maker, at=at: maker.asked > at)
        time.sleep(moments.uniform(0, min(typical[at], 0.2)))
        maker.may_go_on.clear()
        server.kill(whole=number % 2 == 0)
        until(lambda maker=maker, thread=thread: maker.rests.is_set() or not thread.is_alive())
        found = Submission.objects.filter(title=f"Radwerkstatt {number}").first()
        reached[f"{found.state} {len(found.tried)}" if found else "nothing"] += 1
        assert_nothing_is_half(store.private)
        assert_it_goes_on(Maker(store.url), number)
        maker.may_go_on.set()
        thread.join()
        assert not failed, f"seed {seed}, moment {number}: {failed}"
        assert_nothing_is_half(store.private)
    record_property(f"{KILLS} kills, seed {seed}, reached", dict(reached))

    everyone = {f"Radwerkstatt {number}": 1 for number in range(KILLS + 1)}
    assert Counter(Submission.objects.values_list("title", flat=True)) == everyone
    assert set(Submission.objects.values_list("state", flat=True)) == {State.CONFIRMED}
    # A kill may have come between a confirmation and the queue. Time passes, and a worker finds it.
    Submission.objects.update(changed_at=timezone.now() - taking_in.WAITS_LONG)
    with store.worker():
        until(lambda: not Submission.objects.exclude(state=State.REVIEW).exists())
        until(lambda: not OutgoingMail.objects.filter(state__in=("waiting", "sending")).exists())
    assert Counter(Project.objects.values_list("title", flat=True)) == everyone
    assert Upload.objects.filter(image__isnull=False).count() == len(everyone)
    assert Counter(mail_server.recipients) == {
        f"maker{number}@dorf.example": 2 for number in range(KILLS + 1)
    }
