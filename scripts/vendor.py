#!/usr/bin/env python3
"""Fetch the third-party files that this project ships, or check that nobody changed them.

    python scripts/vendor.py            fetch anew (needs the npm registry; NPM_CONFIG_REGISTRY overrides it)
    python scripts/vendor.py --check    compare with SHA256SUMS, offline

Standard library only. A package is pinned by version and by the registry's SHA-512; a file is taken as it is
but for the comment that points browsers to a source map we do not ship, on which Django's
ManifestStaticFilesStorage would break; a stylesheet that is to give way to ours is put into a cascade layer.
"""

import argparse
import base64
import hashlib
import io
import os
import re
import sys
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REGISTRY = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
SUMS = "SHA256SUMS"
SOURCE_MAP = re.compile(
    rb"\n?(?://[#@]\s*sourceMappingURL=\S+|/\*[#@]\s*sourceMappingURL=\S+\s*\*/)[ \t]*\n?"
)


@dataclass(frozen=True)
class Package:
    """One pinned npm package and the files taken from it (path in the archive: path in the target).

    `layer`: the cascade layer that its stylesheets are put into.
    """

    name: str
    version: str
    integrity: str
    target: str
    files: dict[str, str]
    layer: str = ""


PACKAGES = (
    Package(
        name="leaflet",
        version="1.9.4",
        integrity="sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        target="cms_blocks/static/cms_blocks/vendor/leaflet",
        files={
            "package/LICENSE": "LICENSE",
            "package/dist/leaflet.js": "leaflet.js",
            "package/dist/leaflet.css": "leaflet.css",
            "package/dist/images/layers.png": "images/layers.png",
            "package/dist/images/layers-2x.png": "images/layers-2x.png",
            "package/dist/images/marker-icon.png": "images/marker-icon.png",
        },
    ),
    Package(
        name="leaflet.markercluster",
        version="1.5.3",
        integrity="sha512-vPTw/Bndq7eQHjLBVlWpnGeLa3t+3zGiuM7fJwCkiMFq+nmRuG3RI3f7f4N4TDX7T4NpbAXpR2+NTRSEGfCSeA==",
        target="search/knowledge_search/static/knowledge_search/vendor/markercluster",
        files={
            "package/MIT-LICENCE.txt": "MIT-LICENCE.txt",
            "package/dist/leaflet.markercluster.js": "leaflet.markercluster.js",
            "package/dist/MarkerCluster.css": "MarkerCluster.css",
        },
    ),
    Package(
        name="@fontsource/fira-sans",
        version="5.3.0",
        integrity="sha512-z1SKSG7eRhm3srlb7rQ3j77QP4TP7OFxCZ4wUWhCdt+3hOF9K0AyvybpAsz6+JWNcCVV7AqC7dbOT3e67P2r5A==",
        target="site/wissensspeicher/static/wissensspeicher/vendor/fira-sans",
        files={
            "package/LICENSE": "LICENSE",
            "package/files/fira-sans-latin-400-normal.woff2": "fira-sans-latin-400.woff2",
            "package/files/fira-sans-latin-600-normal.woff2": "fira-sans-latin-600.woff2",
        },
    ),
    Package(
        name="@kern-ux/native",
        version="2.7.2",
        integrity="sha512-TN0Mqbasp7S1IOqurXickde8MDj5hIcgT4s3f1i33wyv2iVgA1dTO/FoQyi6rgM9KYTYkIthl9k72g7fBUUvHg==",
        target="site/wissensspeicher/static/wissensspeicher/vendor/kern",
        files={"package/LICENSE.md": "LICENSE.md", "package/dist/kern.min.css": "kern.min.css"},
        layer="kern",
    ),
)


def fetch(package: Package) -> None:
    """Download a package, check it against its pin and write its files and their checksums."""
    base = package.name.rsplit("/", 1)[-1]
    url = f"{REGISTRY}/{package.name}/-/{base}-{package.version}.tgz"
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - https by default, pinned below
        archive = answer.read()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if integrity != package.integrity:
        sys.exit(f"{package.name} {package.version}: expected {package.integrity}, got {integrity}")
    target = ROOT / package.target
    sums = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for source, name in package.files.items():
            member = tar.extractfile(source)
            if member is None:
                sys.exit(f"{package.name} {package.version} holds no {source}")
            content = member.read()
            if name.endswith((".js", ".css")):
                content = SOURCE_MAP.sub(b"\n", content)
            if name.endswith(".css") and package.layer:
                content = layered(content, package.layer)
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            sums[name] = hashlib.sha256(content).hexdigest()
    version = f"{package.name} {package.version}\n".encode()
    (target / "VERSION.txt").write_bytes(version)
    sums["VERSION.txt"] = hashlib.sha256(version).hexdigest()
    (target / SUMS).write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="ascii")
    sys.stdout.write(f"{package.name} {package.version} -> {package.target}\n")


def layered(sheet: bytes, layer: str) -> bytes:
    """Return a stylesheet within a cascade layer; its @charset stays in front."""
    charset, rest = re.fullmatch(rb'(@charset "[^"]+";)?(.*)', sheet, re.DOTALL).groups()  # type: ignore[union-attr]
    return (charset or b"") + b"@layer " + layer.encode() + b"{" + rest + b"}\n"


def check(package: Package) -> list[str]:
    """Return what differs from the recorded checksums: changed, missing and unknown files."""
    target = ROOT / package.target
    if not (target / SUMS).is_file():
        return [f"{package.target}/{SUMS} is missing"]
    recorded = dict(
        reversed(line.split("  ", 1)) for line in (target / SUMS).read_text(encoding="ascii").splitlines()
    )
    present = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()} - {SUMS}
    problems = [f"{package.target}/{name} is not in {SUMS}" for name in sorted(present - set(recorded))]
    for name, digest in recorded.items():
        if name not in present:
            problems.append(f"{package.target}/{name} is missing")
        elif hashlib.sha256((target / name).read_bytes()).hexdigest() != digest:
            problems.append(f"{package.target}/{name} was changed")
    if f"{package.name} {package.version}" != (target / "VERSION.txt").read_text(encoding="utf-8").strip():
        problems.append(f"{package.target} is not {package.name} {package.version}")
    return problems


def main() -> int:
    """Return 0 if all is well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare with SHA256SUMS, offline")
    if not parser.parse_args().check:
        for package in PACKAGES:
            fetch(package)
    problems = [problem for package in PACKAGES for problem in check(package)]
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
