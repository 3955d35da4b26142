"""Compile requirements.txt and requirements-dev.txt from pyproject.toml, pinned, for every platform.

Run it through `make requirements`; `make requirements ARGS=--upgrade` takes the newest versions.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTS = {
    "requirements.txt": ("What the site runs on.", ["--extra", "site"]),
    # Held to the first list's versions: both are installed into one environment.
    "requirements-dev.txt": (
        "What tests and lint need, on top of requirements.txt.",
        ["--extra", "site", "--group", "test", "--group", "lint", "--constraint", "requirements.txt"],
    ),
}


def main() -> None:
    """Write both lists; arguments go on to `uv pip compile`."""
    for name, (purpose, options) in LISTS.items():
        subprocess.run(  # noqa: S603
            [
                *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *options, *sys.argv[1:]),
                *("--universal", "--python-version", "3.11", "--no-header", "--quiet"),
                *("--output-file", name),
            ],
            cwd=ROOT,
            check=True,
        )
        path = ROOT / name
        header = f"# {purpose}\n# Compiled from pyproject.toml: do not edit, run `make requirements`.\n"
        path.write_text(header + path.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
