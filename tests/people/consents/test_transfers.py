"""Nothing goes abroad before the office switched it on and, where consent is the ground, the person said yes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mik.common import hooks
from mik.common.hooks import Transfer
from mik.mail.abroad import may_leave
from mik.people.consents.models import TransferSwitch
from mik.people.consents.standing import lines_of
from mik.people.consents.transfers import TransferRefused, allowed_among, switch_transfer, transfer_allowed
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, published
from tests.factories.mail import readers
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wallet() -> Iterator[None]:
    hooks.transfers.register("wallet", Transfer("wallet", "Cüzdan", "US", "Ad ve kart no", "Kartı telefonda göstermek"))
    yield
    hooks.transfers.unregister("wallet")


def switched(on: bool = True, **changes: Any) -> TransferSwitch | None:
    said = {
        "reason": "Kurul kararı",
        "starts_on": timezone.localdate(),
        "receiver": "Cüzdan",
        "country": "US",
        "ground": "contract",
        **changes,
    }
    return switch_transfer(code="wallet", on=on, by=UserFactory.create(), **said)


def test_off_by_default_on_by_decision_and_off_again_with_both_on_record() -> None:
    person = PersonFactory.create()
    assert not transfer_allowed("wallet", person.pk)
    assert not transfer_allowed("nobody-declared-this", person.pk)
    assert switched() is not None
    assert switched() is None  # a double click
    assert transfer_allowed("wallet", person.pk)
    switched(on=False)
    assert not transfer_allowed("wallet", person.pk)
    assert list(TransferSwitch.objects.order_by("pk").values_list("on", flat=True)) == [True, False]


def test_where_consent_is_the_ground_each_person_is_asked() -> None:
    willing, other = PersonFactory.create(), PersonFactory.create()
    with pytest.raises(TransferRefused, match="izin metnini"):
        switched(ground="consent")
    published("transfer:wallet")
    assert not [line for line in lines_of(other.pk) if line.is_separate]
    switched(ground="consent")
    assert [line.subject for line in lines_of(other.pk) if line.is_separate] == ["transfer:wallet"]
    agreed(willing, purpose="transfer:wallet", channel="")
    assert transfer_allowed("wallet", willing.pk)
    assert not transfer_allowed("wallet", other.pk)
    assert not transfer_allowed("wallet")
    assert allowed_among("wallet", [willing.pk, other.pk]) == {willing.pk}


@pytest.mark.parametrize(
    ("changes", "why"), [({"reason": " "}, "Gerekçe"), ({"country": ""}, "ülkesini"), ({"ground": ""}, "dayanağı")]
)
def test_a_decision_says_who_where_why_and_on_what_ground(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(TransferRefused, match=why):
        switched(**changes)


def test_a_decision_of_tomorrow_holds_from_tomorrow() -> None:
    switched(starts_on=timezone.localdate() + timedelta(days=1))
    assert not transfer_allowed("wallet", PersonFactory.create().pk)


def test_a_mail_server_abroad_gets_nothing_before_that(settings: Any) -> None:
    readers(1)
    assert may_leave("okur0@ornek.example")
    settings.MAIL_ABROAD = True
    assert not may_leave("okur0@ornek.example")
    facts = {"reason": "Sözleşme", "receiver": "Mail Inc.", "country": "US", "ground": "contract"}
    switch_transfer(code="mail", on=True, by=UserFactory.create(), starts_on=timezone.localdate(), **facts)
    assert may_leave("okur0@ornek.example")
