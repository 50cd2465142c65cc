"""Questionnaires as data: a questionnaire has versions; a published version never changes again."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.turkish import is_english
from surveys.managers import QuestionnaireQuerySet, VersionQuerySet


class Audience(models.TextChoices):
    GRADUATES = "graduates", _("Mezunlar")
    EMPLOYERS = "employers", _("İşverenler")


class Bilingual(models.Model):
    """A title in both languages; ``title`` is the reader's."""

    title_tr = models.CharField(_("Türkçe başlık"), max_length=200)
    title_en = models.CharField(_("İngilizce başlık"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if is_english() else self.title_tr


class Questionnaire(Bilingual):
    key = models.SlugField(_("anahtar"), max_length=60, unique=True)
    audience = models.CharField(_("kime"), max_length=10, choices=Audience.choices)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("anket formu")
        ordering = ["title_tr", "id"]


class QuestionnaireVersion(models.Model):
    """The questions themselves, as JSON (``surveys.questionnaires.content`` reads them).

    A draft may change; once published nothing of it does: the database refuses. A new version starts as a copy.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Taslak")
        PUBLISHED = "published", _("Yayımlandı")

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="versions", verbose_name=_("anket formu")
    )
    number = models.PositiveSmallIntegerField(_("sürüm"))
    content = models.JSONField(_("sorular"))
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(_("yayımlandı"), null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("anket formu sürümü")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaire_version_number_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(state="draft"), name="questionnaire_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                name="questionnaire_published_has_its_moment",
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(name="questionnaire_versions_count_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_version_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.number}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


tracked()(Questionnaire)
tracked()(QuestionnaireVersion)
