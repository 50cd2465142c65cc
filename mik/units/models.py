"""Academic units with history: opened, closed, renamed, moved to another university (directive 4a).

What is unknown stays unknown: a missing date, language or English name is empty, never invented.
"""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from mik.audit.tracking import tracked
from mik.common.turkish import TR, Folded, is_english

FOUNDED = 1955  # the university, by law 6594 of 20 May 1955


class Level(models.IntegerChoices):
    """Levels of study by their ISCED 2011 number; the directive names them in article 4(1)a."""

    ASSOCIATE = 5, _("Ön lisans")
    BACHELOR = 6, _("Lisans")
    MASTER = 7, _("Yüksek lisans")
    DOCTORATE = 8, _("Doktora")


class Kind(models.TextChoices):
    FACULTY = "faculty", _("Fakülte")
    SCHOOL = "school", _("Yüksekokul")
    VOCATIONAL_SCHOOL = "vocational_school", _("Meslek yüksekokulu")
    INSTITUTE = "institute", _("Enstitü")
    CONSERVATORY = "conservatory", _("Konservatuvar")
    RECTORATE = "rectorate", _("Rektörlük")
    DEPARTMENT = "department", _("Bölüm")
    PROGRAMME = "programme", _("Program")


class Successor(models.Model):
    """A university that took over units of this one, with the legal basis."""

    name = models.CharField(_("üniversite"), max_length=200, unique=True)
    name_en = models.CharField(_("İngilizce adı"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("yıl"))
    basis = models.CharField(_("dayanak"), max_length=300)

    class Meta:
        ordering = ["year", "name"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units are public facts: everybody may read them."""

    def departments(self) -> Self:
        return self.filter(kind=Kind.DEPARTMENT)

    def programmes(self) -> Self:
        return self.filter(kind=Kind.PROGRAMME)

    def in_turkish_order(self) -> Self:
        return self.order_by(Collate("name", TR), "id")

    def without_english_name(self) -> Self:
        """Units that the office still has to translate."""
        return self.filter(name_en="").exclude(kind=Kind.PROGRAMME)


def in_language(name: str, name_en: str) -> str:
    """The name in the reader's language; Turkish where no English name is known."""
    return (name_en if is_english() else "") or name


class Unit(models.Model):
    """A node of faculty → department → programme; a graduate belongs to the programme as on the diploma."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("üst birim"),
    )
    kind = models.CharField(_("tür"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("ad"), max_length=200)
    name_en = models.CharField(_("İngilizce adı"), max_length=200, blank=True)
    name_folded = models.GeneratedField(
        expression=Folded("name"), output_field=models.TextField(), db_persist=True, editable=False
    )
    level = models.PositiveSmallIntegerField(_("düzey"), choices=Level.choices, null=True, blank=True)
    language = models.CharField(_("öğretim dili"), max_length=2, blank=True)
    opened_on = models.DateField(_("açılış"), null=True, blank=True)
    closed_on = models.DateField(_("kapanış"), null=True, blank=True)
    status = models.CharField(_("durum"), max_length=200, blank=True)
    source = models.CharField(_("kaynak"), max_length=300, blank=True)
    note = models.CharField(_("not"), max_length=300, blank=True)
    key = models.CharField(_("anahtar"), max_length=300, unique=True)
    successor = models.ForeignKey(
        Successor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("devralan"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_level_only_on_programmes",
                condition=models.Q(kind=Kind.PROGRAMME, level__isnull=False)
                | (~models.Q(kind=Kind.PROGRAMME) & models.Q(level__isnull=True)),
            ),
            models.CheckConstraint(
                name="unit_has_a_parent_below_the_top",
                condition=~models.Q(kind__in=[Kind.DEPARTMENT, Kind.PROGRAMME]) | models.Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="unit_closes_after_it_opens",
                condition=models.Q(opened_on__isnull=True)
                | models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gt=models.F("opened_on")),
            ),
        ]
        indexes = [
            # Unit pickers: name_folded contains what was typed.
            GinIndex(fields=["name_folded"], name="unit_name_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language; Turkish where no English name is known.

        A programme without one bears its department's, whose name it shares.
        """
        if not is_english():
            return self.name
        inherited = self.parent.name_en if self.kind == Kind.PROGRAMME and self.parent else ""
        return in_language(self.name, self.name_en or inherited)

    @property
    def department(self) -> "Unit":
        return self.parent if self.kind == Kind.PROGRAMME and self.parent else self

    @property
    def faculty(self) -> "Unit | None":
        return self.department.parent


class UnitName(models.Model):
    """A name a unit bore before; ``until`` is the last day, where it is known."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="earlier_names")
    name = models.CharField(_("ad"), max_length=200)
    until = models.DateField(_("son gün"), null=True, blank=True)
    source = models.CharField(_("kaynak"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_earlier_name_once")]

    def __str__(self) -> str:
        return self.name


tracked(exclude=["name_folded"])(Unit)
