"""One way to point somewhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from ..representation import Context, absolute_url, document_form, page_form
from ..validators import validate_link_target
from .base import ContentBlock

TARGETS = ("page", "url", "document", "email")


class LinkValue(blocks.StructValue):
    """A link's target, resolved."""

    @cached_property
    def target(self) -> dict[str, Any] | None:
        """Return the target with site-relative address, or None if it is empty, deleted or not public."""
        return self.resolve()

    @property
    def href(self) -> str:
        """Return the address, or "" where there is nothing to link to."""
        return str(self.target["url"]) if self.target else ""

    def resolve(self, context: Context = None) -> dict[str, Any] | None:
        """Return `{"kind", "title", "url"}` (and the id of a page or document), or None."""
        if page := page_form(self.get("page"), context):
            return {"kind": "page", **page}
        if document := document_form(self.get("document"), context):
            return {"kind": "document", **document}
        if url := self.get("url"):
            return {"kind": "url", "title": "", "url": absolute_url(url, context)}
        if email := self.get("email"):
            return {"kind": "email", "title": email, "url": f"mailto:{email}"}
        return None


class LinkBlock(ContentBlock):
    """A link to exactly one of: page, web address, document, e-mail address."""

    page = blocks.PageChooserBlock(required=False, label="Seite")
    url = blocks.CharBlock(
        required=False,
        max_length=500,
        label="Webadresse",
        validators=[validate_link_target],
        help_text="Vollständig mit „https://“, oder ein Pfad dieser Website wie „/suche/“.",
        search_index=False,
    )
    document = DocumentChooserBlock(required=False, label="Dokument")
    email = blocks.EmailBlock(required=False, label="E-Mail-Adresse")

    def __init__(self, local_blocks: Any = None, required: bool = True, **kwargs: Any) -> None:
        self._required = required
        super().__init__(local_blocks, **kwargs)

    @property
    def required(self) -> bool:
        """Say whether a target must be given."""
        return self._required

    def clean(self, value: Any) -> Any:
        """Refuse more than one target, and none where one is required (a draft may still lack it)."""
        cleaned = super().clean(value)
        chosen = [name for name in TARGETS if cleaned.get(name)]
        if len(chosen) > 1:
            message = "Bitte nur ein Ziel angeben: Seite, Webadresse, Dokument oder E-Mail-Adresse."
            raise StructBlockValidationError(
                block_errors={name: ValidationError(message) for name in chosen[1:]}
            )
        if not chosen and self.required and not self.is_deferred_validation:
            raise StructBlockValidationError(
                non_block_errors=[
                    ValidationError("Wohin führt der Link? Bitte Seite, Adresse oder Dokument wählen.")
                ]
            )
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the resolved target, or None."""
        return value.resolve(context) if value is not None else None

    class Meta:
        label = "Link"
        description = "Ein Ziel: Seite, Webadresse, Dokument oder E-Mail-Adresse."
        icon = "link"
        template = "cms_blocks/blocks/link.html"
        value_class = LinkValue
        preview_value = {"url": "/suche/"}
        help_text = "Füllen Sie nur eines der Felder aus."
        label_format = ""
