"""Shows a private file to those who may see it. Who that is, the calling view has decided."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import FileResponse, Http404

from .models import Upload

CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Policies of a middleware leave alone what is set already.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


def serve(upload: Upload, *, thumbnail: bool = False, as_attachment: bool = False) -> FileResponse:
    """Return the clean file of an upload, or the small picture for forms, for one person and no cache.

    Documents are always for saving: a browser's viewer does not run in a sandbox.

    Raises:
        Http404: not converted yet, refused, or without the file.
    """
    file = upload.thumbnail if thumbnail else upload.cleaned
    if upload.state != Upload.State.READY or not file:
        raise Http404
    extension = str(file.name).rpartition(".")[2]
    try:
        content = file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    return FileResponse(
        content,
        as_attachment=as_attachment or upload.kind == Upload.Kind.DOCUMENT,
        filename=f"{PurePosixPath(upload.original_name).stem}.{extension}",
        headers={**HEADERS, "Content-Type": CONTENT_TYPES[extension]},
    )
