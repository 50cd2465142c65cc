"""One mail a week to a representative with claims waiting: a link to each decision, and no name of anybody.

A representative is written to once in a week, however often this runs and wherever it dies: the row that says so and
the mail in the outbox are saved in one transaction.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alumni.membership.models import Claim
from alumni.membership.weekly_models import WeeklyMail
from mik.accounts.models import Appointment, User
from mik.accounts.powers import powers_of
from mik.mail.services import send_mail

MOST_LINKS = 50


@dataclass(frozen=True)
class Waiting:
    """One claim, as the mail tells of it."""

    unit: str
    days: int
    url: str


def mail_representatives(*, on: date) -> int:
    """Write to every representative of today with something to decide; returns how many mails were written."""
    holders = Appointment.objects.in_force().representatives().values("user")
    return sum(
        _write(user, monday_of(on)) for user in User.objects.filter(pk__in=holders, is_active=True).order_by("pk")
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@transaction.atomic
def _write(user: User, week: date) -> bool:
    waiting = waiting_for(user)
    if not waiting:
        return False
    _row, is_new = WeeklyMail.objects.get_or_create(user=user, week=week)
    if not is_new:
        return False
    context = {"name": user.name, "waiting": waiting[:MOST_LINKS], "more": max(len(waiting) - MOST_LINKS, 0)}
    send_mail(to=user.email, template="membership/weekly", context=context, language=user.language)
    return True


def waiting_for(user: User) -> list[Waiting]:
    """What waits in the departments this user represents today, the oldest first."""
    found: list[Waiting] = []
    for unit in powers_of(user).represented:
        claims = Claim.objects.decidable_by(user).waiting().of_unit(unit.unit_id, unit.levels)
        for pk, sent in claims.order_by("submitted_at", "pk").values_list("pk", "submitted_at"):
            path = reverse("representatives:claim_detail", args=[unit.unit_id, pk])
            days = (timezone.now() - sent).days if sent else 0
            found.append(Waiting(unit.unit_name, days, settings.BASE_URL + path))
    return list({one.url: one for one in found}.values())
