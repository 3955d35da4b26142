"""A real Elasticsearch of our own, from an unpacked distribution: for tests, benchmarks and `make run`.

As a module: `with ElasticsearchServer(home) as server: …`. As a program, for trying something by hand:
`ELASTICSEARCH_HOME=… python scripts/elasticsearch_server.py` runs one until Ctrl+C.

Nothing but the standard library, because it starts before anything is installed. The server must not outlive
whoever wanted it, even if that is killed with -9. So a keeper stands between the two: this very file, in a
process of its own, reading from a pipe that only the caller holds. When the pipe ends, the keeper ends the
server and removes its folder.
"""

import argparse
import contextlib
import ctypes
import json
import os
import pwd
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType, TracebackType

HOW_TO_GET = (
    "An Elasticsearch is missing: set ELASTICSEARCH_URL to one that runs, or ELASTICSEARCH_HOME to an "
    "unpacked distribution (https://www.elastic.co/downloads/elasticsearch), which is then started here"
)
START_SECONDS = 180.0
STOP_SECONDS = 20.0
# Beside a site that is busy the server gets two fifths of the processors, and all that the site leaves.
_NICE = 2
_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


class ServerDidNotStart(RuntimeError):
    """The server ended or stayed silent; the message brings its own last words."""


class ElasticsearchServer:
    """One server with one node, bound to 127.0.0.1, security off unless `settings` say otherwise.

    It keeps port and data when it is stopped and started again.

    Args:
        home: the unpacked distribution; it is only read.
        folder: where data, logs and configuration go; a temporary folder, removed at the end, without one.
        heap: of the Java process, in Java's words.
        quick: start with half the processor time and be slower later, since Java compiles less: for tests.
        settings: lines of `elasticsearch.yml` on top of ours, or instead of them.
        files: texts or existing files laid into the configuration folder, by name.
    """

    def __init__(
        self,
        home: str | Path,
        *,
        folder: Path | None = None,
        heap: str = "512m",
        quick: bool = False,
        settings: Mapping[str, str] | None = None,
        files: Mapping[str, str | Path] | None = None,
    ) -> None:
        self.home = Path(home)
        self.port = _free_port()
        self._java_options = f"-Xms{heap} -Xmx{heap}" + (" -XX:TieredStopAtLevel=1" if quick else "")
        self._settings = dict(settings or {})
        self._files = dict(files or {})
        self._given_folder = folder
        self._folder: Path | None = None
        self._keeper: subprocess.Popen[bytes] | None = None
        scheme = "https" if self._settings.get("xpack.security.http.ssl.enabled") == "true" else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> "ElasticsearchServer":
        """Start and wait until it answers."""
        try:
            self.start()
            self.wait()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, and remove what was temporary."""
        self.close()

    def start(self) -> None:
        """Start the server, or start it again; `wait` tells when it answers.

        Raises:
            ServerDidNotStart: there is no distribution at `home`.
        """
        program = self.home / "bin" / "elasticsearch"
        if not program.exists():
            raise ServerDidNotStart(f"There is no Elasticsearch in {self.home}: {program} is missing.")
        account = _account()
        if self._folder is None:
            self._folder = self._given_folder or Path(tempfile.mkdtemp(prefix="es-", dir=_open_folder()))
        folder = self._folder.resolve()
        self._configure(folder)
        if account:
            _hand_over(folder, account)
        log = (folder / "console.log").open("wb")
        with log:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own program
                [
                    *(sys.executable, __file__, "--keep", str(program), "--folder", str(folder)),
                    *(["--account", account] if account else []),
                    *(["--temporary"] if self._given_folder is None else []),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=self._environment(folder),
                cwd="/",
                # A Ctrl+C in the terminal is for the caller, who then ends the server in order.
                start_new_session=True,
            )

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Return when the server answers and its indexes can be read.

        Raises:
            ServerDidNotStart: it ended, or did not answer within `seconds`.
        """
        deadline = time.monotonic() + seconds
        while not self.answers():
            if self._keeper is None or self._keeper.poll() is not None:
                raise ServerDidNotStart(f"Elasticsearch ended:\n{self.last_words()}")
            if time.monotonic() > deadline:
                raise ServerDidNotStart(
                    f"Elasticsearch is not ready:\n{self.last_words()}\n{self._what_is_missing()}"
                )
            time.sleep(0.2)

    def answers(self) -> bool:
        """Whether the server answers and has its indexes in hand; with security on, whether it asks who."""
        try:
            self._get("/_cluster/health?wait_for_status=yellow&timeout=5s")
        except urllib.error.HTTPError as error:
            return error.code in {401, 403}
        except (OSError, ValueError):
            return False
        return True

    def stop(self) -> None:
        """End the server and wait for its end; its data stay for another `start`."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        if keeper.poll() is None:
            keeper.terminate()
        with contextlib.suppress(OSError):
            keeper.communicate(timeout=STOP_SECONDS * 3)

    def close(self) -> None:
        """End the server; remove its folder where it was temporary."""
        self.stop()
        if self._folder is not None and self._given_folder is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def process_id(self) -> int:
        """Return the id of the Java process, for a test that kills or stops it. Security must be off."""
        nodes = json.loads(self._get("/_nodes/_local/process"))["nodes"]
        (node,) = nodes.values()
        return int(node["process"]["id"])

    def last_words(self) -> str:
        """Return the end of what the server has logged."""
        log = self._folder / "console.log" if self._folder else None
        return log.read_text(errors="replace")[-4000:] if log and log.exists() else ""

    def _what_is_missing(self) -> str:
        """Return why an index cannot be read, if the server says so much."""
        try:
            return self._get("/_cluster/allocation/explain").decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.read().decode(errors="replace")
        except (OSError, ValueError) as error:
            return f"It answers nothing ({error})."

    def _get(self, path: str) -> bytes:
        context = ssl.create_default_context()
        # Whether it answers is all that is asked; who it is, the client under test finds out.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with urllib.request.urlopen(f"{self.url}{path}", timeout=8, context=context) as answer:  # noqa: S310
            body: bytes = answer.read()
        return body

    def _configure(self, folder: Path) -> None:
        """Write the configuration: the distribution's own, with our settings instead of its."""
        for name in ("data", "logs", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        config = folder / "config"
        shutil.rmtree(config, ignore_errors=True)
        shutil.copytree(self.home / "config", config)
        (config / "elasticsearch.keystore").unlink(missing_ok=True)
        settings = {
            "discovery.type": "single-node",
            "http.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.host": "127.0.0.1",
            "transport.port": "0",
            "path.data": str(folder / "data"),
            "path.logs": str(folder / "logs"),
            # A disk that is nearly full is no reason to stop a server that lives for minutes.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "xpack.security.enabled": "false",
        } | self._settings
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
        (config / "elasticsearch.yml").write_text("".join(lines), encoding="utf-8")
        for name, source in self._files.items():
            text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
            (config / name).write_text(text, encoding="utf-8")

    def _environment(self, folder: Path) -> dict[str, str]:
        """Return what the server gets of our environment: where Java is, and nothing secret."""
        kept = {name: os.environ[name] for name in ("PATH", "ES_JAVA_HOME", "LANG") if name in os.environ}
        return kept | {
            "HOME": str(folder),
            "ES_PATH_CONF": str(folder / "config"),
            "ES_TMPDIR": str(folder / "tmp"),
            "ES_JAVA_OPTS": self._java_options,
        }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _account() -> str | None:
    """Return the account to run as: Elasticsearch refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("elasticsearch", "nobody"):
        if name in names:
            return name
    raise ServerDidNotStart("Elasticsearch refuses to run as root, and there is no account `nobody`.")


def is_reachable(folder: Path) -> bool:
    """Whether the account that the server runs as can come to a folder (which need not be there yet)."""
    if os.geteuid() != 0:
        return True
    return all(parent.stat().st_mode & 0o001 for parent in folder.resolve().parents if parent.exists())


def _open_folder() -> str:
    """Return a folder for temporary files that the server's account can come to."""
    for folder in (tempfile.gettempdir(), "/var/tmp", "/tmp"):  # noqa: S108 - mkdtemp makes one inside
        if is_reachable(Path(folder, "x")):
            return folder
    raise ServerDidNotStart("No folder for temporary files can be reached by an unprivileged account.")


def _hand_over(folder: Path, account: str) -> None:
    """Give a folder and all in it to an account."""
    entry = pwd.getpwnam(account)
    for where, _, names in os.walk(folder):
        for path in (where, *(os.path.join(where, name) for name in names)):
            os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


# --- The keeper ---------------------------------------------------------------------------------------


def keep(program: str, folder: Path, account: str | None, temporary: bool) -> int:
    """Run the server until it ends, this process is told to end, or the caller is gone."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _stand_back()
    entry = pwd.getpwnam(account) if account else None
    launcher = subprocess.Popen(  # noqa: S603
        [program],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        user=entry.pw_uid if entry else None,
        group=entry.pw_gid if entry else None,
        extra_groups=[] if entry else None,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
    )
    left = False
    try:
        while launcher.poll() is None:
            if select.select([0], [], [], 0.2)[0] and not os.read(0, 1):
                left = True
                break
    finally:
        _stop(launcher)
        if left and temporary:
            shutil.rmtree(folder, ignore_errors=True)
    return launcher.returncode


def _stand_back() -> None:
    """Let those who use the server go first: its start alone takes two processors for twenty seconds."""
    os.nice(_NICE)
    # Linux shares between sessions before it looks at their processes, and this is one of its own.
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE))


def _stop(launcher: subprocess.Popen[bytes]) -> None:
    """End the launcher, and with it the server, which is its child; with force after a while."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    if launcher.poll() is not None:
        return
    children = _children(launcher.pid)
    for pid in (launcher.pid, *children):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGCONT)  # a stopped process cannot end
    launcher.terminate()
    try:
        launcher.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        for pid in children:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        launcher.kill()
        launcher.wait()


def _children(pid: int) -> list[int]:
    """Return the ids of a process's children, as far as the system tells."""
    with contextlib.suppress(OSError):
        found = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid="],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        return [int(own) for own, parent in zip(found[::2], found[1::2], strict=True) if int(parent) == pid]
    return []


def _die_with_parent() -> None:
    """Let Linux end the launcher if the keeper itself is killed with -9; elsewhere that is left out."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    """Keep a server for a caller, or run one until Ctrl+C."""
    parser = argparse.ArgumentParser(description="Run Elasticsearch from ELASTICSEARCH_HOME until Ctrl+C.")
    parser.add_argument("--folder", type=Path, help="for data and logs; a temporary one without")
    for name in ("--keep", "--account"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--temporary", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.keep:
        return keep(options.keep, options.folder, options.account, options.temporary)
    home = os.environ.get("ELASTICSEARCH_HOME", "")
    if not home:
        parser.error("ELASTICSEARCH_HOME names no unpacked distribution.")
    signal.signal(signal.SIGTERM, _end)
    try:
        with ElasticsearchServer(home, folder=options.folder) as server:
            sys.stdout.write(f"{server.url}\n")
            sys.stdout.flush()
            signal.pause()
    except ServerDidNotStart as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
