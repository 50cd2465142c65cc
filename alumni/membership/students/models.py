"""What a student says once, so that graduation is matched and not typed again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.membership.students.managers import StudentNoteQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.units.models import Level, Unit


class StudentNote(models.Model):
    """A student's own words, kept until graduation; the platform keeps no register of students."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="student_note")
    given_names = models.CharField(_("ad"), max_length=120)
    surname = models.CharField(_("soyad"), max_length=120)
    birth_date = models.DateField(_("doğum tarihi"))
    student_no = models.CharField(_("öğrenci no"), max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("düzey"), choices=Level.choices)
    identifier = EncryptedTextField(_("kimlik no"), blank=True, default="")
    identifier_hash = models.BinaryField(max_length=32, null=True, editable=False)
    written_at = models.DateTimeField(_("yazıldı"), default=timezone.now)

    objects = StudentNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("öğrenci bilgisi")

    def __str__(self) -> str:
        return str(self.pk)


tracked(exclude=["identifier", "identifier_hash"])(StudentNote)
