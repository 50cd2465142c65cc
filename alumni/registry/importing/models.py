"""What imports remember: where lists come from, what they said last time, what each row of a preview comes to."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.importing.managers import ImportSourceQuerySet, ImportVerdictQuerySet, ToldGraduationQuerySet
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.common.fields import EncryptedTextField
from mik.units.models import Unit

if TYPE_CHECKING:
    from alumni.registry.importing.verdicts import Detail


class ImportSource(models.Model):
    """A place that lists come from again and again: how it names its columns, who wins, what it last told."""

    name = models.CharField(_("kaynak"), max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Folded header → field, "" for a column nobody needs. By header, so that columns may change places.
    columns = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    is_complete = models.BooleanField(
        _("Her seferinde tüm mezunları verir"),
        default=False,
        help_text=_("İşaretlerseniz önizleme, önceki listede olup bu listede olmayanları da gösterir."),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ImportSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste kaynağı")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], nulls_distinct=False, name="import_source_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """How lists write a programme that no rule of spelling finds; said once by a person, then remembered.

    The office's hold for every list, those of a department for its own lists only.
    """

    key = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="list_names")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("birim eşleştirmesi")
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], nulls_distinct=False, name="unit_alias_once"),
        ]

    def __str__(self) -> str:
        return self.key


class ToldGraduation(models.Model):
    """A graduation as a source told it last: an unchanged row is known by its digest and read no further.

    ``digest`` is keyed, so nothing of the row can be learnt from it. ``run`` and ``row`` are where it was told so for
    the first time: a run that repeats it writes nothing, and undoing that run takes nothing away.
    """

    source = models.ForeignKey(ImportSource, on_delete=models.CASCADE, related_name="told")
    graduation = models.ForeignKey(Graduation, on_delete=models.CASCADE, related_name="told_by")
    digest = models.BinaryField(max_length=16)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="told", db_index=False)
    row = models.PositiveIntegerField()

    objects = ToldGraduationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "graduation"], name="told_graduation_once"),
        ]
        indexes = [
            # Which rows of this chunk has the source told before?
            models.Index(fields=["source", "digest"], name="told_by_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.graduation_id}"


class ImportVerdict(models.Model):
    """What one row of a previewed list comes to, and what a person decided about it. Gone once the list is in."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Yeni")
        UPDATED = "updated", _("Değişen")
        UNCHANGED = "unchanged", _("Aynı kalan")
        CONFLICT = "conflict", _("Çakışan")
        LIKELY = "likely", _("Belki kayıtlı")
        REPEATED = "repeated", _("Yinelenen")
        MISSING = "missing", _("Bu listede olmayan")

    class Choice(models.TextChoices):
        """What a person decided; nothing: the rules decide."""

        NONE = "", _("Kurala göre")
        LIST = "list", _("Listedeki geçsin")
        KEEP = "keep", _("Kayıttaki kalsın")
        SKIP = "skip", _("Alma")
        SAME = "same", _("Önerilen kayıt")
        NEW = "new", _("Yeni kişi")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="verdicts", db_index=False)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # Name, unit, differences: personal data, as JSON.
    detail = EncryptedTextField(blank=True, default="")
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True, default=Choice.NONE)
    # With Choice.SAME: whom the row means; empty again when that record is gone.
    chosen = models.ForeignKey(
        Alumnus, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ImportVerdictQuerySet.as_manager()

    class Meta:
        ordering = ["row"]
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="import_verdict_once"),
        ]
        indexes = [
            # A page of the preview: this run's rows of one outcome, in the order of the file.
            models.Index(fields=["run", "outcome", "row"], name="import_verdict_page"),
            # A record goes: which choices name it? Few rows have one, so the others stay out.
            models.Index(fields=["chosen"], name="import_verdict_chosen", condition=models.Q(chosen__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"

    @property
    def shown(self) -> "Detail":
        """The detail as the preview shows it."""
        from alumni.registry.importing.verdicts import read_detail

        return read_detail(self.detail)
