"""The body of every page: all of `cms_blocks`, and what only this store can show."""

from wagtail import blocks

from cms_blocks.blocks import ContentBlock, ContentStreamBlock, TextBlock

from .projects import ProjectCardsBlock
from .retention import RetentionTermsBlock
from .search import LiveSearchBlock


class BodyStreamBlock(ContentStreamBlock):
    """All blocks an editor may use in a page's body."""

    frozen_module = "knowledge.blocks"

    project_cards = ProjectCardsBlock()
    live_search = LiveSearchBlock()
    retention_terms = RetentionTermsBlock()


class QuestionBlock(ContentBlock):
    """A question and its answer, for interviews."""

    frozen_module = "knowledge.blocks"

    question = blocks.CharBlock(label="Frage", max_length=300)
    answer = TextBlock(label="Antwort")

    class Meta:
        label = "Frage und Antwort"
        description = "Eine Frage und was darauf geantwortet wurde."
        icon = "help"
        template = "knowledge/blocks/question.html"
        preview_value = {
            "question": "Wie hat alles angefangen?",
            "answer": "<p>Mit einem leeren Laden und fünf Stühlen.</p>",
        }
