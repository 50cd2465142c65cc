"""Taking a person out of people and accounts: what goes, what is emptied, what has to stay (KVKK art. 7)."""

import base64
import contextlib
import json
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from mik.accounts.models import Appointment, User
from mik.common.models import Job
from mik.people.models import ContactPoint, Person
from mik.people.traces import Traces, traces_of

# A domain nobody can own (RFC 2606), so that no mail ever leaves for it.
ERASED_DOMAIN = "silindi.invalid"
CACHE_TABLE = "mik_cache"


def user_of(person_id: int) -> User | None:
    return User.objects.filter(person=person_id).first()


@transaction.atomic
def erase_person(person_id: int) -> int:
    """Names stay for the archive and the keyed hash for recognition; the rest is emptied and the account let go."""
    empty: dict[str, Any] = {"birth_date": None, "sex": "", "nationality": "", "tckn": "", "passport_no": ""}
    return Person.objects.filter(pk=person_id).update(**empty, user=None, updated_at=timezone.now())


def erase_contacts(person_id: int) -> int:
    return ContactPoint.objects.filter(person=person_id).delete()[0]


# --- the account -----------------------------------------------------------------------------------


@transaction.atomic
def erase_account(person_id: int) -> int:
    """Nobody can sign in with it any more and it names nobody; what others did by it keeps its number.

    Who held an office stays known by name: that is the university's record of its decisions (2547).
    """
    user = user_of(person_id)
    if user is None:
        return 0
    end_sessions(user)
    for related in _rows_of_libraries(user):
        related.delete()
    user.email, user.is_active, user.last_login = f"{user.pk}@{ERASED_DOMAIN}", False, None
    if not held_office(user):
        user.name = ""
    user.language = "tr"
    user.set_unusable_password()
    user.save()
    return 1


def held_office(user: User) -> bool:
    return Appointment.objects.filter(user=user).exists()


def _rows_of_libraries(user: User) -> Iterator[Any]:
    """Addresses, authenticators, sign-ins by others: every row of allauth that hangs on the user."""
    for relation in User._meta.related_objects:
        model: Any = relation.related_model
        if model.__module__.startswith("allauth."):
            yield model._base_manager.filter(**{relation.field.name: user})


def end_sessions(user: User) -> int:
    """Sign out everywhere, and empty what the sessions held; also those the library of sessions does not list."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=1000):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def told_of_addresses(person_id: int) -> Iterator[dict[str, Any]]:
    for address in EmailAddress.objects.filter(user__person=person_id).order_by("pk"):
        yield {"email": address.email, "verified": address.verified, "primary": address.primary}


def told_of_authenticators(person_id: int) -> Iterator[dict[str, Any]]:
    """That there is a second step and since when; its secret leaves the platform in no form."""
    for one in Authenticator.objects.filter(user__person=person_id).order_by("pk"):
        yield {"type": str(one.get_type_display()), "created_at": one.created_at, "last_used_at": one.last_used_at}


def told_of_sessions(person_id: int) -> Iterator[dict[str, Any]]:
    for one in UserSession.objects.filter(user__person=person_id).order_by("pk"):
        yield {
            "ip": one.ip,
            "user_agent": one.user_agent,
            "created_at": one.created_at,
            "last_seen_at": one.last_seen_at,
        }


# --- what names the person without a relation ------------------------------------------------------


def out_of_jobs(person_id: int) -> int:
    """Jobs hold numbers only by rule; where a message named the person all the same, it goes."""
    traces, touched = traces_of(person_id), 0
    if not traces:
        return 0
    for job in Job.objects.only("pk", "params", "result", "log", "error").iterator(chunk_size=1000):
        texts = {"params": job.params, "result": job.result, "log": job.log, "error": job.error}
        if traces.found_in(json.dumps(texts, ensure_ascii=False)):
            Job.objects.filter(pk=job.pk).update(**{name: traces.cleaned(text) for name, text in texts.items()})
            touched += 1
    return touched


def out_of_sessions(person_id: int) -> int:
    """Half-finished sign-ups and forms of visitors, which no account owns yet."""
    traces, gone = traces_of(person_id), 0
    for session in Session.objects.iterator(chunk_size=1000) if traces else ():
        if traces.found_in(json.dumps(session.get_decoded(), ensure_ascii=False, default=str)):
            session.delete()
            gone += 1
    return gone


def out_of_cache(person_id: int) -> int:
    """Entries of the cache in the database that name the person; they are made anew from what is left."""
    traces = traces_of(person_id)
    if not traces:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key, value FROM {CACHE_TABLE}")  # noqa: S608  (a constant)
        keys = [key for key, value in cursor.fetchall() if _names(traces, key, value)]
        cursor.execute(f"DELETE FROM {CACHE_TABLE} WHERE cache_key = ANY(%s)", [keys])  # noqa: S608  (a constant)
    return len(keys)


def _names(traces: Traces, key: str, value: str) -> bool:
    with contextlib.suppress(ValueError):
        value = base64.b64decode(value).decode(errors="ignore")
    return traces.found_in(key) or traces.found_in(value)
