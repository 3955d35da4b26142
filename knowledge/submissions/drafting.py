"""From a maker's answers to a project: only what the maker has changed is written."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project, ProjectImage
from knowledge.vocabularies.models import Audience, Kind, Reach, Stage, Theme

from .consenting import in_force, may_show
from .models import Consent, Submission, SubmissionFile
from .steps import cleaned

SOURCE = "Mitgeteilt von den Macher*innen"
#: Fields of a project that are asked for under the same name.
TEXTS = ("title", "summary", "website", "street", "postcode", "location")
CONTACT = ("contact_name", "contact_email", "contact_phone")
ONE = {"kind": Kind, "stage": Stage, "reach": Reach, "audience": Audience}
TECHNOLOGY = {"true": True, "false": False}


def told(submission: Submission) -> dict[str, Any]:
    """Return what a submission says, by the fields of a project, in plain values that JSON can keep."""
    values = cleaned(submission.as_sent())
    found = {name: values.get(name, "") for name in (*TEXTS, *CONTACT, *ONE)}
    found["film_url"] = values.get("film_url", "")
    found["description"] = paragraphs(values.get("description", ""))
    found["place_name"] = values.get("place", "")
    found["technology"] = TECHNOLOGY.get(values.get("technology", ""))
    found["themes"] = list(values.get("themes", []))
    found["tags"] = list(values.get("tags", []))
    found["carrier"] = values.get("carrier", "")
    found["carrier_kind"] = values.get("carrier_kind", "")
    return found


def paragraphs(text: str) -> str:
    """Return plain text as the paragraphs of a rich text; nothing in it is read as HTML."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return mark_safe(  # noqa: S308 - escaped here
        "".join(f"<p>{escape(block).replace(chr(10), '<br/>')}</p>" for block in blocks if block)
    )


def write(project: Project, submission: Submission) -> list[str]:
    """Write onto a project what is new in a submission; return the names of the fields that changed.

    What was told before and is the same now is left alone: the office may have worded it better since.
    Does not save the project; sets ``submission.applied``, and makes the carrier where there is none.
    """
    now = told(submission)
    before = submission.applied
    changed = [name for name, value in now.items() if name not in before or before[name] != value]
    for name in changed:
        _set(project, submission, name, now)
    ever = before.get("ever", {})
    submission.applied = {
        **now,
        "ever": {name: sorted({*ever.get(name, []), now[name]} - {""}) for name in (*CONTACT, "film_url")},
    }
    kinds = in_force(submission)
    project.contact_public = Consent.Kind.CONTACT in kinds
    if Consent.Kind.FILM not in kinds and project.film_url == now["film_url"]:
        project.film_url = ""
    return changed


def _set(project: Project, submission: Submission, name: str, now: dict[str, Any]) -> None:
    value = now[name]
    if name in ONE:
        setattr(project, name, ONE[name]._default_manager.filter(key=value).first())
    elif name == "themes":
        project.themes.set(Theme.objects.filter(key__in=value))
    elif name == "tags":
        project.tags.set(value)
    elif name == "carrier":
        project.carrier = _carrier(submission, value, now["carrier_kind"])
    elif name != "carrier_kind":
        setattr(project, name, value)


def _carrier(submission: Submission, name: str, kind: str) -> Organisation | None:
    if not name:
        return None
    known = Organisation.objects.filter(name__iexact=name).first()
    if known is not None:
        return known
    own = submission.organisation
    if own is not None and set(own.carried_projects.all()) <= {submission.project}:
        # Made for this submission and nobody else's: mended, not left behind.
        own.name, own.kind = name, kind
        own.save()
        return own
    submission.organisation = Organisation.objects.create(name=name, kind=kind)
    return submission.organisation


def set_pictures(project: Project, submission: Submission) -> None:
    """Show the pictures that may be shown: the first as the head, all others in the gallery.

    What the office has put there stays, and what it took out stays out; pictures must be published as
    images before.
    """
    kinds = in_force(submission)
    files = [file for file in submission.files.select_related("upload__image") if file.upload.image_id]
    shown = [file for file in files if may_show(file, kinds)]
    there = {picture.image_id for picture in project.gallery.all()} | {project.image_id}
    new: list[Any] = []
    for file in shown:
        _tell_image(file)
        if not file.is_placed and file.upload.image_id not in there:
            new.append(file.upload.image)
        file.is_placed = True
        file.save(update_fields=["is_placed", "applied"])
    if new and project.image_id is None:
        project.image = new.pop(0)
    rows: Iterable[ProjectImage] = [*project.gallery.all(), *(ProjectImage(image=image) for image in new)]
    project.gallery.set(rows)


def _tell_image(file: SubmissionFile) -> None:
    """Write onto the image what the maker has said anew, where the office has not worded it itself."""
    image: Any = file.upload.image
    now = {"description": file.description, "credit": file.credit}
    changed = [
        name
        for name, text in now.items()
        if getattr(image, name, text) != text and getattr(image, name) == file.applied.get(name, "")
    ]
    for name in changed:
        setattr(image, name, now[name])
    if changed:
        image.save()
    file.applied = now
