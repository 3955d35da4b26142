"""The store as it runs in production: web processes and workers of their own, and mails that go out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.mail_server import MailServer
from tests.support.processes import free_port, run, serving

ROOT = Path(__file__).resolve().parents[2]


class Store:
    """A store on a database and folders of its own, reached by a port of its own.

    Args:
        folder: where it writes its files and logs.
        database: its DATABASE_URL.
        mails: where its mails go.
    """

    def __init__(self, folder: Path, database: str, mails: MailServer) -> None:
        self.folder = folder
        self.mails = mails
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.private = folder / "private"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.support.served_settings",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(self.private),
            "EMAIL_URL": mails.url,
            "BASE_URL": self.url,
            "DEBUG": "false",
            "ELASTICSEARCH_URL": "",
            # Each maker of a test comes from an address of their own.
            "TRUSTED_PROXIES": "1",
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "site", "search")),
            "PYTHONUNBUFFERED": "1",
        }

    @contextmanager
    def serving(self, *options: str) -> Iterator[None]:
        """Serve with gunicorn until the block ends; `options` are gunicorn's."""
        command = [sys.executable, "-m", "gunicorn", "wissensspeicher.wsgi", "--no-control-socket"]
        bind = ["--bind", f"127.0.0.1:{self.port}", "--timeout", "120"]
        with serving([*command, *bind, *options], url=self.url, cwd=ROOT, env=self.env, log=self.log):
            yield

    def run(self, *lines: str) -> None:
        """Run some lines in another process of the store."""
        code = "\n".join(["import django; django.setup()", *lines])
        run([sys.executable, "-c", code], cwd=ROOT, env=self.env)

    @contextmanager
    def worker(self) -> Iterator[None]:
        """Have a worker work until the block ends."""
        command = [sys.executable, "manage.py", "worker"]
        with (self.folder / "worker.log").open("a") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
            try:
                yield
            finally:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
