"""The entry "Website-Suche" of the admin's menu; "Suche" alone is Wagtail's own, for the admin."""

from wagtail.admin.viewsets.base import ViewSetGroup

from .diary import DiaryViewSet
from .synonyms import SynonymViewSet


class SearchGroup(ViewSetGroup):
    """What the staff keep and read of the search."""

    menu_label = "Website-Suche"
    menu_name = "knowledge-search"
    menu_icon = "search"
    menu_order = 260
    items = (SynonymViewSet, DiaryViewSet)
