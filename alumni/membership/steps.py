"""The steps of a claim: where each leads, what it needs, and what was said so far."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.evidence import document_label
from alumni.membership.forms import GraduationForm, IdentityForm, PersonForm, StepForm
from alumni.membership.models import Claim
from alumni.membership.short_forms import SummaryForm
from mik.common.identifiers import mask_identifier
from mik.common.turkish import date_long
from mik.units.models import Level

# The first step is behind whoever gets here: the address was confirmed at sign-up.
FIRST: Promise = gettext_lazy("E-posta")


@dataclass(frozen=True)
class Step:
    code: str
    number: int
    label: Promise
    title: Promise
    form: type[StepForm]

    @property
    def url(self) -> str:
        return reverse(f"alumni:claim_{self.code}")

    @property
    def template(self) -> str:
        return f"alumni/claim_{self.code}.html"


PERSON = Step("person", 2, gettext_lazy("Siz"), gettext_lazy("Siz"), PersonForm)
GRADUATION = Step("graduation", 3, gettext_lazy("Mezuniyet"), gettext_lazy("Mezuniyetiniz"), GraduationForm)
IDENTITY = Step("identity", 4, gettext_lazy("Kimlik"), gettext_lazy("Kimlik ve belge"), IdentityForm)
SUMMARY = Step("summary", 5, gettext_lazy("Özet"), gettext_lazy("Özet"), SummaryForm)
STEPS = (PERSON, GRADUATION, IDENTITY, SUMMARY)


def labels() -> list[Any]:
    return [FIRST, *(step.label for step in STEPS)]


def before(step: Step) -> Step | None:
    return next((other for other in STEPS if other.number == step.number - 1), None)


def after(step: Step) -> Step | None:
    return next((other for other in STEPS if other.number == step.number + 1), None)


def next_open(claim: Claim) -> Step:
    """The first step that still lacks an answer; the summary when none does."""
    if not (claim.given_names and claim.surname and claim.birth_date):
        return PERSON
    return SUMMARY if claim.level else GRADUATION


def is_open(claim: Claim, step: Step) -> bool:
    """Whether everything before this step has been answered."""
    return step.number <= max(next_open(claim).number, PERSON.number)


@dataclass(frozen=True)
class Answer:
    label: str
    value: str
    url: str = ""


def answers(claim: Claim, *, until: Step) -> list[Answer]:
    """What was said in the steps before ``until``, each with the page to change it on."""
    told = [(PERSON, _person), (GRADUATION, _graduation), (IDENTITY, _identity)]
    return [
        Answer(label, value, step.url)
        for step, tell in told
        if step.number < until.number
        for label, value in tell(claim)
        if value
    ]


def _person(claim: Claim) -> list[tuple[str, str]]:
    return [
        (_("Ad soyad"), claim.full_name),
        (_("Mezun olurkenki soyad"), claim.former_surname),
        (_("Doğum tarihi"), date_long(claim.birth_date) if claim.birth_date else ""),
    ]


def _graduation(claim: Claim) -> list[tuple[str, str]]:
    forgotten = _("Hatırlamıyorum")
    return [
        (_("Bölüm"), (claim.unit.label if claim.unit else claim.unit_text) or forgotten),
        (_("Düzey"), str(Level(claim.level).label) if claim.level else ""),
        (_("Mezuniyet yılı"), str(claim.year) if claim.year else forgotten),
        (_("Öğrenci no"), claim.student_no or forgotten),
        (_("Diploma no"), claim.diploma_no),
    ]


def _identity(claim: Claim) -> list[tuple[str, str]]:
    documents = [document_label(evidence.file.name) for evidence in claim.evidence.select_related("file")]
    return [
        (_("Kimlik no"), mask_identifier(claim.identifier) if claim.identifier else _("Yazılmadı")),
        (_("Telefon"), claim.phone or _("Yazılmadı")),
        (_("Mezun belgesi barkodu"), claim.barcode),
        (_("Belgeler"), ", ".join(documents) or _("Eklenmedi")),
    ]
