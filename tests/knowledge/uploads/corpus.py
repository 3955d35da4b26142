"""Pictures and documents that honest people send, and such as others make to do harm. All made by code."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

pillow_heif.register_heif_opener()

# What must be nowhere in what is kept. The position is that of Lutherstadt Eisleben.
CAMERA = "Kamera-Nummer-4711"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><position>{CAMERA}</position></x:xmpmeta>".encode()


def photograph(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A picture with edges and gradients, left side red, right side blue."""
    picture = Image.new("RGB", (width, height), (200, 40, 40))
    picture.paste((40, 40, 200), (width // 2, 0, width, height))
    picture.paste(Image.linear_gradient("L").resize((width, height // 4)).convert("RGB"), (0, 0))
    return picture if mode == "RGB" else picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = CAMERA
    gps = data.get_ifd(0x8825)
    gps[1], gps[2] = "N", (51.0, 31.0, 39.0)
    gps[3], gps[4] = "E", (11.0, 32.0, 47.0)
    return data


@cache
def encoded(kind: str, mode: str = "RGB", size: tuple[int, int] = (400, 300), orientation: int = 1) -> bytes:
    """A picture with everything a camera writes into it. `kind`: Pillow's name of a format."""
    target = BytesIO()
    told: dict[str, Any] = {"exif": exif(orientation).tobytes()}
    if kind in ("JPEG", "WEBP", "HEIF"):
        told["xmp"] = XMP
    if kind == "JPEG":
        told["comment"] = CAMERA
    photograph(*size, mode=mode).save(target, kind, **told)
    return target.getvalue()


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    width: int, height: int, *, bits: int = 8, colour: int = 2, data: bytes = b"", extra: bytes = b""
) -> bytes:
    """A PNG that says it has this size, whatever its data are."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@cache
def bomb(width: int, height: int, channels: int = 3) -> bytes:
    """A true PNG of one colour: a few kilobytes that become hundreds of megabytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width * channels)
    data = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    return png(width, height, colour={1: 0, 3: 2, 4: 6}[channels], data=data)


def jpeg_saying(width: int, height: int) -> bytes:
    """A JPEG whose header is changed to another size."""
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def with_profile(mode: str = "RGB") -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(photograph(mode=mode), "JPEG", icc_profile=profile)


def zipped(name: str = "boese.exe") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "MZ")
    return target.getvalue()


def animation(kind: str) -> bytes:
    frames = [photograph(), photograph().rotate(180)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def multi_picture() -> bytes:
    """An MPO, as phones write it: the second picture brings its own position."""
    return saved(photograph(), "MPO", save_all=True, append_images=[photograph()], exif=exif().tobytes())


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture that does not compress well, of soft spots."""
    small = (max(1, width // 16), max(1, height // 16))
    bands = len(Image.new(mode, (1, 1)).getbands())
    picture = Image.frombytes(mode, small, os.urandom(small[0] * small[1] * bands))
    return picture.resize((width, height), Image.Resampling.BILINEAR)


HTML = b"<html><script>alert(document.domain)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def document(pages: int = 1, *, encrypted: bool = False) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Author": CAMERA, "/Title": CAMERA})
    writer.xmp_metadata = XMP
    if encrypted:
        writer.encrypt("geheim", algorithm="RC4-128")
    return writer


def pdf(writer: PdfWriter | None = None) -> bytes:
    target = BytesIO()
    (writer or document()).write(target)
    return target.getvalue()


def pdf_with_script() -> bytes:
    writer = document()
    script = action("/JavaScript", "/JS")
    writer.root_object[NameObject("/OpenAction")] = script
    names = ArrayObject([TextStringObject("los"), script])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})
    return pdf(writer)


def pdf_with_launch() -> bytes:
    """A page that starts a program when it is opened, and a link that does when it is clicked."""
    writer = document()
    launch = action("/Launch", "/F")
    writer.root_object[NameObject("/OpenAction")] = launch
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    link = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link")}
    )
    link[NameObject("/A")] = launch
    page[NameObject("/Annots")] = ArrayObject([link])
    return pdf(writer)


def pdf_with_file() -> bytes:
    writer = document()
    writer.add_attachment(f"{CAMERA}.exe", CAMERA.encode())
    return pdf(writer)


def action(kind: str, name: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject(name): TextStringObject(CAMERA)})


def pdf_bomb() -> bytes:
    """Objects packed into a stream of 200 MB of blanks, at the place where a reader has to unpack it."""
    packer = zlib.compressobj(9)
    block = b" " * 1024 * 1024
    data = b"".join([packer.compress(b"1 0 "), *(packer.compress(block) for _ in range(200)), packer.flush()])
    parts, places = [b"%PDF-1.5\n"], []
    for number, body in (
        (
            2,
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
            % (len(data), data),
        ),
    ):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    at = sum(map(len, parts))
    table = b"\x00\x00\x00\x00\x00" + b"\x02\x00\x00\x02\x00" + struct.pack(">BHBx", 1, 0, 0)[:1]
    table += struct.pack(">I", places[0])[1:] + b"\x00" + b"\x01" + struct.pack(">I", at)[1:] + b"\x00"
    parts.append(
        b"3 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream\nendobj\n"
        % (len(table), table)
    )
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def with_exchanged_profile() -> bytes:
    """A JPEG whose profile says that red is blue: the primaries of sRGB in another order."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    at = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return saved(photograph(), "JPEG", icc_profile=bytes(data))


def heic_saying_less() -> bytes:
    """A HEIC whose header tells of a smaller picture than its data hold."""
    data = encoded("HEIF", size=(800, 600))
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", 64, 64) + data[at + 8 :]


def webp_saying(width: int, height: int) -> bytes:
    """A WebP whose canvas is changed to another size."""
    data = encoded("WEBP", "RGBA")
    at = data.index(b"VP8X") + 12
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return data[:at] + size + data[at + 6 :]


def png_with_bomb_in_its_profile() -> bytes:
    """A PNG whose colour profile unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    packed = b"".join([*(packer.compress(block) for _ in range(200)), packer.flush()])
    whole = encoded("PNG")
    at = whole.index(b"IHDR") + 4 + 13 + 4
    return whole[:at] + chunk(b"iCCP", b"x\0\0" + packed) + whole[at:]


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    parts = [b"%PDF-1.7\n"]
    places = []
    for number, body in enumerate(objects, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    at = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    )
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


PAGES = (b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")


def deep_pdf() -> bytes:
    """A PDF of arrays in arrays, deeper than any reader's stack."""
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>", *PAGES, b"[" * 100_000 + b"]" * 100_000)


def pdf_in_circles() -> bytes:
    """A PDF whose pages are their own children."""
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def pdf_with_photograph() -> bytes:
    """A PDF with a photograph as a phone took it."""
    data = encoded("JPEG")
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        PAGES[0],
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</I 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Image/Width 400/Height 300/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/DCTDecode/Length %d>>stream\n%b\nendstream" % (len(data), data),
    )


def pdf_with_hidden_script() -> bytes:
    """Scripts under names written in another way, behind references, in the chain of an innocent action."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R/Open#41ction 4 0 R/#4eames<</J#61vaScript 4 0 R>>>>",
        PAGES[0],
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[5 0 R 7 0 R]>>",
        b"<</S/Java#53cript/JS(%b)>>" % CAMERA.encode(),
        b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.org)/Next 4 0 R>>>>",
        b"/JavaScript",
        b"<</Type/Annot/Subtype/Link/A<</S 6 0 R/JS(%b)>>>>" % CAMERA.encode(),
    )


def pdf_with_form() -> bytes:
    """A PDF with a field that somebody has filled in, and a link."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/XFA(x)>>>>",
        PAGES[0],
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[4 0 R 5 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/V(Mia)/Rect[0 0 9 9]/AA<</F<</S/JavaScript/JS(x)>>>>>>",
        b"<</Type/Annot/Subtype/Link/Rect[9 9 20 20]/A<</S/URI/URI(https://example.org)>>>>",
    )
