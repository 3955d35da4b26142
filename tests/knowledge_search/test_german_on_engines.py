"""The table of German cases, through real records: what the rules say is what every engine finds."""

import json
from pathlib import Path

from django.db import transaction

from knowledge_search.german import starting_synonyms
from knowledge_search.models import SynonymGroup
from tests.knowledge_search.testapp.models import Project

CASES = json.loads((Path(__file__).parents[1] / "corpus" / "german_cases.json").read_text("utf-8"))
TEXTS = list(dict.fromkeys(case["text"] for case in CASES))


def test_every_case_holds(make_project, find):
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.bulk_create(SynonymGroup(words=", ".join(group)) for group in starting_synonyms())
    with transaction.atomic():
        made: dict[str, Project] = {text: make_project("Eintrag", body=text) for text in TEXTS}
    ids = {project.pk: text for text, project in made.items()}
    wrong = []
    for query in dict.fromkeys(case["query"] for case in CASES):
        page = find(query, type="project", limit=len(TEXTS))
        found = {ids[hit.id] for hit in page.hits}
        assert len(found) == page.total
        wrong += [
            (case["category"], query, case["text"], case["found"])
            for case in CASES
            if case["query"] == query and (case["text"] in found) != case["found"]
        ]
    assert wrong == []
