"""Start the site for trying and developing: `make run`.

Brings the database and its content up to date, says where the site is and how to log in, and then runs
Django's own development server with a worker beside it, and with ELASTICSEARCH_HOME a search engine. All of
them end with this program. What was edited stays: the demo content is loaded once.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch_server import ElasticsearchServer, ServerDidNotStart, is_reachable
from supervise import Programs, end_in_order

ROOT = Path(__file__).resolve().parents[1]


def fail(message: str) -> None:
    """End with a message for people instead of a traceback."""
    sys.exit(f"\n{message}\n")


def read_port() -> int:
    """Return the port asked for in PORT (8000 without one)."""
    value = os.environ.get("PORT", "").strip() or "8000"
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        fail(f"PORT muss eine Zahl zwischen 1 und 65535 sein, nicht „{value}“.")
    return int(value)


def check_port(port: int) -> None:
    """End with a hint when something already listens on `port`, before anything is changed."""
    with socket.socket() as probe:
        # As the server does: a port that waits for its last connection to fade is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            fail(
                f"Port {port} lässt sich nur mit Systemrechten öffnen. Nimm einen ab 1024: PORT=8001 make run"
            )
        except OSError:
            fail(
                f"Port {port} ist schon belegt. Läuft der Wissensspeicher bereits? Dann öffne "
                f"http://127.0.0.1:{port}/\nSonst nimm einen anderen Port: PORT={port + 1} make run"
            )


def prepare() -> None:
    """Bring tables, starting content and (the first time) the demo content into the database."""
    from django.core.management import call_command

    say("Die Datenbank wird vorbereitet …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_demo", once=True, verbosity=0)


def greet(address: str) -> None:
    """Print the addresses and the logins that still work."""
    from django.contrib.auth import authenticate

    from wissensspeicher.demo.accounts import DEMO_ACCOUNTS

    say(f"\n  Website       {address}/\n  Redaktion     {address}/admin/")
    for account in DEMO_ACCOUNTS:
        if authenticate(username=account.username, password=account.password):
            say(f"  Anmeldung     {account.username} / {account.password}   ({account.label})")
    say("\n  Beenden mit Strg+C\n")


@contextmanager
def engine() -> Iterator[ElasticsearchServer | None]:
    """Start the search engine, where there is a distribution and no other server; do not wait for it.

    What it has indexed stays in `var/` for the next start, if the account it runs as can come to it.
    """
    home = os.environ.get("ELASTICSEARCH_HOME")
    if not home or os.environ.get("ELASTICSEARCH_URL"):
        yield None
        return
    say("Die Suchmaschine wird gestartet; das dauert bis zu einer Minute …")
    folder = ROOT / "var" / "elasticsearch"
    server = ElasticsearchServer(home, folder=folder if is_reachable(folder) else None)
    try:
        server.start()
        yield server
    except ServerDidNotStart as error:
        fail(f"Elasticsearch startet nicht. Prüfe ELASTICSEARCH_HOME.\n{error}")
    finally:
        server.close()


def index(server: ElasticsearchServer) -> None:
    """Wait for the engine, and make its index equal the records. From then on every program uses it.

    Without ELASTICSEARCH_URL nobody has noted what changed since the last time: everything is compared.
    """
    server.wait()
    os.environ["ELASTICSEARCH_URL"] = server.url
    manage = [sys.executable, str(ROOT / "manage.py")]
    check = [*manage, "check_index", "--repair"]
    if subprocess.run(check, cwd=ROOT, check=False, capture_output=True).returncode:  # noqa: S603
        # What goes wrong here it says itself; the database goes on searching.
        subprocess.run([*manage, "rebuild_search"], cwd=ROOT, check=False)  # noqa: S603


def say(text: str) -> None:
    """Print at once: what comes next may take a while."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Prepare, greet, serve."""
    from environs import Env

    Env().read_env(str(ROOT / ".env"), recurse=False)
    port = read_port()
    check_port(port)
    address = f"http://127.0.0.1:{port}"
    os.environ.setdefault("BASE_URL", address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wissensspeicher.settings.dev")
    sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "search")]

    import django
    from django.db import connections

    end_in_order()
    with engine() as server:
        django.setup()
        prepare()
        if server:
            index(server)
        greet(address)
        connections.close_all()
        manage = [sys.executable, str(ROOT / "manage.py")]
        with Programs(ROOT) as programs:
            programs.start("worker", [*manage, "worker"], in_terminal=False)
            programs.start("site", [*manage, "runserver", f"127.0.0.1:{port}"], in_terminal=True)
            try:
                status = programs.wait_for("site")
            except KeyboardInterrupt:
                status = 0  # that is how it is meant to end
    sys.exit(status)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
