"""Wagtail's forms, where the office needs them otherwise."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Says so when a picture is damaged inside. Wagtail looks at its beginning and fails on the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            read = field.to_python

            def to_python(data: Any) -> Any:
                try:
                    return read(data)
                except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises at broken data
                    raise ValidationError(field.error_messages["invalid_image"], "invalid_image") from error

            field.to_python = to_python


class LoginForm(WagtailLoginForm):
    """Speaks German throughout: Wagtail makes the label of the name, which is "Password"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Passwort"
