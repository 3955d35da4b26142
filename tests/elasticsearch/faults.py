"""What happens to visitors and to the index when the search engine fails: the real site under load.

A server process, a worker, an office that edits, visitors who search, and a real Elasticsearch behind a
proxy that misbehaves on demand. As a program, with as many projects as wanted:

    ELASTICSEARCH_HOME=… python -m tests.elasticsearch.faults --projects 10000
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from scripts.elasticsearch_server import ElasticsearchServer
from tests.elasticsearch.proxy import Mode, Proxy
from tests.support.processes import free_port, run, serving

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
INDEX = "faults"

VISITORS = 20
LONGEST_SECONDS = 3.0
BACK_SECONDS = 60.0

ADDRESSES = [
    "/api/v2/search/?q=Pflege",
    "/api/v2/search/?q=Bürger*innen&type=project&limit=20",
    "/api/v2/search/?theme=gesundheit&sort=newest",
    "/suche/?q=gemeinsam im Dorf",
    "/api/v2/search/?q=nachbarschaft&offset=20",
    "/api/v2/search/?type=project&limit=20",
]


@dataclass(frozen=True)
class Visit:
    """One search: when it ended, how long it took, and who answered ("" for a page, which does not say)."""

    at: float
    seconds: float
    status: int
    engine: str
    address: str


@dataclass
class Report:
    """What a fault did.

    Attributes:
        during: searches from the beginning of the fault until the engine answered again.
        requests: what reached the engine's address while the fault lasted.
        back_seconds: from the end of the fault until the engine answered ten searches in a row, or None.
        equal_seconds: from the end of the fault until index and table were equal, or None. The office stops
            editing a second after the end.
        words: what the last comparison said.
        edits: number of edits made meanwhile, and the errors of others.
    """

    fault: str
    during: list[Visit] = field(default_factory=list)
    requests: int = 0
    back_seconds: float | None = None
    equal_seconds: float | None = None
    words: str = ""
    edits: int = 0
    edit_errors: list[str] = field(default_factory=list)
    slowest_edit: float = 0.0

    @property
    def failed(self) -> list[Visit]:
        """Searches without a proper answer."""
        return [visit for visit in self.during if visit.status != 200]

    @property
    def by_database(self) -> int:
        """Number of searches that the database answered."""
        return sum(visit.engine == "database" for visit in self.during)

    @property
    def slowest(self) -> float:
        """The longest that anyone waited, in seconds."""
        return max((visit.seconds for visit in self.during), default=0.0)

    def line(self) -> str:
        """Return a line of the table."""
        times = sorted(visit.seconds for visit in self.during) or [0.0]
        return (
            f"{self.fault:14} {len(self.during):6} searches, {len(self.failed):3} failed, "
            f"median {times[len(times) // 2]:5.2f} s, longest {self.slowest:5.2f} s, "
            f"database {self.by_database:5}, {self.requests:5} requests to the engine, "
            f"back after {_seconds(self.back_seconds)}, "
            f"equal after {_seconds(self.equal_seconds)}, {self.edits} edits "
            f"(slowest {self.slowest_edit:.2f} s, {len(self.edit_errors)} failed); {self.words}"
            + "".join(f"; {visit}" for visit in self.failed[:2])
            + "".join(f"; {error}" for error in self.edit_errors[:2])
        )


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:4.1f} s"


class Visitors:
    """People who search, each waiting for an answer, and a moment, before asking again."""

    def __init__(self, port: int, pause: float) -> None:
        self.port = port
        self.pause = pause
        self.visits: list[Visit] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(n,), daemon=True) for n in range(VISITORS)]

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def _run(self, number: int) -> None:
        for address in itertools.cycle(ADDRESSES[number % 6 :] + ADDRESSES[: number % 6]):
            if self._stop.is_set():
                return
            self.visits.append(visit(self.port, address))
            self._stop.wait(self.pause)

    def engine_answers_since(self, moment: float) -> float | None:
        """Return how many seconds after a moment the engine had given ten answers in a row, or None."""
        in_a_row = 0
        for each in list(self.visits):
            if each.engine and each.at - each.seconds > moment:
                in_a_row = in_a_row + 1 if each.engine == "elasticsearch" else 0
            if in_a_row == 10:
                return each.at - moment
        return None


def visit(port: int, address: str) -> Visit:
    """Search once. No answer at all is a status of 0."""
    start = time.monotonic()
    status, engine = 0, ""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", quote(address, safe="/?&=*"))
        answer = connection.getresponse()
        answer.read()
        status, engine = answer.status, answer.headers.get("X-Search-Engine", "")
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()
    now = time.monotonic()
    return Visit(now, now - start, status, engine, address)


class Office:
    """The process of `office.py`."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.elasticsearch.office"],
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def tell(self, word: str) -> None:
        """Give an order without an answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def ask(self, word: str) -> dict[str, Any]:
        """Give an order and return the answer."""
        self.tell(word)
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@dataclass
class Site:
    """A site that runs, with everything around it."""

    port: int
    proxy: Proxy
    server: ElasticsearchServer
    office: Office
    env: Mapping[str, str]

    def suffer(self, fault: str, seconds: float, pause: float = 0.0) -> Report:
        """Let a fault happen for some seconds under load; wait until everything is well again.

        What the proxy does to requests ends by itself.

        Args:
            fault: its name.
            seconds: how long it lasts.
            pause: seconds between two searches of a visitor. Without one they keep all processors busy, and
                a server that starts again beside them takes minutes.
        """
        begin, end = self.faults()[fault]
        report = Report(fault)
        with Visitors(self.port, pause) as visitors:
            self.office.tell("edit")
            # Only an engine that answers can fail: a cold one is out already when twenty come at once.
            since = time.monotonic()
            while visitors.engine_answers_since(since) is None:
                assert time.monotonic() - since < BACK_SECONDS, "the engine never answered"
                time.sleep(0.1)
            since = time.monotonic()
            self.proxy.behave("through")  # counts anew
            begin()
            time.sleep(seconds)
            report.requests = self.proxy.behave("through").requests
            end()
            over = time.monotonic()
            time.sleep(1)
            done = self.office.ask("pause")
            while time.monotonic() - over < BACK_SECONDS + 15:
                if report.equal_seconds is None:
                    found = self.office.ask("compare")
                    report.words = f"{found['words']}, {found['waiting']} waiting"
                    report.equal_seconds = time.monotonic() - over if found["equal"] else None
                report.back_seconds = visitors.engine_answers_since(over)
                if None not in (report.equal_seconds, report.back_seconds):
                    break
                time.sleep(0.2)
        report.during = [visit for visit in visitors.visits if visit.at >= since]
        report.edits, report.edit_errors = done["edits"], done["errors"]
        report.slowest_edit = done["slowest"]
        return report

    def faults(self) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
        """Return for each fault how it begins and how it ends."""
        nothing = lambda: None  # noqa: E731
        return {
            **{mode: (self._set(mode), nothing) for mode in get_args(Mode) if mode != "through"},
            "stopped": (lambda: self._signal(signal.SIGSTOP), lambda: self._signal(signal.SIGCONT)),
            "killed": (lambda: self._signal(signal.SIGKILL), self._start_again),
            "missing index": (self._delete_index, nothing),
            "empty index": (self._empty_index, nothing),
            "rebuild": (lambda: run([*MANAGE, "rebuild_search"], cwd=ROOT, env=self.env), nothing),
        }

    def _set(self, mode: Mode) -> Callable[[], object]:
        return lambda: self.proxy.behave(mode)

    def _signal(self, number: int) -> None:
        if number != signal.SIGCONT:
            self._process = self.server.process_id()
        os.kill(self._process, number)

    def _start_again(self) -> None:
        self.server.stop()
        self.server.start()
        self.server.wait()

    def _delete_index(self) -> None:
        for name in self._es("GET", f"/{INDEX}-*?features=aliases"):
            self._es("DELETE", f"/{name}")

    def _empty_index(self) -> None:
        """Let the alias lead to an index that has the mapping and nothing in it."""
        (name, old), *_ = self._es("GET", f"/{INDEX}").items()
        empty = f"{INDEX}-00000000000000000000"
        self._es("PUT", f"/{empty}", {"mappings": old["mappings"]})
        actions = [
            {"remove": {"index": name, "alias": INDEX}},
            {"add": {"index": empty, "alias": INDEX}},
        ]
        self._es("POST", "/_aliases", {"actions": actions})

    def _es(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.server.url + path, data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            result: dict[str, Any] = json.load(answer)
        return result


def prepare(folder: Path, projects: int, database_url: str = "") -> dict[str, str]:
    """Set up a site with that many projects, without an index yet; return the environment of its programs."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wissensspeicher.settings.dev",
        "DEBUG": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "ELASTICSEARCH_URL": "",
        "ELASTICSEARCH_API_KEY": "",
        "ELASTICSEARCH_INDEX": INDEX,
    }
    for command in (["migrate"], ["setup_site"], ["make_projects", str(projects)]):
        run([*MANAGE, *command], cwd=ROOT, env=env)
    return env


@contextlib.contextmanager
def site(server: ElasticsearchServer, folder: Path, prepared: Mapping[str, str]) -> Iterator[Site]:
    """Build the index of a prepared site, and run it with a worker and an office."""
    port = free_port()
    with contextlib.ExitStack() as stack:
        proxy = stack.enter_context(Proxy(server.url))
        env = {**prepared, "ELASTICSEARCH_URL": proxy.url, "BASE_URL": f"http://127.0.0.1:{port}"}
        run([*MANAGE, "rebuild_search"], cwd=ROOT, env=env)
        stack.enter_context(_worker([*MANAGE, "worker"], env, folder / "worker.log"))
        office = stack.enter_context(Office(env))
        paths = f"{ROOT},{ROOT / 'site'},{ROOT / 'search'}"
        gunicorn = [sys.executable, "-m", "gunicorn", "wissensspeicher.wsgi", "--pythonpath", paths]
        # As the Dockerfile serves it.
        options = ["--workers", "3", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
        stack.enter_context(
            serving(
                [*gunicorn, *options],
                url=f"http://127.0.0.1:{port}/api/v2/search/",
                cwd=ROOT,
                env=env,
                log=folder / "site.log",
            )
        )
        yield Site(port, proxy, server, office, env)


@contextlib.contextmanager
def _worker(command: list[str], env: Mapping[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as sink:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(env), stdout=sink, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> int:
    """Run all faults, print a line for each, and end with 1 if something was not as promised."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each fault lasts")
    parser.add_argument("--database", default="", help="DATABASE_URL; SQLite without one")
    parser.add_argument("--heap", default="512m")
    parser.add_argument("faults", nargs="*", help="names of faults; all without")
    options = parser.parse_args()
    good = True
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as name,
        ElasticsearchServer(os.environ["ELASTICSEARCH_HOME"], heap=options.heap) as server,
        site(server, Path(name), prepare(Path(name), options.projects, options.database)) as running,
    ):
        for fault in options.faults or running.faults():
            report = running.suffer(fault, options.seconds)
            sys.stdout.write(report.line() + "\n")
            sys.stdout.flush()
            good = good and not (report.failed or report.edit_errors)
            good = good and report.slowest <= LONGEST_SECONDS
            for after in (report.back_seconds, report.equal_seconds):
                good = good and after is not None and after <= BACK_SECONDS
        for log in ("site.log", "worker.log"):
            sys.stdout.write(f"--- {log}\n{(Path(name) / log).read_text(errors='replace')[-3000:]}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
