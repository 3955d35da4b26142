"""The vocabularies: what a project can be, in the editors' own words."""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from rest_framework.fields import CharField
from wagtail.api import APIField

from knowledge.vocabularies.models import TERM_MODELS, Hashtag, Term

from .endpoint import PublicEndpoint
from .public import public_hashtags

#: Where each vocabulary stands, by the facet that shows it.
ENDPOINT_NAMES: Final = {
    "theme": "themes",
    "megatrend": "megatrends",
    "sdg": "sdgs",
    "challenge": "challenges",
    "approach": "approaches",
    "stage": "stages",
    "reach": "reaches",
    "audience": "audiences",
    "kind": "kinds",
}


class TermEndpoint(PublicEndpoint):
    """The terms of one vocabulary, in the editors' order."""

    listing_default_fields: ClassVar = [
        *PublicEndpoint.listing_default_fields,
        *("key", "label", "description", "sort_order", "colour", "icon"),
    ]
    nested_default_fields: ClassVar = [*PublicEndpoint.nested_default_fields, "key", "label"]
    word_columns = ("label",)
    relations: ClassVar = {"themes": ("themes",)}

    def get_public_queryset(self) -> QuerySet[Term]:
        """Return all terms: a vocabulary holds no drafts."""
        return self.model._default_manager.all()


def term_endpoints() -> dict[str, type[TermEndpoint]]:
    """Return an endpoint for each vocabulary, by its name."""
    return {
        ENDPOINT_NAMES[vocabulary]: type(
            f"{model.__name__}Endpoint",
            (TermEndpoint,),
            {"model": model, "name": ENDPOINT_NAMES[vocabulary], "__doc__": TermEndpoint.__doc__},
        )
        for vocabulary, model in TERM_MODELS.items()
    }


class HashtagEndpoint(PublicEndpoint):
    """The hashtags of published projects, with the names that terms have."""

    name = "tags"
    model = Hashtag
    body_fields: ClassVar[list[Any]] = [
        *PublicEndpoint.body_fields,
        APIField("key", serializer=CharField(source="slug")),
        APIField("label", serializer=CharField(source="name")),
    ]
    listing_default_fields: ClassVar = [*PublicEndpoint.listing_default_fields, "key", "label"]
    nested_default_fields = listing_default_fields
    lookups: ClassVar = {"key": "slug", "label": "name"}
    word_columns = ("name",)

    def get_public_queryset(self) -> QuerySet[Hashtag]:
        """Return the hashtags in public use."""
        return public_hashtags()
