"""A file somebody uploaded or a job produced. The content lies encrypted outside the database."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.audit.tracking import tracked
from mik.common import hooks
from mik.common.fields import EncryptedTextField

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def get_for(self, user: "AnyUser", *, pk: uuid.UUID) -> "StoredFile":
        """The one file, if this user may read it at this moment; DoesNotExist as for a file that is not there."""
        file = self.get(pk=pk)
        if not file.readable_by(user):
            raise self.model.DoesNotExist
        return file


class StoredFile(models.Model):
    """Who may read a file is asked of the room its ``purpose`` belongs to (``hooks.file_readers``).

    Each file has a key of its own, kept here under the keys of FIELD_KEYS: ``rotate_keys`` rewraps it without
    touching the content, and a file whose row is gone can be read by nobody, in no backup.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("amaç"), max_length=60)
    name = models.CharField(_("dosya adı"), max_length=255)
    media_type = models.CharField(_("tür"), max_length=100, default="application/octet-stream")
    size = models.PositiveBigIntegerField(_("boyut"))
    sha256 = models.CharField(_("özet"), max_length=64)
    key = EncryptedTextField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("yükleyen"),
    )
    created_at = models.DateTimeField(_("yükleme"), default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            # Files of one purpose that are older than their retention.
            models.Index(fields=["purpose", "created_at"], name="file_purpose_age"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def path(self) -> Path:
        return path_of(self.id)

    def readable_by(self, user: "AnyUser") -> bool:
        """Asks the room the file belongs to; a purpose nobody answers for is read by nobody."""
        reader = hooks.file_readers.get(self.purpose)
        return reader is not None and reader(user, self)


def path_of(file_id: uuid.UUID) -> Path:
    """``<aa>/<uuid>``: 256 folders, so that none grows too large."""
    return Path(settings.MEDIA_ROOT) / file_id.hex[:2] / str(file_id)


# The name stays out of the history: people put their names into the names of files.
tracked(exclude=["name", "sha256"])(StoredFile)
