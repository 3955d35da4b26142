"""What the search adds to the admin; the screens live in `admin`."""

from wagtail import hooks

from .admin.engine_panel import add_engine_panel

hooks.register("construct_homepage_panels", add_engine_panel)
