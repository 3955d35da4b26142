"""What a record's tokens must be like: a small tree that every engine says in its own language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Field = Literal["all", "title", "terms", "summary"]


@dataclass(frozen=True)
class AnyToken:
    """One of the tokens is there."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """The tokens follow one another."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every part holds, each wherever it likes within the field."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts holds."""

    parts: tuple[Expression, ...]


Expression: TypeAlias = AnyToken | Phrase | AllOf | AnyOf


def any_of(*parts: Expression) -> Expression:
    """Join alternatives as flatly as possible: single tokens into one list."""
    flat = list(_alternatives(parts))
    single = dict.fromkeys(token for part in flat if isinstance(part, AnyToken) for token in part.tokens)
    others = dict.fromkeys(part for part in flat if not isinstance(part, AnyToken))
    joined: tuple[Expression, ...] = ((AnyToken(tuple(single)),) if single else ()) + tuple(others)
    return joined[0] if len(joined) == 1 else AnyOf(joined)


def alternatives(expression: Expression) -> Iterator[Expression]:
    """Yield what is enough for an expression to hold, each token on its own."""
    for part in _alternatives((expression,)):
        if isinstance(part, AnyToken):
            yield from (AnyToken((token,)) for token in part.tokens)
        else:
            yield part


def tokens_of(expression: Expression) -> Iterator[str]:
    """Yield every token that an expression names."""
    if isinstance(expression, AnyToken | Phrase):
        yield from expression.tokens
    else:
        for part in expression.parts:
            yield from tokens_of(part)


def _alternatives(parts: tuple[Expression, ...]) -> Iterator[Expression]:
    for part in parts:
        if isinstance(part, AnyOf):
            yield from _alternatives(part.parts)
        else:
            yield part
