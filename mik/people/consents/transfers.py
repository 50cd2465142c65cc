"""What may go abroad (KVKK art. 9): declared by the rooms, off until the office switches it on, asked at each use."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import Transfer
from mik.people.consents.managers import agrees
from mik.people.consents.models import ConsentText, Ground, TransferSwitch
from mik.people.consents.purposes import TRANSFER, Channel


class TransferRefused(Exception):
    """The switch cannot be set like this; the message may be shown."""


@dataclass(frozen=True)
class Standing:
    """A transfer and how it stands today."""

    transfer: Transfer
    switch: TransferSwitch | None

    @property
    def code(self) -> str:
        return self.transfer.code

    @property
    def is_on(self) -> bool:
        return self.switch is not None and self.switch.on

    @property
    def asks(self) -> bool:
        """Whether each person is asked before."""
        return self.switch is not None and self.switch.on and self.switch.ground == Ground.CONSENT

    @property
    def receiver(self) -> str:
        return self.switch.receiver if self.switch else str(self.transfer.receiver)

    @property
    def country(self) -> str:
        return self.switch.country if self.switch else self.transfer.country


def standings() -> list[Standing]:
    """Every declared transfer, in one query."""
    known = {switch.code: switch for switch in TransferSwitch.objects.standing()}
    return [Standing(transfer, known.get(code)) for code, transfer in hooks.transfers.items()]


def transfers_on() -> list[Standing]:
    return [one for one in standings() if one.is_on]


def asked_purposes() -> list[str]:
    """The consents that transfers switched on need from each person."""
    return [f"{TRANSFER}{one.code}" for one in standings() if one.asks]


def transfer_allowed(code: str, person_id: int | None = None) -> bool:
    """Whether data may go abroad at this moment; of somebody unknown, or who was not asked, it may not.

    Where a ground other than consent holds, it holds for everybody.
    """
    switch = TransferSwitch.objects.last_of(code) if code in hooks.transfers else None
    if switch is None or not switch.on:
        return False
    return switch.ground != Ground.CONSENT or (person_id is not None and person_id in _agreeing(code, [person_id]))


def allowed_among(code: str, person_ids: Collection[int]) -> set[int]:
    """Of these persons, those whose data may go abroad; two queries, however many."""
    switch = TransferSwitch.objects.last_of(code) if code in hooks.transfers else None
    if switch is None or not switch.on:
        return set()
    return set(person_ids) if switch.ground != Ground.CONSENT else _agreeing(code, person_ids)


def _agreeing(code: str, person_ids: Collection[int]) -> set[int]:
    from mik.people.models import Person

    rows = Person.objects.filter(agrees(f"{TRANSFER}{code}", Channel.NONE), pk__in=person_ids)
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def switch_transfer(
    *, code: str, on: bool, reason: str, starts_on: date, by: User, receiver: str, country: str, ground: str = ""
) -> TransferSwitch | None:
    """Add a decision to the register. None where it stands like this already (a double click)."""
    if code not in hooks.transfers:
        raise TransferRefused(_("Böyle bir aktarım tanımlı değil."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"transfer:{code}"])
    _check(code, on, reason, ground, receiver, country)
    said = {"on": on, "receiver": receiver, "country": country, "ground": ground if on else "", "starts_on": starts_on}
    last = TransferSwitch.objects.filter(code=code).order_by("-pk").first()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return None
    return TransferSwitch.objects.create(code=code, reason=reason.strip(), by=by, **said)


def _check(code: str, on: bool, reason: str, ground: str, receiver: str, country: str) -> None:
    if not reason.strip():
        raise TransferRefused(_("Gerekçeyi yazın."))
    if not on:
        return
    if not receiver.strip() or not country:
        raise TransferRefused(_("Alıcının adını ve ülkesini yazın."))
    if ground not in Ground.values:
        raise TransferRefused(_("Hukuki dayanağı seçin."))
    if ground == Ground.CONSENT and ConsentText.objects.current(f"{TRANSFER}{code}") is None:
        raise TransferRefused(_("Dayanak açık rızaysa önce bu aktarımın izin metnini yayımlayın."))
