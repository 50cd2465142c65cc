"""What membership tells the rest of the house."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alumni.membership.evidence import PURPOSE
from alumni.membership.personal import declare
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem, MailedBy, NotificationKind

if TYPE_CHECKING:
    from alumni.membership.managers import ClaimQuerySet
    from mik.common.hooks import AnyUser, FileLike


def register() -> None:
    hooks.duties.declare("alumni.claims", gettext_lazy("Üyelik başvurularını karara bağlamak"))
    hooks.notification_kinds.add(
        NotificationKind(
            code="membership.claim",
            label=gettext_lazy("Üyelik başvurunuz"),
            about=gettext_lazy("Başvurunuza karar verildiğinde ya da sizden ek bilgi istendiğinde."),
            mandatory=True,
            mailed_by=MailedBy.ROOM,
        )
    )
    hooks.attention.register(own_claim)
    hooks.attention.register(claims_of_departments)
    hooks.attention.register(claims_of_the_office)
    hooks.attention.register(disputes_of_member)
    hooks.file_readers.register(PURPOSE, may_read_evidence)
    declare()
    hooks.file_subjects.register(PURPOSE, whose_evidence)


def may_read_evidence(user: "AnyUser", file: "FileLike") -> bool:
    """The claimant and the office; the representative until the decision."""
    from alumni.membership.models import ClaimEvidence

    return ClaimEvidence.objects.visible_to(user).filter(file=file.id).exists()


def whose_evidence(file: "FileLike") -> "Iterator[int]":
    """The claimant, who has a number once a record was found."""
    from alumni.membership.models import Claim

    people = Claim.objects.filter(evidence__file=file.id, user__person__isnull=False)
    yield from people.values_list("user__person", flat=True)


def own_claim(user: "AnyUser") -> Iterator[AttentionItem]:
    """The claimant: a draft to finish, a question to answer."""
    from alumni.membership.models import Claim

    states = Claim.objects.visible_to(user).filter(user=user.pk or 0).values_list("state", flat=True)
    if Claim.State.MORE in states:
        url = reverse("alumni:claim_status")
        yield AttentionItem(_("Üyelik başvurunuz için ek bilgi istendi"), 1, url, "warn", "message-square")
    elif Claim.State.DRAFT in states:
        yield AttentionItem(_("Üyelik başvurunuz yarım kaldı"), 1, reverse("alumni:claim_start"), "", "file-pen")


def claims_of_departments(user: "AnyUser") -> Iterator[AttentionItem]:
    """The representative: what waits in each department represented, and for how long."""
    from alumni.membership.models import Claim

    for unit in powers_of(user).represented:
        waiting = Claim.objects.decidable_by(user).waiting().of_unit(unit.unit_id, unit.levels)
        text = ngettext(
            "%(unit)s: üyelik başvurusu bekliyor", "%(unit)s: üyelik başvuruları bekliyor", waiting.count() or 1
        ) % {"unit": unit.unit_name}
        yield from _waiting(waiting, text, reverse("representatives:claim_list", args=[unit.unit_id]))


def claims_of_the_office(user: "AnyUser") -> Iterator[AttentionItem]:
    """The office: what it decides, what others leave lying for three working days, and what is questioned."""
    from alumni.membership.managers import CLAIMS
    from alumni.membership.models import Claim

    if not powers_of(user).has_duty(CLAIMS):
        return
    url = reverse("coordinator:claim_list")
    claims = Claim.objects.decidable_by(user)
    yield from _waiting(
        claims.waiting().for_the_office(), _("Ofisin karar vereceği üyelik başvuruları"), f"{url}?sekme=ofis"
    )
    joined = claims.filter(state=Claim.State.APPROVED).contested().distinct().count()
    if joined:
        text = _("İtiraz edilen ya da «ben değilim» denen üyelikler")
        yield AttentionItem(text, joined, f"{url}?sekme=itirazli", "bad", "shield-alert")


def disputes_of_member(user: "AnyUser") -> Iterator[AttentionItem]:
    """The member whose record somebody else claims: to be answered while the office has not decided."""
    from alumni.membership.contests.models import Dispute

    own = Dispute.objects.visible_to(user).filter(holder=user.pk or 0, stated_at=None).still_open()
    for pk in own.values_list("pk", flat=True):
        text = _("Kaydınız için başka bir hesaptan üyelik başvurusu var")
        yield AttentionItem(text, 1, reverse("alumni:dispute", args=[pk]), "bad", "shield-alert")


def _waiting(claims: "ClaimQuerySet", text: str, url: str) -> Iterator[AttentionItem]:
    """One item with the age of the oldest; nothing where nothing waits."""
    count, oldest = claims.count(), claims.order_by("submitted_at").values_list("submitted_at", flat=True).first()
    if not count or oldest is None:
        return
    days = (timezone.now() - oldest).days
    age = ngettext("en eskisi %(n)s gündür", "en eskisi %(n)s gündür", days) % {"n": days} if days else _("bugün geldi")
    yield AttentionItem(f"{text} · {age}", count, url, "warn" if days >= 3 else "blue", "user-check")
