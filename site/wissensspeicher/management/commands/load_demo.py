"""`load_demo`: the Wissensspeicher of Mansfeld-Südharz, to look at and to play with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from knowledge.projects.models import Project
from knowledge_search import records
from wissensspeicher.demo.accounts import make_demo_accounts
from wissensspeicher.demo.pages import fill_duty_pages, load_funding, load_pages, load_settings
from wissensspeicher.demo.projects import load_organisations, load_projects


class Command(BaseCommand):
    """Makes what is missing and leaves alone what is there."""

    help = "Lädt die Demo-Inhalte. Was schon da ist oder bearbeitet wurde, bleibt unberührt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--once``."""
        parser.add_argument(
            "--once",
            action="store_true",
            help="Nur in einen leeren Speicher laden: Was die Redaktion gelöscht hat, kommt nicht wieder.",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing."""
        if options["once"] and Project.objects.exists():
            return
        # Records and references are written once at the end, not at each of the many saves.
        with records.batch(), disable_reference_index_auto_update():
            organisations = load_organisations()
            projects = load_projects(organisations)
            pages = load_pages(organisations, projects)
            duty_pages = fill_duty_pages()
            settings_of_site = load_settings()
            load_funding()
        all_pages = (*pages.values(), *duty_pages)
        for thing in (*organisations.values(), *projects.values(), *all_pages, settings_of_site):
            ReferenceIndex.create_or_update_for_object(thing)
        # Everybody can read these passwords, so they are for trying only.
        accounts = make_demo_accounts() if settings.DEBUG else 0
        if options["verbosity"]:
            self.stdout.write(
                self.style.SUCCESS(
                    f"Fertig: {len(organisations)} Organisationen, {len(projects)} Projekte, "
                    f"{len(all_pages)} Seiten, {accounts} neue Konten."
                )
            )
