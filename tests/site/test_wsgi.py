"""A process that serves has read what its first visitors would wait for."""

import os
import sys
from pathlib import Path

from tests.support.processes import run

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import sys
from wissensspeicher.wsgi import application
from django.template import engines
(loader,) = engines["django"].engine.template_loaders
print(callable(application), "elasticsearch" in sys.modules, "wagtail.admin.urls" in sys.modules)
print(sorted(template.name for template in loader.get_template_cache.values() if hasattr(template, "name")))
"""


def environment(folder: Path) -> dict[str, str]:
    """Return that of a production site behind a proxy that needs no collected files."""
    (folder / "settings_of_test.py").write_text(
        "from wissensspeicher.settings.production import *\n"
        "STORAGES['staticfiles'] = {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}\n"
    )
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings_of_test",
        "SECRET_KEY": "only for this test",
        "ALLOWED_HOSTS": "speicher.example",
        "BASE_URL": "https://speicher.example",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "ELASTICSEARCH_URL": "http://127.0.0.1:1",
        "PYTHONPATH": f"{folder}:{ROOT}:{ROOT / 'site'}:{ROOT / 'search'}",
    }


def test_a_process_is_warm_before_it_serves(tmp_path: Path) -> None:
    env = environment(tmp_path)
    run([sys.executable, "manage.py", "migrate"], cwd=ROOT, env=env)
    said = run([sys.executable, "-c", LOOK], cwd=ROOT, env=env)
    assert "True True True" in said
    assert "knowledge_search/search.html" in said


def test_a_process_starts_without_a_database(tmp_path: Path) -> None:
    env = environment(tmp_path)
    said = run([sys.executable, "-c", LOOK], cwd=ROOT, env=env)
    assert "True True True" in said
    assert "could not be made ready" in said
