"""The ledger of consents, the texts they were given under, who was informed, what may go abroad."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.audit.ledgers import append_only, stamp
from mik.common.markdown import to_html
from mik.common.turkish import is_english
from mik.people.consents.managers import (
    ConsentEntryQuerySet,
    ConsentTextQuerySet,
    NoticeEntryQuerySet,
    TransferSwitchQuerySet,
)
from mik.people.consents.purposes import Channel, label_of


def _somebody(name: Any) -> "models.ForeignKey[Any, Any]":
    """An account by its number: the ledger outlives it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=name,
    )


class ConsentText(models.Model):
    """One version of what is asked or told, Turkish and English side by side. Published, it is never edited.

    ``asks_again``: a material change; whoever agreed to an earlier version is asked anew, and until then has not agreed
    (KVKK art. 3/1-a: a consent covers what its text said). Otherwise only the wording changed.
    """

    subject = models.CharField(_("konu"), max_length=60)
    number = models.PositiveSmallIntegerField(_("sıra"), null=True, blank=True, editable=False)
    code = models.CharField(_("sürüm"), max_length=20, blank=True, editable=False)
    body_tr = models.TextField(_("Türkçe metin"), blank=True)
    body_en = models.TextField(_("İngilizce metin"), blank=True)
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel.choices), default=list, blank=True, verbose_name=_("kanallar")
    )
    asks_again = models.BooleanField(_("yeniden sorulur"), default=False)
    change_tr = models.CharField(_("ne değişti?"), max_length=300, blank=True)
    change_en = models.CharField(_("ne değişti? (İngilizce)"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("yazan"),
    )
    created_at = models.DateTimeField(_("yazıldı"), default=timezone.now)
    published_at = models.DateTimeField(_("yayımlandı"), null=True, blank=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("izin metni")
        ordering = ["subject", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="consent_text_number_once"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(published_at__isnull=True), name="consent_text_one_draft"
            ),
            models.CheckConstraint(
                name="consent_text_published_whole",
                condition=Q(published_at__isnull=True, number__isnull=True, code="")
                | (Q(published_at__isnull=False, number__gte=1) & ~Q(code="") & ~Q(body_tr="") & ~Q(body_en="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_at__isnull=False),
                func="RAISE EXCEPTION 'a published text is never changed';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.code}".strip()

    @property
    def label(self) -> str:
        return label_of(self.subject)

    @property
    def body(self) -> str:
        return self.body_en if is_english() else self.body_tr

    @property
    def html(self) -> str:
        return to_html(self.body)

    @property
    def change(self) -> str:
        return self.change_en if is_english() and self.change_en else self.change_tr


class How(models.TextChoices):
    """Where a word was said, as the history tells it."""

    PROFILE = "profile", _("profil sayfasından")
    JOINING = "joining", _("üye olurken")
    LINK = "link", _("e-postadaki bağlantıdan")
    PREFERENCES = "preferences", _("e-postadan açılan tercih sayfasından")
    PAPER = "paper", _("Mezun Ofisine verilen belgeyle")
    IMPORT = "import", _("önceki kayıttan aktarılarak")
    MERGE = "merge", _("kayıtlar birleştirilirken")
    UNMERGE = "unmerge", _("kayıtlar ayrılırken")
    ERASURE = "erasure", _("kişisel veriler silinirken")


class Act(models.TextChoices):
    """``VOID``: no word at all; left behind where a merge that brought one was taken back."""

    GIVEN = "given", _("verildi")
    WITHDRAWN = "withdrawn", _("geri alındı")
    VOID = "void", _("geçersiz sayıldı")


@append_only
class ConsentEntry(models.Model):
    """A person said yes or no to one purpose by one channel, under one text. Rows are only ever added.

    What is in force is the last entry of a person, purpose and channel, if it says yes under a version that still
    counts. ``person`` is a number and no relation: a record that is merged away or erased leaves its words behind as
    proof (KVKK art. 5/2-e), and ``hooks.same_person`` finds them. ``said_at`` is when it was said: the moment of the
    entry, save for papers, older records and merges, which tell of something earlier. ``network`` and ``device`` are
    coarse on purpose (``whence``).
    """

    How, Act = How, Act

    person = models.BigIntegerField(_("kişi"))
    purpose = models.CharField(_("amaç"), max_length=60)
    channel = models.CharField(_("kanal"), max_length=10, choices=Channel.choices, blank=True)
    act = models.CharField(_("söz"), max_length=10, choices=Act.choices)
    version = models.PositiveSmallIntegerField(_("metnin sırası"), default=0)
    text_version = models.CharField(_("metin sürümü"), max_length=20, blank=True)
    language = models.CharField(_("gösterilen dil"), max_length=2, blank=True)
    at = models.DateTimeField(_("kaydedildi"), db_default=Now(), editable=False)
    said_at = models.DateTimeField(_("söylendi"), db_default=Now())
    how = models.CharField(_("nasıl"), max_length=12, choices=How.choices)
    network = models.CharField(_("ağ"), max_length=50, blank=True)
    device = models.CharField(_("aygıt"), max_length=60, blank=True)
    by = _somebody(_("kaydeden"))
    document = models.UUIDField(_("belge"), null=True, blank=True)
    origin = models.BigIntegerField(_("yinelenen kayıt"), null=True, blank=True)

    objects = ConsentEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("izin kaydı")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="consent_entry_names_a_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(name="consent_entry_not_of_the_future", condition=Q(said_at__lte=models.F("at"))),
        ]
        indexes = [
            # What is in force: the last entry of a person, purpose and channel, read from the index alone; and, by its
            # first column, the history of a person.
            models.Index(
                fields=["person", "purpose", "channel", "-id"], include=["act", "version"], name="consent_last_word"
            ),
            # How many a new version of a text would ask again: all entries of a purpose.
            models.Index(fields=["purpose"], name="consent_of_purpose"),
        ]
        triggers = [
            stamp(
                "IF NEW.how NOT IN ('paper', 'import', 'merge', 'unmerge') OR NEW.said_at > NEW.at"
                " THEN NEW.said_at := NEW.at; END IF;",
                "IF NEW.how = 'paper' AND (NEW.document IS NULL OR NEW.by_id IS NULL)"
                " THEN RAISE EXCEPTION 'a paper entry needs the paper and who entered it'; END IF;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel} {self.act}".strip()

    @property
    def label(self) -> str:
        return label_of(self.purpose)


class NoticeWay(models.TextChoices):
    """How somebody got the notice."""

    EMAIL = "email", _("E-postayla gitti")
    SIGN_UP = "sign_up", _("Üye olurken okudu")
    PHONE = "phone", _("Telefonda söylendi")
    POST = "post", _("Mektupla gönderildi")
    HAND = "hand", _("Elden verildi")


@append_only
class NoticeEntry(models.Model):
    """Somebody was informed (KVKK art. 10): a person of the registry, or an account that is nobody's record yet."""

    Way = NoticeWay

    person = models.BigIntegerField(_("kişi"), null=True, blank=True)
    user = _somebody(_("hesap"))
    version = models.PositiveSmallIntegerField(_("metnin sırası"))
    text_version = models.CharField(_("metin sürümü"), max_length=20)
    language = models.CharField(_("dil"), max_length=2)
    way = models.CharField(_("nasıl"), max_length=10, choices=NoticeWay.choices)
    by = _somebody(_("kaydeden"))
    at = models.DateTimeField(_("zaman"), db_default=Now(), editable=False)

    objects = NoticeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("aydınlatma kaydı")
        ordering = ["-id"]
        constraints = [
            # Both also answer: who of these has had it?
            models.UniqueConstraint(fields=["person", "version"], name="notice_once_per_person"),
            models.UniqueConstraint(fields=["user", "version"], name="notice_once_per_account"),
            models.CheckConstraint(
                name="notice_reached_somebody", condition=Q(person__isnull=False) | Q(user__isnull=False)
            ),
        ]
        triggers = [stamp()]

    def __str__(self) -> str:
        return f"{self.text_version} {self.way}"


class Ground(models.TextChoices):
    """What allows a transfer abroad (KVKK art. 9 as changed by law no. 7499)."""

    ADEQUACY = "adequacy", _("Yeterlilik kararı (m. 9/1)")
    CONTRACT = "contract", _("Standart sözleşme (m. 9/4-c)")
    UNDERTAKING = "undertaking", _("Kurulun izin verdiği taahhütname (m. 9/4-ç)")
    CONSENT = "consent", _("Açık rıza; yalnız arızi aktarım için (m. 9/6-a)")


@append_only
class TransferSwitch(models.Model):
    """The office switched a transfer abroad on or off. The last entry of a code says how it stands."""

    Ground = Ground

    code = models.CharField(_("aktarım"), max_length=40)
    on = models.BooleanField(_("açık"))
    starts_on = models.DateField(_("geçerlilik tarihi"))
    receiver = models.CharField(_("alıcı"), max_length=200)
    country = models.CharField(_("ülke"), max_length=2)
    ground = models.CharField(_("hukuki dayanak"), max_length=12, choices=Ground.choices, blank=True)
    reason = models.CharField(_("gerekçe"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("yapan")
    )
    at = models.DateTimeField(_("zaman"), db_default=Now(), editable=False)

    objects = TransferSwitchQuerySet.as_manager()

    class Meta:
        verbose_name = _("yurt dışına aktarım kararı")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="transfer_switch_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="transfer_on_has_a_ground", condition=Q(on=False) | ~Q(ground="")),
        ]
        indexes = [
            # How a transfer stands: the last entry of its code.
            models.Index(fields=["code", "-id"], name="transfer_last_word"),
        ]
        triggers = [stamp()]

    def __str__(self) -> str:
        return f"{self.code} {'+' if self.on else '-'}"
