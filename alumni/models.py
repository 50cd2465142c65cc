"""Gathers the models of the subjects for Django."""

from alumni.career.models import Employment, FurtherStudy
from alumni.directory.models import SavedSearch
from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.inviting.models import Invitation
from alumni.membership.models import Claim, ClaimEvidence, Membership
from alumni.membership.students.models import StudentNote
from alumni.membership.weekly_models import WeeklyMail
from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report, Side
from alumni.numbers.models import GraduateFact
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.exchange.models import Export
from alumni.registry.health.models import HealthDismissal, HealthFinding, HealthRepair, HealthSnapshot
from alumni.registry.importing.models import ImportSource, ImportVerdict, ToldGraduation, UnitAlias
from alumni.registry.merging.models import Merge
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from alumni.registry.provenance.models import KeptValue
from alumni.registry.reminding.models import ConfirmationReminder, ReminderStop
from alumni.registry.segments.models import Segment
from alumni.rights.models import Erased, RightsRequest

__all__ = [
    "Alumnus",
    "Appeal",
    "Block",
    "Claim",
    "ClaimEvidence",
    "ConfirmationReminder",
    "Conversation",
    "Dispute",
    "DuplicatePair",
    "Employment",
    "Erased",
    "Export",
    "FormerName",
    "FurtherStudy",
    "GraduateFact",
    "Graduation",
    "HealthDismissal",
    "HealthFinding",
    "HealthRepair",
    "HealthSnapshot",
    "ImportProblem",
    "ImportRun",
    "ImportSource",
    "ImportVerdict",
    "Invitation",
    "KeptValue",
    "LanguageSkill",
    "Membership",
    "Merge",
    "MergeRequest",
    "Message",
    "MessageSettings",
    "Photo",
    "ReminderStop",
    "Report",
    "RightsRequest",
    "SavedSearch",
    "Segment",
    "Side",
    "SocialLink",
    "StudentNote",
    "ToldGraduation",
    "UnitAlias",
    "WeeklyMail",
]
