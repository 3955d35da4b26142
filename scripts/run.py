"""Start the site for trying and developing: `make run`.

Brings the database and its content up to date, says where the site is and how to log in, and then
becomes Django's own development server. What was edited stays: the demo content is loaded once.
"""

import os
import socket
import sys
from pathlib import Path

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
            fail(f"Port {port} darf nur der Systemverwalter öffnen. Nimm einen ab 1024: PORT=8001 make run")
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

    django.setup()
    prepare()
    greet(address)
    connections.close_all()
    os.chdir(ROOT)
    # Become the server: a Ctrl+C or a `kill` then reaches it directly.
    os.execv(  # noqa: S606
        sys.executable, [sys.executable, str(ROOT / "manage.py"), "runserver", f"127.0.0.1:{port}"]
    )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
