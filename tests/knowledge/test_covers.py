"""Covers of entries without a picture."""

from knowledge.covers import NEUTRAL, draw_cover


def test_the_same_key_gives_the_same_cover() -> None:
    assert draw_cover("baumhaus", ["#1F5A9C"]) == draw_cover("baumhaus", ["#1F5A9C"])


def test_covers_of_many_keys_differ() -> None:
    covers = {draw_cover(f"projekt-{number}", ["#1F5A9C"]).layers for number in range(200)}
    assert len(covers) == 200


def test_all_theme_colours_appear_and_layers_stay_inside() -> None:
    colours = ["#1F5A9C", "#6A3D9A", "#0F6B4F"]
    for number in range(50):
        cover = draw_cover(f"projekt-{number}", colours)
        assert {cover.ground, *(layer.colour for layer in cover.layers)} == set(colours)
        starts = [int(layer.edge[len("M0 ") :].partition("c")[0]) for layer in cover.layers]
        assert all(0 < start < 320 for start in starts)


def test_without_a_colour_it_is_slate() -> None:
    assert draw_cover("baumhaus", ["", ""]).ground == NEUTRAL
