"""What the search adds to the admin; the screens live in `admin`."""

from wagtail import hooks

from .admin.diary import permissions
from .admin.engine_panel import add_engine_panel
from .admin.menu import SearchGroup

hooks.register("construct_homepage_panels", add_engine_panel)
hooks.register("register_admin_viewset", SearchGroup)
hooks.register("register_permissions", permissions)
