"""Working days, the office's patience, and the one mail a week."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alumni.membership import weekly
from alumni.membership.managers import late_since
from alumni.membership.models import Claim
from alumni.membership.weekly_models import WeeklyMail
from alumni.membership.working_days import is_working_day, working_days_before
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.accounts import UserFactory

from .conftest import mails_to, waiting_claim

ISTANBUL = ZoneInfo("Europe/Istanbul")
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 10, 29), False),
        (date(2027, 3, 8), True),
        (date(2027, 3, 9), False),
        (date(2027, 3, 11), False),
        (date(2028, 5, 8), False),
        (date(2028, 5, 9), True),
        (date(2032, 3, 25), False),
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (datetime(2026, 11, 25, 9), datetime(2026, 11, 20)),  # Wednesday: Tuesday, Monday, Friday
        (datetime(2026, 11, 23, 9), datetime(2026, 11, 18)),
        (datetime(2026, 6, 1, 9), datetime(2026, 5, 22)),  # Kurban: only Tuesday, Monday and Friday count
    ],
)
def test_three_working_days(now: datetime, since: datetime) -> None:
    assert working_days_before(now.replace(tzinfo=ISTANBUL), 3) == since.replace(tzinfo=ISTANBUL)


@pytest.mark.django_db
def test_what_waited_three_working_days_is_the_offices_too(representative: User, claim: Claim) -> None:
    def office() -> list[int]:
        return list(Claim.objects.waiting().for_the_office().values_list("pk", flat=True))

    assert office() == []
    Claim.objects.update(submitted_at=late_since() - timedelta(seconds=1))
    assert office() == [claim.pk]
    assert Claim.objects.decidable_by(representative).waiting().count() == 1


@pytest.mark.django_db
def test_one_mail_a_week_with_a_link_to_each_decision_and_no_name(
    representative: User, claim: Claim, department: Unit
) -> None:
    other = waiting_claim(UserFactory.create(), department, surname="Iğdırlıoğlu-Şahin")
    assert weekly.mail_representatives(on=MONDAY) == 1
    assert weekly.mail_representatives(on=MONDAY + timedelta(days=2)) == 0
    mail = mails_to(representative.email)[-1].text or ""
    for one in (claim, other):
        assert f"/temsilci/{department.pk}/onaylar/{one.pk}/" in mail
        assert one.surname not in mail
    assert weekly.mail_representatives(on=MONDAY + timedelta(days=7)) == 1


@pytest.mark.django_db
def test_nothing_waits_and_nothing_is_mailed(representative: User, department: Unit) -> None:
    waiting_claim(UserFactory.create(), department, held_at=timezone.now())
    assert weekly.mail_representatives(on=MONDAY) == 0
    assert not WeeklyMail.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_dies_half_way_leaves_neither_mail_nor_mark(
    representative: User, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(weekly, "send_mail", die)
        with pytest.raises(SystemExit):
            weekly.mail_representatives(on=MONDAY)
    assert not WeeklyMail.objects.exists()
    assert weekly.mail_representatives(on=MONDAY) == 1
    assert len(mails_to(representative.email)) == 1
