"""A store with a few terms."""

import pytest

from tests.factories import (
    AudienceFactory,
    GoalFactory,
    KindFactory,
    StageFactory,
    ThemeFactory,
)


@pytest.fixture
def terms(db: None) -> None:
    ThemeFactory(key="arbeit", label="Arbeit")
    ThemeFactory(key="gesundheit", label="Gesundheit")
    ThemeFactory(key="alter", label="Alter")
    GoalFactory(key="3", label="Gesundheit und Wohlergehen")
    GoalFactory(key="11", label="Nachhaltige Städte und Gemeinden")
    StageFactory(key="idee", label="Idee wächst")
    StageFactory(key="umsetzung", label="Erste Umsetzung")
    AudienceFactory(key="breite-zielgruppe", label="Breite Zielgruppe")
    KindFactory(key="initiative", label="Initiative")
