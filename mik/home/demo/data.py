"""The whole demo data set, all or nothing."""

from django.db import transaction
from django.utils import timezone

from mik.accounts.models import User
from mik.audit.context import acting
from mik.home.demo import (
    accounts,
    announcements,
    cards,
    consents,
    duplicates,
    health,
    joining,
    lists,
    members,
    merging,
    messages,
    numbers,
    protection,
    reports,
    segments,
    snapshots,
    surveys,
)
from mik.home.demo.cast import appoint_everybody
from mik.home.demo.claims import make_claims
from mik.home.demo.graduates import Maker, make_graduates
from mik.home.demo.names import SEED, Chance
from mik.home.demo.records import write
from mik.home.demo.stars import look_at_elif, stars
from mik.units.services import load_units

GRADUATES = 5000
# Each finds out by itself whether its part is there, so that a demo of an earlier day is completed.
SUBJECTS = (
    announcements, cards, surveys, health, snapshots, numbers, reports, segments, duplicates, merging, lists,
    messages, protection, members, consents, joining,
)  # fmt: skip


def is_loaded() -> bool:
    return User.objects.filter(email=accounts.COORDINATOR).exists()


def load_demo(*, graduates: int = GRADUATES) -> bool:
    """Units, the cast, so many graduates, their claims, what the office did since; False when all is there already.

    Raises ValidationError where people appointed before stand in the way.
    """
    new = not is_loaded()
    if new:
        _load_people(graduates)
    for subject in SUBJECTS:
        with transaction.atomic(), acting(user_id=None, view="command:load_demo"):
            subject.make()
    return new


def _load_people(graduates: int) -> None:
    with transaction.atomic(), acting(user_id=None, view="command:load_demo"):
        load_units()
        now = timezone.now()
        appoint_everybody(timezone.localdate(now))
        maker = Maker(Chance(SEED), now)
        known = stars(maker)
        others = list(make_graduates(maker, max(graduates - len(known), 0)))
        maker.employers.save()
        write(known + others)
        make_claims(maker, others)
        look_at_elif()
