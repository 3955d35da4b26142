"""A conversion is killed at random moments; the upload is afterwards waiting or done, never half."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from knowledge.uploads.models import Upload
from knowledge.uploads.tidying import KEEP, tidy
from tests.support.databases import database
from tests.support.processes import run

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = 25


@pytest.mark.django_db(transaction=True)
def test_a_killed_conversion_can_be_repeated_or_is_done(tmp_path: Path, private_folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "site", "search"))}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database(tmp_path)}
    killed = Path(__file__).with_name("killed.py")
    said = run([sys.executable, killed, private_folder, str(ROUNDS)], cwd=ROOT, env=env)
    answer: dict[str, Any] = json.loads(said.splitlines()[-1])
    seen = answer["seen"]
    assert {one["killed_as"] for one in seen} <= {"waiting", "ready"}
    assert all(one["there"] or one["killed_as"] == "ready" for one in seen)
    whole = {"state": "ready", "quarantined": False, "cleaned": True, "thumbnail": True}
    assert all({name: one[name] for name in whole} == whole for one in seen)

    old = time.time() - KEEP.total_seconds() - 60
    for path in (path for path in private_folder.rglob("*") if path.is_file()):
        os.utime(path, (old, old))
    known = set(answer["known"])
    # On SQLite the other process had a database of its own.
    here = {name for upload in Upload.objects.all() for name in upload.file_names()}
    Upload.objects.bulk_create(
        Upload(kind="image", state="ready", size=1, cleaned=name) for name in sorted(known - here)
    )
    tidy()
    left = {
        path.relative_to(private_folder).as_posix() for path in private_folder.rglob("*") if path.is_file()
    }
    assert left == known
