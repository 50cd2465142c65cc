"""Two accounts for one record: both sides hear of it, both may speak, the office decides and says why."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alumni.membership.contests.models import Dispute
from alumni.membership.drafts import ClaimProblem
from alumni.membership.models import Claim, Membership
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.mail.services import send_mail
from mik.people.models import Person
from mik.work.services import notify

if TYPE_CHECKING:
    from datetime import datetime

Outcome = Dispute.Outcome


@transaction.atomic
def open_dispute(*, claim: Claim, record: Alumnus, by: User | None = None) -> Dispute | None:
    """Put the claim before the office and tell both sides. The same claim again changes nothing.

    None where no account is tied to the record any more: then there is nothing to dispute.
    """
    holder = holder_of(record)
    if holder is None or holder.pk == claim.user_id:
        return None
    dispute, is_new = Dispute.objects.get_or_create(claim=claim, defaults={"holder": holder, "opened_by": by})
    if not is_new:
        return dispute
    claim.alumnus, claim.held_at = record, claim.held_at or timezone.now()
    claim.save(update_fields=["alumnus", "held_at"])
    _tell_both(dispute)
    return dispute


def holder_of(record: Alumnus) -> User | None:
    """The account tied to a record."""
    membership = Membership.objects.filter(alumnus=record.pk).select_related("user").first()
    if membership:
        return membership.user
    person = Person.objects.select_related("user").get(pk=record.pk)
    return person.user


def _tell_both(dispute: Dispute) -> None:
    _tell(dispute.holder, "disputed_holder", _page(dispute))
    _tell(dispute.claim.user, "disputed_claimant", reverse("alumni:claim_status"))
    with translation.override(dispute.holder.language):
        text = _("Kaydınız için başka bir hesaptan üyelik başvurusu var. Yanıtınızı yazabilirsiniz.")
        notify(user=dispute.holder, text=text, url=_page(dispute))


def _page(dispute: Dispute) -> str:
    return reverse("alumni:dispute", args=[dispute.pk])


def _tell(user: User, template: str, path: str, reason: str = "") -> None:
    context = {"url": settings.BASE_URL + path, "reason": reason}
    send_mail(to=user.email, template=f"membership/{template}", context=context, language=user.language)


@transaction.atomic
def state_case(*, dispute: Dispute, text: str) -> None:
    """What the account on the record has to say; it may be written anew until the decision."""
    locked = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if not locked.is_open:
        raise ClaimProblem(_("Bu anlaşmazlık karara bağlanmış; yanıtınız değiştirilemez."))
    locked.statement, locked.stated_at = text, timezone.now()
    locked.save(update_fields=["statement", "stated_at"])


@transaction.atomic
def keep_record(*, dispute: Dispute, by: User, reason: str, seen: "datetime | None" = None) -> None:
    """The record stays where it is; the claim is refused with the reason, and the account on it hears so."""
    from alumni.membership.deciding import refuse_claim

    locked = _lock(dispute, by)
    refuse_claim(claim=locked.claim, by=by, as_role="office", reason=reason, seen=seen)
    _end(locked, Outcome.KEEP, by, reason)
    _tell(locked.holder, "dispute_kept", reverse("alumni:profile"))


@transaction.atomic
def transfer_record(*, dispute: Dispute, by: User, reason: str, seen: "datetime | None" = None) -> None:
    """The record goes to the claimant. The account that held it is left without a record, and is told why."""
    from alumni.membership.deciding import approve_claim
    from alumni.membership.tying import untie

    locked = _lock(dispute, by)
    record = locked.claim.alumnus
    if record is None:
        raise ClaimProblem(_("Kayıt artık yok; başvuruyu yeniden açın."))
    if record.person.user_id == by.pk:
        raise PermissionDenied
    untie(alumnus=record)
    approve_claim(claim=locked.claim, by=by, as_role="office", record=record, seen=seen)
    _end(locked, Outcome.TRANSFER, by, reason)
    _tell(locked.holder, "dispute_lost", reverse("alumni:claim_start"), reason=reason)


def drop_dispute(claim: Claim, by: User | None) -> None:
    """Nothing is left to dispute: the claim was withdrawn, or tied to another record."""
    Dispute.objects.filter(claim=claim, outcome="").update(
        outcome=Outcome.DROPPED, decided_at=timezone.now(), decided_by=by
    )


def _lock(dispute: Dispute, by: User) -> Dispute:
    locked = (
        Dispute.objects.select_for_update(of=("self",))
        .select_related("claim__alumnus__person", "holder")
        .get(pk=dispute.pk)
    )
    if not locked.is_open:
        raise ClaimProblem(_("Bu anlaşmazlık bu arada karara bağlandı."))
    if by.pk in {locked.holder_id, locked.claim.user_id}:
        raise PermissionDenied
    return locked


def _end(dispute: Dispute, outcome: str, by: User, reason: str) -> None:
    dispute.outcome, dispute.decided_at, dispute.decided_by, dispute.reason = outcome, timezone.now(), by, reason
    dispute.save(update_fields=["outcome", "decided_at", "decided_by", "reason"])
