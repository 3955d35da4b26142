"""Placeholders: what the office may write, and what comes of it."""

import pytest
from django.core.exceptions import ValidationError

from knowledge.mails.composing import compose
from knowledge.mails.kinds import MailKind
from knowledge.mails.letterhead import Letterhead
from knowledge.mails.models import MailText

HEAD = Letterhead("Wissensspeicher", "https://speicher.example", ("Büro <West>", "Telefon: 03475 1"))
LINK = "https://speicher.example/s/abc"


def written(text: str, subject: str = "Hallo", **values: str) -> tuple[str, str, str]:
    """Return subject, plain text and HTML."""
    letter = compose((subject, text), {"link": LINK, **values}, ("link",), HEAD)
    return letter.subject, letter.text, letter.html


def body_of(html: str) -> str:
    return html[html.index("<body") :]


# --- What the office may write ------------------------------------------------------------------------
@pytest.mark.usefixtures("greeting")
@pytest.mark.parametrize(
    ("subject", "text", "field", "words"),
    [
        ("Hallo {name}", "{link}", "subject", "Den Platzhalter {name} gibt es hier nicht."),
        ("Hallo", "{link} {passwort}", "text", "{passwort}"),
        ("Hallo", "Ohne alles", "text", "Im Text fehlt {link}."),
        ("Hallo", "{link} {titel", "text", "geschweifte Klammer"),
        ("Hallo", "{link} titel}", "text", "geschweifte Klammer"),
        ("Hallo", "{{link}}", "text", "geschweifte Klammer"),
        ("Hallo", "{link} {}", "text", "geschweifte Klammer"),
        ("Hallo", "{link} { titel }", "text", "geschweifte Klammer"),
        ("Hallo", "{link} {titel.__class__}", "text", "geschweifte Klammer"),
        ("Hallo", "{link} {titel!r:>9}", "text", "geschweifte Klammer"),
        ("Hallo", "{link} {% load x %}", "text", "geschweifte Klammer"),
        ("{link}" * 30, "{link}", "subject", "150"),
        ("", "{link}", "subject", "darf nicht leer sein"),
        ("Hallo", "", "text", "Im Text fehlt {link}."),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_by_name(
    subject: str, text: str, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        MailText(kind="test-greeting", subject=subject, text=text).full_clean(validate_unique=False)
    assert words in " ".join(refused.value.message_dict[field])


@pytest.mark.usefixtures("greeting")
def test_a_refusal_lists_the_placeholders_there_are() -> None:
    with pytest.raises(ValidationError) as refused:
        MailText(kind="test-greeting", subject="Hallo", text="{link} {foo}").full_clean(validate_unique=False)
    assert "Möglich: {titel}, {gruss}, {link}." in refused.value.message_dict["text"][0]


def test_a_kind_whose_own_words_cannot_be_sent_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="falsch"):
        MailKind(
            name="falsch",
            title="",
            audience="",
            placeholders={},
            subject="{titel}",
            text="",
            recipient=lambda about: None,
            values=lambda about, extra: {},
        )


# --- What comes of it ---------------------------------------------------------------------------------
def test_values_are_put_in_as_they_are_and_not_looked_at_again() -> None:
    subject, text, html = written(
        "{titel} {link}", "{titel}", titel="{link} {titel} {{ 1 }} {% now %} %s \\1 \\g<0>"
    )
    assert subject == "{link} {titel} {{ 1 }} {% now %} %s \\1 \\g<0>"
    assert text.startswith("{link} {titel} {{ 1 }} {% now %} %s \\1 \\g<0> https://speicher.example/s/abc\n")
    assert "{link} {titel} {{ 1 }} {% now %}" in html


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00"]
)
def test_a_subject_is_one_line_whatever_a_value_brings(end: str) -> None:
    subject, _, _ = written("{link}", "Zu {titel}", titel=f"Dorf{end}Bcc: alle@dorf.example{end}{end}Ende")
    assert len(subject.splitlines()) == 1
    assert not any(ord(letter) < 32 for letter in subject)


def test_html_shows_what_values_say_and_does_nothing_else() -> None:
    _, text, html = written("{titel}", titel='<script>alert(1)</script> & "so" <a href=x>')
    assert '<script>alert(1)</script> & "so" <a href=x>' in text
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;" in html
    assert "Büro &lt;West&gt;" in html


def test_an_empty_line_begins_a_paragraph_and_a_line_stays_a_line() -> None:
    _, text, html = written("Eins\nzwei\r\n\r\n\r\n  \nDrei")
    assert text.startswith("Eins\nzwei\n")
    assert body_of(html).count("<p ") == 2
    assert "Eins<br>zwei</p>" in html


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("{link}", "Link öffnen"),
        ("Adresse bestätigen: {link}", "Adresse bestätigen"),
        ("Mehr: https://a.example/b", "Mehr"),
    ],
)
def test_a_line_with_only_a_link_is_a_button(line: str, label: str) -> None:
    _, text, html = written(f"Guten Tag,\n{line}\nBis bald")
    assert 'class="button"' in html
    assert f">{label}</a>" in html
    assert "https://" in text.splitlines()[1]


def test_a_link_among_words_is_a_link() -> None:
    _, _, html = written("Sieh nach ({link}) oder bei https://a.example/b?x=1&y=2.")
    assert f'<a href="{LINK}"' in html
    assert '<a href="https://a.example/b?x=1&amp;y=2"' in html
    assert 'class="button"' not in body_of(html)


@pytest.mark.parametrize("text", ["{titel}", "Bitte hier: {titel}", "Guten Tag {titel} und Ende"])
def test_an_address_that_a_stranger_typed_becomes_no_link(text: str) -> None:
    _, _, html = written(text, titel="https://boese.example/")
    assert "https://boese.example/" in html
    assert 'href="https://boese' not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "data:text/html,x"])
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    letter = compose(("Hallo", "Hier: {link}\n\n{link}"), {"link": address}, ("link",), HEAD)
    assert f'href="{address}"' not in letter.html


def test_the_letterhead_stands_below_both() -> None:
    _, text, html = written("{link}")
    assert text.endswith("\n-- \nWissensspeicher\nBüro <West>\nTelefon: 03475 1\nhttps://speicher.example\n")
    assert "Telefon: 03475 1" in html
    assert '<html lang="de">' in html
