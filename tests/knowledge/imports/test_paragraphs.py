"""Paragraphs between cells and rich text."""

import pytest

from knowledge.imports.paragraphs import html_to_text, normalise, text_to_html


def test_empty_lines_part_paragraphs_and_markup_is_text() -> None:
    assert text_to_html("Eins <b>fett</b> & mehr\nzweite Zeile\n \n\nZwei") == (
        "<p>Eins &lt;b&gt;fett&lt;/b&gt; &amp; mehr<br/>zweite Zeile</p><p>Zwei</p>"
    )


@pytest.mark.parametrize("text", ["", "Eins", "Eins\nzwei\n\nDrei <i> & „vier“", "a\u00a0 b"])
def test_what_was_written_reads_back_the_same(text: str) -> None:
    assert html_to_text(text_to_html(text)) == normalise(text)


def test_editors_formatting_is_no_difference() -> None:
    edited = '<p data-block-key="x1">Ein <b>Laden</b> <a href="https://a.de">für alle</a></p><h2>Mehr</h2>'
    assert html_to_text(edited) == "Ein Laden für alle\n\nMehr"
