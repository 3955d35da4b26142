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
from wagtailmedia.edit_handlers import MediaChooserPanel

from knowledge.vocabularies.places import PlaceMixin
from knowledge.vocabularies.slug_input import GermanSlugInput


class ChoosePanel(MultipleChooserPanel):
    """Things chosen from what is kept. Its button names them as German does, with a capital letter."""

    class BoundPanel(MultipleChooserPanel.BoundPanel):
        """The panel on a form."""

        template_name = "knowledge/panels/choose.html"


project_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title", placeholder="Wie heißt das Projekt?"),
                FieldPanel("slug", widget=GermanSlugInput),
                FieldPanel("summary"),
                FieldPanel("description"),
                FieldPanel("image"),
                ChoosePanel("gallery", chooser_field_name="image", label="Bild", heading="Galerie"),
                MultiFieldPanel([MediaChooserPanel("film"), FieldPanel("film_url")], heading="Film"),
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
                ChoosePanel(
                    "partners", chooser_field_name="organisation", label="Organisation", heading="Partner"
                ),
                ChoosePanel(
                    "funders",
                    chooser_field_name="organisation",
                    label="Organisation",
                    heading="Gefördert von",
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("contact_name"),
                        FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                        FieldPanel("contact_public"),
                    ],
                    heading="Kontakt (zunächst nicht öffentlich)",
                ),
                FieldPanel("website"),
                InlinePanel("links", label="Link", heading="Weitere Links"),
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
