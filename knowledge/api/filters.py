"""Filters of lists: by field, by order, by words. What they refuse, they refuse with a sentence."""

import re
import unicodedata
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError, parse_boolean
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import OrderByFieldError

from knowledge.vocabularies.models import Term

MAX_SEARCH_LENGTH: Final = 500
MAX_WORDS: Final = 20


def _column(model: type[models.Model], path: str) -> models.Field | None:
    """Return the column at the end of ``path``, or None if there is none to compare with."""
    field: Any = None
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        if field.is_relation:
            model = field.related_model
    return field


def filterable_fields(endpoint: Any, model: type[models.Model]) -> dict[str, str]:
    """Return the parameters that filter, each with the lookup's path.

    Only what the endpoint shows can be asked for: whoever could filter or sort by a private column could
    guess it letter by letter. Terms are named by their key.
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys(endpoint.get_body_fields_names(model) + endpoint.get_meta_fields_names(model)):
        path = endpoint.lookups.get(name, name)
        field = _column(model, path)
        if field is not None and _is_term(field):
            path = f"{path}__key"
            field = _column(model, path)
        if _is_plain(field):
            found[name] = path
    return found


def orderable_fields(endpoint: Any, model: type[models.Model]) -> dict[str, str]:
    """Return the fields that sort, each with its column: those of the object's own row."""
    names = dict.fromkeys(endpoint.get_body_fields_names(model) + endpoint.get_meta_fields_names(model))
    paths = {name: endpoint.lookups.get(name, name) for name in names}
    return {
        name: path
        for name, path in paths.items()
        if "__" not in path
        and (_is_plain(field := _column(model, path)) or isinstance(field, models.DateTimeField))
    }


def _is_term(field: Any) -> bool:
    return bool(field.is_relation and field.related_model and issubclass(field.related_model, Term))


def _is_plain(field: Any) -> bool:
    # Texts and moments are no use for an exact comparison.
    plain = (models.BooleanField, models.IntegerField, models.CharField, models.DateField)
    return isinstance(field, plain) and not isinstance(field, models.DateTimeField)


class FieldFilter(BaseFilterBackend):
    """``?<field>=<value>``; a repeated parameter means "or", several fields mean "and"."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Return what matches; ``BadRequestError`` for a value that the field cannot have."""
        fields = filterable_fields(type(view), queryset.model)
        for name in sorted(request.GET.keys() & fields.keys()):
            path = fields[name]
            column = _column(queryset.model, path)
            values = [_parse(column, name, value) for value in request.GET.getlist(name)]
            if column is not None and issubclass(column.model, Term) and "__" in path:
                _check_keys(column.model, name, values)
            # A subquery: joins to several terms would give a row more than once.
            matching = queryset.model._default_manager.filter(**{f"{path}__in": values})
            queryset = queryset.filter(pk__in=matching.values("pk"))
        return queryset


def _parse(column: Any, name: str, value: str) -> Any:
    try:
        parsed = parse_boolean(value) if isinstance(column, models.BooleanField) else column.to_python(value)
        if isinstance(parsed, int) and abs(parsed) >= 2**63:
            raise ValueError("No database counts that far.")
        return parsed
    except (ValueError, ValidationError) as error:
        hint = " Möglich sind „true“ und „false“." if isinstance(column, models.BooleanField) else ""
        raise BadRequestError(f"„{value[:60]}“ ist kein Wert für „{name}“.{hint}") from error


def _check_keys(model: type[Term], name: str, keys: list[str]) -> None:
    known = set(model._default_manager.filter(key__in=keys).values_list("key", flat=True))
    if unknown := [key for key in keys if key not in known]:
        raise BadRequestError(
            f"„{unknown[0][:60]}“ ist kein Wert für „{name}“: Diesen Begriff gibt es nicht."
        )


class OrderFilter(BaseFilterBackend):
    """``?order=title``, ``?order=-title,id`` or ``?order=random``."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Return the sorted list; ``BadRequestError`` for a field that does not sort."""
        wanted = request.GET.get("order")
        if not wanted:
            return queryset
        if wanted == "random":
            if "offset" in request.GET:
                raise BadRequestError(
                    "Eine zufällige Reihenfolge lässt sich nicht blättern: „offset“ entfällt."
                )
            return queryset.order_by("?")
        fields = orderable_fields(type(view), queryset.model)
        order: list[str] = []
        for part in wanted.split(","):
            name = part.removeprefix("-")
            if name not in fields:
                raise BadRequestError(
                    f"Nach „{part[:60]}“ lässt sich nicht sortieren, aber nach: {', '.join(sorted(fields))}."
                )
            order.append(f"-{fields[name]}" if part.startswith("-") else fields[name])
        return queryset.order_by(*order, "id")


def search_words(request: Request) -> list[str]:
    """Return the words of ``?search=``, without signs; ``BadRequestError`` if there are too many.

    Nothing but letters and digits may reach a search backend: modelsearch answers quotation marks with a 500.
    """
    text = request.GET.get("search", "")
    if len(text) > MAX_SEARCH_LENGTH:
        raise BadRequestError(f"„search“ darf höchstens {MAX_SEARCH_LENGTH} Zeichen haben.")
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))[:MAX_WORDS]


def search_operator(request: Request) -> str:
    """Return "and" (the default) or "or"."""
    operator = request.GET.get("search_operator", "and")
    if operator not in ("and", "or"):
        raise BadRequestError("„search_operator“ ist „and“ oder „or“.")
    return operator


class WordFilter(BaseFilterBackend):
    """``?search=`` in the endpoint's ``word_columns``. For ranked hits there is the search API."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Return what contains all words (or one of them, if the operator says so)."""
        operator = search_operator(request)
        condition = Q()
        for word in search_words(request):
            # SQLite knows upper and lower case of ASCII only: Ä is not ä to it.
            spellings = {word, word.lower(), word.upper(), word.capitalize()}
            here = Q()
            for column in view.word_columns:
                for spelling in spellings:
                    here |= Q(**{f"{column}__icontains": spelling})
            condition = condition & here if operator == "and" else condition | here
        return queryset.filter(condition)


class PageSearchFilter(BaseFilterBackend):
    """``?search=`` in the whole text of pages, by Wagtail's search backend. It must come last."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> Any:
        """Return the hits, best first unless another order is asked for."""
        operator = search_operator(request)
        words = search_words(request)
        if not words:
            return queryset
        # The backend understands few filters. One subquery hides ours from it.
        visible = queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        found = view.with_relations(visible)
        if ordered := "order" in request.GET:
            found = found.order_by(*queryset.query.order_by)
        try:
            return get_search_backend().search(
                " ".join(words), found, operator=operator, order_by_relevance=not ordered
            )
        except OrderByFieldError as error:
            raise BadRequestError(
                f"Suchtreffer lassen sich nicht nach „{error.field_name}“ sortieren."
            ) from error
