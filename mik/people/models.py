"""One row for a human being in whatever roles: graduate, student, lecturer, an employer's contact.

Persons are reached through the records that hang on them; only those records decide who may see one.
"""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Collate
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.common.identifiers import mask_identifier
from mik.common.turkish import TR, Folded
from mik.people.consents.models import ConsentEntry, ConsentText, NoticeEntry, TransferSwitch
from mik.people.consents.purposes import Channel, Purpose
from mik.people.deaths import Death
from mik.people.managers import ContactPointQuerySet, PersonQuerySet, moment_of
from mik.people.search import BEYOND, PLACES, NamePart

__all__ = [
    "Channel", "ConsentEntry", "ConsentText", "ContactPoint", "Death", "Evidence", "NameWord", "NoticeEntry",
    "Person", "Purpose", "Sex", "Source", "TransferSwitch", "Visibility", "full_name",
]  # fmt: skip


class Sex(models.TextChoices):
    UNKNOWN = "", _("Bilinmiyor")
    FEMALE = "f", _("Kadın")
    MALE = "m", _("Erkek")


class Visibility(models.TextChoices):
    """Who among other graduates sees a value, from the smallest circle to the widest.

    The representative and the office see it in any case; which rows a reader is shown, ``alumni.visibility`` says.
    """

    NOBODY = "nobody", _("Yalnız ben")
    DEPARTMENT = "department", _("Bölümümün mezunları")
    MEMBERS = "members", _("Bütün üyeler")
    PUBLIC = "public", _("Herkes")


class Source(models.TextChoices):
    """Where a value came from."""

    IMPORT = "import", _("Öğrenci İşleri listesi")
    MEMBER = "member", _("Mezunun kendisi")
    REPRESENTATIVE = "representative", _("Bölüm temsilcisi")
    OFFICE = "office", _("Mezun Ofisi")


class Evidence(models.TextChoices):
    """How it was learnt that a contact reaches its person no more."""

    BOUNCED = "bounced", _("E-posta geri döndü")
    RETURNED = "returned", _("Posta iade geldi")
    NO_ANSWER = "no_answer", _("Telefon düşmüyor ya da yanıt yok")
    WRONG_PERSON = "wrong_person", _("Başkasına ait")
    TOLD = "told", _("Mezunun kendisi söyledi")
    BY_HAND = "by_hand", _("Elle işaretlendi")


def _in_turkish_order() -> tuple[Collate, Collate, str]:
    return Collate("given_names", TR), Collate("surname", TR), "id"


def _name_part_index(place: int) -> models.Index:
    """Everybody whose n-th word of the name is this, in Turkish order: a page of a common name without sorting all."""
    part = NamePart("name_folded", place)
    there = models.Q(IsNull(part, False))
    if place == BEYOND:  # the few with longer names; their words are looked at one by one
        return models.Index(*_in_turkish_order(), condition=there, name="person_name_part_beyond")
    return models.Index(part, *_in_turkish_order(), condition=there, name=f"person_name_part_{place}")


def full_name(given_names: str, surname: str) -> str:
    """As it is written everywhere."""
    return f"{given_names} {surname}".strip()


class Person(models.Model):
    """A human being. Identifiers are encrypted at rest and found by a keyed hash; empty means unknown."""

    given_names = models.CharField(_("ad"), max_length=120)
    surname = models.CharField(_("soyad"), max_length=120)
    former_surname = models.CharField(_("önceki soyad"), max_length=120, blank=True)
    name_folded = models.GeneratedField(
        expression=Folded("given_names", "surname", "former_surname"),
        output_field=models.TextField(),
        db_persist=True,
        editable=False,
    )
    birth_date = models.DateField(_("doğum tarihi"), null=True, blank=True)
    sex = models.CharField(_("cinsiyet"), max_length=1, choices=Sex.choices, blank=True)
    nationality = models.CharField(_("uyruk"), max_length=2, blank=True)
    tckn = EncryptedTextField(_("T.C. kimlik no"), blank=True, default="")
    tckn_hash = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    passport_no = EncryptedTextField(_("pasaport no"), blank=True, default="")
    passport_hash = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("hesap")
    )
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("kişi")
        constraints = [
            models.CheckConstraint(name="person_has_given_names", condition=~models.Q(given_names="")),
            models.CheckConstraint(name="person_has_a_surname", condition=~models.Q(surname="")),
        ]
        indexes = [
            # Every search by name: name_folded contains each typed word.
            GinIndex(fields=["name_folded"], name="person_name_trgm", opclasses=["gin_trgm_ops"]),
            # Every list of people: ORDER BY name in Turkish order, id.
            models.Index(*_in_turkish_order(), name="person_turkish_order"),
            # Search among all: WHERE <n-th word of the name> = ? ORDER BY name in Turkish order, id LIMIT 25.
            *(_name_part_index(place) for place in (*PLACES, BEYOND)),
            # Matching a claim or an import without identifier: same birth date, then the name.
            models.Index(fields=["birth_date"], name="person_birth_date"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return full_name(self.given_names, self.surname)

    @property
    def initials(self) -> str:
        return self.given_names[:1] + self.surname[:1]

    @property
    def tckn_masked(self) -> str:
        """The number with its middle hidden; empty where there is none."""
        return mask_identifier(self.tckn)


class NameWord(models.Model):
    """A word that stands in some name; whose, it does not say.

    The database itself adds a word with the name that brings it (trigger ``people_keep_name_words``); one may stand
    here twice, since transactions that add it at the same time do not wait for each other. Words that no name holds
    any more go at night (``search.forget_words``).
    """

    word = models.TextField()

    class Meta:
        indexes = [
            # Search and the trigger: is there this word?
            models.Index(fields=["word"], name="name_word_itself"),
            # Search: words that hold what was typed.
            GinIndex(fields=["word"], name="name_word_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class ContactPoint(models.Model):
    """A way to reach a person, with its source and its visibility to other graduates."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-posta")
        PHONE = "phone", _("Telefon")
        ADDRESS = "address", _("Yaşadığı yer")
        WEB = "web", _("Web sayfası")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("kişi"))
    kind = models.CharField(_("tür"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("değer"), max_length=300, blank=True)
    normalised = models.CharField(max_length=300, blank=True, editable=False)
    country = models.CharField(_("ülke"), max_length=2, blank=True)
    province = models.CharField(_("il"), max_length=2, blank=True)
    # Of an address: the district in Türkiye or the city abroad, and the code of the post there. ``value``: its street.
    city = models.CharField(_("ilçe ya da şehir"), max_length=100, blank=True)
    postcode = models.CharField(_("posta kodu"), max_length=12, blank=True)
    visibility = models.CharField(
        _("kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.NOBODY
    )
    is_primary = models.BooleanField(_("birincil"), default=False)
    verified_at = models.DateTimeField(_("doğrulandı"), null=True, blank=True)
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices, default=Source.IMPORT)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)
    dead_at = models.DateTimeField(_("ulaşılamaz oldu"), null=True, blank=True)
    dead_evidence = models.CharField(_("nereden bilindiği"), max_length=20, choices=Evidence.choices, blank=True)
    dead_reason = models.CharField(_("ulaşılamama nedeni"), max_length=200, blank=True)
    # Without an index: nobody asks for all that one user marked, and every imported contact would pay for it.
    dead_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("işaretleyen"),
    )

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("iletişim bilgisi")
        ordering = ["kind", "-is_primary", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "normalised"], name="contact_once_per_person"),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(is_primary=True),
                name="contact_one_primary_per_kind",
            ),
            models.CheckConstraint(
                name="contact_says_something", condition=~models.Q(value="") | ~models.Q(country="")
            ),
            models.CheckConstraint(
                name="contact_is_dead_on_evidence",
                condition=models.Q(dead_at__isnull=True, dead_evidence="", dead_reason="", dead_by__isnull=True)
                | (models.Q(dead_at__isnull=False) & ~models.Q(dead_evidence="")),
            ),
        ]
        indexes = [
            # Finding whose address this is: kind and normalised value.
            models.Index(fields=["kind", "normalised"], name="contact_by_value"),
            # The whole registry by province: addresses there that are alive.
            models.Index(
                fields=["province"],
                name="contact_home_province",
                condition=models.Q(kind="address", dead_at__isnull=True),
            ),
            # The registry's search by a part of an e-mail address: normalised contains what was typed.
            GinIndex(
                fields=["normalised"],
                name="contact_email_trgm",
                opclasses=["gin_trgm_ops"],
                condition=models.Q(kind="email"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_alive(self) -> bool:
        return self.dead_at is None

    def bury(self, evidence: str, *, reason: str = "", by: User | None = None, on: date | None = None) -> None:
        """Not saved: this reaches its person no more, as somebody or something proved, ``on`` that day or just now."""
        self.dead_at, self.dead_evidence = moment_of(on), evidence
        self.dead_reason, self.dead_by = reason[:200], by

    def revive(self) -> None:
        """Not saved: this is to be used again."""
        self.dead_at, self.dead_evidence, self.dead_reason, self.dead_by = None, "", "", None


tracked(exclude=["name_folded", "updated_at"])(Person)
tracked(exclude=["updated_at"])(ContactPoint)
