"""Every static file that a template or a module names is there under its fingerprint, as in production."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cms_blocks", "knowledge", "search/knowledge_search", "site/wissensspeicher", "templates")
TAG = re.compile(r"""{%\s*static\s+['"]([^'"]+)['"]""")
IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\./[^"']+)["']""")


def named_files() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for template in (ROOT / room).rglob("*.html"):
            for name in TAG.findall(template.read_text(encoding="utf-8")):
                yield str(template.relative_to(ROOT)), name


def test_templates_name_files_that_are_there() -> None:
    found = list(named_files())
    assert len(found) > 20
    assert [(template, name) for template, name in found if not finders.find(name)] == []


def test_modules_meet_modules_of_the_same_age(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "wissensspeicher.storage.StaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    fingerprint = re.compile(r"\.[0-9a-f]{12}\.js$")
    modules = [path for path in (tmp_path / "knowledge_search").glob("*.js") if fingerprint.search(path.name)]
    imports = [(path, name) for path in modules for name in IMPORT.findall(path.read_text(encoding="utf-8"))]
    assert imports
    for path, name in imports:
        assert fingerprint.search(name), (path.name, name)
        assert (path.parent / name).is_file(), (path.name, name)
