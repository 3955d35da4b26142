"""The models of all slices, gathered where Django looks for them."""

from knowledge.enquiries.models import Enquiry, FundingSettings
from knowledge.forms.models import RateCount
from knowledge.mails.models import MailText, OutgoingMail
from knowledge.organisations.models import Organisation
from knowledge.pages.form_pages import FormEntry, FormField, FormPage
from knowledge.pages.models import (
    DossierPage,
    HomePage,
    InformationPage,
    InterviewPage,
    KnowledgeCardPage,
    ListPage,
    MegatrendPage,
    NewsPage,
    PilotPage,
    PilotPartner,
    ThemePage,
    ThemeYearPage,
)
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import (
    Project,
    ProjectFunder,
    ProjectImage,
    ProjectLink,
    ProjectPartner,
    ProjectRelation,
    ProjectTag,
)
from knowledge.retention.models import RetentionRun, RetentionTerm
from knowledge.submissions.models import (
    Consent,
    LinkRequest,
    Submission,
    SubmissionFile,
    SubmissionLink,
    SubmissionMessage,
)
from knowledge.uploads.models import Upload
from knowledge.vocabularies.models import (
    Approach,
    Audience,
    Challenge,
    Goal,
    Hashtag,
    Kind,
    Megatrend,
    Reach,
    Stage,
    Theme,
)

__all__ = [
    "Approach",
    "Audience",
    "Challenge",
    "Consent",
    "DossierPage",
    "EasyLanguagePage",
    "Enquiry",
    "FormEntry",
    "FormField",
    "FormPage",
    "FundingSettings",
    "Goal",
    "Hashtag",
    "HomePage",
    "InformationPage",
    "InterviewPage",
    "Kind",
    "KnowledgeCardPage",
    "KnowledgeSettings",
    "LinkRequest",
    "ListPage",
    "MailText",
    "Megatrend",
    "MegatrendPage",
    "NewsPage",
    "Organisation",
    "OutgoingMail",
    "PilotPage",
    "PilotPartner",
    "Project",
    "ProjectFunder",
    "ProjectImage",
    "ProjectLink",
    "ProjectPartner",
    "ProjectRelation",
    "ProjectTag",
    "RateCount",
    "Reach",
    "RetentionRun",
    "RetentionTerm",
    "SignLanguagePage",
    "Stage",
    "Submission",
    "SubmissionFile",
    "SubmissionLink",
    "SubmissionMessage",
    "Theme",
    "ThemePage",
    "ThemeYearPage",
    "Upload",
]
