"""A server with security on: HTTPS with a certificate of one's own, user and password, an API key."""

import json
import ssl
import subprocess
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from knowledge_search.analysis import TextQuery
from knowledge_search.engines.base import EngineUnavailable
from knowledge_search.engines.elasticsearch import index
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.request import SearchRequest
from scripts.elasticsearch_server import ElasticsearchServer
from tests.factories import ProjectFactory

NAME, PASSWORD = "leitung", "geheim-nur-im-Test"
# bcrypt of PASSWORD, as the distribution's `elasticsearch-users` would write it.
USERS = f"{NAME}:$2a$04$y9dlmwyvn5Q7YsxdKbnu9eavlyTYgP66JrqKO08gUl0Jq6hzSyXFu\n"


@dataclass(frozen=True)
class Secured:
    """A server that lets nobody in unknown.

    Attributes:
        address: host and port.
        authority: path of the certificate that vouches for the server.
    """

    address: str
    authority: Path

    def make_key(self) -> str:
        """Make an API key."""
        context = ssl.create_default_context(cafile=self.authority)
        user = b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            f"https://{self.address}/_security/api_key",
            json.dumps({"name": "wissensspeicher"}).encode(),
            {"Authorization": f"Basic {user}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30, context=context) as answer:  # noqa: S310
            encoded: str = json.load(answer)["encoded"]
        return encoded


@pytest.fixture(scope="module")
def secured(elasticsearch_home: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    with ElasticsearchServer(
        elasticsearch_home,
        quick=True,
        settings={
            "xpack.security.enabled": "true",
            "xpack.security.http.ssl.enabled": "true",
            "xpack.security.http.ssl.key": "server.key",
            "xpack.security.http.ssl.certificate": "server.pem",
        },
        files={
            "users": USERS,
            "users_roles": f"superuser:{NAME}\n",
            "server.key": folder / "server.key",
            "server.pem": folder / "server.pem",
        },
    ) as server:
        yield Secured(server.url.removeprefix("https://"), folder / "authority.pem")


def make_certificates(folder: Path) -> None:
    """Make an authority, and a certificate of it for 127.0.0.1."""

    def openssl(command: str) -> None:
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)

    (folder / "of-authority").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n")
    (folder / "of-server").write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    for name in ("authority", "server"):
        openssl(f"req -new -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}")
    openssl(
        "x509 -req -days 2 -in authority.csr -signkey authority.key -out authority.pem -extfile of-authority"
    )
    openssl(
        "x509 -req -days 2 -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial "
        "-out server.pem -extfile of-server"
    )


@pytest.fixture
def found(settings: Any, db: None) -> Callable[..., int]:
    """Index one project and count what a search finds, with these settings of the engine."""

    def found(**given: str) -> int:
        settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {**given, "INDEX": "secured"}}
        ProjectFactory()
        index.rebuild()
        return ElasticsearchEngine().answer(SearchRequest(filters={"type": ("project",)}), TextQuery()).total

    return found


def test_user_and_password_in_the_address(secured: Secured, found: Callable[..., int]) -> None:
    url = f"https://{NAME}:{PASSWORD}@{secured.address}"

    assert found(URL=url, CA_CERTS=str(secured.authority)) == 1


def test_an_api_key(secured: Secured, found: Callable[..., int]) -> None:
    url = f"https://{secured.address}"

    assert found(URL=url, CA_CERTS=str(secured.authority), API_KEY=secured.make_key()) == 1


@pytest.mark.parametrize(
    ("user", "trusts"),
    [(f"{NAME}:falsch@", True), ("", True), (f"{NAME}:{PASSWORD}@", False)],
    ids=["wrong password", "nobody", "certificate of a stranger"],
)
def test_whoever_is_refused_hears_no_secret(secured: Secured, settings: Any, user: str, trusts: bool) -> None:
    settings.KNOWLEDGE_SEARCH = {
        "ELASTICSEARCH": {
            "URL": f"https://{user}{secured.address}",
            "CA_CERTS": str(secured.authority) if trusts else "",
        }
    }

    with pytest.raises(EngineUnavailable) as refused:
        ElasticsearchEngine().answer(SearchRequest(), TextQuery())

    assert PASSWORD not in str(refused.value)
    assert "falsch" not in str(refused.value)
