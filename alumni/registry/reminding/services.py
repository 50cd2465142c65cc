"""Reminding members of their record: after a year without confirmation once, then yearly, until they say stop.

It is a letter about one's own record, not an announcement, so no consent is asked for; «don't remind me» ends it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.member_services import confirm_record
from alumni.registry.models import Alumnus
from alumni.registry.reminding.models import ConfirmationReminder, ReminderStop
from mik.mail.services import send_mail
from mik.people.models import ContactPoint

SALT = "alumni.registry.reminding"
CHUNK = 50
YEAR = timedelta(days=365)
# Whom a representative or the office has asked by hand is left in peace for so long.
QUIET = timedelta(days=30)


class BrokenLink(Exception):
    """The link is not one of ours, was cut short, or its record is no more."""


def due(moment: datetime | None = None) -> AlumnusQuerySet:
    """Members who can be written to and have not confirmed, nor been reminded, for a year."""
    now = moment or timezone.now()
    emails = ContactPoint.objects.alive().filter(person=OuterRef("pk"), kind=ContactPoint.Kind.EMAIL)
    lately = ConfirmationReminder.objects.filter(alumnus=OuterRef("pk"), sent_at__gt=now - YEAR)
    stopped = ReminderStop.objects.filter(alumnus=OuterRef("pk"))
    asked = Q(update_asked_at__gt=now - QUIET)
    members = Alumnus.objects.living().filter(
        membership__isnull=False, person__user__is_active=True, state=Alumnus.State.CONFIRMED
    )
    old = members.alias(last=Coalesce(F("confirmed_at"), F("membership__joined_at"))).filter(
        last__lt=AlumnusQuerySet.fresh_since(now)
    )
    return old.filter(Exists(emails), ~Exists(lately), ~Exists(stopped)).exclude(asked)


def remind_all() -> int:
    """As many chunks as it takes; a chunk is written wholly or not at all, so nobody is reminded twice."""
    total = 0
    while sent := remind_some():
        total += sent
    return total


@transaction.atomic
def remind_some() -> int:
    """The next few: mark and mail in one transaction. Rows another worker holds are left to it."""
    rows = due().select_related("person__user").order_by("pk").select_for_update(of=("self",), skip_locked=True)
    found = list(rows[:CHUNK])
    # Asked anew with the rows locked: who was reminded between the question and the lock is not reminded again.
    still = set(due().filter(pk__in=[alumnus.pk for alumnus in found]).values_list("pk", flat=True))
    addresses = _addresses(still)
    for alumnus in found:
        if alumnus.pk in still:
            _remind(alumnus, addresses[alumnus.pk])
    return len(still)


def _addresses(ids: set[int]) -> dict[int, str]:
    living = ContactPoint.objects.alive().filter(kind=ContactPoint.Kind.EMAIL, person__in=ids)
    return dict(living.order_by("is_primary", "-pk").values_list("person_id", "normalised"))


def _remind(alumnus: Alumnus, address: str) -> None:
    reminder = ConfirmationReminder.objects.create(alumnus=alumnus)
    token = token_of(reminder)
    stop = settings.BASE_URL + reverse("alumni:reminder_stop", args=[token])
    user = alumnus.person.user
    send_mail(
        to=address,
        template="alumni/confirmation_reminder",
        context={
            "name": alumnus.person.full_name,
            "url": settings.BASE_URL + reverse("alumni:reminder", args=[token]),
            "stop_url": stop,
        },
        language=user.language if user else "tr",
        unsubscribe=stop,
    )


# --- The link in the mail --------------------------------------------------------------------------


def token_of(reminder: ConfirmationReminder) -> str:
    return signing.Signer(salt=SALT).sign_object([reminder.pk])


def read_token(token: str) -> ConfirmationReminder:
    """Good until the next reminder, and never for somebody who has died or left."""
    try:
        (pk,) = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise BrokenLink from problem
    members = Alumnus.objects.living().filter(membership__isnull=False).values("pk")
    rows = ConfirmationReminder.objects.filter(alumnus__in=members).select_related("alumnus")
    reminder = rows.filter(pk=int(pk)).first()
    if reminder is None:
        raise BrokenLink
    later = ConfirmationReminder.objects.filter(alumnus=reminder.alumnus_id, sent_at__gt=reminder.sent_at)
    if later.exists():
        raise BrokenLink
    return reminder  # type: ignore[no-any-return]  # the query set serves two models


@transaction.atomic
def confirm_by_link(*, reminder: ConfirmationReminder) -> None:
    """«Still correct», said from the mail; saying it again changes nothing."""
    confirm_record(alumnus=reminder.alumnus)


@transaction.atomic
def stop_reminding(*, alumnus: Alumnus) -> None:
    ReminderStop.objects.get_or_create(alumnus=alumnus)


@transaction.atomic
def remind_again(*, alumnus: Alumnus) -> None:
    ReminderStop.objects.filter(alumnus=alumnus).delete()
