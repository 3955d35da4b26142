"""The editing screen of a project, in tabs an office thinks in."""

from django.forms import CheckboxSelectMultiple, NullBooleanSelect, RadioSelect
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from knowledge.vocabularies.places import PlaceMixin
from knowledge.vocabularies.slug_input import GermanSlugInput

project_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title", placeholder="Wie heißt das Projekt?"),
                FieldPanel("slug", widget=GermanSlugInput),
                FieldPanel("summary"),
                FieldPanel("description"),
                FieldPanel("image"),
                MultipleChooserPanel("gallery", chooser_field_name="image", label="Galerie"),
                MultiFieldPanel([FieldPanel("film"), FieldPanel("film_url")], heading="Film"),
            ],
            heading="Inhalt",
        ),
        ObjectList(
            [
                FieldPanel("themes", widget=CheckboxSelectMultiple),
                FieldPanel("megatrends", widget=CheckboxSelectMultiple),
                FieldPanel("challenges", widget=CheckboxSelectMultiple),
                FieldPanel("approaches", widget=CheckboxSelectMultiple),
                FieldPanel("goals", widget=CheckboxSelectMultiple),
                FieldPanel("tags"),
                MultiFieldPanel(
                    [
                        FieldPanel("kind", widget=RadioSelect),
                        FieldPanel("stage", widget=RadioSelect),
                        FieldPanel("reach", widget=RadioSelect),
                        FieldPanel("audience", widget=RadioSelect),
                        FieldPanel("technology", widget=NullBooleanSelect),
                        FieldPanel("lighthouse"),
                    ],
                    heading="Einordnung",
                ),
            ],
            heading="Themen und Einordnung",
        ),
        ObjectList([PlaceMixin.place_panel], heading="Ort"),
        ObjectList(
            [
                FieldPanel("carrier"),
                MultipleChooserPanel("partners", chooser_field_name="organisation", heading="Partner"),
                MultipleChooserPanel("funders", chooser_field_name="organisation", heading="Fördergeber"),
                MultiFieldPanel(
                    [
                        FieldPanel("contact_name"),
                        FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                        FieldPanel("contact_public"),
                    ],
                    heading="Kontakt (zunächst nicht öffentlich)",
                ),
                FieldPanel("website"),
                InlinePanel("links", label="Weiterer Link", heading="Weitere Links"),
            ],
            heading="Menschen und Kontakt",
        ),
        ObjectList(
            [
                InlinePanel("relations", label="Verwandtes Projekt", heading="Verwandte Projekte"),
                FieldPanel("source"),
                FieldPanel("last_checked"),
                FieldPanel("identifier"),
                PublishingPanel(),
            ],
            heading="Bezüge und Prüfung",
        ),
    ]
)
