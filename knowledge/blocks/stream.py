"""The body of every page: all of `cms_blocks`, and what only this store can show."""

from cms_blocks.blocks import ContentStreamBlock

from .projects import ProjectCardsBlock
from .search import LiveSearchBlock


class BodyStreamBlock(ContentStreamBlock):
    """All blocks an editor may use in a page's body."""

    project_cards = ProjectCardsBlock()
    live_search = LiveSearchBlock()
