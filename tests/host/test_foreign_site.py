"""The plugins, as a wheel, in a Wagtail site that knows nothing of ours.

What a host adds is written down here once, in HOST_SETTINGS and HOST_URLS; the README says the same.
"""

import os
import shutil
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.processes import free_port, run, serving

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms_blocks", "knowledge", "knowledge_search")

HOST_SETTINGS = """
INSTALLED_APPS = [
    "knowledge",
    "knowledge_search",
    "cms_blocks",
    "wagtailmedia",
    "wagtailgeowidget",
    "wagtail.api.v2",
    "rest_framework",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    *INSTALLED_APPS,
]
STORAGES["private"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": f"{BASE_DIR}/private", "base_url": None},
}
"""

HOST_URLS = """
from knowledge.api import PublicRouter, register_endpoints

api_router = PublicRouter("wagtailapi")
register_endpoints(api_router)

urlpatterns = [
    path("bausteine/", include("cms_blocks.urls")),
    path("api/v2/", include("knowledge_search.api.urls")),
    path("api/v2/", api_router.urls),
    path("suche/", include("knowledge_search.urls")),
    path("", include("knowledge.urls")),
    *urlpatterns,
]
"""


@dataclass(frozen=True)
class Host:
    """A site made by `wagtail start`, with the wheel installed in an environment of its own."""

    folder: Path
    python: Path
    env: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run one of the host's management commands."""
        return run([self.python, "manage.py", *arguments], cwd=self.folder, env=self.env)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools packs what earlier builds left in `build/`."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(
        ROOT,
        source,
        ignore=lambda where, names: (
            {n for n in names if n.startswith(".") or n in {"var", "build", "dist", "tests"}}
            if Path(where) == ROOT
            else {n for n in names if n == "__pycache__"}
        ),
    )
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source]
    run(command, cwd=folder, env=_clean_environment())
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def host(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The host, its settings and addresses extended as the README says, its tables made."""
    folder = tmp_path_factory.mktemp("host")
    venv = folder / "venv"
    env = _clean_environment()
    run([sys.executable, "-m", "venv", venv], cwd=folder, env=env)
    python = venv / "bin" / "python"
    # What the plugins need is there already, in the tests' environment; our code is in none but this.
    packages = run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], cwd=folder, env=env
    )
    Path(packages.strip(), "tests.pth").write_text(sysconfig.get_path("purelib"))
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], cwd=folder, env=env)

    run([python, "-m", "wagtail.bin.wagtail", "start", "mysite"], cwd=folder, env=env)
    project = folder / "mysite"
    for path, text in (("settings/base.py", HOST_SETTINGS), ("urls.py", HOST_URLS)):
        with (project / "mysite" / path).open("a") as file:
            file.write(text)
    made = Host(project, python, env)
    made.manage("migrate", "--verbosity=0")
    return made


def test_the_wheel_holds_the_plugins_and_nothing_of_the_site(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)
    # Not only modules: what they render and read at run time.
    assert any(name.endswith(".html") for name in names)
    assert any(name.endswith(".css") for name in names)


def test_its_requirements_are_met(host: Host) -> None:
    run([host.python, "-m", "pip", "check"], cwd=host.folder, env=host.env)


def test_the_host_is_sound(host: Host) -> None:
    host.manage("check", "--fail-level=WARNING")


def test_the_host_has_nothing_to_migrate(host: Host) -> None:
    host.manage("makemigrations", "--check", "--dry-run")


@pytest.mark.parametrize("package", PACKAGES)
def test_migrations_name_no_app_of_our_site(host: Host, package: str) -> None:
    code = f"import {package}; print({package}.__path__[0])"
    folder = Path(run([host.python, "-c", code], cwd=host.folder, env=host.env).strip())

    assert ROOT not in folder.parents
    for migration in folder.glob("migrations/*.py"):
        assert "wissensspeicher" not in migration.read_text(), migration.name


@pytest.fixture(scope="module")
def host_url(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"http://127.0.0.1:{free_port()}"
    command = [host.python, "manage.py", "runserver", "--noreload", url.removeprefix("http://")]
    log = tmp_path_factory.mktemp("log") / "host.log"
    with serving(command, url=url, cwd=host.folder, env=host.env, log=log):
        yield url


@pytest.mark.parametrize(
    "path",
    [
        "/suche/?q=Bildung",
        "/api/v2/search/?q=Bildung",
        "/api/v2/projects/",
        "/search/?query=x",
        "/admin/login/",
    ],
)
def test_ours_and_theirs_answer_side_by_side(host_url: str, path: str) -> None:
    with urllib.request.urlopen(host_url + path, timeout=30) as answer:  # noqa: S310
        assert answer.status == 200


def _clean_environment() -> dict[str, str]:
    """Return the environment without what points at this project."""
    ours = ("PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "BASE_URL", "MEDIA_ROOT")
    return {name: value for name, value in os.environ.items() if name not in ours}
