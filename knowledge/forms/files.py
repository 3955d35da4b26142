"""A field for several files at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.FileInput):
    """Lets several files be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleaned to a list, which is empty when none was chosen.

    `max_files` is how many may be sent at once. What is in a file is looked at by whoever takes it.
    """

    widget = FilesInput

    def __init__(self, *args: Any, max_files: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_files = max_files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files. Raises ValidationError when there are too many, or none where one is needed."""
        files = [file for file in data or [] if file]
        if len(files) > self.max_files:
            raise ValidationError(
                f"Das sind {len(files)} Dateien. Bitte wähle höchstens {self.max_files} aus.", "max_files"
            )
        clean = super().clean
        cleaned: list[UploadedFile] = [clean(file, None) for file in files] if files else []
        if not cleaned:
            clean(None, initial)
        return cleaned
