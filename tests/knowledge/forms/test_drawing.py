"""Forms for visitors: what a screen reader, a browser without scripts and a thumb get of them."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from knowledge.forms.choices import Checkboxes, Radios
from knowledge.forms.drawing import KernForm
from knowledge.forms.files import FilesField
from knowledge.forms.progress import Progress, Step

KINDS = (("verein", "Verein"), ("firma", "Firma"))


class Sample(KernForm, forms.Form):
    title = forms.CharField(label="Titel", max_length=10, help_text="Wie heißt es?")
    email = forms.EmailField(
        label="E-Mail", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    story = forms.CharField(label="Geschichte", max_length=300, min_length=5, widget=forms.Textarea)
    one = forms.ChoiceField(
        label="Wer?", choices=KINDS, widget=Radios(explanations={"verein": "Auch ohne Eintrag."})
    )
    some = forms.MultipleChoiceField(label="Was?", choices=KINDS, required=False, widget=Checkboxes)
    select = forms.ChoiceField(label="Wo?", choices=(("", "–"), *KINDS))
    pictures = FilesField(label="Bilder", required=False, max_files=2)
    agreed = forms.BooleanField(label="Einverstanden")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Elements(HTMLParser):
    """The elements of a page, each a tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def with_id(self, name: str) -> dict[str, str | None]:
        (found,) = [attrs for _, attrs in self.all if attrs.get("id") == name]
        return found

    def ids(self) -> list[str | None]:
        return [attrs["id"] for _, attrs in self.all if "id" in attrs]


WRONG = {"title": "Viel zu lang für ein Feld", "email": "erika", "story": "Kurz", "one": "blau"}


def drawn(data: dict[str, Any] | None = None) -> Elements:
    return Elements(str(Sample(data)))


def test_each_field_names_its_help_count_and_errors_for_screen_readers() -> None:
    page = drawn(WRONG)
    assert page.with_id("id_title")["aria-describedby"] == "id_title_helptext id_title_error"
    assert page.with_id("id_story")["aria-describedby"] == "id_story_error id_story_count"
    described = [attrs["aria-describedby"] for _, attrs in page.all if "aria-describedby" in attrs]
    ids = page.ids()
    assert {name for names in described for name in str(names).split()} <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_is_wrong_says_so_and_what_is_right_does_not() -> None:
    page = drawn({**WRONG, "some": ["blau"]})
    assert page.with_id("id_title")["aria-invalid"] == "true"
    assert page.with_id("id_some_0")["aria-invalid"] == "true"
    assert "aria-invalid" not in drawn(WRONG).with_id("id_some_0")
    (group,) = [attrs for _, attrs in page.all if attrs.get("role") == "radiogroup"]
    assert group["aria-invalid"] == "true"
    assert "aria-invalid" not in page.with_id("id_one_0")


def test_every_control_has_a_label_and_none_speaks_through_a_placeholder() -> None:
    page = drawn()
    labelled = {attrs.get("for") for tag, attrs in page.all if tag == "label"}
    controls = [
        attrs
        for tag, attrs in page.all
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden"
    ]
    assert len(controls) == 10
    assert {attrs["id"] for attrs in controls} == labelled
    assert not [attrs for attrs in controls if "placeholder" in attrs]


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    form = Sample()
    assert "(freiwillig)" in form["email"].as_field_group()
    assert "(freiwillig)" in form["some"].as_field_group()
    assert "freiwillig" not in form["title"].as_field_group()
    assert "*" not in str(form)


def test_the_browser_neither_stops_the_form_nor_cuts_what_is_pasted() -> None:
    html = str(Sample())
    assert not re.search(r"\b(required|maxlength|minlength)\b", html)


def test_one_of_several_is_round_and_some_of_several_are_square() -> None:
    page = drawn()
    assert page.with_id("id_one_0")["class"] == "kern-form-check__radio"
    assert page.with_id("id_some_0")["class"] == "kern-form-check__checkbox"
    assert page.with_id("id_agreed")["class"] == "kern-form-check__checkbox"


def test_a_choice_is_explained_under_its_label() -> None:
    page = drawn()
    assert page.with_id("id_one_0")["aria-describedby"] == "id_one_0_explanation"
    assert page.with_id("id_one_0_explanation")
    assert "aria-describedby" not in page.with_id("id_one_1")


def test_attributes_of_the_widget_reach_the_control() -> None:
    email = drawn().with_id("id_email")
    assert (email["type"], email["autocomplete"]) == ("email", "email")


def test_the_summary_comes_first_and_links_to_the_first_control_of_each_field() -> None:
    form = Sample(WRONG)
    form.add_error(None, "Etwas Allgemeines.")
    html = str(form)
    page = Elements(html)
    assert "data-form-summary" in page.all[0][1]
    links = [str(attrs["href"]) for tag, attrs in page.all if tag == "a"]
    assert links == [f"#id_{name}" for name in ("title", "email", "story", "one_0", "select", "agreed")]
    assert {link[1:] for link in links} <= set(page.ids())
    assert "Etwas Allgemeines." in html
    assert "data-form-summary" not in str(Sample())


def test_what_was_typed_is_still_there() -> None:
    html = str(Sample({**WRONG, "some": ["firma"]}))
    assert 'value="Viel zu lang für ein Feld"' in html
    assert re.search(r'value="firma"[^>]* checked', html)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("title", "Das sind 25 Zeichen. Bitte kürze auf höchstens 10."),
        ("email", "Bitte gib eine E-Mail-Adresse an, zum Beispiel name@verein.de."),
        ("story", "Das ist zu kurz. Bitte schreibe mindestens 5 Zeichen."),
        ("one", "Diese Auswahl gibt es nicht mehr. Bitte wähle noch einmal."),
        ("select", "Bitte wähle etwas aus."),
        ("agreed", "Bitte setze hier ein Häkchen."),
    ],
)
def test_messages_are_plain_and_say_du(field: str, message: str) -> None:
    assert Sample(WRONG).errors[field] == [message]


def test_a_fields_own_message_is_kept() -> None:
    class Own(KernForm, forms.Form):
        title = forms.CharField(error_messages={"required": "Wie heißt dein Vorhaben?"})

    assert Own({}).errors["title"] == ["Wie heißt dein Vorhaben?"]


def test_several_files_come_as_a_list_and_too_many_are_named() -> None:
    def sent(number: int) -> Sample:
        files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(number)]
        return Sample(WRONG, MultiValueDict({"pictures": files}))

    assert [file.name for file in sent(2).fields["pictures"].clean(sent(2).files.getlist("pictures"))] == [
        "0.jpg",
        "1.jpg",
    ]
    assert sent(3).errors["pictures"] == ["Das sind 3 Dateien. Bitte wähle höchstens 2 aus."]
    assert "pictures" not in sent(0).errors
    assert "multiple" in drawn().with_id("id_pictures")


def test_progress_says_where_one_is_and_leads_back_only() -> None:
    steps = [Step("Was?", "/1/"), Step("Wo ist es?", "/2/"), Step("Wer?")]
    html = render_to_string("knowledge/forms/progress.html", {"progress": Progress(steps, 1)})
    assert "Schritt 2 von 3: Wo ist es?" in html
    links = [attrs["href"] for tag, attrs in Elements(html).all if tag == "a"]
    assert links == ["/1/"]
    assert html.count('aria-current="step"') == 1
