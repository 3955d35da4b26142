"""Writes a PDF anew without what acts by itself, carries other files or tells who made it.

What a person sees stays: pages, forms with what was typed into them, links to the web and within the
document.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import IO, Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, IndirectObject

from knowledge.uploads import limits

from .jpegs import without_camera
from .problems import DAMAGED, TOO_LARGE, Refused

# pypdf tells of every oddity of a file, and quotes it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# Of the catalogue only what shows or orders pages; scripts, attachments and what happens on opening are gone.
CATALOGUE = {
    *(
        "/Type",
        "/Version",
        "/Pages",
        "/PageLabels",
        "/PageLayout",
        "/PageMode",
        "/ViewerPreferences",
        "/Lang",
    ),
    *("/Outlines", "/Dests", "/Names", "/AcroForm", "/OCProperties", "/OutputIntents", "/MarkInfo"),
    "/StructTreeRoot",
}
NAMES = {"/Dests"}
# Wherever they stand: additional actions, scripts, attached files, and who made or edited the thing.
NOWHERE = {
    *(
        "/AA",
        "/OpenAction",
        "/JS",
        "/JavaScript",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/XFA",
        "/RichMediaContent",
    ),
    *("/Metadata", "/PieceInfo", "/Author", "/LastModified"),
}
# What a click may do.
ACTIONS = {"/URI", "/GoTo", "/Named"}
# Actions that are emptied wherever they stand, also where no reader should look for them.
ACTING = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie"),
    *("/Sound", "/RichMediaExecute"),
}
# Annotations that carry files or play something.
NOT_SHOWN = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def convert(source: BytesIO, clean: IO[bytes], thumbnail: IO[bytes]) -> dict[str, Any]:
    """Write the document anew; no thumbnail. Raises Refused and much else."""
    if not source.getvalue().startswith(b"%PDF-"):
        raise Refused(DAMAGED["document"])
    reader = PdfReader(source)
    if reader.is_encrypted:
        raise Refused(
            "Das PDF ist mit einem Kennwort geschützt. "
            "Speichere es ohne Kennwort und lade es noch einmal hoch."
        )
    pages = len(reader.pages)
    if not pages:
        raise Refused(DAMAGED["document"])
    if pages > limits.PAGES:
        raise Refused(
            f"Das PDF hat {pages} Seiten, möglich sind {limits.PAGES}. "
            "Schicke nur die wichtigen Seiten und lade es noch einmal hoch."
        )
    root = reader.root_object
    _keep(root, CATALOGUE)
    if isinstance(names := root.get("/Names", None), IndirectObject | DictionaryObject):
        _keep(names.get_object(), NAMES)
    reader.trailer.pop("/Info", None)
    _disarm(root)
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    writer.write(clean)
    if clean.tell() > limits.WRITTEN_BYTES // 2:
        raise Refused(TOO_LARGE["document"])
    return {"extension": "pdf"}


def _keep(found: Any, names: set[str]) -> None:
    for name in set(found) - names:
        del found[name]


def _disarm(root: Any) -> None:
    """Go through everything that can be reached, each thing once, and take out what acts or tells."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            if "/S" in found and str(found["/S"]) in ACTING:
                found.clear()
            for name in [name for name in found if name in NOWHERE or _acts(name, found)]:
                del found[name]
            if "/Annots" in found:
                _drop_annotations(found)
            if isinstance(found, EncodedStreamObject) and _is_photograph(found):
                # The stream as it stands in the file; pypdf has no public name for it.
                found._data = without_camera(found._data)
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _acts(name: str, found: DictionaryObject) -> bool:
    """Tell whether an entry is an action beyond following a link, or the chain of actions after one."""
    if name == "/Next":
        return "/S" in found
    if name not in ("/A", "/PA"):
        return False
    action = found[name]
    return isinstance(action, DictionaryObject) and str(action.get("/S")) not in ACTIONS


def _is_photograph(found: DictionaryObject) -> bool:
    return str(found.get("/Filter")) in ("/DCTDecode", "['/DCTDecode']")


def _drop_annotations(page: DictionaryObject) -> None:
    annotations = page["/Annots"]
    if isinstance(annotations, ArrayObject):
        annotations[:] = [one for one in annotations if not _plays(one)]


def _plays(annotation: Any) -> bool:
    found = annotation.get_object()
    return isinstance(found, DictionaryObject) and "/Subtype" in found and str(found["/Subtype"]) in NOT_SHOWN
