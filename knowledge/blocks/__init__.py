"""Blocks that choose or search what is kept; everything else lives in `cms_blocks`."""

from .profile import ProfileBlock
from .projects import ProjectCardsBlock
from .retention import RetentionTermsBlock
from .search import LiveSearchBlock
from .stream import BodyStreamBlock, QuestionBlock

__all__ = [
    "BodyStreamBlock",
    "LiveSearchBlock",
    "ProfileBlock",
    "ProjectCardsBlock",
    "QuestionBlock",
    "RetentionTermsBlock",
]
