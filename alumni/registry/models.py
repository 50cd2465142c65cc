"""The databank of all graduates (directive 5b, 6a): a record for every graduate, member or not."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.managers import (
    AlumnusQuerySet,
    GraduationQuerySet,
    ImportProblemQuerySet,
    ImportRunQuerySet,
)
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.models import Job, JobState
from mik.files.models import StoredFile
from mik.people.models import Person, Source
from mik.units.models import Level, Unit


class Alumnus(models.Model):
    """A graduate's record (mezun kütüğü). ``proposed`` until somebody entitled confirms it."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("Doğrulanmış")
        PROPOSED = "proposed", _("Önerilmiş")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="alumnus")
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.CONFIRMED)
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices, default=Source.IMPORT)
    confirmed_at = models.DateTimeField(_("son onay"), null=True, blank=True)
    confirmed_source = models.CharField(_("onaylayan"), max_length=20, choices=Source.choices, blank=True)
    update_asked_at = models.DateTimeField(_("güncelleme istendi"), null=True, blank=True)
    tags = models.JSONField(_("etiketler"), default=list, blank=True)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)

    objects = AlumnusQuerySet.as_manager()

    class Meta:
        verbose_name = _("mezun")
        indexes = [
            # The saved view «bilgisi eski»: records by their last confirmation.
            models.Index(fields=["confirmed_at"], name="alumnus_by_freshness"),
            # The list's filter by tag: which tags are in use, and who has one.
            models.Index(fields=["person"], condition=~models.Q(tags=[]), name="alumnus_with_tags"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_fresh(self) -> bool:
        return bool(self.confirmed_at and self.confirmed_at >= AlumnusQuerySet.fresh_since())


class Graduation(models.Model):
    """One diploma of one graduate, in the programme as it stands on the diploma."""

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="graduations")
    programme = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="graduations", verbose_name=_("program"))
    level = models.PositiveSmallIntegerField(_("düzey"), choices=Level.choices)
    graduated_on = models.DateField(_("mezuniyet tarihi"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("mezuniyet yılı"))
    diploma_no = models.CharField(_("diploma no"), max_length=40, blank=True)
    student_no = models.CharField(_("öğrenci no"), max_length=40, blank=True)
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices, default=Source.IMPORT)
    import_run = models.ForeignKey(
        "alumni.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="graduations"
    )
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)

    objects = GraduationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mezuniyet")
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus", "diploma_no"],
                condition=~models.Q(diploma_no=""),
                name="graduation_one_per_diploma",
            ),
            models.UniqueConstraint(
                fields=["alumnus", "programme", "graduated_on"],
                condition=models.Q(diploma_no=""),
                nulls_distinct=False,
                name="graduation_once_without_diploma",
            ),
            models.CheckConstraint(
                name="graduation_year_is_that_of_its_date",
                condition=models.Q(graduated_on__isnull=True) | models.Q(graduated_on__year=models.F("year")),
            ),
        ]
        indexes = [
            # The workspace's list: graduates of these programmes, by year.
            models.Index(fields=["programme", "year", "alumnus"], name="graduation_of_programme"),
            # The whole registry by year: WHERE year IN (…) LIMIT 2001, and the first and the last year.
            models.Index(fields=["year"], name="graduation_by_year"),
            # Matching an import by diploma number; numbers repeat across registers, so always with the person.
            models.Index(fields=["diploma_no"], condition=~models.Q(diploma_no=""), name="graduation_by_diploma"),
            # Matching an import or a claim by student number.
            models.Index(fields=["student_no"], name="graduation_by_student_no"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"


class ImportRun(models.Model):
    """One list brought in: its file, its mapping of columns, what came of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Yüklendi")
        MAPPED = "mapped", _("Sütunlar eşlendi")
        PREVIEWED = "previewed", _("Önizlendi")
        RUNNING = "running", _("Aktarılıyor")
        DONE = "done", _("Bitti")
        STOPPED = "stopped", _("Durduruldu")
        FAILED = "failed", _("Yapılamadı")
        UNDONE = "undone", _("Geri alındı")

    source = models.ForeignKey(
        "alumni.ImportSource", on_delete=models.PROTECT, null=True, blank=True, related_name="runs"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("dosya"), max_length=200)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.UPLOADED)
    mapping = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    # Rows of the list that are through; a run taken up again after a crash starts behind them.
    landed_rows = models.PositiveIntegerField(default=0, editable=False)
    # Who wins where list and registry differ: a rule for each field (``winners``).
    rules = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("yüklendi"), default=timezone.now)
    undone_at = models.DateTimeField(_("geri alındı"), null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("içe aktarma")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def stage(self) -> str:
        """The state, with what became of the job: a run whose job ended before the list did is stopped or failed."""
        if self.state != self.State.RUNNING or self.job is None:
            return self.state
        ended = {JobState.CANCELLED: self.State.STOPPED, JobState.FAILED: self.State.FAILED}
        return ended.get(JobState(self.job.state), self.State.RUNNING)

    @property
    def stage_label(self) -> str:
        return str(self.State(self.stage).label)

    @property
    def has_started(self) -> bool:
        return self.state in {self.State.RUNNING, self.State.DONE, self.State.UNDONE}

    @property
    def is_being_undone(self) -> bool:
        return self.job is not None and self.job.kind == "registry.import_undo" and not self.job.is_finished

    @property
    def is_at_work(self) -> bool:
        return self.stage == self.State.RUNNING or self.is_being_undone

    @property
    def can_be_undone(self) -> bool:
        """Over, with something landed, and not undone already."""
        over = self.stage in {self.State.DONE, self.State.STOPPED, self.State.FAILED}
        return over and self.landed_rows > 0 and not self.is_being_undone

    @property
    def can_go_on(self) -> bool:
        """Stopped or failed half-way, with its file still here."""
        return self.stage in {self.State.STOPPED, self.State.FAILED} and self.file_id is not None


class ImportProblem(models.Model):
    """A row that could not be taken, or was taken with a warning: where, what, why, how to mend it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("satır"))
    column = models.CharField(_("sütun"), max_length=200, blank=True)
    value = models.CharField(_("dosyadaki değer"), max_length=200, blank=True)
    reason = models.CharField(_("neden"), max_length=40)
    message = models.CharField(_("neden alınamadı"), max_length=300)
    remedy = models.CharField(_("nasıl düzelir"), max_length=300, blank=True)
    is_warning = models.BooleanField(default=False)

    objects = ImportProblemQuerySet.as_manager()

    class Meta:
        ordering = ["row", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "row", "reason", "column"], name="import_problem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.reason}"


tracked(exclude=["updated_at"])(Alumnus)
tracked(exclude=["updated_at"])(Graduation)
