"""App configuration."""

from django.apps import AppConfig
from django.core import checks


class KnowledgeConfig(AppConfig):
    """Vocabularies, organisations, projects and pages of the knowledge store."""

    name = "knowledge"
    verbose_name = "Wissensspeicher"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the slices: signals, sections of home, and what the search is to find."""
        from knowledge import search
        from knowledge.enquiries import entries, invitation
        from knowledge.enquiries import expiring as enquiry_terms
        from knowledge.enquiries import letters as enquiry_letters
        from knowledge.enquiries.models import Enquiry
        from knowledge.forms import expiring as form_terms
        from knowledge.forms.models import RateCount
        from knowledge.mails import expiring as mail_terms
        from knowledge.mails import letterhead, notices
        from knowledge.mails.models import MailText, OutgoingMail
        from knowledge.page_cache import watching
        from knowledge.pages import expiring as form_page_terms
        from knowledge.pages import frame, home_sections, renaming
        from knowledge.pages.form_pages import FormEntry
        from knowledge.pages.letterhead import letterhead as office
        from knowledge.retention.models import RetentionRun
        from knowledge.submissions import consenting, deciding, expiring, letters, logs
        from knowledge.submissions import models as submissions
        from knowledge.uploads import expiring as upload_terms
        from knowledge.uploads import files
        from knowledge.uploads.checks import check_private_storage
        from knowledge.uploads.models import Upload
        from knowledge.vocabularies import protection

        protection.connect()
        renaming.connect()
        frame.connect()
        watching.connect()
        files.connect()
        checks.register(check_private_storage)
        written = (Enquiry, FormEntry, MailText, OutgoingMail, RateCount, RetentionRun, Upload)
        watching.never_shown(*written, *submissions.ALL)
        consenting.connect()
        deciding.connect()
        letters.register()
        logs.connect()
        enquiry_letters.register()
        entries.connect()
        invitation.register()
        for room in (expiring, enquiry_terms, form_page_terms, upload_terms, mail_terms, form_terms):
            room.connect()
        home_sections.register()
        letterhead.provide(office)
        notices.connect()
        search.register()
