"""What comes, comes: worker and decoder together stay under 300 MB."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from knowledge.uploads import limits
from tests.knowledge.uploads import corpus
from tests.support.processes import run

ROOT = Path(__file__).resolve().parents[3]
# A worker as it is after its start, and one file after the other through the real child process.
CODE = """
import json, resource, subprocess, sys
from pathlib import Path
from tempfile import TemporaryFile
import django
django.setup()
from django.core import checks
checks.run_checks()
from knowledge.uploads.calling import call_child

problems = {}
for path in map(Path, sys.argv[1:]):
    with path.open("rb") as source, TemporaryFile() as clean, TemporaryFile() as thumbnail:
        kind = "document" if path.suffix == ".pdf" else "image"
        problems[path.name] = call_child(kind, source, clean, thumbnail).problem
def held(lines, name):
    return next(int(line.split()[1]) / 1024 for line in lines.splitlines() if line.startswith(name))

# What it holds while the child works; it waits then.
worker = held(Path("/proc/self/status").read_text(), "VmRSS")
# The interpreter's own files are in memory once for both.
bare = subprocess.run(
    [sys.executable, "-c", "print(open('/proc/self/status').read())"], capture_output=True, text=True
)
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([problems, [worker, children, held(bare.stdout, "RssFile")]]))
"""


def test_the_largest_and_the_worst_files_together_need_less_than_300_megabytes(tmp_path: Path) -> None:
    for name, data in [*largest(), *worst()]:
        (tmp_path / name).write_bytes(data)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "site", "search"))}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": "sqlite://:memory:"}
    said = run([sys.executable, "-c", CODE, *sorted(tmp_path.iterdir())], cwd=ROOT, env=env)
    problems, (worker, decoder, shared) = json.loads(said.splitlines()[-1])
    together = worker + decoder - shared
    assert together < 300, f"worker {worker:.0f} MB, decoder {decoder:.0f} MB, {shared:.0f} of them the same"
    assert {name for name, problem in problems.items() if problem} == {name for name, _ in worst()}


def largest() -> Iterator[tuple[str, bytes]]:
    """Pictures as large as they may be, in the ways that cost most; all of them are taken."""

    def shaped(kind: str, mode: str = "RGB") -> Image.Image:
        side = int(limits.PIXELS[kind] ** 0.5)
        return corpus.noise(side, side, mode)

    large = shaped("JPEG")
    yield "gross.jpg", corpus.saved(large, "JPEG", quality=70)
    # Just too small for libjpeg to halve it.
    yield "knapp.jpg", corpus.saved(large.resize((4600, 4600)), "JPEG", quality=70)
    yield "schritte.jpg", corpus.saved(large.resize((5000, 5000)), "JPEG", quality=70, progressive=True)
    yield "druck.jpg", corpus.saved(large.resize((4600, 4600)).convert("CMYK"), "JPEG", quality=70)
    del large
    yield "telefon.heic", corpus.saved(corpus.noise(5712, 4284), "HEIF", quality=40, tile_size=512)
    yield "bombe.png", corpus.bomb(4472, 4472, 4)
    yield "gross.webp", corpus.saved(shaped("WebP", "RGBA"), "WEBP", method=0)


def worst() -> Iterator[tuple[str, bytes]]:
    """Files that say one thing and are another, or too much; none of them is taken."""
    yield "bombe2.png", corpus.bomb(10_000, 10_000)
    yield "grau.png", corpus.bomb(20_000, 20_000, 1)
    yield "luegt.webp", corpus.webp_saying(16_000, 16_000)
    yield "luegt.heic", corpus.heic_saying_less()
    yield "schritte2.jpg", corpus.saved(corpus.noise(6000, 6000), "JPEG", progressive=True, subsampling=0)
    yield "profil.png", corpus.png_with_bomb_in_its_profile()
    yield "bombe.pdf", corpus.pdf_bomb()
    yield "tief.pdf", corpus.deep_pdf()
    yield "kreis.pdf", corpus.pdf_in_circles()
