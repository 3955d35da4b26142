#!/usr/bin/env python
"""Django's command-line entry, for the reference site."""

import os
import sys
from pathlib import Path

# `site/` and `search/` are source roots, not packages: the standard library owns the name `site`,
# and every Wagtail project owns an app called `search` (docs/adr/0001-source-roots.md).
BASE_DIR = Path(__file__).resolve().parent
sys.path[:0] = [str(BASE_DIR / "site"), str(BASE_DIR / "search")]

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wissensspeicher.settings.dev")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
