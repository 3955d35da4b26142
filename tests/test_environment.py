"""`.env.example` is the office's list of settings: it must be whole, and harmless as it stands."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def test_the_example_lists_every_variable_the_settings_read() -> None:
    settings = "".join(
        path.read_text("utf-8") for path in (ROOT / "site/wissensspeicher/settings").glob("*.py")
    )
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))

    assert {"SECRET_KEY", "DATABASE_URL"} <= read
    assert read <= set(re.findall(r"^#([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_the_example_changes_nothing_when_copied() -> None:
    assert [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")] == []
