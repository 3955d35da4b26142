"""Taking times so that they can be compared, and looking on while something is asked."""

import http.client
import itertools
import json
import math
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.db import connection

Action = Callable[[], object]
MOST_SECONDS = 10.0


@dataclass(frozen=True)
class Times:
    """Milliseconds of many runs of one thing."""

    all: list[float]

    @property
    def median(self) -> float:
        """Half of the runs were faster."""
        return statistics.median(self.all)

    @property
    def p95(self) -> float:
        """19 of 20 runs were faster."""
        return sorted(self.all)[math.ceil(len(self.all) * 0.95) - 1]


def compare(rounds: int = 60, warm_ups: int = 5, **actions: Action) -> dict[str, Times]:
    """Run things in turns, so that what else the machine does meets all of them alike.

    Each round has an order of its own: what comes after a pause of the engine is slower. Ends early when it
    takes too long, with three rounds at least.
    """
    for action in actions.values():
        for _ in range(warm_ups):
            action()
    times: dict[str, list[float]] = {name: [] for name in actions}
    order = random.Random(1)  # noqa: S311 - the same in every run
    turns = list(actions.items())
    begin = time.monotonic()
    for number in range(rounds):
        if number >= 3 and time.monotonic() - begin > MOST_SECONDS:
            break
        order.shuffle(turns)
        for name, action in turns:
            times[name].append(taken(action))
    return {name: Times(found) for name, found in times.items()}


def taken(action: Action) -> float:
    """Do it; return the milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def in_turn(actions: Sequence[Action]) -> Action:
    """Return what does the next of some things each time, from the first again after the last."""
    following = itertools.cycle(actions)

    def act() -> object:
        return next(following)()

    return act


@dataclass
class Seen:
    """What was asked meanwhile: statements with their parameters, and requests to the engine."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)


@contextmanager
def watching() -> Iterator[Seen]:
    """Note every statement and every request to Elasticsearch."""
    seen = Seen()

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.statements.append((sql, params))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(statement))
        try:
            from elastic_transport import Transport
        except ImportError:
            yield seen
            return
        ask = Transport.perform_request

        def request(self: Any, method: str, target: str, **options: Any) -> Any:
            seen.requests.append((method, target, options.get("body")))
            return ask(self, method, target, **options)

        stack.enter_context(mock.patch.object(Transport, "perform_request", request))
        yield seen


class BareHttp:
    """A kept connection and nothing around it."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)

    def repeat(self, method: str, target: str, body: object) -> Action:
        """Return what sends this request again, made into bytes beforehand, and reads the answer."""
        data = json.dumps(body, ensure_ascii=False).encode()
        return lambda: self.send(method, target, data)

    def send(self, method: str, target: str, data: bytes, kind: str = "application/json") -> None:
        """Send, and read the answer to its end; it is not made into objects."""
        self._connection.request(method, target, data, {"Content-Type": kind})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{target} antwortet mit {answer.status}: {content[:500]!r}")


def most_memory() -> float:
    """Return the most memory this process has had so far, in MB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
