"""`setup_site`: the starting content of a new store."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from knowledge.setup.duty_pages import set_up_duty_pages
from knowledge.setup.people import set_up_groups, set_up_workflow
from knowledge.setup.tree import set_up_tree
from knowledge.setup.vocabularies import load_vocabularies
from knowledge_search.german import starting_synonyms
from knowledge_search.synonyms import load_starting


class Command(BaseCommand):
    """Vocabularies, pages, groups, workflow, synonyms. Safe to run again: what is there stays."""

    help = (
        "Legt Vokabulare, Seitenbaum, Pflichtseiten, Gruppen, Workflow und Synonyme an. "
        "Was schon da ist, bleibt unberührt."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Run every step; all of them or none."""
        terms = load_vocabularies()
        home, pages = set_up_tree()
        pages += set_up_duty_pages(home)
        editors, _ = set_up_groups()
        set_up_workflow(editors, home)
        load_starting(starting_synonyms())
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"Fertig: {terms} Begriffe und {pages} Seiten angelegt."))
