"""Watching what pages do behind the visitor's back."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, Route, WebError


class Watch:
    """Notes foreign requests, failed answers, script errors and console errors of the contexts it follows.

    A foreign request is stopped as well: tests call nobody.
    """

    def __init__(self, site_url: str, log: Path) -> None:
        self._own = urlsplit(site_url).netloc
        self._log = log
        self._slips: list[str] = []
        self._expected: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of `context` from now on."""
        context.route(lambda url: not self._is_own(url), self._stop)
        context.on("response", self._note_response)
        context.on("console", self._note_console)
        context.on("weberror", self._note_error)

    def expect(self, part: str) -> None:
        """Accept slips whose description contains `part`: "status 404", or an address."""
        self._expected.append(part)

    def assert_clean(self) -> None:
        """Fail when anything unexpected was noted; a server error brings the server's own words."""
        slips = [slip for slip in self._slips if not any(part in slip for part in self._expected)]
        broken = any(slip.startswith("status 5") for slip in slips)
        words = self._log.read_text(errors="replace")[-6000:] if broken else ""
        assert not slips, "\n".join(["While the pages were open:", *slips, words])

    def _is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"data", "blob", "about"} or parts.netloc == self._own

    def _stop(self, route: Route) -> None:
        self._slips.append(f"foreign request: {route.request.url}")
        route.abort()

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self._slips.append(f"status {response.status}: {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # What a page may not do by its policy is said as an error too, some of it as a warning or a note.
        policy = "Content Security Policy" in message.text or "Permissions policy" in message.text
        # A failed answer is noted above with its status and address; the console only repeats it.
        if policy or (message.type == "error" and not message.text.startswith("Failed to load resource")):
            self._slips.append(f"console: {message.text}")

    def _note_error(self, error: WebError) -> None:
        self._slips.append(f"script error: {error.error}")
