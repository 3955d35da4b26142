"""Colours of terms: readable as text, or refused with the figure."""

import pytest
from django.core.exceptions import ValidationError

from knowledge.vocabularies.colours import contrast, validate_colour, validate_text_colour


def test_contrast_of_black_on_white_is_the_greatest_there_is():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


@pytest.mark.parametrize("colour", ["#1F5A9C", "#6A3D9A", "#0F6B4F", "#A8234F"])
def test_the_theme_fields_starting_colours_are_readable(colour):
    validate_text_colour(colour)


def test_a_weak_colour_is_refused_with_its_figure():
    with pytest.raises(ValidationError, match="1,5 zu 1"):
        validate_text_colour("#FCC30B")


@pytest.mark.parametrize("value", ["red", "#12", "#GGGGGG", "1F5A9C", "#1F5A9C;"])
def test_what_is_no_colour_is_named(value):
    with pytest.raises(ValidationError, match="keine Farbe"):
        validate_colour(value)
