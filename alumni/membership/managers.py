"""Who sees which claim: the claimant, the department's representative until it is decided, the office."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alumni.membership.working_days import working_days_before
from mik.accounts.models import Appointment
from mik.accounts.powers import powers_of
from mik.common import hooks

if TYPE_CHECKING:
    from alumni.membership.models import Claim, ClaimEvidence, Membership  # noqa: F401  (type arguments in strings)

CLAIMS = hooks.duties.require("alumni.claims")


# Who waits longer than this is the office's too.
PATIENCE = 3


def late_since() -> datetime:
    """What came in before this moment has waited for three whole working days."""
    return working_days_before(timezone.now(), PATIENCE)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import Alumnus

        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(user=user) | self._to_decide(user))

    def decidable_by(self, user: Any) -> Self:
        """Claims this user may look at in order to decide: never the own one."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(self._to_decide(user)).exclude(user=user)

    def waiting(self) -> Self:
        return self.filter(state="submitted")

    def of_unit(self, unit_id: int, levels: Iterable[int]) -> Self:
        """Claims to a department at some levels; who did not say the level may mean any."""
        return self.filter(Q(level__in=levels) | Q(level__isnull=True), unit=unit_id)

    def for_the_office(self) -> Self:
        """What the office decides: no department known, none represented, the representative's own; what is held for
        the office; and what has waited for three working days.
        """
        reached = Q(pk__in=[])
        terms = Appointment.objects.in_force().representatives().filter(unit__successor=None, unit__closed_on=None)
        for unit_id, levels, user_id in terms.values_list("unit", "levels", "user"):
            reached |= Q(unit=unit_id) & (Q(level__in=levels) | Q(level__isnull=True)) & ~Q(user=user_id)
        return self.exclude(reached & Q(held_at=None, submitted_at__gte=late_since()))

    def late(self) -> Self:
        return self.filter(state="submitted", submitted_at__lt=late_since())

    def contested(self) -> Self:
        """What is questioned and still open: two accounts for one record, an appeal, a «not me»."""
        return self.filter(Q(dispute__outcome="") | Q(appeal__outcome="") | self.disowned())

    @staticmethod
    def disowned() -> Q:
        return Q(disowned_at__isnull=False, disowned_settled_at=None, state__in=["submitted", "more", "approved"])

    @staticmethod
    def _to_decide(user: Any) -> Q:
        """The office: everything sent in. A representative: what waits in the own departments, at the own levels, and
        is not held for the office.
        """
        powers = powers_of(user)
        sent = Q(state__in=["submitted", "more", "approved", "refused"])
        if powers.has_duty(CLAIMS):
            return sent
        reach = Q(pk__in=[])
        for represented in powers.represented:
            reach |= Q(unit=represented.unit_id) & (Q(level__in=represented.levels) | Q(level__isnull=True))
        return Q(state__in=["submitted", "more"], held_at=None) & reach


class ClaimEvidenceQuerySet(models.QuerySet["ClaimEvidence"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.membership.models import Claim

        return self.filter(claim__in=Claim.objects.visible_to(user).values("pk"))
