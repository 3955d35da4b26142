"""The logins of the demo: made by `load_demo`, printed by `make run`, used by the browser tests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAccount:
    """An account for trying the admin. Its password is public: never for a public site."""

    username: str
    password: str
    label: str
    is_superuser: bool = False


EDITOR = DemoAccount("redaktion", "wissen-teilen", "schreibt und veröffentlicht")
ADMINISTRATOR = DemoAccount("verwaltung", "wissen-verwalten", "darf alles", is_superuser=True)
DEMO_ACCOUNTS = (EDITOR, ADMINISTRATOR)
