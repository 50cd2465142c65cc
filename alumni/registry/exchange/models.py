"""A list that left the house: who took it, of whom, why, and what became of its file."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.exchange.managers import ExportQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.common.models import Job
from mik.files.models import StoredFile
from mik.units.models import Unit


class Export(models.Model):
    """``number`` is written into the file and is that of the record in the log of looks, so that whoever finds a stray
    file can tell where it came from.

    ``chosen`` holds the list's query or the ids ticked until the file is written, then nothing; ``words`` says the
    filter in words. Both may quote a name that was searched for, so they are encrypted.
    """

    class Form(models.TextChoices):
        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", _("CSV")
        VCARD = "vcf", _("Kişi kartı (vCard)")
        ZIP = "zip", _("Devir dosyası (ZIP)")

    number = models.BigIntegerField(_("kayıt no"), unique=True)
    form = models.CharField(_("biçim"), max_length=4, choices=Form.choices)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("alan"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    columns = models.JSONField(_("sütunlar"), default=list)
    reason = models.CharField(_("gerekçe"), max_length=500)
    chosen = EncryptedTextField(blank=True, default="", editable=False)
    words = EncryptedTextField(_("süzgeç"), blank=True, default="")
    people = models.PositiveIntegerField(_("kişi"), null=True, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("istendi"), default=timezone.now)
    finished_at = models.DateTimeField(_("bitti"), null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("dışa aktarma")
        ordering = ["-created_at", "-id"]
        indexes = [
            # The own exports, and the columns chosen last.
            models.Index(fields=["owner", "-created_at"], name="export_of_user"),
            # The office's list of all of them.
            models.Index(fields=["-created_at"], name="export_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.form}"

    @property
    def is_at_once(self) -> bool:
        """Handed over in the same request; no copy was kept."""
        return self.job_id is None


tracked(exclude=["chosen", "words"])(Export)
