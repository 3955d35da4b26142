"""Taking out of a picture what the camera wrote into it: where and when, with which device, by whom."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

#: Formats a camera or phone writes; GIF carries no position, and animations would lose their frames.
FORMATS = ("AVIF", "JPEG", "PNG", "WEBP")
#: Where Pillow puts what a file says beside its pixels.
TELLING = {"exif", "xmp", "comment", "Comment", "XML:com.adobe.xmp", "photoshop"}
QUALITY = 92


def without_metadata(file: Any) -> ContentFile | None:
    """Return the picture without EXIF, XMP and comments, turned upright; None where nothing is to be done.

    The colour profile stays. What Pillow cannot read is left to the validation of the upload.
    """
    try:
        file.seek(0)
        with Image.open(file) as image:
            # Phones write MPO: a JPEG with a second picture behind it, which would keep the position.
            kind = "JPEG" if image.format == "MPO" else image.format
            if kind not in FORMATS or (kind == image.format and getattr(image, "is_animated", False)):
                return None
            if kind == image.format and not (image.getexif() or image.info.keys() & TELLING):
                return None
            profile = image.info.get("icc_profile")
            upright = ImageOps.exif_transpose(image)
            upright.info.clear()
            target = BytesIO()
            extra = {"quality": QUALITY} if kind != "PNG" else {"optimize": True}
            upright.save(target, kind, icc_profile=profile, **extra)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    finally:
        file.seek(0)
    return ContentFile(target.getvalue(), name=file.name)
