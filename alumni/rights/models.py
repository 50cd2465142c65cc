"""A request under KVKK art. 11 with its number, its clock and its answer; and the mark an erasure leaves."""

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from alumni.rights.managers import OPEN, RightsRequestQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.common.models import Job
from mik.files.models import StoredFile
from mik.people.models import Person


class RightsRequest(models.Model):
    """One request (ilgili kişi başvurusu). What names the person is encrypted, stands in no history, and goes with the
    person's erasure; number, kind, dates and the answer stay (Communiqué of 10.3.2018 on applications, art. 6 and 7).
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("Verilerimin bir örneğini almak")
        CORRECT = "correct", _("Yanlış ya da eksik bilginin düzeltilmesi")
        OBJECT = "object", _("Verilerimin işlenmesine itiraz")
        ERASE = "erase", _("Verilerimin silinmesi")
        OTHER = "other", _("Başka bir soru ya da istek")

    class State(models.TextChoices):
        RECEIVED = "received", _("Alındı")
        IN_WORK = "in_work", _("İnceleniyor")
        ANSWERED = "answered", _("Yanıtlandı")
        REFUSED = "refused", _("Kabul edilmedi")
        WITHDRAWN = "withdrawn", _("Geri çekildi")

    class Channel(models.TextChoices):
        PLATFORM = "platform", _("Platformdan")
        LETTER = "letter", _("Mektupla")
        EMAIL = "email", _("E-postayla")
        KEP = "kep", _("KEP ile")
        IN_PERSON = "in_person", _("Elden")

    class Ground(models.TextChoices):
        """Why a request is refused; the words the answer gives."""

        NONE = "", _("—")
        LAW = "law", _("Verinin saklanması kanunla zorunlu (KVKK m. 28; m. 5/2-ç)")
        IDENTITY = "identity", _("Başvuranın kimliği doğrulanamadı")
        OTHERS = "others", _("İstek başkasının kişisel verisini ilgilendiriyor")
        NOTHING = "nothing", _("Başvuran hakkında veri bulunmuyor")
        REPEATED = "repeated", _("Aynı istek yakın zamanda yanıtlandı")

    year = models.PositiveSmallIntegerField(_("yıl"), editable=False)
    serial = models.PositiveIntegerField(_("sıra"), editable=False)
    kind = models.CharField(_("istek"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.RECEIVED)
    channel = models.CharField(_("nasıl geldi"), max_length=10, choices=Channel.choices, default=Channel.PLATFORM)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ilgili kişi")
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hesap")
    )
    applicant = EncryptedTextField(_("başvuranın adı"), blank=True, default="")
    address = EncryptedTextField(_("yanıt e-postası"), blank=True, default="")
    identity = EncryptedTextField(_("kimlik nasıl doğrulandı"), blank=True, default="")
    text = EncryptedTextField(_("istek"), blank=True, default="")
    answer = EncryptedTextField(_("yanıt"), blank=True, default="")
    language = models.CharField(_("dil"), max_length=2, default="tr")
    ground = models.CharField(_("ret gerekçesi"), max_length=10, choices=Ground.choices, blank=True)
    received_on = models.DateField(_("alındığı gün"))
    due_on = models.DateField(_("son gün"), editable=False)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kaydeden")
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ilgilenen")
    )
    answered_at = models.DateTimeField(_("yanıt zamanı"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("yanıtlayan")
    )
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now, editable=False)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("KVKK başvurusu")
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="rights_request_number_once"),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=OPEN, person__isnull=False),
                name="rights_request_one_open_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(state__in=OPEN, person__isnull=True, user__isnull=False),
                name="rights_request_one_open_of_an_account",
            ),
            models.CheckConstraint(
                name="rights_request_closed_with_its_moment",
                condition=Q(state__in=OPEN, answered_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="rights_request_refused_on_a_ground", condition=~Q(state="refused") | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="rights_request_due_after_receipt", condition=Q(due_on__gt=models.F("received_on"))
            ),
        ]
        indexes = [
            # The desk's queue: open requests, the nearest last day first.
            models.Index(fields=["due_on", "id"], condition=Q(state__in=OPEN), name="rights_request_queue"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As people quote it: KVKK-2026-00012."""
        return f"KVKK-{self.year}-{self.serial:05d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def days_left(self, today: date | None = None) -> int:
        """Until the last day; negative once it is over."""
        return (self.due_on - (today or timezone.localdate())).days

    @property
    def clock(self) -> int:
        return self.days_left()

    @property
    def overdue_days(self) -> int:
        return max(0, -self.clock)


class ErasedQuerySet(models.QuerySet["Erased"]):
    def visible_to(self, user: object) -> "ErasedQuerySet":
        """Whoever sees the record sees that it was emptied."""
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))

    def among(self, person_ids: "list[int]") -> set[int]:
        """Those of these people whose values nobody may write again: erased, and not a member anew since."""
        rows = self.filter(alumnus__in=person_ids, alumnus__membership__isnull=True)
        return set(rows.values_list("alumnus_id", flat=True))

    def bearing(self, numbers: Collection[bytes]) -> dict[bytes, int]:
        """Of these numbers, those a record merged into an erased one bore."""
        rows = self.filter(hashes__overlap=list(numbers)).values_list("hashes", "alumnus_id")
        return {bytes(one): pk for hashes, pk in rows for one in hashes if bytes(one) in numbers}


class Erased(models.Model):
    """The mark of an erasure on the record that stays: imports and forms of the desk write no contacts, birth date or
    numbers into it. Lifted by nobody but the person, who joins again.
    """

    alumnus = models.OneToOneField(
        Alumnus, on_delete=models.CASCADE, primary_key=True, related_name="erased", verbose_name=_("mezun")
    )
    at = models.DateTimeField(_("silindi"), default=timezone.now)
    # Keyed hashes of numbers of records that were merged into this one: a list may still tell the person by them.
    hashes = ArrayField(models.BinaryField(max_length=32), default=list, blank=True)

    objects = ErasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("silme işareti")

    def __str__(self) -> str:
        return str(self.pk)


def is_erased(person_id: int) -> bool:
    return bool(Erased.objects.among([person_id]))


tracked(exclude=["job", "file"])(RightsRequest)
