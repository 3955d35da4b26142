"""A profile somewhere else."""

from wagtail import blocks

from cms_blocks.blocks import ContentBlock


class ProfileBlock(ContentBlock):
    """The office's own page in a social network."""

    frozen_module = "knowledge.blocks"

    label = blocks.CharBlock(max_length=60, label="Name", help_text="Zum Beispiel: Mastodon")
    url = blocks.URLBlock(max_length=300, label="Adresse")

    class Meta:
        label = "Profil"
        description = "Ein Profil des Büros in einem sozialen Netzwerk."
        icon = "link"
        template = "knowledge/blocks/profile.html"
        preview_template = "knowledge/blocks/preview.html"
        preview_value = {"label": "Mastodon", "url": "https://mastodon.example/@wissensspeicher"}
