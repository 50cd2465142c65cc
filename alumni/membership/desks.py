"""At which desk claims are decided: a department's representative's, or the office's.

A desk comes from the appointments in force at this instant. What it cannot reach does not exist (404).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from alumni.membership.candidates import Candidate, fetch, find_candidates, rate
from alumni.membership.managers import CLAIMS, ClaimQuerySet, late_since
from alumni.membership.models import Claim
from alumni.membership.strength import MEDIUM
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope, scope_or_404
from mik.accounts.models import Office, User
from mik.accounts.powers import powers_of
from mik.units.models import Unit, UnitQuerySet


@dataclass(frozen=True)
class Desk:
    user: User
    role: str
    scope: Scope | None = None
    levels: frozenset[int] = field(default=frozenset())

    @property
    def is_office(self) -> bool:
        return self.scope is None

    @property
    def unit(self) -> Unit | None:
        return self.scope.unit if self.scope else None

    @property
    def label(self) -> str:
        return self.unit.label if self.unit else _("Mezun Ofisi")

    def claims(self) -> ClaimQuerySet:
        """Claims this desk may open; a representative's close with the decision."""
        claims = Claim.objects.decidable_by(self.user)
        if self.unit is None:
            return claims
        return claims.of_unit(self.unit.pk, self.levels).filter(state__in=["submitted", "more"], held_at=None)

    def records(self) -> AlumnusQuerySet:
        """Records a claim may be tied to from here; the own one never."""
        seen = self.scope.alumni() if self.scope else Alumnus.objects.visible_to(self.user)
        return seen.exclude(person__user=self.user)

    def graduations(self) -> GraduationQuerySet:
        return self.scope.graduations() if self.scope else Graduation.objects.visible_to(self.user)

    def programmes(self, claim: Claim) -> UnitQuerySet:
        """Programmes a new record may be opened in: those of the department claimed, else all in reach."""
        programmes = self.scope.programmes() if self.scope else Unit.objects.programmes()
        programmes = programmes.select_related("parent__parent").order_by("parent__name", "level", "pk")
        own = programmes.filter(parent=claim.unit_id) if claim.unit_id else programmes.none()
        return own if own.exists() else programmes

    def candidates(self, claim: Claim) -> list[Candidate]:
        return find_candidates(claim, among=self.records(), graduations=self.graduations())

    def record(self, claim: Claim, pk: int) -> Candidate | None:
        """One record beside the claim, if it may be seen from here."""
        return next(iter(self.rated(claim, [pk])), None)

    def rated(self, claim: Claim, pks: list[int]) -> list[Candidate]:
        """These records beside the claim, in the order asked for, as far as they may be seen from here."""
        found = fetch(self.records().filter(pk__in=pks), self.graduations())
        return sorted((rate(claim, alumnus) for alumnus in found), key=lambda c: pks.index(c.alumnus.pk))

    def likeliest(self, claim: Claim, found: list[Candidate]) -> Candidate | None:
        return found[0] if found and found[0].score >= MEDIUM else None

    def url(self, name: str, *args: int) -> str:
        if self.unit:
            return reverse(f"representatives:{name}", args=[self.unit.pk, *args])
        return reverse(f"coordinator:{name}", args=args)

    @property
    def list_url(self) -> str:
        return self.url("claim_list")


def desk_or_404(user: object, unit_id: int | None = None) -> Desk:
    """The office's desk, or with a unit that of its representative of today."""
    if unit_id is None:
        if not isinstance(user, User) or not powers_of(user).has_duty(CLAIMS):
            raise Http404
        return Desk(user, "office")
    scope = scope_or_404(user, unit_id)
    levels = {level for r in powers_of(user).represented if r.unit_id == unit_id for level in r.levels}
    return Desk(scope.user, str(Office.REPRESENTATIVE), scope, frozenset(levels))


# --- what was on the screen when somebody decided ---------------------------------------------------


def seal(claim: Claim) -> str:
    """What the form carries: which claim was on the screen, and as it was sent in at which moment."""
    sent = claim.submitted_at.isoformat() if claim.submitted_at else ""
    return signing.dumps([claim.pk, sent, claim.state], salt="claim-seen", compress=False)


def open_seal(text: str, claim_id: int) -> datetime | None:
    """When the claim on the screen had been sent in; None for a seal that is not ours."""
    try:
        pk, sent, _state = signing.loads(text, salt="claim-seen", max_age=timedelta(days=2))
    except signing.BadSignature:
        return None
    return parse_datetime(sent) if pk == claim_id and sent else None


def is_old(claim: Claim) -> bool:
    """Three working days have gone by: the office sees it too."""
    return bool(claim.submitted_at and claim.submitted_at < late_since())
