"""What the store adds to the admin; each slice's own screens live in its ``admin`` module."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from knowledge.enquiries import log_actions as enquiry_log
from knowledge.enquiries.office import folders as enquiry_folders
from knowledge.enquiries.office.viewset import EnquiryViewSet
from knowledge.imports import log_actions
from knowledge.mails import admin as mails
from knowledge.mails.panel import add_mail_panel
from knowledge.organisations.admin import OrganisationViewSet
from knowledge.pages import hooks as page_hooks
from knowledge.pages.form_entries import only_for_readers
from knowledge.pages.gaps import add_gaps_panel
from knowledge.projects.admin import ProjectViewSet, add_summary_items
from knowledge.retention import log_actions as retention_log
from knowledge.retention import office as retention_office
from knowledge.submissions import log_actions as submission_log
from knowledge.submissions.office.hooks import refuse_bulk_deletion, refuse_deletion
from knowledge.submissions.office.queue import add_summary_item
from knowledge.submissions.office.viewset import SubmissionViewSet
from knowledge.vocabularies.admin import VocabularyGroup

register_snippet(ProjectViewSet)
register_snippet(OrganisationViewSet)
register_snippet(VocabularyGroup)

hooks.register("before_move_page", page_hooks.refuse_shadowed_move)
hooks.register("before_bulk_action", page_hooks.refuse_shadowed_moves_in_bulk)
hooks.register("before_copy_page", page_hooks.refuse_shadowed_copy)
hooks.register("filter_form_submissions_for_user", only_for_readers)
hooks.register("register_log_actions", log_actions.register)
hooks.register("register_log_actions", submission_log.register)
hooks.register("register_log_actions", enquiry_log.register)
hooks.register("register_admin_viewset", SubmissionViewSet)
hooks.register("register_admin_viewset", EnquiryViewSet)
hooks.register("register_log_actions", retention_log.register)
hooks.register("register_admin_viewset", retention_office.RetentionViewSet)
hooks.register("register_permissions", retention_office.permissions)
hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("construct_homepage_summary_items", add_summary_item)
hooks.register("construct_homepage_summary_items", enquiry_folders.add_summary_item)
hooks.register("construct_homepage_summary_items", add_summary_items)
hooks.register("construct_homepage_panels", add_gaps_panel)
hooks.register("construct_homepage_panels", add_mail_panel)
hooks.register("register_admin_viewset", mails.MailTextViewSet)
hooks.register("register_log_actions", mails.register_log_actions)
hooks.register("register_permissions", mails.permissions)
