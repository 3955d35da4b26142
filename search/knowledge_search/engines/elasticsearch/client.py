"""The connections to the search engine: one shared client for visitors, one for long work.

Visitors get an answer or an error within a second, whatever the server does. urllib3's own time-out
starts anew with every byte that arrives, so a dripping server could hold a visitor for minutes: here each
read may take only what is left of the whole.

Neither user, password nor key ever stands in an error or a log.
"""

from __future__ import annotations

import http.client
import io
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, cast

import urllib3.connection
from django.core.exceptions import ImproperlyConfigured
from elastic_transport import NodeConfig, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType, url_to_node_config
from elasticsearch import Elasticsearch, UnsupportedProductError
from elasticsearch.serializer import OrjsonSerializer

from ... import conf

if TYPE_CHECKING:
    from elastic_transport._node import NodeApiResponse

# More than a web process has threads; where there are more, further connections are made and closed.
_CONNECTIONS = 32
_LATE_SECONDS = 0.2
_PATIENT_CONNECT_SECONDS = 2.0
_PATIENT_ANSWER_SECONDS = 30.0

_clock = threading.local()


class _TimedReader(io.RawIOBase):
    """Reads from a socket until the request's time is over."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._sock, self._raw = sock, raw
        self._deadline: float = _clock.deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left < -_LATE_SECONDS:
            raise TimeoutError("The whole answer took too long.")
        # What is there when the time is over is taken: it may have been this process that was busy.
        self._sock.settimeout(max(left, 0.001))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        # Nothing has been read yet, so nothing of the old buffer is lost.
        self.fp = io.BufferedReader(_TimedReader(sock, self.fp.detach()))


class _Connection(urllib3.connection.HTTPConnection):
    response_class = _TimedResponse


class _TlsConnection(urllib3.connection.HTTPSConnection):
    response_class = _TimedResponse


class _Node(Urllib3HttpNode):
    """A server that keeps to the time, and is Elasticsearch with every answer."""

    connect_seconds = _PATIENT_CONNECT_SECONDS
    answer_seconds = _PATIENT_ANSWER_SECONDS

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self.pool.ConnectionCls = _TlsConnection if config.scheme == "https" else _Connection
        # A request never waits for another one's connection: waiting is not bounded by any time-out.
        self.pool.block = False

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Any = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        """Ask; raise ConnectionTimeout when the whole answer is not there in time."""
        total = request_timeout if isinstance(request_timeout, int | float) else self.answer_seconds
        _clock.deadline = time.monotonic() + total
        timeout = urllib3.Timeout(connect=min(self.connect_seconds, total), total=total)
        response = super().perform_request(method, target, body, headers, cast(Any, timeout))
        # The client looks at this header only once; a proxy's "please wait" page can come later too.
        product = response.meta.headers.get("x-elastic-product")
        if 200 <= response.meta.status < 300 and product != "Elasticsearch":
            raise UnsupportedProductError("What answers is not Elasticsearch.", response.meta, response.body)
        return response


class _VisitorsNode(_Node):
    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        settings = conf.elasticsearch()
        self.connect_seconds = settings.connect_seconds
        self.answer_seconds = settings.answer_seconds


class _Clients:
    """The clients of this process, each for the settings it was made with."""

    def __init__(self) -> None:
        self.forget()

    def get(self, node_class: type[_Node]) -> Elasticsearch:
        key = conf.elasticsearch(), node_class
        client = self._made.get(key)
        if client is None:
            with self._lock:
                client = self._made.get(key) or _make(*key)
                self._made[key] = client
        return client

    def forget(self) -> None:
        # A lock of its own each time: after a fork the old one may be held for ever.
        self._lock = threading.Lock()
        self._made: dict[tuple[conf.Elasticsearch, type[_Node]], Elasticsearch] = {}


_clients = _Clients()


def get_client() -> Elasticsearch:
    """Return the client for what a person waits for: it tries once, within the time limits of the settings.

    Raises ImproperlyConfigured where the settings cannot be used.
    """
    return _clients.get(_VisitorsNode)


def get_patient_client() -> Elasticsearch:
    """Return the client for background work: two seconds to connect, half a minute to answer.

    It tries three times where no answer came at all or a busy server sent it away.
    """
    return _clients.get(_Node)


def discard_clients() -> None:
    """Forget the clients: the next request makes new connections.

    After a failure the old ones may lead to a server that is no longer there.
    """
    _clients.forget()


def _make(settings: conf.Elasticsearch, node_class: type[_Node]) -> Elasticsearch:
    try:
        node = url_to_node_config(settings.url, use_default_ports_for_scheme=True)
    except ValueError:
        # Not with the error's own words: they repeat the address, password included.
        node = None
    if node is None or node.scheme not in ("http", "https"):
        raise ImproperlyConfigured(
            "The address of Elasticsearch (ELASTICSEARCH_URL) cannot be read. "
            "Expected: https://user:password@host:port, special characters percent-encoded."
        )
    patient = node_class is _Node
    return Elasticsearch(
        [node],
        node_class=node_class,
        serializer=OrjsonSerializer(),
        api_key=settings.api_key or None,
        ca_certs=settings.ca_certs if settings.ca_certs and node.scheme == "https" else DEFAULT,
        connections_per_node=_CONNECTIONS,
        max_retries=2 if patient else 0,
        retry_backoff_base=0.5 if patient else DEFAULT,
        retry_backoff_cap=5.0 if patient else DEFAULT,
    )


# A connection shared by two processes would mix their answers.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_clients.forget)
