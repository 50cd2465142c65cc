"""Records looks at personal data; the person can see them under "Kimler baktı?"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.http import HttpRequest

from mik.audit.middleware import view_name
from mik.audit.models import AccessEvent, Action

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

REASON_LENGTH = 500


def log_access(
    *,
    request_or_user: "HttpRequest | AbstractBaseUser",
    action: str,
    subjects: Iterable[int],
    reason: str = "",
    view: str = "",
    as_role: str = "",
    number: int | None = None,
) -> AccessEvent:
    """Record that a user saw the data of these people (ids of Person).

    ``number``: one of ``reserve_number``, where it is written into a file before the file is complete. Give the request
    on pages (user, role and view come from it) and the user in jobs. Call it in the same
    transaction as the look or export itself, before anything is shown. Raises ValueError for an unknown
    action.
    """
    about = _about(request_or_user)
    people = sorted(set(subjects))
    return AccessEvent.objects.create(
        id=number,
        user_id=about["user"],
        action=Action(action),
        view=(view or about["view"])[:200],
        subjects=people,
        count=len(people),
        reason=reason[:REASON_LENGTH],
        as_role=as_role or about["role"],
    )


def reserve_number() -> int:
    """The number the next record will have; a number that is never used leaves a gap, as a rolled-back one does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [AccessEvent._meta.db_table])
        return int(cursor.fetchone()[0])


def _about(request_or_user: "HttpRequest | AbstractBaseUser") -> dict[str, Any]:
    if not isinstance(request_or_user, HttpRequest):
        return {"user": request_or_user.pk, "view": "", "role": ""}
    role = getattr(request_or_user, "role", "") or ""
    return {"user": request_or_user.user.pk, "view": view_name(request_or_user), "role": role}
