"""The words the German rules need: data, so that it can be read and corrected without reading code.

All are written as `fold` leaves them: lower case, ä as ae, ß as ss.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words too frequent to mean anything. They count inside a quoted phrase only.
STOPWORDS = _words(
    """
    ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch
    auf aus bei beim bin bis bist da damit dann das dass dasselbe dazu dein deine deinem deinen deiner dem
    den denn der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch ein eine
    einem einen einer eines er es etwas euch euer eure fuer gegen gibt hab habe haben hat hatte hatten hier
    hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes
    jetzt kann kein keine keinem keinen keiner koennen man manche mein meine meinem meinen meiner mich mir
    mit nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind
    so solche soll sollte sondern sonst ueber um und uns unser unsere unserem unseren unserer unter vom von
    vor waehrend war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie
    wieder will wir wird wirst wo wollen wurde wurden zu zum zur zwar zwischen
    """
)

# Verbs and other words that end like "Lehrerinnen" and are none.
NOT_FEMININE_PLURAL = _words(
    """
    aussinnen beginnen besinnen binnen drinnen entrinnen entsinnen ersinnen gerinnen gewinnen hinnen innen
    linnen minnen rinnen sinnen spinnen verrinnen zinnen zurueckgewinnen rueckgewinnen
    """
)

# "-in" means a woman only after these: Bürgerin, Polizistin, Studentin; but Berlin, Medizin, Termin.
FEMININE_ENDINGS = (
    "antin",
    "ationin",
    "aerztin",
    "atin",
    "entin",
    "erin",
    "eurin",
    "freundin",
    "istin",
    "kundin",
    "login",
    "orin",
    "wirtin",
)
NOT_FEMININE = _words("kerin latin login merin plugin satin vaterin")

# Beginnings whose umlaut the stemmer must not take away: Bürger is not Burg.
PROTECTED_BEGINNINGS = ("buerger",)
