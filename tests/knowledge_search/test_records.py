"""Records follow every change, in the transaction of the change."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from knowledge_search.models import Record, RecordFacet, Term
from knowledge_search.records import batch, rebuild, refresh, refresh_pks, refresh_terms, remove
from tests.knowledge_search.conftest import counts, titles
from tests.knowledge_search.testapp.models import Carrier, Fact, Project, Theme


def test_a_draft_is_not_found(make_project, find):
    make_project("Geheimnis", live=False)
    assert find("geheimnis").total == 0
    assert not Record.objects.filter(type="project").exists()


def test_publish_and_unpublish(make_project, find):
    project = make_project("Garten", live=False)
    project.save_revision().publish()
    assert titles(find("garten")) == ["Garten"]
    project.refresh_from_db()
    project.unpublish()
    assert find("garten").total == 0


def test_a_pending_draft_changes_nothing(make_project, find):
    project = make_project("Garten")
    project.title = "Wiese"
    project.save_revision()
    assert titles(find("garten")) == ["Garten"]
    assert find("wiese").total == 0


def test_published_themes_are_in_the_record(make_project, themes, find):
    project = make_project("Garten", theme="arbeit")
    project.themes.set([themes["alter"]])
    project.save_revision().publish()
    assert counts(find("garten"), "theme") == {"alter": 1}
    assert titles(find("alter", type="project")) == ["Garten"]
    assert find("arbeit", type="project").total == 0


def test_scheduled_publishing_and_expiry(make_project, find):
    project = make_project("Garten", live=False)
    project.go_live_at = timezone.now() + timedelta(hours=1)
    project.save_revision().publish()
    assert find("garten").total == 0
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")
    assert find("garten").total == 1
    Project.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert find("garten").total == 0


def test_delete(make_project, find):
    project = make_project("Garten", theme="arbeit")
    project.delete()
    assert find("garten").total == 0
    assert RecordFacet.objects.filter(facet="theme").count() == 0


def test_queryset_delete(make_project, find):
    make_project("Garten")
    Project.objects.all().delete()
    assert find("garten").total == 0


# Another engine hears of nothing that is not committed.
@pytest.mark.parametrize("engine", ["database"], indirect=True)
def test_a_failed_change_leaves_the_record_as_it_was(make_project, find):
    project = make_project("Garten")

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        project.title = "Wiese"
        project.save()
        assert find("wiese").total == 1
        raise Stop
    assert find("wiese").total == 0
    assert find("garten").total == 1


def test_child_objects_are_followed_without_being_named(make_project, find):
    project = make_project("Garten")
    fact = Fact.objects.create(project=project, text="Kartoffeln")
    assert titles(find("kartoffeln")) == ["Garten"]
    fact.delete()
    assert find("kartoffeln").total == 0


def test_what_a_record_depends_on_is_followed(make_project, find):
    carrier = Carrier.objects.create(name="Heimatverein")
    make_project("Garten", carrier=carrier)
    assert titles(find("heimatverein")) == ["Garten"]
    carrier.name = "Dorfverein"
    carrier.save()
    assert find("heimatverein").total == 0
    assert find("dorfverein").hits[0].card == {"carrier": "Dorfverein"}
    carrier.delete()
    assert find("dorfverein").total == 0
    assert find("garten").hits[0].card == {"carrier": ""}


def test_many_to_many_changes_from_the_other_side(make_project, themes, find):
    project = make_project("Garten")
    themes["arbeit"].project_set.add(project)
    assert counts(find("garten"), "theme") == {"arbeit": 1}
    themes["arbeit"].project_set.clear()
    assert counts(find("garten"), "theme") == {}


def test_a_renamed_term_is_seen_and_found_and_rewrites_no_facet(make_project, themes, find):
    make_project("Garten", theme="alter")
    rows = list(RecordFacet.objects.order_by("pk").values_list())
    themes["alter"].label = "Älterwerden"
    themes["alter"].save()
    assert list(RecordFacet.objects.order_by("pk").values_list()) == rows
    (facet,) = [facet for facet in find("älterwerden", type="project").facets if facet.name == "theme"]
    assert [(value.value, value.label) for value in facet.values] == [("alter", "Älterwerden")]
    assert find("alter", type="project").total == 0


def test_a_deleted_term_leaves_its_records(make_project, themes, find):
    make_project("Garten", theme=("alter", "arbeit"))
    themes["alter"].delete()
    assert counts(find("garten"), "theme") == {"arbeit": 1}
    assert find("alter", type="project").total == 0
    assert not Term.objects.filter(vocabulary="theme", key="alter").exists()


def test_many_terms_at_once(make_project, find):
    make_project("Garten", theme="alter")
    Theme.objects.update(label="Umbenannt")
    refresh_terms("theme")
    assert titles(find("umbenannt")) == ["Garten"]


def test_our_own_updates_say_what_they_changed(make_project, find):
    project = make_project("Garten")
    Project.objects.filter(pk=project.pk).update(title="Wiese")
    assert find("wiese").total == 0
    refresh_pks(Project, [project.pk])
    assert titles(find("wiese")) == ["Wiese"]
    remove([project])
    assert find("wiese").total == 0
    refresh([project])
    assert find("wiese").total == 1


def test_a_batch_writes_once_at_its_end(make_project, themes, find):
    project = make_project("Garten")
    version = Record.objects.get(type="project").version
    with batch():
        for number in range(3):
            project.title = f"Wiese {number}"
            project.save()
        with batch():
            themes["alter"].label = "Älterwerden"
            themes["alter"].save()
        assert find("wiese").total == 0
    assert titles(find("wiese")) == ["Wiese 2"]
    assert Record.objects.get(type="project").version == version + 1
    assert Term.objects.get(vocabulary="theme", key="alter").label == "Älterwerden"


def test_a_failed_batch_takes_its_changes_back(make_project, find):
    project = make_project("Garten")
    with pytest.raises(ZeroDivisionError), batch():
        project.title = "Wiese"
        project.save()
        _ = 1 / 0
    project.refresh_from_db()
    assert project.title == "Garten"
    assert titles(find("garten")) == ["Garten"]


def test_an_unchanged_record_is_not_written(make_project):
    project = make_project("Garten", theme="alter")
    before = list(Record.objects.order_by("pk").values_list())
    project.save()
    assert list(Record.objects.order_by("pk").values_list()) == before


def test_fixtures_are_left_to_the_rebuild(make_project, find, tmp_path):
    make_project("Garten", tags="socent")
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "search_testapp.project", output=str(dump))
    Project.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert find("garten").total == 0
    call_command("rebuild_search", verbosity=0)
    assert counts(find("garten"), "tag") == {"socent": 1}


def test_rebuild_mends_whatever_is_wrong(make_project, find, capsys):
    kept = make_project("Garten", theme="alter")
    gone = make_project("Wiese")
    Record.objects.filter(object_id=kept.pk).update(title="falsch", title_tokens="wfalsch")
    RecordFacet.objects.filter(facet="theme").delete()
    Project.objects.filter(pk=gone.pk).update(live=False)
    Term.objects.all().delete()
    for _ in range(2):
        call_command("rebuild_search")
        assert counts(find("garten"), "theme") == {"alter": 1}
        assert find("wiese").total == find("falsch").total == 0
        assert Term.objects.filter(vocabulary="theme").count() == 3
        out = capsys.readouterr().out
        assert "Projekt" in out or "projects" in out
        assert "Fertig: 2 Einträge" in out


def test_rebuild_deletes_what_nobody_registers_any_more(make_project, own_registry):
    make_project("Garten")
    own_registry.sources[:] = [s for s in own_registry.sources if s.model is not Project]
    rebuild()
    assert not Record.objects.filter(type="project").exists()


def test_a_source_that_names_an_unknown_facet_is_an_error(make_project, own_registry):
    own_registry.own_facets[:] = [facet for facet in own_registry.own_facets if facet.name != "tag"]
    with pytest.raises(ValueError, match="'tag', which is not registered"):
        make_project(tags="socent")
