"""A maker who fills in the form as a browser without JavaScript would, and the store it is sent to."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from PIL import Image

from knowledge.forms.protection import STAMP
from knowledge.forms.stamps import new_stamp
from knowledge.setup.people import EDITORS, set_up_groups, set_up_workflow
from knowledge.submissions import links
from knowledge.submissions.models import Submission, SubmissionLink
from tests.factories import StageFactory, ThemeFactory, make_site
from tests.knowledge.uploads.conftest import private_folder

__all__ = ["private_folder"]

#: Words that stand nowhere else: whoever finds one of them has found the submission.
TITLE, SUMMARY, STORY = (
    "Quittenkelter Zabenstedt",
    "Nachbarn pressen Quuittensaft.",
    "Hier steht eine Prressse.",
)
NAME, EMAIL, PHONE = "Zenobia Quast", "zenobia@quast.example", "03475 998877"
CARRIER, FILM = "Kelterfreunde Zabenstedt e. V.", "https://video.example/quitten"
ANSWERS: dict[str, dict[str, Any]] = {
    "idee": {"title": TITLE, "summary": SUMMARY},
    "ort": {
        "municipality": "15087165",
        "place_name": "Zabenstedt",
        "location": "51.6312, 11.6266",
        "street": "Kelterweg 7",
    },
    "traeger": {"carrier": CARRIER, "website": "www.kelter.example"},
    "wirkung": {"description": STORY, "themes": ["alter"], "stage": "idee", "tags": "Quiitte, Saftt"},
    "bilder": {"film_url": FILM},
    "kontakt": {"contact_name": NAME, "contact_email": EMAIL, "contact_phone": PHONE},
}


def picture(colour: str = "teal", name: str = "hof.jpg") -> SimpleUploadedFile:
    """Return a small photograph."""
    content = BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


class Visitor(Client):
    """Asks as over the network: what a request has put off until its commit is done when it is answered."""

    def request(self, **request: Any) -> Any:
        """Ask, then do what waits."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


class Maker:
    """Fills in the form through HTTP. After `start` it holds the key of the form."""

    def __init__(self) -> None:
        self.client = Visitor()
        self.key = ""

    def start(self, stamp: str = "", **answers: Any) -> Any:
        """Send the first step."""
        response = self.client.post(
            "/mitmachen/teilen/", {**ANSWERS["idee"], **answers, STAMP: stamp or new_stamp()}
        )
        if response.status_code == 302:
            self.key = response.url.split("/")[3]
        return response

    def step(self, name: str, go: str = "weiter", **answers: Any) -> Any:
        """Send a step with what `ANSWERS` says, changed by what is given."""
        return self.client.post(self.url(name), {**ANSWERS[name], **answers, "go": go})

    def fill(self, *pictures: Any, **contact: Any) -> None:
        """Fill in everything but the last look. Whoever gives pictures agrees to showing them."""
        self.start()
        for name in ("ort", "traeger", "wirkung"):
            self.step(name)
        self.step("bilder", images=list(pictures))
        consents = {"consent_images": "on"} if pictures else {}
        self.step("kontakt", **{**consents, **contact})

    def send(self) -> Any:
        """Look it through and send it."""
        return self.client.post(self.url("pruefen"))

    def confirm(self) -> Any:
        """Open the mailed link and press the button."""
        return self.client.post(f"/mitmachen/bestaetigen/{self.link('confirm')}/")

    def link(self, purpose: str) -> str:
        """Return the key of one of the submission's links."""
        return links.key_of(self.submission, SubmissionLink.Purpose(purpose))

    def url(self, name: str) -> str:
        """Return the address of a step, or of the last look."""
        return f"/mitmachen/teilen/{self.key}/{name}/"

    @property
    def status_url(self) -> str:
        """The address of the status page."""
        return f"/mitmachen/stand/{self.link('status')}/"

    def act(self, go: str, **data: Any) -> Any:
        """Press a button of the status page."""
        return self.client.post(self.status_url, {"go": go, STAMP: new_stamp(), **data})

    @property
    def submission(self) -> Submission:
        """What the store holds of it, read anew."""
        found = links.find(self.key, SubmissionLink.Purpose.FORM)
        assert found is not None
        return found


@pytest.fixture
def files(settings: Any, tmp_path: Path, private_folder: Path) -> Path:
    """Folders of this test alone for public and private files; gives the one that holds both."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def store(db: Any, files: Path) -> Any:
    """A store with a home page, groups, workflow and a few terms. What is put off is done at once."""
    home = make_site()
    editors, _ = set_up_groups()
    set_up_workflow(editors, home)
    ThemeFactory(key="alter", label="Alter")
    StageFactory(key="idee", label="Idee wächst", description="Es wird geplant.")
    return home


@pytest.fixture
def maker(store: Any) -> Maker:
    """Somebody who has not begun yet."""
    return Maker()


@pytest.fixture
def office(store: Any) -> Client:
    """The admin, with somebody of the Redaktion."""
    user = get_user_model().objects.create_user("anna", password="anna", first_name="Anna")
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Visitor()
    client.force_login(user)
    return client


@pytest.fixture
def decide(office: Client) -> Callable[..., Any]:
    """Presses a button of the office's screen of a submission."""

    def press(submission: Submission, go: str, **data: Any) -> Any:
        return office.post(f"/admin/einreichungen/{submission.pk}/", {"go": go, **data})

    return press
