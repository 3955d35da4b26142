"""Two web processes keep pages of one database; what one of them changes, both show at the next request."""

import http.client
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from knowledge.projects.models import Project
from tests.factories import ProjectFactory, make_site
from tests.support.databases import database
from tests.support.processes import free_port, serving

ROOT = Path(__file__).resolve().parents[2]
STECKBRIEF = "/projekte/dorfladen/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project() -> Project:
    make_site()
    return ProjectFactory(title="Dorfladen", slug="dorfladen")


@pytest.fixture
def session(project: Project) -> str:
    """The cookie of someone who may do everything."""
    person = get_user_model().objects.create_superuser("leitung", password="geheim", email="x@example.org")
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def servers(session: str, tmp_path: Path) -> Iterator[list[str]]:
    """Two servers, each a process that knows the other by the database alone."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": database(tmp_path),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "ELASTICSEARCH_URL": "",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "site", "search")),
    }
    urls = []
    with ExitStack() as running:
        for number in range(2):
            port = free_port()
            url = f"http://127.0.0.1:{port}"
            command = [sys.executable, "-m", "gunicorn", "wissensspeicher.wsgi", "--no-control-socket"]
            options = ["--bind", f"127.0.0.1:{port}", "--timeout", "120"]
            log = tmp_path / f"{number}.log"
            running.enter_context(
                serving([*command, *options], url=url, cwd=ROOT, env={**env, "BASE_URL": url}, log=log)
            )
            urls.append(url)
        yield urls


def ask(url: str, path: str, form: dict[str, str] | None = None, **cookies: str) -> tuple[int, str]:
    """Return status and text of an answer. Both servers are one host, as behind a proxy."""
    headers = {"Host": "speicher.example"}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    server = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    server.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
    answer = server.getresponse()
    told = answer.status, answer.read().decode()
    server.close()
    return told


def test_what_one_process_changes_both_show_at_the_next_request(
    servers: list[str], session: str, project: Project
) -> None:
    one, other = servers
    unpublish = reverse("wagtailsnippets_knowledge_project:unpublish", args=[project.pk])
    before = [ask(url, STECKBRIEF) for url in servers]
    assert [status for status, _ in before] == [200, 200]
    assert [ask(url, STECKBRIEF) for url in servers] == before  # both have kept it

    token = "x" * 32
    done, _ = ask(one, unpublish, {"csrfmiddlewaretoken": token}, sessionid=session, csrftoken=token)
    assert done == 302

    assert ask(other, STECKBRIEF)[0] == 404
    assert ask(one, STECKBRIEF)[0] == 404
