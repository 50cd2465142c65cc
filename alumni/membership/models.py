"""Membership: an account tied to a record; a claim is how somebody proves that a record is theirs."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.membership.managers import ClaimEvidenceQuerySet, ClaimQuerySet, MembershipQuerySet
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.files.models import StoredFile
from mik.people.models import Visibility
from mik.units.models import Level, Unit


class Membership(models.Model):
    """One record, one account."""

    class Method(models.TextChoices):
        AUTOMATIC = "automatic", _("Kayıttaki adrese gelen kodla")
        UNIVERSITY = "university", _("Üniversitenin verdiği hesapla")
        REPRESENTATIVE = "representative", _("Bölüm temsilcisi onayladı")
        OFFICE = "office", _("Mezun Ofisi onayladı")

    alumnus = models.OneToOneField(Alumnus, on_delete=models.CASCADE, related_name="membership")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    joined_at = models.DateTimeField(_("üyelik"), default=timezone.now)
    method = models.CharField(_("nasıl"), max_length=20, choices=Method.choices)
    # Who sees what stands in no row of its own (``alumni.visibility``).
    name_shown = models.CharField(
        _("adı kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    programme_shown = models.CharField(
        _("programı kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    year_shown = models.CharField(
        _("mezuniyet yılını kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    # Not wanting to be a mentor is shown to nobody: then this is «nobody».
    mentor_shown = models.CharField(
        _("mentor olmak istediğini kimler görür"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.NOBODY,
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("üyelik")

    def __str__(self) -> str:
        return str(self.pk)


class Claim(models.Model):
    """«This graduation is mine»: what the person says, and what was decided. Nothing is asked that may be forgotten."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Yazılıyor")
        SUBMITTED = "submitted", _("Bekliyor")
        MORE = "more", _("Ek bilgi istendi")
        APPROVED = "approved", _("Onaylandı")
        REFUSED = "refused", _("Reddedildi")
        WITHDRAWN = "withdrawn", _("Geri çekildi")

    OPEN = (State.DRAFT, State.SUBMITTED, State.MORE)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="claims")
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.DRAFT)
    given_names = models.CharField(_("ad"), max_length=120, blank=True)
    surname = models.CharField(_("soyad"), max_length=120, blank=True)
    former_surname = models.CharField(_("mezun olurkenki soyad"), max_length=120, blank=True)
    birth_date = models.DateField(_("doğum tarihi"), null=True, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit_text = models.CharField(_("bölüm veya program"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("düzey"), choices=Level.choices, null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("mezuniyet yılı"), null=True, blank=True)
    student_no = models.CharField(_("öğrenci no"), max_length=40, blank=True)
    diploma_no = models.CharField(_("diploma no"), max_length=40, blank=True)
    # The number under the bars of a graduate document from e-Devlet; staff look it up at turkiye.gov.tr.
    barcode = models.CharField(_("mezun belgesi barkod no"), max_length=40, blank=True)
    barcode_checked_at = models.DateTimeField(_("barkod denetlendi"), null=True, blank=True)
    barcode_checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    identifier = EncryptedTextField(_("kimlik no"), blank=True, default="")
    identifier_hash = models.BinaryField(max_length=32, null=True, editable=False)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    note = models.TextField(_("not"), max_length=1000, blank=True)
    alumnus = models.ForeignKey(Alumnus, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims")
    score = models.PositiveSmallIntegerField(_("eşleşme"), default=0)
    # The record was opened for this very claim and is confirmed, or dropped, with its decision.
    proposed = models.BooleanField(_("kayıt bu başvuruyla önerildi"), default=False)
    invitation = models.ForeignKey(
        "alumni.Invitation", on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    # Since when only the office decides: a dispute, an appeal, or somebody on the record who said «not me».
    held_at = models.DateTimeField(_("ofise geçti"), null=True, blank=True)
    disowned_at = models.DateTimeField(_("«ben değilim» dendi"), null=True, blank=True)
    disowned_settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_hash = models.BinaryField(max_length=32, null=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    submissions = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("başlama"), default=timezone.now)
    submitted_at = models.DateTimeField(_("başvuru"), null=True, blank=True)
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_as = models.CharField(_("hangi görevle"), max_length=20, blank=True)
    reason = models.TextField(_("gerekçe"), max_length=1000, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("üyelik başvurusu")
        ordering = ["submitted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state__in=["draft", "submitted", "more"]),
                name="claim_one_open_per_user",
            ),
            models.CheckConstraint(
                name="claim_decided_by_somebody_else",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("user")),
            ),
            models.CheckConstraint(
                name="claim_approved_names_a_record",
                condition=~models.Q(state="approved") | models.Q(alumnus__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_barcode_checked_by_somebody",
                condition=models.Q(barcode_checked_at__isnull=True, barcode_checked_by__isnull=True)
                | models.Q(barcode_checked_at__isnull=False, barcode_checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_disowned_is_held",
                condition=models.Q(disowned_at__isnull=True) | models.Q(held_at__isnull=False),
            ),
        ]
        indexes = [
            # The queue of a department: waiting claims by age.
            models.Index(
                fields=["unit", "submitted_at"],
                condition=models.Q(state="submitted"),
                name="claim_queue_of_unit",
            ),
            # The office's queue: joined accounts somebody on the record has disowned.
            models.Index(
                fields=["disowned_at"],
                condition=models.Q(disowned_at__isnull=False, disowned_settled_at__isnull=True),
                name="claim_disowned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class ClaimEvidence(models.Model):
    """A document beside a claim: private, seen by whoever decides until it is decided."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="+")

    objects = ClaimEvidenceQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)


tracked()(Membership)
tracked(exclude=["identifier", "identifier_hash", "code_hash"])(Claim)
