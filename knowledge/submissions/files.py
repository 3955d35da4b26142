"""The pictures and PDFs of a submission: added, described and taken away in one step of the form."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from knowledge.forms.rates import Limit
from knowledge.uploads.models import Upload
from knowledge.uploads.publishing import remove
from knowledge.uploads.receiving import display_name, receive

from .forms import FileForm
from .models import Submission, SubmissionFile
from .ways import Way

#: Names of the file inputs, what they take and how many of it a submission may hold.
INPUTS = {"images": (Upload.Kind.IMAGE, 8, "Bilder"), "documents": (Upload.Kind.DOCUMENT, 3, "PDF-Dateien")}
#: How often files may be sent: a whole class behind one address, not the space of a server.
UPLOADING = Limit("submission-upload", per_address=(300, timedelta(hours=1)))
#: The value of the button that takes a file away begins so; its key follows.
REMOVE = "datei-entfernen-"


@dataclass(frozen=True)
class ListedFile:
    """A file as the form shows it."""

    file: SubmissionFile
    form: FileForm
    preview: str

    @property
    def remove(self) -> str:
        """The value of the button that takes it away."""
        return f"{REMOVE}{self.file.pk}"


def listed(way: Way) -> list[ListedFile]:
    """Return the files of a submission with their forms, in the order they came."""
    return [
        ListedFile(file, _form(file), way.file(file.pk) if _has_preview(file.upload) else "")
        for file in way.submission.files.select_related("upload")
    ]


def _has_preview(upload: Upload) -> bool:
    return upload.kind == Upload.Kind.IMAGE and upload.state == Upload.State.READY


def _form(file: SubmissionFile, data: Any = None) -> FileForm:
    told = {name: getattr(file, name) for name in FileForm.base_fields}
    return FileForm(data, prefix=f"datei-{file.pk}", initial=told)


def change(submission: Submission, request: HttpRequest) -> list[str]:
    """Do what was asked for in the step of the files; return what could not be done, in sentences."""
    problems: list[str] = []
    pressed = request.POST.get("go", "")
    for file in submission.files.select_related("upload"):
        if pressed == f"{REMOVE}{file.pk}":
            _take_away(file)
            continue
        form = _form(file, request.POST)
        if form.add_prefix("description") not in request.POST:
            # Added in another window since this page was shown.
            continue
        if form.is_valid():
            SubmissionFile.objects.filter(pk=file.pk).update(**form.cleaned_data)
        else:
            problems += [f"„{file}“: {error}" for errors in form.errors.values() for error in errors]
    for name, (kind, limit, words) in INPUTS.items():
        sent = request.FILES.getlist(name)
        if sent and UPLOADING.hit(request):
            problems.append(
                "Von hier kamen gerade sehr viele Dateien. Bitte versuch es in einer Stunde noch einmal."
            )
            continue
        problems += _add(submission, sent, kind, limit, words)
    return problems


@transaction.atomic
def _take_away(file: SubmissionFile) -> None:
    upload = file.upload
    file.delete()
    remove(upload)


def _add(submission: Submission, sent: list[Any], kind: Upload.Kind, limit: int, words: str) -> list[str]:
    problems = []
    for file in sent:
        name = display_name(file.name or "", str(kind.label))
        try:
            with transaction.atomic():
                # Two requests at once must not both find room for the last one.
                Submission.objects.select_for_update().get(pk=submission.pk)
                there = submission.files.filter(upload__kind=kind)
                if there.count() >= limit:
                    problems.append(f"„{name}“ passt nicht mehr dazu: Es gehen höchstens {limit} {words}.")
                    continue
                upload = receive(file, kind)
                if there.filter(upload__sha256=upload.sha256).exists():
                    # Sent twice, by a second click.
                    remove(upload)
                else:
                    SubmissionFile.objects.create(submission=submission, upload=upload)
        except ValidationError as refused:
            problems += [f"„{name}“: {message}" for message in refused.messages]
    return problems
