"""Who does it, who answers, who pays. Shown is only what an editor typed here."""

from wagtail import blocks

from .base import ContentBlock
from .choosers import AltImageBlock, LogoChooserBlock
from .links import LinkBlock


class PersonBlock(ContentBlock):
    """One person of a team or board."""

    name = blocks.CharBlock(max_length=150, label="Name")
    role = blocks.CharBlock(required=False, max_length=200, label="Aufgabe")
    organisation = blocks.CharBlock(required=False, max_length=200, label="Organisation")
    image = AltImageBlock(required=False, label="Bild")
    text = blocks.TextBlock(required=False, max_length=1000, label="Text")
    email = blocks.EmailBlock(
        required=False, label="E-Mail-Adresse", help_text="Öffentlich. Nur mit dem Einverständnis der Person."
    )
    link = LinkBlock(required=False, label="Link")

    class Meta:
        label = "Person"
        icon = "user"
        template = "cms_blocks/blocks/person.html"
        preview_value = {"name": "Ada Beispiel", "role": "Leitung"}


class PeopleBlock(ContentBlock):
    """A team or board."""

    people = blocks.ListBlock(PersonBlock(), min_num=1, label="Personen")

    class Meta:
        label = "Personen"
        description = "Ein Team oder ein Beirat, mit Aufgaben und Bildern."
        icon = "group"
        group = "Menschen und Orte"
        template = "cms_blocks/blocks/people.html"
        preview_value = {
            "people": [
                {"name": "Ada Beispiel", "role": "Leitung", "organisation": "Projektbüro"},
                {"name": "Toni Muster", "role": "Netzwerk", "text": "Kennt jedes Dorf und jeden Bus."},
            ]
        }


class ContactBlock(ContentBlock):
    """How to reach an office."""

    name = blocks.CharBlock(max_length=200, label="Name", help_text="Eine Stelle oder eine Person.")
    organisation = blocks.CharBlock(required=False, max_length=200, label="Organisation")
    street = blocks.CharBlock(required=False, max_length=200, label="Straße und Hausnummer")
    postcode = blocks.CharBlock(required=False, max_length=10, label="PLZ", search_index=False)
    city = blocks.CharBlock(required=False, max_length=120, label="Ort")
    phone = blocks.RegexBlock(
        regex=r"^\+?[0-9 ()/\-–]{4,40}$",
        required=False,
        label="Telefon",
        error_messages={"invalid": "Bitte nur Ziffern, Leerzeichen und die Zeichen + ( ) / -."},
    )
    email = blocks.EmailBlock(required=False, label="E-Mail-Adresse")
    hours = blocks.TextBlock(required=False, max_length=300, rows=2, label="Wann erreichbar")
    link = LinkBlock(required=False, label="Link")

    class Meta:
        label = "Kontakt"
        description = "Anschrift, Telefon und E-Mail einer Stelle."
        icon = "mail"
        group = "Menschen und Orte"
        template = "cms_blocks/blocks/contact.html"
        preview_value = {
            "name": "Projektbüro",
            "organisation": "Wissensspeicher",
            "street": "Musterweg 1",
            "postcode": "06295",
            "city": "Lutherstadt Eisleben",
            "email": "office@example.org",
            "hours": "Dienstag bis Donnerstag, 9 bis 15 Uhr",
        }


class FunderItemBlock(ContentBlock):
    """One funder with logo."""

    name = blocks.CharBlock(max_length=200, label="Name")
    note = blocks.CharBlock(
        required=False,
        max_length=300,
        label="Zusatz",
        help_text="Zum Beispiel „aufgrund eines Beschlusses des Deutschen Bundestages“.",
    )
    logo = LogoChooserBlock(required=False, label="Logo")
    link = LinkBlock(required=False, label="Link")

    class Meta:
        label = "Fördergeber"
        icon = "success"
        template = "cms_blocks/blocks/funder.html"
        preview_value = {"name": "Land Beispiel"}


class FunderBlock(ContentBlock):
    """The line of funders with their logos."""

    intro = blocks.CharBlock(default="Gefördert durch", max_length=200, label="Einleitung")
    funders = blocks.ListBlock(FunderItemBlock(), min_num=1, label="Fördergeber")

    class Meta:
        label = "Förderzeile"
        description = "Wer das Vorhaben bezahlt, mit Logos."
        icon = "success"
        group = "Menschen und Orte"
        template = "cms_blocks/blocks/funders.html"
        preview_value = {
            "intro": "Gefördert durch",
            "funders": [
                {"name": "Ministerium für Beispiele", "note": "aufgrund eines Beschlusses"},
                {"name": "Landkreis Muster"},
            ],
        }
