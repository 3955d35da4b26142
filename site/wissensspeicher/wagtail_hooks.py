"""What the site adds to the admin."""

from wagtail import hooks

from .background.panel import add_background_panel

hooks.register("construct_homepage_panels", add_background_panel)
