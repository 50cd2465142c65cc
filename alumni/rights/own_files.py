"""Who may fetch a copy of somebody's data, and until when."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mik.common.models import Job
from mik.files.models import StoredFile
from mik.files.services import delete_file

if TYPE_CHECKING:
    from mik.common.hooks import FileLike

PURPOSE = "own_data"
KEPT = timedelta(days=7)


def may_download(user: Any, file: "FileLike") -> bool:
    """The person alone; for somebody without an account whoever of the office made the copy to hand it over."""
    from alumni.rights.models import RightsRequest
    from alumni.rights.permissions import can_answer

    request = RightsRequest.objects.filter(file=file.id).select_related("person").first()
    if request is None or not getattr(user, "is_authenticated", False):
        return False
    holder = request.person.user_id if request.person else request.user_id
    if holder is not None:
        return bool(holder == user.pk)
    return can_answer(user) and file.uploaded_by_id == user.pk


def old_copies(before: datetime) -> "QuerySet[StoredFile]":
    return StoredFile.objects.filter(purpose=PURPOSE, created_at__lt=before)


def destroy_copies(before: datetime) -> int:
    gone = 0
    for file in old_copies(before):
        with transaction.atomic():
            Job.objects.filter(result__file=str(file.pk)).update(result={"message": _("Dosyanın süresi doldu.")})
            delete_file(file=file)
        gone += 1
    return gone
