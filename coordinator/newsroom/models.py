"""Announcements (duyurular): written in two languages, shown to those they are for, and mailed once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alumni.registry.segments import Belonging, Criteria
from alumni.registry.segments.models import Segment
from coordinator.newsroom.managers import AnnouncementQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.turkish import Folded
from mik.mail.models import Mailing
from mik.people.models import Purpose
from mik.units.models import Unit


class Kind(models.TextChoices):
    NEWS = "news", _("Haber")
    EVENT = "event", _("Etkinlik")
    JOB = "job", _("İş ilanı")
    INTERNSHIP = "internship", _("Staj")
    TRAINING = "training", _("Eğitim")
    SCHOLARSHIP = "scholarship", _("Burs")


# A consent covers what its text names (KVKK art. 3/1-a; mik.people.consents.texts): «haber ve etkinlik» are news
# and events, «iş, staj, eğitim ve burs» the four that one applies for. A course is training, though it has its day.
PURPOSE_OF = {
    Kind.NEWS: Purpose.NEWS,
    Kind.EVENT: Purpose.NEWS,
    Kind.TRAINING: Purpose.CAREER,
    Kind.JOB: Purpose.CAREER,
    Kind.INTERNSHIP: Purpose.CAREER,
    Kind.SCHOLARSHIP: Purpose.CAREER,
}
# Whoever reads of these has to apply somewhere, by some day.
WITH_DEADLINE = (Kind.JOB, Kind.INTERNSHIP, Kind.SCHOLARSHIP)


class State(models.TextChoices):
    DRAFT = "draft", _("Taslak")
    PUBLISHED = "published", _("Yayında")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


class Announcement(models.Model):
    """One announcement. ``unit`` is set on a representative's, whose audience is that department's graduates."""

    kind = models.CharField(_("tür"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="announcements", verbose_name=_("bölüm")
    )
    title_tr = models.CharField(_("konu, Türkçe"), max_length=160)
    title_en = models.CharField(_("konu, İngilizce"), max_length=160, blank=True)
    body_tr = models.TextField(_("metin, Türkçe"), max_length=20_000, blank=True)
    body_en = models.TextField(_("metin, İngilizce"), max_length=20_000, blank=True)
    text_folded = models.GeneratedField(
        expression=Folded("title_tr", "title_en", "body_tr", "body_en"),
        output_field=models.TextField(),
        db_persist=True,
        editable=False,
    )
    place = models.CharField(_("yer"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("başlangıç"), null=True, blank=True)
    ends_at = models.DateTimeField(_("bitiş"), null=True, blank=True)
    deadline = models.DateField(_("son başvuru günü"), null=True, blank=True)
    link = models.CharField(_("bağlantı"), max_length=500, blank=True)

    units = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("bölümler"))
    levels = ArrayField(models.IntegerField(), default=list, blank=True, verbose_name=_("düzeyler"))
    year_from = models.PositiveSmallIntegerField(_("ilk mezuniyet yılı"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("son mezuniyet yılı"), null=True, blank=True)
    provinces = ArrayField(models.CharField(max_length=2), default=list, blank=True, verbose_name=_("iller"))
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True, verbose_name=_("ülkeler"))
    membership = models.CharField(_("üyelik"), max_length=8, choices=Belonging.choices, default=Belonging.ALL)
    # A saved segment narrows all of the above; the platform then shows it only to those whom the mail went to.
    segment = models.ForeignKey(
        Segment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kayıtlı kitle")
    )
    for_students = models.BooleanField(_("öğrenciler de görsün"), default=False)

    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.DRAFT)
    on_platform = models.BooleanField(_("platformda görünür"), default=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("yazan"))
    published_at = models.DateTimeField(_("yayım"), null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("geri çekme"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # One mailing an announcement: a second click or a second tab finds the first one.
    mailing = models.OneToOneField(
        Mailing, on_delete=models.PROTECT, null=True, blank=True, related_name="announcement", verbose_name=_("e-posta")
    )
    created_at = models.DateTimeField(_("yazıldı"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), default=timezone.now)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("duyuru")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(name="announcement_has_a_title", condition=~Q(title_tr="")),
            models.CheckConstraint(
                name="announcement_published_by_somebody",
                condition=Q(state="draft", published_at__isnull=True, published_by__isnull=True)
                | (~Q(state="draft") & Q(published_at__isnull=False, published_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="announcement_withdrawn_by_somebody",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="announcement_published_says_something", condition=Q(state="draft") | ~Q(body_tr="")
            ),
            models.CheckConstraint(
                name="announcement_published_english_is_whole",
                condition=Q(state="draft") | Q(title_en="", body_en="") | (~Q(title_en="") & ~Q(body_en="")),
            ),
            models.CheckConstraint(
                name="announcement_opening_has_deadline_and_link",
                condition=Q(state="draft")
                | ~Q(kind__in=["job", "internship", "scholarship"])
                | (Q(deadline__isnull=False) & ~Q(link="")),
            ),
            models.CheckConstraint(
                name="announcement_event_has_time_and_place",
                condition=Q(state="draft") | ~Q(kind="event") | (Q(starts_at__isnull=False) & ~Q(place="")),
            ),
            models.CheckConstraint(
                name="announcement_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="announcement_link_is_of_the_web", condition=Q(link="") | Q(link__regex=r"^https?://[^\s/]+")
            ),
            models.CheckConstraint(
                name="announcement_years_in_order",
                condition=Q(year_from__isnull=True) | Q(year_to__isnull=True) | Q(year_from__lte=F("year_to")),
            ),
            # A representative reaches the own department at some levels, and nobody else.
            models.CheckConstraint(
                name="announcement_of_unit_stays_there",
                condition=Q(unit__isnull=True)
                | Q(
                    units=Func(
                        F("unit"), template="ARRAY[%(expressions)s]", output_field=ArrayField(models.BigIntegerField())
                    ),
                    levels__len__gt=0,
                    for_students=False,
                ),
            ),
        ]
        indexes = [
            # The members' list: what is published, the newest first.
            models.Index(
                fields=["-published_at"],
                condition=Q(state="published", on_platform=True),
                name="announcement_of_platform",
            ),
            # The desk of a department: its announcements by state.
            models.Index(fields=["unit", "state", "-updated_at"], name="announcement_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language; Turkish where there is no other."""
        return self.in_language(get_language() or "tr")[0]

    @property
    def body(self) -> str:
        return self.in_language(get_language() or "tr")[1]

    def in_language(self, language: str) -> tuple[str, str]:
        """Title and text; everybody gets the Turkish ones where the English are not both there."""
        if language.startswith("en") and self.title_en and self.body_en:
            return self.title_en, self.body_en
        return self.title_tr, self.body_tr

    @property
    def purpose(self) -> Purpose:
        return PURPOSE_OF[Kind(self.kind)]

    def get_purpose_display(self) -> str:
        return str(self.purpose.label)

    @property
    def criteria(self) -> Criteria:
        return Criteria(
            unit_ids=tuple(self.units),
            levels=tuple(self.levels),
            year_from=self.year_from,
            year_to=self.year_to,
            provinces=tuple(self.provinces),
            countries=tuple(self.countries),
            membership=Belonging(self.membership),
        )

    @property
    def is_over(self) -> bool:
        """The last day to apply, or the event itself, has passed."""
        if self.deadline:
            return self.deadline < timezone.localdate()
        end = self.ends_at or self.starts_at
        return bool(end and end < timezone.now())

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED


tracked(exclude=["updated_at"])(Announcement)
