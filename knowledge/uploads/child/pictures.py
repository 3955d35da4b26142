"""Decodes a picture and writes it anew: upright, in sRGB, not too large, and nothing but pixels."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import ceil
from typing import IO, Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from knowledge.uploads import limits
from knowledge.uploads.formats import image_format

from .problems import DAMAGED, TOO_LARGE, Refused

pillow_heif.options.DECODE_THREADS = 1
for _option in ("THUMBNAILS", "DEPTH_IMAGES", "AUX_IMAGES"):
    setattr(pillow_heif.options, _option, False)
# Of what has passed the limit of its format nothing more is to be said.
Image.MAX_IMAGE_PIXELS = max(limits.PIXELS.values())

ORIENTATION = 0x0112
QUALITY = 88
# Rows that are made at a time; the whole picture is never in memory a second time.
ROWS = 128
# What Pillow's Lanczos filter looks at beside a pixel, in pixels of the result.
REACH = 3
# Bytes: of a progressive JPEG's coefficients, which libjpeg keeps all together; of these and the pixels.
COEFFICIENTS = 75 * limits.MEGABYTE
DECODED = 85 * limits.MEGABYTE

Size = tuple[int, int]
Rows = Callable[[int, int], Image.Image]


def convert(source: BytesIO, clean: IO[bytes], thumbnail: IO[bytes]) -> dict[str, Any]:
    """Write the picture and a small one; return width, height and extension. Raises Refused and much else."""
    found = image_format(source.getvalue()[:64])
    if not found:
        raise Refused(DAMAGED["image"])
    picture = _read(source, found)
    extension, how = (
        ("png", {}) if picture.mode == "RGBA" else ("jpg", {"quality": QUALITY, "optimize": True})
    )
    for target, side in ((clean, limits.CLEAN_SIDE), (thumbnail, limits.THUMBNAIL_SIDE)):
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        picture.save(target, "PNG" if extension == "png" else "JPEG", **how)
        if target is clean:
            width, height = picture.size
    return {"extension": extension, "width": width, "height": height}


def _read(source: BytesIO, found: str) -> Image.Image:
    """Return the picture as it is to be kept. The large one that it was read from is gone then."""
    rows, size, orientation, profile = (_open_heic if found == "HEIC" else _open)(source, found)
    picture = _resized(rows, size, _within(size, limits.CLEAN_SIDE))
    del rows
    picture = _in_srgb(picture, profile)
    if orientation != 1:
        picture.getexif()[ORIENTATION] = orientation
        ImageOps.exif_transpose(picture, in_place=True)
    # Nothing but pixels goes into a file.
    picture.info.clear()
    picture.getexif().clear()
    return picture


def _open(source: BytesIO, found: str) -> tuple[Rows, Size, int, bytes | None]:
    try:
        image = Image.open(source, formats=[found.upper()])
    except Image.DecompressionBombError as error:
        raise Refused(TOO_LARGE["image"]) from error
    _check_pixels(image.size, found)
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    if found == "JPEG":
        _decode_smaller(image)
    image.load()
    transparent = "transparency" in image.info

    def rows(top: int, bottom: int) -> Image.Image:
        return _plain(image.crop((0, top, image.width, bottom)), transparent)

    return rows, image.size, orientation, profile


def _open_heic(source: BytesIO, found: str) -> tuple[Rows, Size, int, bytes | None]:
    """The decoder turns the picture itself. Pixels are taken row by row: a copy of all would be too much."""
    heif = pillow_heif.open_heif(source, convert_hdr_to_8bit=True, remove_stride=False)
    image = heif[heif.primary_index]
    _check_pixels(image.size, found)
    profile: Any = image.info.get("icc_profile")
    try:
        pixels = image.data
    except RuntimeError as error:
        raise MemoryError if "Memory allocation" in str(error) else error from error
    stride, mode = image.stride, image.mode
    width, height = image.size

    def rows(top: int, bottom: int) -> Image.Image:
        part = pixels[top * stride : bottom * stride]
        return _plain(Image.frombytes(mode, (width, bottom - top), part, "raw", mode, stride), False)

    return rows, (width, height), 1, profile


def _check_pixels(size: Size, found: str) -> None:
    if size[0] * size[1] > limits.PIXELS[found] or max(size) > limits.MAX_SIDE:
        raise Refused(TOO_LARGE["image"])


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except Exception:  # what a broken EXIF does to its reader is not to be foreseen
        return 1
    return found if found in range(1, 9) else 1


def _decode_smaller(image: Any) -> None:
    """Let libjpeg decode at a half, a quarter or an eighth where that is enough, or all that fits."""
    target = _within(image.size, limits.CLEAN_SIDE)
    stored = 0
    if image.info.get("progressive"):
        parts = [h * v for _, h, v, _ in image.layer]
        stored = 2 * image.width * image.height * sum(parts) // max(parts)
        if stored > COEFFICIENTS:
            raise Refused(TOO_LARGE["image"])
    if stored + 4 * image.width * image.height > DECODED:
        target = (min(target[0], image.width // 2), min(target[1], image.height // 2))
    image.draft(None, target)


def _plain(image: Image.Image, transparent: bool) -> Image.Image:
    """Return it in a mode that can be resized and whose profile still fits: L, RGB, RGBA or CMYK."""
    if transparent or image.mode in ("LA", "La", "PA", "RGBa"):
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        # 16 bits of grey; Pillow would clip them.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _within(size: Size, side: int) -> Size:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(rows: Rows, size: Size, target: Size) -> Image.Image:
    """Return the picture at its target size, made of bands that overlap as far as the filter looks."""
    scale = size[1] / target[1]
    margin = ceil(REACH * scale) + 1
    result: Image.Image | None = None
    for top in range(0, target[1], ROWS):
        bottom = min(top + ROWS, target[1])
        first = max(0, int(top * scale) - margin)
        last = min(size[1], ceil(bottom * scale) + margin)
        box = (0.0, top * scale - first, float(size[0]), min(bottom * scale - first, last - first))
        band = rows(first, last).resize((target[0], bottom - top), Image.Resampling.LANCZOS, box=box)
        if result is None:
            # Made new, so that it knows nothing but pixels.
            result = Image.new(band.mode, target)
        result.paste(band, (0, top))
    if result is None:
        raise Refused(DAMAGED["image"])
    return result


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGB"
    if picture.mode == "RGBA":
        if picture.getchannel("A").getextrema()[0] == 255:
            picture = picture.convert("RGB")
        else:
            mode = "RGBA"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(picture, given, srgb, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            # Broken, or not for this kind of picture: the colours are then what they would be without it.
            changed = None
        if changed is not None:
            return changed
    return picture if picture.mode == mode else picture.convert(mode)
