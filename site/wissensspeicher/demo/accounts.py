"""The accounts for trying the admin: made only while DEBUG is on, since all know their passwords."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from knowledge.setup.people import CONTRIBUTORS, EDITORS


class DemoAccount(NamedTuple):
    """A login everybody may know. ``group`` is empty for the administrator."""

    username: str
    password: str
    label: str
    group: str


DEMO_ACCOUNTS = (
    DemoAccount("admin", "wissen-wagen-wandel", "Verwaltung, darf alles", ""),
    DemoAccount("redaktion", "wissen-wagen-wandel", "Redaktion, darf veröffentlichen", EDITORS),
    DemoAccount("mitarbeit", "wissen-wagen-wandel", "Mitarbeit, schreibt Entwürfe", CONTRIBUTORS),
)


def make_demo_accounts() -> int:
    """Make the accounts that are missing; return how many were made."""
    users = get_user_model()
    made = 0
    for account in DEMO_ACCOUNTS:
        if users.objects.filter(username=account.username).exists():
            continue
        user = users.objects.create_user(
            account.username,
            password=account.password,
            first_name="Demo",
            last_name=account.username.capitalize(),
            is_staff=not account.group,
            is_superuser=not account.group,
        )
        if account.group:
            user.groups.add(Group.objects.get(name=account.group))
        made += 1
    return made
