"""A dispute about each member's record, and an invitation to each graduate who is none."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.membership.contests.models import Dispute
from alumni.membership.inviting.models import Invitation
from alumni.membership.inviting.services import hash_of
from mik.units.models import Level
from tests.access.side import Side
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory


def objects(side: Side) -> dict[str, Any]:
    now = timezone.now()
    rival = ClaimFactory.create(user=UserFactory.create(), unit=side.unit, level=Level.BACHELOR, held_at=now)
    invitation = Invitation.objects.create(
        alumnus=side.alumnus,
        token_hash=hash_of(f"matrix {side.unit.pk}"),
        made_by=side.representative,
        unit=side.unit,
        expires_at=now + timedelta(days=30),
    )
    return {"dispute": Dispute.objects.create(claim=rival, holder=side.member), "joining_invitation": invitation}
