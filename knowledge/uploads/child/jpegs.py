"""Takes out of a JPEG what a camera wrote beside the pixels, without decoding it: pictures in documents."""

import struct

# EXIF and XMP, IPTC, comments. Profiles (APP2) and Adobe's colours (APP14) decide how it looks and stay.
TELLING = {0xE1, 0xED, 0xFE}
START_OF_SCAN = 0xDA


def without_camera(data: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, IPTC and comments; as it is where it is not built like one."""
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == START_OF_SCAN:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker not in TELLING:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    kept.append(data[at:])
    return b"".join(kept)
