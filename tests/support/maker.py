"""A maker who fills in the form over the network, as a browser without JavaScript does."""

import http.client
import re
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

START = "/mitmachen/teilen/"
#: Everything of the form, in its order.
ANSWERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ort", {"municipality": "15087275", "place_name": "Großörner"}),
    ("traeger", {"carrier": "Radverein Großörner e. V."}),
    ("wirkung", {"description": "Jeden Samstag.\n\nAlle dürfen kommen."}),
    ("bilder", {}),
    ("kontakt", {"contact_name": "Mia Muster", "consent_images": "on"}),
)


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    location: str
    text: str


@dataclass
class Maker:
    """Someone with an address on the network of their own.

    Attributes:
        url: of the site.
        address: where they sit, as the proxy in front says it.
        seconds: how long each answer took.
    """

    url: str
    address: str = "203.0.113.1"
    seconds: list[float] = field(default_factory=list)

    def ask(
        self, path: str, form: dict[str, str] | None = None, files: dict[str, bytes] | None = None
    ) -> Answer:
        """Return the answer to a page that is opened, or to a form that is sent.

        Raises OSError or http.client.HTTPException where the server goes away meanwhile.
        """
        headers = {"X-Forwarded-For": self.address}
        body = None
        if form is not None:
            body, headers["Content-Type"] = _multipart(form, files) if files else _urlencoded(form)
        began = time.perf_counter()
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=120)
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            told = connection.getresponse()
            text = told.read().decode()
        finally:
            connection.close()
        self.seconds.append(time.perf_counter() - began)
        return Answer(told.status, urlsplit(told.headers.get("Location", "")).path, text)

    def stamp(self) -> str:
        """Open the form; return its page's stamp."""
        found = re.search(r'name="page_stamp" value="([^"]+)"', self.ask(START).text)
        assert found, "The form shows no stamp."
        return unescape(found[1])

    def begin(self, title: str, stamp: str) -> str:
        """Send the first step; return the submission's address, with a slash at its end."""
        idea = {"title": title, "summary": "Jugendliche reparieren Räder für Nachbarn."}
        sent = self.ask(START, {**idea, "page_stamp": stamp, "go": "weiter"})
        assert sent.status == 302, sent.text
        return sent.location.removesuffix("ort/")

    def fill_in(self, here: str, step: str, answers: dict[str, str], files: dict[str, bytes]) -> None:
        """Send a step; fail where it does not lead on."""
        sent = self.ask(f"{here}{step}/", {**answers, "go": "weiter"}, files)
        assert sent.status == 302, sent.text
        assert not sent.location.endswith(f"/{step}/"), f"{step} was not taken"

    def send(self, here: str) -> None:
        """Press „Abschicken“."""
        sent = self.ask(f"{here}pruefen/", {})
        assert (sent.status, sent.location) == (302, f"{here}abgesendet/"), sent.text


def _urlencoded(form: dict[str, str]) -> tuple[bytes, str]:
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _multipart(form: dict[str, str], files: dict[str, bytes]) -> tuple[bytes, str]:
    """Return a form with pictures: bytes by file name, all of the field `images`."""
    line = f"----{uuid4().hex}"
    head = f'--{line}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}{name}"\r\n\r\n{value}\r\n'.encode() for name, value in form.items()]
    for name, data in files.items():
        parts.append(f'{head}images"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode())
        parts += [data, b"\r\n"]
    return b"".join([*parts, f"--{line}--\r\n".encode()]), f"multipart/form-data; boundary={line}"
