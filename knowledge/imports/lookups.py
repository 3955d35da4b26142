"""Terms, hashtags and organisations by the names people write."""

import difflib
from collections.abc import Collection, Iterable

from knowledge.organisations.models import Organisation
from knowledge.vocabularies.models import TERM_MODELS, Hashtag, Term

from .cells import fold, quote
from .faults import CellRefused

FEW = 10  # a vocabulary this small is listed whole when nothing is near


class Lookups:
    """What the names in a sheet mean, read once for all rows."""

    def __init__(self) -> None:
        self._terms = {name: _Vocabulary(model) for name, model in TERM_MODELS.items()}
        self.reload()

    def reload(self) -> None:
        """Read hashtags and organisations anew, after a row that created some was rolled back."""
        self._tags = {tag.pk: tag for tag in Hashtag.objects.all()}
        self._organisations = {organisation.pk: organisation for organisation in Organisation.objects.all()}
        self._tag_pks = {fold(tag.name): pk for pk, tag in reversed(self._tags.items())}
        self._organisation_pks = {fold(entry.name): pk for pk, entry in reversed(self._organisations.items())}

    def term(self, vocabulary: str, text: str) -> int:
        """Return the primary key of a term given by label or key; raise CellRefused with what is near."""
        return self._terms[vocabulary].find(text)

    def terms(self, vocabulary: str, pks: Collection[int]) -> list[Term]:
        """Return terms by primary key, in the vocabulary's order."""
        return [term for pk, term in self._terms[vocabulary].by_pk.items() if pk in pks]

    def labels(self, vocabulary: str, pks: Collection[int]) -> list[str]:
        """Return the labels of terms by primary key, in the vocabulary's order."""
        return [str(term) for term in self.terms(vocabulary, pks)]

    def tag_names(self, pks: Iterable[int]) -> list[str]:
        """Return the names of hashtags that are still there."""
        return [self._tags[pk].name for pk in pks if pk in self._tags]

    def organisation_name(self, pk: int | None) -> str:
        """Return an organisation's name, or an empty string."""
        organisation = self._organisations.get(pk) if pk else None
        return organisation.name if organisation else ""

    def has_tag(self, name: str) -> bool:
        """Say whether there is a hashtag of this name, in any letter case."""
        return fold(name) in self._tag_pks

    def has_organisation(self, name: str) -> bool:
        """Say whether there is an organisation of this name, in any letter case."""
        return fold(name) in self._organisation_pks

    def similar_organisation(self, name: str) -> str:
        """Return the name of an organisation that differs by a slip only, or an empty string."""
        near = difflib.get_close_matches(fold(name), self._organisation_pks, 1, 0.88)
        return self.organisation_name(self._organisation_pks[near[0]]) if near else ""

    def get_or_create_tag(self, name: str) -> Hashtag:
        """Return the hashtag of this name."""
        if not self.has_tag(name):
            tag = Hashtag.objects.create(name=name)
            self._tags[tag.pk] = tag
            self._tag_pks[fold(name)] = tag.pk
        return self._tags[self._tag_pks[fold(name)]]

    def get_or_create_organisation(self, name: str) -> Organisation:
        """Return the organisation of this name."""
        if not self.has_organisation(name):
            organisation = Organisation.objects.create(name=name)
            self._organisations[organisation.pk] = organisation
            self._organisation_pks[fold(name)] = organisation.pk
        return self._organisations[self._organisation_pks[fold(name)]]


class _Vocabulary:
    """One vocabulary by label and key, in any letter case. A key wins over a label that reads alike."""

    def __init__(self, model: type[Term]) -> None:
        self.name = str(model._meta.verbose_name)
        self.by_pk: dict[int, Term] = {term.pk: term for term in model._default_manager.all()}
        self.by_name: dict[str, set[int]] = {}
        for term in self.by_pk.values():
            for name in {fold(term.label), fold(str(term)), *_number_names(term)}:
                self.by_name.setdefault(name, set()).add(term.pk)
        self.by_name |= {fold(term.key): {term.pk} for term in self.by_pk.values()}

    def find(self, text: str) -> int:
        found = self.by_name.get(fold(text), set())
        if len(found) > 1:
            keys = ", ".join(quote(self.by_pk[pk].key) for pk in sorted(found))
            raise CellRefused(f"{quote(text)} gibt es mehrmals. Bitte den Schlüssel angeben: {keys}.")
        if not found:
            raise CellRefused(f"{quote(text)} gibt es nicht.{self._advice(text)}")
        return next(iter(found))

    def _advice(self, text: str) -> str:
        for separator in ";,/":
            parts = [part for part in text.split(separator) if part.strip()]
            if len(parts) > 1 and all(fold(part) in self.by_name for part in parts):
                return f" Mehrere Werte trennen Sie mit |: {quote(' | '.join(map(str.strip, parts)))}."
        near = difflib.get_close_matches(fold(text), self.by_name, 5, 0.6)
        near += [name for name in self.by_name if len(fold(text)) > 3 and fold(text) in name]
        pks = list(dict.fromkeys(pk for name in near for pk in self.by_name[name]))[:3]
        if pks:
            return f" Ähnlich: {', '.join(quote(str(self.by_pk[pk])) for pk in pks)}."
        if 0 < len(self.by_pk) <= FEW:
            return f" Möglich sind: {', '.join(quote(str(term)) for term in self.by_pk.values())}."
        return ""


def _number_names(term: Term) -> set[str]:
    """A goal is known by its number, which people write as 3, 03 or SDG 3."""
    if not term.key.isdigit():
        return set()
    return {term.key.zfill(2), f"sdg {term.key}", f"sdg{term.key}"}
