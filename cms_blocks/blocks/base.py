"""What all blocks share."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail import blocks

from ..frozen import FrozenPathMixin

_WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.EmailBlock, blocks.URLBlock)


def _without_none(value: Any) -> Any:
    """Let absent words be "": Wagtail's default is None, which would be shown and indexed as „None“."""
    for name, child in value.block.child_blocks.items():
        if value.get(name) is None and isinstance(child, _WORDS):
            value[name] = ""
    return value


class PreviewMixin:
    """Preview in the admin: our page around the block, placeholders where a picture would be."""

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        """Let templates draw a placeholder for what the preview value cannot hold: files."""
        context = super().get_preview_context(value, parent_context)  # type: ignore[misc]
        context["show_placeholders"] = True
        return context


class ContentBlock(FrozenPathMixin, PreviewMixin, blocks.StructBlock):
    """Base of the struct blocks. `Meta.preview_value` has the stored form, as it stands in the database."""

    def to_python(self, value: Any) -> Any:
        """Read the stored form; what is no dictionary counts as empty."""
        return _without_none(super().to_python(self._complete(value)))

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        """Read many at once, as lenient as `to_python`."""
        return [
            _without_none(value) for value in super().bulk_to_python([self._complete(raw) for raw in values])
        ]

    def get_default(self) -> Any:
        """Return the empty form's value."""
        return _without_none(super().get_default())

    def _complete(self, value: Any) -> dict[str, Any]:
        """Let an absent list be empty: Wagtail would put the form's one blank entry there and show it."""
        lists = (name for name, child in self.child_blocks.items() if isinstance(child, blocks.ListBlock))
        return {**dict.fromkeys(lists, ()), **(value if isinstance(value, Mapping) else {})}

    def get_preview_value(self) -> Any:
        """Read the preview value like a stored one, so that missing parts get their defaults."""
        return self.to_python(self.meta.preview_value)

    class Meta:
        preview_template = "cms_blocks/block_preview.html"
