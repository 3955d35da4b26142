"""The daily round: each class by its own term, and none holds up another."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from knowledge.retention import DataClass, all_classes, classes, one_by_one, register
from knowledge.retention.models import RetentionRun, RetentionTerm, terms_in_force
from knowledge.retention.running import SomeFailed, run_due
from knowledge.submissions.models import LinkRequest

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def only_ours() -> Iterator[None]:
    """The classes that a test declares are forgotten after it."""
    before = dict(classes._CLASSES)
    yield
    classes._CLASSES.clear()
    classes._CLASSES.update(before)


def letters(name: str = "letters", **changes: object) -> DataClass:
    fields = {
        "name": name,
        "title": "Briefe",
        "what": "Namen",
        "why": "Zum Antworten.",
        "since": "nach dem Eingang",
        "term": 10 * DAY,
        "least": 5 * DAY,
        "most": 20 * DAY,
        "expire": lambda before: 0,
    }
    return DataClass(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_class_is_done_once_a_day_with_the_moment_before_which_all_is_too_old() -> None:
    asked: list[datetime] = []
    register(letters(expire=lambda before: asked.append(before) or 3))
    run_due()
    run_due()
    (before,) = asked
    assert abs(timezone.now() - 10 * DAY - before) < timedelta(minutes=1)
    run = RetentionRun.objects.get(name="letters")
    assert (run.deleted, run.failed) == (3, False)
    RetentionRun.objects.update(ran=timezone.now() - DAY)
    run_due()
    assert len(asked) == 2


def test_the_offices_own_term_counts() -> None:
    asked: list[datetime] = []
    register(letters(expire=lambda before: asked.append(before) or 0))
    RetentionTerm.objects.create(name="letters", days=15)
    run_due()
    assert abs(timezone.now() - 15 * DAY - asked[0]) < timedelta(minutes=1)


@pytest.mark.parametrize(("set_to", "holds"), [(1, 5), (2_000_000_000, 20), (7, 7)])
def test_a_term_outside_of_its_limits_counts_as_the_nearest_inside(set_to: int, holds: int) -> None:
    register(letters())
    RetentionTerm.objects.create(name="letters", days=set_to)
    assert terms_in_force()["letters"] == holds * DAY


def test_one_that_fails_holds_up_no_other_and_is_tried_again() -> None:
    tried: list[str] = []

    def fail(before: datetime) -> int:
        tried.append("bad")
        raise ZeroDivisionError

    register(letters("bad", expire=fail), letters("good", expire=lambda before: tried.append("good") or 1))
    with pytest.raises(SomeFailed, match="bad"):
        run_due()
    with pytest.raises(SomeFailed, match="bad"):
        run_due()
    assert tried == ["bad", "good", "bad"]
    assert RetentionRun.objects.get(name="bad").failed


def test_one_object_that_cannot_go_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("a", "b", "c"):
        LinkRequest.objects.create(email=f"{name}@example.org")

    def erase(wish: LinkRequest) -> None:
        wish.delete()
        if wish.email == "b@example.org":
            raise ValueError(wish.email)

    register(letters(expire=lambda before: one_by_one(LinkRequest.objects.all(), erase)))
    with pytest.raises(SomeFailed, match="letters"):
        run_due()
    assert [wish.email for wish in LinkRequest.objects.all()] == ["b@example.org"]
    assert RetentionRun.objects.get(name="letters").deleted == 2
    assert "ValueError" in caplog.text
    assert "@example.org" not in caplog.text, "the log names nobody"


def test_what_changes_before_its_turn_stays() -> None:
    first, second = (LinkRequest.objects.create(email="alt@example.org") for _ in range(2))

    def erase(wish: LinkRequest) -> None:
        wish.delete()
        LinkRequest.objects.filter(pk=second.pk).update(email="neu@example.org")

    assert one_by_one(LinkRequest.objects.filter(email="alt@example.org").order_by("pk"), erase) == 1
    assert LinkRequest.objects.get().pk == second.pk
    assert first.pk != second.pk


@pytest.mark.parametrize(
    "changes",
    [{"term": 4 * DAY}, {"term": 21 * DAY}, {"term": DAY / 2, "least": None, "most": None}],
)
def test_a_term_that_makes_no_sense_is_refused_at_once(changes: dict[str, timedelta]) -> None:
    with pytest.raises(ValueError, match="letters"):
        letters(**changes)


def test_the_words_fit_into_both_lists() -> None:
    for each in all_classes():
        assert not each.what.endswith("."), "the lists set the full stop"
        assert each.why.endswith(".")
        assert each.since.split()[0] in ("nach", "nachdem")
