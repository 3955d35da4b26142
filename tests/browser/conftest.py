"""A real server with the demo content, and a real browser that looks at it.

Tests here never touch the database: they do what a visitor or an editor does.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import chromium
from tests.support.mail_server import MailServer
from tests.support.processes import free_port, run, serving
from tests.support.store import Store
from tests.support.watch import Watch

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class RunningSite:
    """Where the site is, and where it writes what it has to say."""

    url: str
    log: Path


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[RunningSite]:
    """The reference site with its demo content, on a database and folders of its own.

    Asks for the browser first: without one there is nothing to start a server for.
    """
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "BASE_URL": url,
        "DEBUG": "false",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "site", "search")),
    }
    more = ["shell", "--verbosity=0", "-c", "from tests.browser import more_pages"]
    for command in (["migrate", "--verbosity=0"], ["setup_site"], ["load_demo"], more):
        run([sys.executable, "manage.py", *command], cwd=ROOT, env={**env, "DEBUG": "true"})
    server = [sys.executable, "-m", "gunicorn", "wissensspeicher.wsgi"]
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--timeout", "120", "--no-control-socket"]
    with serving([*server, *options], url=url, cwd=ROOT, env=env, log=folder / "server.log"):
        yield RunningSite(url, folder / "server.log")


@pytest.fixture(scope="module")
def store(running_site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A second site with the same content, with a worker and a real mail server behind it.

    What is done here (makers, mails, new projects) no other test of this folder meets.
    """
    folder = tmp_path_factory.mktemp("store")
    copy_of(running_site.log.parent / "db.sqlite3", folder / "db.sqlite3")
    shutil.copytree(running_site.log.parent / "media", folder / "media")
    mails = MailServer()
    mails.up()
    store = Store(folder, f"sqlite:///{folder / 'db.sqlite3'}", mails)
    with store.serving("--threads", "4"), store.worker():
        yield store
    mails.down()


def copy_of(database: Path, target: Path) -> None:
    """Copy a database that others may be writing to."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@pytest.fixture(scope="session")
def site_url(running_site: RunningSite) -> str:
    """The address of the running site, without a slash at its end."""
    return running_site.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each gets a context, as if it were a fresh profile."""
    with sync_playwright() as playwright:
        launched = chromium.launch(playwright.chromium)
        if launched is None:
            pytest.skip(chromium.HOW_TO_GET)
        yield launched
        launched.close()


@pytest.fixture
def watch(running_site: RunningSite) -> Iterator[Watch]:
    """Fails the test on foreign requests and errors; `watch.expect("status 404")` where one is meant."""
    watching = Watch(running_site.url, running_site.log)
    yield watching
    watching.assert_clean()


@pytest.fixture
def new_page(browser: Browser, site_url: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a watched page in a fresh browser profile; takes the options of Playwright's contexts.

    `new_page(java_script_enabled=False)`, `new_page(viewport={"width": 320, "height": 640})` …
    Relative addresses are the site's.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": site_url, "locale": "de-DE", "viewport": DESKTOP, **options}
        )
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A visitor's page on a desktop."""
    return new_page()


@pytest.fixture(scope="session")
def editor_state(browser: Browser, site_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo editor's cookies, from one login through the form."""
    from wissensspeicher.demo.accounts import DEMO_ACCOUNTS

    editor = next(account for account in DEMO_ACCOUNTS if account.username == "redaktion")
    state = tmp_path_factory.mktemp("login") / "state.json"
    context = browser.new_context(base_url=site_url, locale="de-DE")
    form = context.new_page()
    form.goto("/admin/login/")
    form.fill("input[name=username]", editor.username)
    form.fill("input[name=password]", editor.password)
    form.click("button[type=submit]")
    form.wait_for_url("**/admin/")
    context.storage_state(path=state)
    context.close()
    return state


@pytest.fixture
def admin_page(new_page: Callable[..., Page], editor_state: Path) -> Page:
    """A page in which the demo editor is logged in."""
    return new_page(storage_state=editor_state)
