"""Which pictures are taken and how large they say they are, told by their first bytes; never by a name.

Plain Python, a few fields of four formats: no decoder runs in the website's process. Pillow's own readers of
WebP and HEIC are native code that takes the canvas's memory at once, and imagesize 2.0 fails at every HEIC
that is turned, as phones write them when they are held upright.
"""

from __future__ import annotations

import struct
from typing import IO

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# Start of frame: every marker from C0 to CF but those of tables and of arithmetic coding.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = {0x01, *range(0xD0, 0xD9)}
# More than any camera writes; a file of nothing else shall not keep us busy.
_SEGMENTS = 2000
_BOXES = 50
_BOX_BYTES = 1024 * 1024


def image_format(head: bytes) -> str:
    """Return JPEG, PNG, WebP or HEIC, or "" for everything else. `head`: the first 12 bytes or more."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "HEIC"
    return ""


def stated_size(file: IO[bytes], found: str) -> tuple[int, int]:
    """Return width and height in pixels as a file of the format `found` states them, before any turning.

    Raises:
        ValueError: there is no such statement where the format has it.
    """
    file.seek(0)
    try:
        size = {"JPEG": _jpeg, "PNG": _png, "WebP": _webp, "HEIC": _heic}[found](file)
    except (struct.error, IndexError) as short:
        raise ValueError("The file ends before its size is stated.") from short
    if min(size) < 1:
        raise ValueError("The file states no size.")
    return size


def _jpeg(file: IO[bytes]) -> tuple[int, int]:
    file.seek(2)
    for _ in range(_SEGMENTS):
        if file.read(1) != b"\xff":
            break
        marker = 0xFF
        while marker == 0xFF:  # may be repeated as often as one likes
            marker = file.read(1)[0]
        if marker in _BARE_MARKERS:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    raise ValueError("No frame was found.")


def _png(file: IO[bytes]) -> tuple[int, int]:
    head = file.read(24)
    if head[12:16] != b"IHDR":
        raise ValueError("The header is not the first chunk.")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def _webp(file: IO[bytes]) -> tuple[int, int]:
    head = file.read(30)
    kind = head[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return (width + 1, height + 1) if len(head) == 30 else (0, 0)
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("No picture was found.")


def _heic(file: IO[bytes]) -> tuple[int, int]:
    """A picture of tiles states the size of each and of the whole: the largest is the picture's."""
    meta = _box(file, b"meta")
    sizes = []
    at = meta.find(b"ispe")
    while at >= 0:
        width, height = struct.unpack(">4xII", meta[at + 4 : at + 16])
        sizes.append((width, height))
        at = meta.find(b"ispe", at + 4)
    return max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))


def _box(file: IO[bytes], wanted: bytes) -> bytes:
    """Return the content of a box at the top of an ISO base media file (ISO/IEC 14496-12)."""
    for _ in range(_BOXES):
        length, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            head = 16
        if name == wanted:
            return file.read(min(length - head, _BOX_BYTES) if length else _BOX_BYTES)
        if not head <= length < 2**40:
            break
        file.seek(length - head, 1)
    raise ValueError("The box was not found.")
