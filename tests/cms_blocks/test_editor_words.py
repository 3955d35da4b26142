"""What an editor reads in a block's form is German and helps."""

from wagtail.blocks import StreamBlock, StructBlock

from cms_blocks.blocks import ContentStreamBlock
from cms_blocks.blocks.choosers import AltImageBlock


def labels(block: object) -> list[str]:
    children = block.child_blocks.values() if isinstance(block, StructBlock | StreamBlock) else ()
    nested = getattr(block, "child_block", None)
    children = [*children, *([nested] if nested else [])]
    return [str(getattr(block, "label", "")), *(word for child in children for word in labels(child))]


def test_no_field_shows_a_name_from_the_code() -> None:
    words = {word.casefold() for word in labels(ContentStreamBlock())}
    assert not words & {"image", "url", "page", "alt text", "decorative", "caption", "title", "file"}


def test_an_image_says_what_its_alternative_text_is_for() -> None:
    fields = AltImageBlock().child_blocks
    assert "nicht sehen" in fields["alt_text"].field.help_text
    assert "Alternativtext" in fields["decorative"].field.help_text
