"""Why a file is not taken, in words for the person who sent it."""


class Refused(Exception):
    """The file is not taken; the text says why and what to do."""


DAMAGED = {
    "image": "Das Bild ist beschädigt oder unvollständig. Lade es noch einmal hoch oder nimm ein anderes.",
    "document": (
        "Das Dokument ist beschädigt oder unvollständig. Speichere es neu als PDF und lade es noch "
        "einmal hoch."
    ),
}
TOO_LARGE = {
    "image": "Das Bild ist zu groß für uns. Verkleinere es und lade es noch einmal hoch.",
    "document": (
        "Das Dokument ist zu umfangreich für uns. Teile es auf oder speichere es kleiner, und lade es noch "
        "einmal hoch."
    ),
}
