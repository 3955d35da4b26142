"""Mails and real processes: several at once, and killed at any moment."""

import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from knowledge.mails.models import OutgoingMail
from tests.support.mail_server import MailServer
from tests.support.worker_site import ROOT, Site, until

QUEUE = "from tests.support.worker_mails import queue_many; queue_many({})"
SEND = "import django; django.setup(); from tests.support.worker_mails import send_for_ever; send_for_ever()"
State = OutgoingMail.State


def outbox(site: Site) -> Any:
    return OutgoingMail.objects.using(site.alias)


def ids(server: MailServer) -> list[str]:
    return [message["Message-ID"] for message in server.messages]


def test_two_workers_send_each_mail_once(site: Site, mail_server: MailServer, tmp_path: Path) -> None:
    site.env["EMAIL_URL"] = mail_server.url
    mail_server.slowness = 0.02
    site.run(QUEUE.format(80))
    with ExitStack() as stack:
        for name in ("eins.log", "zwei.log"):
            stack.enter_context(site.worker(tmp_path / name))
        until(lambda: not outbox(site).exclude(state=State.SENT).exists())
    assert len(ids(mail_server)) == 80
    assert set(ids(mail_server)) == set(outbox(site).values_list("message_id", flat=True))


def test_a_worker_sends_when_the_mail_server_is_back(
    site: Site, mail_server: MailServer, tmp_path: Path
) -> None:
    site.env["EMAIL_URL"] = mail_server.url
    mail_server.down()
    site.run(QUEUE.format(10))
    log = tmp_path / "worker.log"
    with site.worker(log):
        until(lambda: "Der Mailserver antwortet nicht." in log.read_text())
        assert outbox(site).filter(state=State.WAITING).count() == 10
        mail_server.up()
        until(lambda: not outbox(site).exclude(state=State.SENT).exists())
    assert len(set(ids(mail_server))) == len(ids(mail_server)) == 10


def test_killed_at_any_moment_every_mail_arrives_and_a_double_is_told_by_its_number(
    site: Site, mail_server: MailServer, tmp_path: Path
) -> None:
    site.env["EMAIL_URL"] = mail_server.url
    mail_server.slowness = 0.05
    site.run(QUEUE.format(60))
    kills = 0
    for moment in (0.11, 0.23, 0.31, 0.42):
        with (tmp_path / "log").open("w") as sink:
            sender = subprocess.Popen([sys.executable, "-c", SEND], cwd=ROOT, env=site.env, stdout=sink)
        until(lambda: "Es geht los." in (tmp_path / "log").read_text())
        time.sleep(moment)
        sender.kill()
        sender.wait()
        kills += 1
        # At most the one in hand is left, and waits for its lease's end. The lease ends.
        assert outbox(site).filter(state=State.SENDING).count() <= kills
        outbox(site).filter(state=State.SENDING).update(due=timezone.now() - timedelta(seconds=1))
    assert outbox(site).filter(state=State.WAITING).exists(), "killed while there was work"
    mail_server.slowness = 0
    with site.worker(tmp_path / "worker.log"):
        until(lambda: not outbox(site).exclude(state=State.SENT).exists())
    arrived = Counter(ids(mail_server))
    assert set(arrived) == set(outbox(site).values_list("message_id", flat=True))
    assert sum(arrived.values()) - 60 <= kills
