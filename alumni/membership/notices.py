"""The people on a record hear of a claim to it, and may say «not me» by a signed link.

The mail names neither claimant nor record: whoever reads the address knows whose record it stands on. The link needs
no sign-in, changes nothing when it is opened (mail scanners open everything), and acts once.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership import limits
from alumni.membership.control import confirmed_addresses, living_addresses
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.mail.services import send_mail
from mik.work.services import notify

State = Claim.State
SALT = "claim-not-me"
# As long as whoever is told may be away; later the claim has long been decided.
LINK_LIFE = timedelta(days=60)


def disown_link(claim: Claim, record: Alumnus) -> str:
    token = signing.dumps([claim.pk, record.pk, claim.submissions], salt=SALT, compress=False)
    return f"{settings.BASE_URL}{reverse('alumni:claim_disown', args=[token])}"


def read_link(token: str) -> tuple[Claim, int] | None:
    """The claim and the record a link is about; None for a link that is not ours or too old."""
    try:
        claim_id, record_id, _submission = signing.loads(token, salt=SALT, max_age=LINK_LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    claim = Claim.objects.filter(pk=claim_id).first()
    return (claim, int(record_id)) if claim else None


def tell_contacts(claim: Claim, record: Alumnus, user: User, apart_from: list[str] | None = None) -> None:
    """Mail every address on the record but the claimant's own; a few times a day at most, however many claim it."""
    told = set(living_addresses(record)) - confirmed_addresses(user) - set(apart_from or [])
    if told and limits.NOTICES.allows(record.pk) and limits.NOTICES_OF_ONE.allows(f"{user.pk}:{record.pk}"):
        for address in sorted(told):
            send_mail(to=address, template="membership/claimed", context={"not_me": disown_link(claim, record)})


def is_disowned(record: Alumnus) -> bool:
    """Somebody on the record said «not me» of a claim that is still open, or joined and not yet looked into."""
    said = Claim.objects.filter(alumnus=record, disowned_at__isnull=False, disowned_settled_at=None)
    return said.filter(state__in=[State.SUBMITTED, State.MORE, State.APPROVED]).exists()


@transaction.atomic
def disown(*, claim: Claim, record_id: int) -> bool:
    """«Not me»: hold the claim, and every other open one to the record, for the office. False when it was said before.

    A claim that has joined already is not torn apart by whoever reads an old address: the office looks into it.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.disowned_at is not None:
        return False
    now = timezone.now()
    _hold(claim, now)
    others = Claim.objects.select_for_update(of=("self",)).filter(alumnus=record_id, disowned_at=None)
    for other in others.filter(state__in=[State.SUBMITTED, State.MORE]).exclude(pk=claim.pk):
        _hold(other, now)
    _tell_holder(record_id)
    return True


def _hold(claim: Claim, now: datetime) -> None:
    claim.disowned_at, claim.held_at, claim.code_hash = now, claim.held_at or now, None
    if claim.state in {State.REFUSED, State.WITHDRAWN, State.DRAFT}:
        claim.disowned_settled_at = now  # said of something that is over: kept as a fact, nothing to do
    claim.save(update_fields=["disowned_at", "held_at", "code_hash", "disowned_settled_at"])


def _tell_holder(record_id: int) -> None:
    """Nobody is told who said it; the account on the record sees that something was said."""
    membership = Membership.objects.filter(alumnus=record_id).select_related("user").first()
    if membership:
        notify(user=membership.user, text=_("Kaydınıza yapılan bir üyelik başvurusu için «ben değilim» dendi."))
