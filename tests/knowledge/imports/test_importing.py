"""What an import does to the store, and that the dry run says the same."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry, Revision

from knowledge.imports.importing import apply, plan
from knowledge.imports.results import Change, Outcome, RowResult
from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.vocabularies.models import Hashtag, Theme
from knowledge_search.models import Record
from tests.factories import OrganisationFactory, ProjectFactory

from .support import do, sheet, try_out

pytestmark = pytest.mark.usefixtures("terms")

LADEN = {"Kennung": "K1", "Titel": "Dorfladen", "Ort": "Eisleben"}
PUBLISHED = LADEN | {"Status": "veröffentlicht"}


def edit(project: Project, *, publish: bool = False, **fields: Any) -> None:
    """What an editor does in the admin."""
    editor, _ = get_user_model().objects.get_or_create(username="redaktion")
    draft = project.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=editor)
    if publish:
        revision.publish()


def latest() -> Project:
    latest: Project = Project.objects.get().get_latest_revision_as_object()
    return latest


def outcomes(results: list[RowResult]) -> list[Outcome]:
    return [result.outcome for result in results]


def content() -> list[list[Any]]:
    """Everything an import may touch."""
    return [
        list(Project.objects.order_by("pk").values()),
        list(Revision.objects.order_by("pk").values_list("pk", flat=True)),
        list(Hashtag.objects.order_by("pk").values()),
        list(Organisation.objects.order_by("pk").values()),
        list(ModelLogEntry.objects.values_list("pk", flat=True)),
        list(Record.objects.order_by("pk").values()),
    ]


ROWS = (
    PUBLISHED | {"Themenfelder": "Arbeit|Alter", "SDGs": "3", "Schlagworte": "solawi", "Träger": "Verein"},
    {"Titel": "Ohne Kennung", "Ort": "Halle", "Beschreibung": "Eins\n\nzwei", "Technologie": "nein"},
    {"Titel": "Falsch", "Themenfelder": "Nichts"},
    {"Titel": "Mit Punkt", "Breitengrad": "51,5", "Längengrad": "11,25", "Zuletzt geprüft": "1.11.2026"},
)


def test_a_dry_run_writes_nothing_and_says_what_the_import_then_does() -> None:
    before = content()
    announced = try_out(*ROWS)
    assert content() == before
    assert do(*ROWS) == announced
    assert outcomes(announced) == [Outcome.CREATED, Outcome.CREATED, Outcome.REFUSED, Outcome.CREATED]
    assert [result.number for result in announced] == [2, 3, 4, 5]


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    do(*ROWS)
    before = content()
    assert outcomes(do(*ROWS)) == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.REFUSED, Outcome.UNCHANGED]
    assert content() == before


def test_a_published_row_is_found_by_the_search_and_a_draft_is_not() -> None:
    do(PUBLISHED | {"Themenfelder": "Arbeit"}, {"Titel": "Entwurf"})
    (record,) = Record.objects.filter(type="project")
    assert record.title == "Dorfladen"
    assert set(record.facet_values.values_list("facet", "value")) >= {("theme", "arbeit")}


def test_changes_are_listed_from_old_to_new() -> None:
    do(PUBLISHED | {"Themenfelder": "Arbeit", "Technologie": "ja", "Breitengrad": 51.5, "Längengrad": 11.25})
    (result,) = do(
        PUBLISHED
        | {"Titel": "Laden", "Themenfelder": "Alter|Arbeit", "Technologie": "nein", "Träger": "Verein"}
        | {"Breitengrad": 51.6, "Längengrad": 11.25}
    )
    assert result.changes == (
        Change("Titel", "Dorfladen", "Laden"),
        Change("Themenfelder", "Arbeit", "Arbeit | Alter"),
        Change("Technologie", "ja", "nein"),
        Change("Träger", "", "Verein"),
        Change("Punkt auf der Karte", "51,5; 11,25", "51,6; 11,25"),
    )
    project = Project.objects.get()
    assert (project.title, project.technology, project.coordinates) == ("Laden", False, (51.6, 11.25))
    assert {theme.key for theme in project.themes.all()} == {"arbeit", "alter"}
    assert Record.objects.get(type="project").title == "Laden"


def test_a_changed_row_that_does_not_say_published_waits_as_a_draft_over_the_live_version() -> None:
    do(PUBLISHED)
    (result,) = do(LADEN | {"Titel": "Neu"})
    assert result.outcome is Outcome.CHANGED
    assert "wartet als Entwurf" in result.notes[0]
    project = Project.objects.get()
    assert (project.live, project.title, latest().title) == (True, "Dorfladen", "Neu")
    assert Record.objects.get(type="project").title == "Dorfladen"


def test_the_imports_own_draft_may_be_changed_and_published_by_the_next() -> None:
    do(PUBLISHED)
    do(LADEN | {"Titel": "Neu"})
    do(LADEN | {"Titel": "Neuer"})
    assert latest().title == "Neuer"
    (result,) = do(PUBLISHED | {"Titel": "Neuer"})
    assert result.changes == (Change("Status", "Entwurf der Änderungen", "veröffentlicht"),)
    assert Project.objects.get().title == "Neuer"


def test_a_draft_is_published_when_the_sheet_says_so() -> None:
    do(LADEN)
    (result,) = do(PUBLISHED)
    assert result.changes == (Change("Status", "Entwurf", "veröffentlicht"),)
    assert Project.objects.get().live


def test_entwurf_never_takes_a_published_project_down() -> None:
    do(PUBLISHED)
    assert outcomes(do(LADEN | {"Status": "Entwurf"})) == [Outcome.UNCHANGED]
    assert Project.objects.get().live


def test_an_editors_draft_is_not_overwritten() -> None:
    do(PUBLISHED)
    edit(Project.objects.get(), title="Aus der Redaktion")
    (result,) = do(PUBLISHED | {"Titel": "Aus der Tabelle"})
    assert result.outcome is Outcome.REFUSED
    assert "unveröffentlichten Entwurf" in result.reasons[0]
    assert latest().title == "Aus der Redaktion"


def test_an_editors_draft_does_not_turn_the_second_import_into_a_refusal() -> None:
    do(PUBLISHED)
    edit(Project.objects.get(), title="Aus der Redaktion")
    assert outcomes(do(PUBLISHED)) == [Outcome.UNCHANGED]
    assert (Project.objects.get().title, latest().title) == ("Dorfladen", "Aus der Redaktion")


def test_an_editors_draft_with_the_same_values_is_left_alone_not_published() -> None:
    do(PUBLISHED)
    edit(Project.objects.get(), contact_name="Geheim")
    assert outcomes(do(PUBLISHED)) == [Outcome.UNCHANGED]
    assert Project.objects.get().contact_name == ""


def test_what_editors_published_in_other_fields_survives() -> None:
    do(PUBLISHED)
    edit(Project.objects.get(), publish=True, contact_name="Kontakt", source="Gespräch")
    do(PUBLISHED | {"Titel": "Neu", "Quelle": ""})
    project = Project.objects.get()
    assert (project.title, project.contact_name, project.source) == ("Neu", "Kontakt", "Gespräch")


def test_editors_formatting_of_a_description_survives_while_its_words_are_the_same() -> None:
    row = PUBLISHED | {"Beschreibung": "Ein Laden für alle.\n\nMehr."}
    do(row)
    formatted = '<p data-block-key="a1">Ein <b>Laden</b> für alle.</p><p data-block-key="b2">Mehr.</p>'
    edit(Project.objects.get(), publish=True, description=formatted)
    assert outcomes(do(row)) == [Outcome.UNCHANGED]
    assert Project.objects.get().description == formatted


def test_an_empty_cell_and_a_missing_column_leave_the_field_alone() -> None:
    do(PUBLISHED | {"Quelle": "Umfrage", "Themenfelder": "Arbeit", "Straße": "Markt 1"})
    assert outcomes(do(PUBLISHED | {"Quelle": "", "Themenfelder": ""})) == [Outcome.UNCHANGED]
    project = Project.objects.get()
    assert (project.source, project.street, project.themes.count()) == ("Umfrage", "Markt 1", 1)


def test_a_withdrawn_project_is_not_published_again() -> None:
    do(PUBLISHED)
    Project.objects.get().unpublish()
    (result,) = do(PUBLISHED)
    assert "zurückgezogen" in result.reasons[0]
    assert not Project.objects.get().live


def test_a_locked_project_is_not_changed() -> None:
    do(PUBLISHED)
    Project.objects.update(locked=True, locked_by=get_user_model().objects.create(username="redaktion"))
    (result,) = do(PUBLISHED | {"Titel": "Neu"})
    assert "gesperrt" in result.reasons[0]
    assert outcomes(do(PUBLISHED)) == [Outcome.UNCHANGED]


def test_title_and_place_are_the_key_without_kennung_in_any_case() -> None:
    do({"Titel": "Dorf Laden", "Ort": "Halle"})
    again, other_place, no_place = do(
        {"Titel": " dorf  LADEN", "Ort": "HALLE", "Kurzbeschreibung": "Neu."},
        {"Titel": "Dorf Laden", "Ort": "Stendal"},
        {"Titel": "Dorf Laden"},
    )
    assert (again.outcome, other_place.outcome, no_place.outcome) == (
        Outcome.CHANGED,
        Outcome.CREATED,
        Outcome.CREATED,
    )
    assert other_place.notes == ("Es gibt schon ein Projekt mit diesem Titel („Halle“).",)


def test_a_kennung_given_later_finds_the_project_by_title_and_place() -> None:
    do({"Titel": "Dorfladen", "Ort": "Eisleben"})
    (result,) = do(LADEN)
    assert result.changes == (Change("Kennung", "", "K1"),)
    assert outcomes(do(LADEN)) == [Outcome.UNCHANGED]
    assert Project.objects.count() == 1


def test_another_kennung_is_another_project() -> None:
    do(LADEN)
    assert outcomes(do(LADEN | {"Kennung": "K2"})) == [Outcome.CREATED]


def test_a_row_without_kennung_also_finds_a_project_that_has_one() -> None:
    do(LADEN)
    assert outcomes(do({"Titel": "Dorfladen", "Ort": "Eisleben"})) == [Outcome.UNCHANGED]


def test_two_projects_of_one_name_and_place_need_a_kennung() -> None:
    ProjectFactory.create_batch(2, title="Dorfladen", place_name="Eisleben")
    (result,) = do({"Titel": "Dorfladen", "Ort": "Eisleben"})
    assert "Nur eine Kennung macht sie unterscheidbar." in result.reasons[0]


@pytest.mark.parametrize(("first", "second"), [
    (LADEN, {"Kennung": "K1", "Titel": "Ganz anders"}),
    ({"Titel": "Dorfladen"}, {"Titel": "DORFLADEN "}),
    (LADEN, {"Titel": "Dorfladen", "Ort": "eisleben"}),
    ({"Titel": "Dorfladen", "Ort": "Eisleben"}, LADEN),
])  # fmt: skip
def test_a_project_that_stands_twice_is_refused_with_the_row_of_the_first(
    first: dict[str, str], second: dict[str, str]
) -> None:
    for attempt in (try_out, do, do):
        results = attempt(first, second)
        assert results[1].reasons == (
            "Dasselbe Projekt steht schon in Zeile 2. Nur die erste der beiden Zeilen zählt.",
        )
    assert Project.objects.count() == 1


def test_two_kennungen_of_one_title_and_place_are_two_projects() -> None:
    ProjectFactory(title="Dorfladen", place_name="Eisleben")
    assert outcomes(do(LADEN, LADEN | {"Kennung": "K2"})) == [Outcome.CHANGED, Outcome.CREATED]
    assert outcomes(do(LADEN, LADEN | {"Kennung": "K2"})) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_row_that_cannot_be_saved_takes_neither_others_nor_its_hashtags_with_it() -> None:
    do(PUBLISHED)
    Project.objects.update(contact_email="keine Adresse")  # as an old import may have left it
    results = do(PUBLISHED | {"Schlagworte": "neu|nur hier"}, {"Titel": "B", "Schlagworte": "neu"})
    assert outcomes(results) == [Outcome.REFUSED, Outcome.CREATED]
    assert results[0].reasons[0].startswith("E-Mail: ")
    assert [tag.name for tag in Hashtag.objects.all()] == ["neu"]
    assert Project.objects.get(identifier="K1").latest_revision_id == Revision.objects.first().pk


def test_what_was_there_before_can_be_brought_back_even_without_a_history() -> None:
    ProjectFactory(title="Dorfladen", place_name="Eisleben", summary="Vorher.", live=True)
    do(PUBLISHED | {"Kurzbeschreibung": "Nachher."})
    kept, changed = Revision.objects.order_by("pk")
    assert (kept.as_object().summary, changed.as_object().summary) == ("Vorher.", "Nachher.")
    assert Project.objects.get().summary == "Nachher."


def test_the_import_and_its_user_are_in_the_history_of_a_project() -> None:
    user = get_user_model().objects.create_superuser(username="buero")
    list(apply(sheet(PUBLISHED), user))
    entries = ModelLogEntry.objects.filter(action="knowledge.import")
    assert [(entry.user, entry.label) for entry in entries] == [(user, "Dorfladen")]
    assert Revision.objects.get().user == user


def test_hundreds_of_rows_are_compared_in_a_constant_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    OrganisationFactory.create_batch(3)
    few = sheet(
        *({"Titel": f"Projekt {n}", "Themenfelder": "Arbeit", "Schlagworte": "a|b"} for n in range(5))
    )
    many = sheet(
        *({"Titel": f"Projekt {n}", "Themenfelder": "Arbeit", "Schlagworte": "a|b"} for n in range(80))
    )
    list(apply(many))
    with django_assert_max_num_queries(30) as few_queries:
        assert set(outcomes(list(plan(few)))) == {Outcome.UNCHANGED}
    with django_assert_max_num_queries(len(few_queries)):
        assert set(outcomes(list(plan(many)))) == {Outcome.UNCHANGED}


def test_a_term_that_is_gone_from_a_draft_does_not_break_the_plan() -> None:
    do(LADEN | {"Themenfelder": "Arbeit"})
    Theme.objects.filter(key="arbeit").first().projects.clear()
    Theme.objects.filter(key="arbeit").delete()
    (result,) = try_out(LADEN | {"Themenfelder": "Alter"})
    assert result.changes == (Change("Themenfelder", "", "Alter"),)
