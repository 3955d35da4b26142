"""The words of made-up projects. Order is frequency: what stands first is drawn most."""

# First parts of compounds, with the letters that join them to the second.
FIRST_PARTS = (
    "Nachbarschafts", "Dorf", "Bürger*innen", "Kinder", "Jugend", "Pflege", "Kultur", "Energie", "Lern",
    "Gesundheits",
    "Senior*innen", "Mehrgenerationen", "Bildungs", "Reparatur", "Umwelt", "Digital", "Mobilitäts",
    "Familien",
    "Garten", "Sprach", "Lese", "Werkzeug", "Fahrrad", "Bus", "Ernährungs", "Wald", "Handwerks",
    "Gründer*innen",
    "Ehrenamts", "Inklusions", "Frauen", "Musik", "Theater", "Bau", "Wohn", "Schul", "Vereins", "Kreislauf",
    "Regional", "Heimat", "Bergbau", "Tausch", "Daten", "Klima", "Wasser", "Demenz", "Ausbildungs", "Gäste",
    "Arbeits", "Zukunfts", "Streuobst", "Kloster", "Markt", "Nacht", "Hof", "Brücken", "Brunnen",
    "Schiefer",
)  # fmt: skip
SECOND_PARTS = (
    ("projekt", "n"), ("treff", "m"), ("laden", "m"), ("netzwerk", "n"), ("werkstatt", "f"), ("hilfe", "f"),
    ("café", "n"), ("haus", "n"), ("garten", "m"), ("initiative", "f"), ("beratung", "f"), ("schule", "f"),
    ("genossenschaft", "f"), ("lotsen", "p"), ("mobil", "n"), ("börse", "f"), ("tage", "p"), ("labor", "n"),
    ("bus", "m"), ("küche", "f"), ("bibliothek", "f"), ("forum", "n"), ("tandem", "n"),
    ("patenschaften", "p"),
    ("akademie", "f"), ("markt", "m"), ("bühne", "f"), ("rat", "m"), ("hof", "m"), ("zentrum", "n"),
    ("sprechstunde", "f"), ("karte", "f"), ("wege", "p"), ("bündnis", "n"), ("fonds", "m"), ("kiste", "f"),
)  # fmt: skip
ADJECTIVES = (
    "offen", "gemeinsam", "mobil", "digital", "klein", "neu", "grün", "lebendig", "inklusiv", "regional",
    "jung",
    "selbstverwaltet", "solidarisch", "mutig", "ländlich", "kreativ", "barrierefrei", "nachhaltig", "bunt",
    "leise",
)  # fmt: skip
ENDINGS = {"m": "er", "f": "e", "n": "es", "p": "e"}

PEOPLE = (
    "Bürger*innen", "Ältere", "Familien", "Kinder und Jugendliche", "Nachbar*innen", "Ehrenamtliche",
    "Bürgerinnen und Bürger", "Senior*innen", "Schüler*innen", "Pflegende", "Handwerker*innen",
    "Landwirt*innen",
    "Vereine", "Alleinerziehende", "Auszubildende", "Ärzt*innen", "Lehrkräfte", "Zugezogene", "Studierende",
    "Menschen mit Behinderung", "Unternehmer*innen", "Bürgermeister*innen", "pflegende Angehörige",
    "Künstler*innen",
)  # fmt: skip
PLACES = (
    "im alten Bahnhof", "im Gemeindehaus", "auf dem Marktplatz", "in der früheren Schule",
    "im leeren Laden",
    "auf dem Hof", "im Jugendclub", "am Küchentisch", "in der Kirche", "im Vereinsheim", "im Stadtteilbüro",
    "auf der Obstwiese", "in der Turnhalle", "im Rathaus", "im Netz", "in der Bibliothek", "im Pfarrgarten",
)  # fmt: skip
DEEDS = (
    "reparieren Haushaltsgeräte", "kochen zusammen", "fahren einander zum Arzt", "lernen voneinander",
    "teilen Werkzeug und Wissen", "legen Beete an", "planen den nächsten Schritt", "beraten sich kostenlos",
    "üben den Umgang mit dem Telefon", "retten Lebensmittel", "schreiben ein Theaterstück",
    "bauen Möbel aus Altholz",
    "besuchen Menschen, die allein leben", "kartieren Barrieren", "sammeln Geschichten aus dem Bergbau",
    "richten Wohnungen her", "gründen eine Genossenschaft", "pflegen alte Obstsorten", "tauschen Kleidung",
    "begleiten Auszubildende", "übersetzen Briefe von Ämtern", "sparen Strom und Wärme", "musizieren",
    "imkern",
)  # fmt: skip
NEEDS = (
    "Der Weg zur nächsten Praxis ist weit.", "Viele Läden haben geschlossen.",
    "Der Bus fährt nur zweimal am Tag.",
    "Junge Leute ziehen fort.", "Im Ort fehlte ein Treffpunkt.", "Fachkräfte sind schwer zu finden.",
    "Wer pflegt, hat selten frei.", "Wohnraum steht leer und verfällt.",
    "Formulare sind oft schwer zu verstehen.",
    "Es gab gute Ideen, aber keinen Raum dafür.", "Das Ehrenamt lag auf wenigen Schultern.",
    "Jede dritte Wohnung ist nicht barrierefrei.", "Strom und Heizung wurden teuer.",
    "Kinder hatten keinen Platz.",
)  # fmt: skip
RESULTS = (
    "Aus einem Versuch ist ein fester Termin geworden.",
    "Inzwischen fragen Nachbarorte nach, wie das geht.",
    "Heute trägt sich das Angebot ohne Förderung.", "Die Gemeinde unterstützt mit Räumen und Versicherung.",
    "Eine Hochschule wertet aus, was sich verändert.", "Das Team sucht noch Verstärkung.",
    "Wer mitmachen will, kommt einfach vorbei.", "Ein Handbuch erklärt alle Schritte.",
    "Zwei Stellen sind daraus entstanden.", "Am Ende jeder Saison feiern alle ein Fest.",
    "Im Winter geht es drinnen weiter.", "Eine App zeigt freie Plätze an.",
    "Die Kasse wird gemeinsam geprüft.",
)  # fmt: skip
# About one project in 2,000 each: for queries that find little.
RARE = (
    "Orgelwind", "Kupferschieferlehrpfad", "Seilfähre", "Lehmbackofen", "Blindenfußball", "Karsthöhle",
    "Moorschaf",
    "Glockenguss", "Wünschelrute", "Papiertheater", "Amateurfunk", "Flachsspinnerei",
)  # fmt: skip
TAGS = (
    "socent", "ehrenamt", "nachbarschaft", "dorfleben", "solawi", "repaircafe", "pflege", "digital",
    "inklusion",
    "jugend", "kultur", "bildung", "klima", "mobilität", "teilhabe", "leerstand", "genossenschaft",
    "kreislauf",
    "demografie", "wohnen", "energie", "gründung", "gesundheit", "lebensmittelretten", "mitbestimmung",
    "handwerk",
)  # fmt: skip
CARRIERS = (
    "Kulturverein", "Heimatverein", "Bürgerstiftung", "Gemeinde", "Kirchengemeinde", "Genossenschaft",
    "Diakonie",
    "Volkshochschule", "Sportverein", "Landfrauenverein", "Hochschule", "Werkstatt gGmbH",
    "Nachbarschaftszentrum",
)  # fmt: skip
