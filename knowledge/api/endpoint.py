"""What all endpoints share: open to every site, read-only, JSON only, and no bad input that ends in a 500."""

from typing import Any, ClassVar, Final

from django.core.exceptions import SuspiciousOperation
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from rest_framework.filters import BaseFilterBackend
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.rich_text import APIRichText
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError, get_object_detail_url
from wagtail.api.v2.views import BaseAPIViewSet

from .filters import FieldFilter, OrderFilter, WordFilter, filterable_fields
from .serializers import PublicSerializer

#: Any site may read, none needs a cookie or a key.
CORS_HEADERS: Final = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT_HEADERS: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}

#: The parser of ``fields`` calls itself at every bracket: a long row of them would exhaust the stack.
MAX_FIELDS_LENGTH: Final = 2000
MAX_FIELDS_DEPTH: Final = 5
#: Databases count rows in 64 bits; nobody has that many.
MAX_OFFSET: Final = 10**9


class AlwaysJSON(BaseContentNegotiation):
    """Answer in JSON whatever the client says it accepts: there is nothing else."""

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the only renderer."""
        return renderers[0], renderers[0].media_type


class PublicPagination(WagtailPagination):
    """Limit and offset, the latter within what a database can count."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """Return the slice; ``BadRequestError`` for numbers that are none or too large."""
        for name in ("limit", "offset"):
            value = request.GET.get(name, "0")
            if not (value.isascii() and value.isdecimal() and len(value) <= 10 and int(value) <= MAX_OFFSET):
                raise BadRequestError(f"„{name}“ muss eine ganze Zahl von 0 bis {MAX_OFFSET} sein.")
        return super().paginate_queryset(queryset, request, view)


class PublicEndpoint(BaseAPIViewSet):
    """A kind of content as list (``/``), single item (``/<id>/``) and by what it is called (``/find/``).

    A subclass names ``model``, its fields in the way of Wagtail's API v2, and ``get_public_queryset()``.
    ``relations`` says for a field which lookups to prefetch, so that a list takes the same number of queries
    however long it is.
    """

    # Who asks makes no difference, so that no answer varies by cookie.
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJSON
    pagination_class = PublicPagination
    base_serializer_class = PublicSerializer
    filter_backends: ClassVar[tuple[type[BaseFilterBackend], ...]] = (FieldFilter, OrderFilter, WordFilter)

    #: Fields that stand for another column than the one of their name; "" for none at all.
    lookups: ClassVar[dict[str, str]] = {}
    #: Columns in which ``?search=`` looks.
    word_columns: ClassVar[tuple[str, ...]] = ()
    relations: ClassVar[dict[str, tuple[Any, ...]]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no database can hold, before anything looks at it."""
        super().initial(request, *args, **kwargs)
        if any("\x00" in text for key, values in request.GET.lists() for text in (key, *values)):
            raise BadRequestError("Die Anfrage enthält ein Nullzeichen.")

    def get_public_queryset(self) -> QuerySet:
        """Return all that everyone may read."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet:
        """Return the same; Wagtail asks several times for one answer."""
        return self._public.all()

    @cached_property
    def _public(self) -> QuerySet:
        return self.get_public_queryset()

    def listing_view(self, request: Request) -> Response:
        """Return one slice of what matches."""
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        found = self.filter_queryset(self.with_relations(queryset))
        serializer = self.get_serializer(self.paginate_queryset(found), many=True)
        return self.get_paginated_response(serializer.data)

    def detail_view(self, request: Request, pk: int) -> Response:
        """Return one item."""
        self.check_query_parameters(self.get_queryset())
        prefetch_related_objects([self.get_object()], *self._lookups())
        return super().detail_view(request, pk)

    def get_object(self) -> Model:
        """Return the item of the address; filters are for lists."""
        return self._item

    @cached_property
    def _item(self) -> Model:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def find_object(self, queryset: QuerySet, request: Request) -> Model | None:
        """Return the item that ``?id=`` names, or None."""
        number = request.GET.get("id", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        return queryset.filter(pk=int(number)).first()

    def with_relations(self, queryset: QuerySet) -> QuerySet:
        """Fetch with the rows what the asked fields need."""
        return queryset.prefetch_related(*self._lookups())

    def _lookups(self) -> list[Any]:
        names = self.get_serializer_class().Meta.fields
        return [lookup for name in names for lookup in self.relations.get(name, ())]

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        """Return all fields, or (``db_fields_only``) those that a list can be filtered by."""
        if db_fields_only:
            return list(filterable_fields(cls, model))
        return super().get_available_fields(model)

    def check_query_parameters(self, queryset: QuerySet) -> None:
        """Raise ``BadRequestError`` for a parameter nobody knows."""
        allowed = {*filterable_fields(type(self), queryset.model), *self.known_query_parameters}
        if unknown := sorted(set(self.request.GET) - allowed):
            names = ", ".join(f"„{name[:60]}“" for name in unknown[:10])
            known = ", ".join(sorted(allowed - {"_", "format"}))
            raise BadRequestError(f"Unbekannter Parameter: {names}. Bekannt sind: {known}.")

    def get_serializer_class(self) -> type[PublicSerializer]:
        """Return the serializer of the asked fields; ``BadRequestError`` if they are nested too deeply."""
        fields = self.request.GET.get("fields", "")
        if len(fields) > MAX_FIELDS_LENGTH or fields.count("(") > MAX_FIELDS_DEPTH:
            raise BadRequestError("„fields“ ist zu lang oder zu tief verschachtelt.")
        return super().get_serializer_class()

    def resolve_rich_text_format(self) -> str:
        """Rich text comes as HTML with resolved links, unless the request wants another form."""
        if "rich_text_format" not in self.request.GET:
            return str(APIRichText.FORMAT_HTML)
        return str(super().resolve_rich_text_format())

    def get_detail_url(self, instance: Model) -> str | None:
        """Return the absolute address of an item, or None if its model has no endpoint."""
        return get_object_detail_url(
            self.request.wagtailapi_router, self.request, type(instance), instance.pk
        )

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer a browser that asks whether it may ask."""
        return Response(status=204, headers=PREFLIGHT_HEADERS)

    def handle_exception(self, exc: Exception) -> Response:
        """Answer every refusal with ``{"message": …}``."""
        if isinstance(exc, Http404):
            exc = Http404("Nicht gefunden: Es gibt diesen Eintrag nicht, oder er ist nicht öffentlich.")
        elif isinstance(exc, SuspiciousOperation):
            exc = BadRequestError("Die Anfrage lässt sich nicht lesen.")
        response = super().handle_exception(exc)
        if isinstance(response.data, dict) and "detail" in response.data:
            response.data = {"message": str(response.data["detail"])}
        return response

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Open the answer to every site."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS_HEADERS.items():
            response[name] = value
        return response
