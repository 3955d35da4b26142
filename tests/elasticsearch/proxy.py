"""A real HTTP server between site and search engine that can do all the bad things a network can."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

Mode = Literal[
    "through",
    "error 500",
    "error 503",
    "error 429",
    "drip",
    "drip headers",
    "delay",
    "silent",
    "reset",
    "broken off",
    "foreign",
    "nonsense",
]
ROOT = Path(__file__).resolve().parents[2]
_ERRORS = {"error 500": 500, "error 503": 503, "error 429": 429}
# Longer than any visitor may wait, so that only a time limit helps.
_DELAY_SECONDS = 8.0
_DRIP_SECONDS = 0.05


class Seen(NamedTuple):
    """What the proxy saw since it was last told how to behave: how many requests, and how many at once."""

    requests: int
    at_once: int


class Proxy:
    """The proxy in a process of its own, so that whoever measures does not slow it down. A context."""

    def __init__(self, upstream: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.elasticsearch.proxy", urlsplit(upstream).netloc],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def behave(self, mode: Mode) -> Seen:
        """Treat every request in this way from now on; tell what was seen until now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{mode}\n")
        self._process.stdin.flush()
        return Seen(*map(int, self._process.stdout.readline().split()))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 100
    mode = "through"
    upstream = ""
    requests = inside = at_once = 0
    counting = threading.Lock()

    def behave(self, mode: str) -> Seen:
        with self.counting:
            seen = Seen(self.requests, self.at_once)
            self.mode, self.requests, self.at_once = mode, 0, self.inside
        return seen

    @contextmanager
    def count(self) -> Iterator[str]:
        """Count a request; yield how to treat it."""
        with self.counting:
            self.requests += 1
            self.inside += 1
            self.at_once = max(self.at_once, self.inside)
            mode = self.mode
        try:
            yield mode
        finally:
            with self.counting:
                self.inside -= 1

    def shutdown_request(self, request: Any) -> None:
        """Close without the polite end that would come before a RST."""
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that leave are what this is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.count() as mode:
            self._answer(mode, body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

    def _answer(self, mode: str, body: bytes) -> None:
        if mode in _ERRORS:
            error = {"error": {"type": "trouble", "reason": "trouble", "root_cause": []}, "status": 0}
            self._send(_ERRORS[mode], _PRODUCT, json.dumps(error).encode())
        elif mode == "foreign":
            self._send(200, {"Content-Type": "application/json"}, b'{"hits": {}}')
        elif mode == "nonsense":
            self._send(200, _PRODUCT, b'{"took": 1, "hits": [')
        elif mode == "silent":
            self._wait()
        elif mode == "reset":
            self._reset()
        else:
            self._pass_on(mode, body)

    def _pass_on(self, mode: str, body: bytes) -> None:
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=60)
        try:
            upstream.request(self.command, self.path, body, dict(self.headers))
            answer = upstream.getresponse()
            data = answer.read()
        except OSError:
            # As if the engine itself had gone: no answer at all, not one of a proxy.
            self._reset()
            return
        finally:
            upstream.close()
        headers = {k: v for k, v in answer.getheaders() if k.lower() not in _OURS}
        if mode == "delay":
            self._wait()
        if mode in ("drip", "drip headers", "broken off"):
            self._send_badly(mode, answer.status, headers, data)
        else:
            self._send(answer.status, headers, data)

    def _send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.wfile.write(_head(status, headers, len(data)) + (b"" if self.command == "HEAD" else data))

    def _send_badly(self, mode: str, status: int, headers: dict[str, str], data: bytes) -> None:
        whole = _head(status, headers, len(data)) + data
        start = 0 if mode == "drip headers" else len(whole) - len(data)
        self.wfile.write(whole[:start])
        if mode == "broken off":
            self.wfile.write(data[: len(data) // 2])
            self._reset()
            return
        for position in range(start, len(whole)):
            if self.server.mode != mode:  # over: whoever still waits gets the rest at once
                self.wfile.write(whole[position:])
                return
            self.wfile.write(whole[position : position + 1])
            time.sleep(_DRIP_SECONDS)

    def _wait(self) -> None:
        mode, end = self.server.mode, time.monotonic() + _DELAY_SECONDS
        while time.monotonic() < end and self.server.mode == mode:
            time.sleep(0.05)
        self.close_connection = mode == "silent"

    def _reset(self) -> None:
        """Close with a RST, as a process that was killed does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


_PRODUCT = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}
_OURS = ("content-length", "transfer-encoding", "connection")


def _head(status: int, headers: dict[str, str], length: int) -> bytes:
    lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, 'Trouble')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {length}", "", ""]
    return "\r\n".join(lines).encode("latin-1")


def main() -> None:
    """Serve; tell the port; take one mode a line, and tell what was seen before, until the input ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.upstream = sys.argv[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        seen = server.behave(line.strip())
        sys.stdout.write(f"{seen.requests} {seen.at_once}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
