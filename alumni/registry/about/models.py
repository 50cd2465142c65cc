"""Languages, links, names used before and a photo: rows of a record, each with its source and its visibility."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.about.managers import AboutQuerySet
from alumni.registry.models import Alumnus
from mik.audit.tracking import tracked
from mik.common.codelists import language_name
from mik.files.models import StoredFile
from mik.people.models import Source, Visibility


class About(models.Model):
    """What these rows have in common."""

    visibility = models.CharField(
        _("kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.NOBODY
    )
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices, default=Source.MEMBER)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True


class LanguageSkill(About):
    """A language (ISO 639-1) and how well it is spoken: the levels of the Common European Framework, or native."""

    class Level(models.TextChoices):
        NATIVE = "native", _("Ana dili")
        C2 = "c2", _("C2 · çok ileri")
        C1 = "c1", _("C1 · ileri")
        B2 = "b2", _("B2 · üst orta")
        B1 = "b1", _("B1 · orta")
        A2 = "a2", _("A2 · temel")
        A1 = "a1", _("A1 · başlangıç")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="languages", db_index=False)
    language = models.CharField(_("dil"), max_length=2)
    level = models.CharField(_("düzey"), max_length=6, choices=Level.choices)

    class Meta:
        verbose_name = _("dil")
        ordering = ["id"]
        constraints = [
            # Also serves the languages of one record.
            models.UniqueConstraint(fields=["alumnus", "language"], name="language_once_per_graduate"),
        ]
        indexes = [
            # The directory's filter by language: who speaks it.
            models.Index(fields=["language", "level"], name="language_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"

    @property
    def name(self) -> str:
        return language_name(self.language)


class Network(models.TextChoices):
    """Where a link may lead; the hosts of each stand in ``links``."""

    LINKEDIN = "linkedin", "LinkedIn"
    X = "x", "X"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    GITHUB = "github", "GitHub"
    ORCID = "orcid", "ORCID"
    RESEARCHGATE = "researchgate", "ResearchGate"
    SCHOLAR = "scholar", "Google Scholar"
    OWN = "own", _("Kendi sayfam")


class SocialLink(About):
    """A profile elsewhere, checked against the host it claims; always an https address."""

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="links", db_index=False)
    network = models.CharField(_("ağ"), max_length=20, choices=Network.choices)
    url = models.CharField(_("adres"), max_length=300)

    class Meta:
        verbose_name = _("bağlantı")
        ordering = ["id"]
        constraints = [
            # Also serves the links of one record.
            models.UniqueConstraint(fields=["alumnus", "network"], name="link_once_per_network"),
            models.CheckConstraint(name="link_is_https", condition=Q(url__startswith="https://")),
        ]

    def __str__(self) -> str:
        return self.network


class FormerName(About):
    """A name used before; the newest surname among them is the one the registry searches (Person.former_surname)."""

    class Reason(models.TextChoices):
        MARRIAGE = "marriage", _("Evlilik")
        DIVORCE = "divorce", _("Boşanma")
        COURT = "court", _("Mahkeme ya da idare kararı")
        CITIZENSHIP = "citizenship", _("Vatandaşlık değişimi")
        OTHER = "other", _("Başka")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="former_names")
    given_names = models.CharField(_("ad"), max_length=120, blank=True)
    surname = models.CharField(_("soyad"), max_length=120)
    until = models.PositiveSmallIntegerField(_("hangi yıla kadar"), null=True, blank=True)
    reason = models.CharField(_("neden değişti"), max_length=20, choices=Reason.choices, blank=True)

    class Meta:
        verbose_name = _("önceki ad")
        ordering = [F("until").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(name="former_name_has_a_surname", condition=~Q(surname="")),
            models.UniqueConstraint(fields=["alumnus", "given_names", "surname"], name="former_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}".strip()


class Photo(About):
    """A graduate's photo: drawn anew as a square in two sizes, so that nothing of the uploaded file is left."""

    alumnus = models.OneToOneField(Alumnus, on_delete=models.CASCADE, related_name="photo")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    small = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(_("fotoğrafın sözle anlatımı"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("fotoğraf")

    def __str__(self) -> str:
        return str(self.alumnus_id)


for _model in (LanguageSkill, SocialLink, FormerName, Photo):
    tracked(exclude=["updated_at"])(_model)
