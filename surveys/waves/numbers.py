"""How a wave goes: one statement for one wave or a list of them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from surveys.managers import InvitationQuerySet, WaveQuerySet
from surveys.models import Invitation, Wave
from surveys.rates import Rate


@dataclass(frozen=True)
class Numbers:
    population: int
    invited: int
    started: int
    completed: int
    opted_out: int
    no_consent: int
    no_address: int
    waiting: int

    @property
    def rate(self) -> Rate:
        return Rate(self.population, self.completed)

    @property
    def unreached(self) -> int:
        return self.no_consent + self.no_address


def numbers_of(wave: Wave) -> Numbers:
    sent = Q(sent_at__isnull=False)
    found = Invitation.objects.filter(wave=wave).aggregate(
        invited=Count("pk", filter=sent),
        started=Count("response"),
        completed=Count("pk", filter=Q(response__completed_at__isnull=False)),
        opted_out=Count("pk", filter=Q(opted_out_at__isnull=False)),
        no_consent=Count("pk", filter=~sent & Q(unsent=Invitation.Unsent.NO_CONSENT)),
        no_address=Count("pk", filter=~sent & Q(unsent=Invitation.Unsent.NO_ADDRESS)),
        waiting=Count("pk", filter=~sent & Q(unsent="", opted_out_at__isnull=True)),
    )
    return Numbers(population=wave.population or 0, **found)


def with_numbers(waves: WaveQuerySet) -> WaveQuerySet:
    """Each with ``invited``, ``started`` and ``completed``."""
    return waves.annotate(
        invited=Count("invitations", filter=Q(invitations__sent_at__isnull=False)),
        started=Count("invitations__response"),
        completed=Count("invitations", filter=Q(invitations__response__completed_at__isnull=False)),
    )


# --- the state of one invitation -------------------------------------------------------------------

STATES: dict[str, Q] = {
    "bitirdi": Q(response__completed_at__isnull=False),
    "basladi": Q(response__isnull=False, response__completed_at__isnull=True),
    "bekliyor": Q(sent_at__isnull=False, response__isnull=True, opted_out_at__isnull=True),
    "istemiyor": Q(opted_out_at__isnull=False),
    "ulasilamadi": Q(sent_at__isnull=True, response__isnull=True),
}


def in_state(invitations: InvitationQuerySet, state: str) -> InvitationQuerySet:
    return invitations.filter(STATES[state]) if state in STATES else invitations
