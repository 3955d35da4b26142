"""One micro-grant, as the office describes it."""

from wagtail import blocks

from cms_blocks.blocks import ContentBlock

YOUNG, ALLIANCE, EVERYBODY = "young", "alliance", "everybody"
#: Who may ask, in the words that finish „Gefördert werden …“.
WHO = {
    YOUNG: "Projekte von und für Kinder und Jugendliche",
    ALLIANCE: "Vorhaben von lokalen Bündnissen",
    EVERYBODY: "Vorhaben von allen",
}


class OfferBlock(ContentBlock):
    """A sum, who may ask for it, and what for."""

    title = blocks.CharBlock(
        max_length=100, label="Name", help_text="Zum Beispiel: Mikroförderung für lokale Bündnisse"
    )
    amount = blocks.IntegerBlock(min_value=1, max_value=1_000_000, label="Höchstens (Euro)")
    who = blocks.ChoiceBlock(choices=list(WHO.items()), label="Gefördert werden")
    topics = blocks.ListBlock(
        blocks.CharBlock(max_length=80, label="Thema"),
        label="Themen",
        default=[],
        help_text="Wer anfragt, wählt daraus. Ohne Themen ist jedes recht.",
    )

    class Meta:
        label = "Förderung"
        description = "Eine Mikroförderung: wie viel, für wen und wofür."
        icon = "tag"
        template = "knowledge/enquiries/offer.html"
        preview_template = "knowledge/blocks/preview.html"
        preview_value = {
            "title": "Mikroförderung für lokale Bündnisse",
            "amount": 500,
            "who": ALLIANCE,
            "topics": ["Miteinander der Generationen"],
        }
