"""Inviting a graduate to join, by a personal link that carries the record it is about.

A notice about the university's own platform to its own graduate: legitimate interest (KVKK art. 5/2-f), so no consent
is asked for; but whoever has left the university's lists is not written to, one is invited once in thirty days and
reminded once at most, and a dead address is left alone.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.membership.control import living_addresses
from alumni.membership.drafts import ClaimProblem, lock_editable
from alumni.membership.inviting.managers import PersonalLinkQuerySet
from alumni.membership.inviting.models import Invitation
from alumni.membership.models import Claim
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.audit.context import acting
from mik.common.fields import keyed_hash
from mik.mail.services import send_mail
from mik.people.consents.models import Act
from mik.people.models import Channel, ConsentEntry, ContactPoint, Purpose

LIFE = timedelta(days=30)
# Nobody is invited by mail twice within this time, whoever invites; the one reminder apart.
QUIET = timedelta(days=30)
TOKEN_BYTES = 24


def hash_of(token: str) -> bytes:
    return keyed_hash(token, purpose="invitation")


def link_to(token: str) -> str:
    return f"{settings.BASE_URL}{reverse('alumni:invited', args=[token])}"


def why_not(alumnus: Alumnus, *, scope: Scope) -> str:
    """Why this graduate cannot be invited at all; "" where nothing speaks against it."""
    if alumnus.person.user_id == scope.user.pk:
        return _("Kendinizi davet edemezsiniz.")
    if alumnus.person.user_id or hasattr(alumnus, "membership"):
        return _("Bu mezun zaten üye.")
    if alumnus.state != Alumnus.State.CONFIRMED:
        return _("Kayıt doğrulanmayı bekliyor; önce doğrulanmalı.")
    return ""


def why_no_mail(alumnus: Alumnus) -> str:
    """Why the link cannot be mailed, though it may be copied; "" where it can."""
    if not living_addresses(alumnus):
        return _("Kayıtta kullanılabilir e-posta yok.")
    if Alumnus.objects.filter(pk=alumnus.pk).filter(left_the_lists()).exists():
        return _("Bu mezun listelerden ayrılmış; ona e-postayla yazılmaz.")
    if Invitation.objects.filter(alumnus=alumnus, contact__isnull=False, made_at__gt=timezone.now() - QUIET).exists():
        return _("Bu mezuna son 30 günde davet gönderilmiş.")
    return ""


def left_the_lists() -> Exists:
    """Whoever withdrew the consent to news and gave none since: an objection, to a notice too."""
    said = ConsentEntry.objects.filter(purpose=Purpose.NEWS, channel=Channel.EMAIL)
    later = said.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    return Exists(said.filter(~Exists(later), person=OuterRef("pk"), act=Act.WITHDRAWN))


def invitable(records: AlumnusQuerySet) -> AlumnusQuerySet:
    """Of these, those whom a bulk invitation may be mailed to."""
    alive = ContactPoint.objects.alive().filter(person=OuterRef("pk"), kind=ContactPoint.Kind.EMAIL)
    lately = Invitation.objects.filter(
        alumnus=OuterRef("pk"), contact__isnull=False, made_at__gt=timezone.now() - QUIET
    )
    free = records.filter(membership=None, person__user=None, state=Alumnus.State.CONFIRMED)
    return free.filter(Exists(alive.exclude(normalised="")), ~left_the_lists(), ~Exists(lately))


@transaction.atomic
def invite(*, alumnus: Alumnus, scope: Scope, by_mail: bool) -> tuple[Invitation, str]:
    """A new link, which replaces one not used yet; returned with it is the link, shown or mailed this once only.

    Raises ClaimProblem where the graduate may not be invited, or not by mail.
    """
    record = scope.alumni().select_for_update(of=("self",)).select_related("person").filter(pk=alumnus.pk).first()
    if record is None:
        raise PermissionDenied
    if problem := why_not(record, scope=scope) or (why_no_mail(record) if by_mail else ""):
        raise ClaimProblem(problem)
    with acting(user_id=scope.user.pk, role=scope.role):
        Invitation.objects.filter(alumnus=record, used_at=None, revoked_at=None).update(revoked_at=timezone.now())
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invitation = Invitation.objects.create(
            alumnus=record,
            contact=_contact_of(record) if by_mail else None,
            token_hash=hash_of(token),
            made_by=scope.user,
            unit=scope.unit,
            expires_at=timezone.now() + LIFE,
        )
    if by_mail:
        _mail(invitation, token, "invited")
    return invitation, link_to(token)


def _contact_of(record: Alumnus) -> ContactPoint | None:
    alive = ContactPoint.objects.alive().filter(person=record.pk, kind=ContactPoint.Kind.EMAIL).exclude(normalised="")
    return alive.order_by("-is_primary", "pk").first()


def _mail(invitation: Invitation, token: str, template: str) -> None:
    """Who invites is named, nothing of the record: the address may have another owner by now."""
    assert invitation.contact is not None
    sender = invitation.unit.label if invitation.unit else ""
    context = {
        "link": link_to(token),
        "inviter": invitation.made_by.name,
        "unit": sender,
        "expires": invitation.expires_at,
        "office": settings.OFFICE_EMAIL,
    }
    send_mail(to=invitation.contact.normalised, template=f"membership/{template}", context=context)


@transaction.atomic
def revoke(*, invitation: Invitation, scope: Scope) -> bool:
    """End a link that was not used; False where there is nothing left to end."""
    with acting(user_id=scope.user.pk, role=scope.role):
        unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
        return bool(unused.update(revoked_at=timezone.now()))


@transaction.atomic
def remind(*, invitation: Invitation, scope: Scope) -> None:
    """Once: the same invitation with a new link, the old one no longer opens anything. Raises ClaimProblem."""
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("contact", "unit", "made_by")
        .get(pk=invitation.pk)
    )
    if not locked.is_in_force or locked.reminded_at is not None:
        raise ClaimProblem(_("Bu davet artık anımsatılamaz: bir kez anımsatılır, kullanılmamış ve süresi dolmamışsa."))
    if locked.contact is None or not locked.contact.is_alive:
        raise ClaimProblem(_("Bu davet e-postayla gönderilmemiş ya da adrese artık ulaşılamıyor."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with acting(user_id=scope.user.pk, role=scope.role):
        locked.token_hash, locked.reminded_at = hash_of(token), timezone.now()
        locked.save(update_fields=["token_hash", "reminded_at"])
    _mail(locked, token, "invited_again")


# --- the way back ----------------------------------------------------------------------------------


def find(token: str) -> Invitation | None:
    """The invitation a link is about while it may be used; unknown, used, revoked and late are one answer."""
    return Invitation.objects.in_force().filter(token_hash=hash_of(token)).first()


def mark_opened(invitation_id: int) -> None:
    """Said by a person who pressed the button, not by whatever opens the links of a mail."""
    Invitation.objects.in_force().filter(pk=invitation_id, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def carry(*, claim: Claim, invitation_id: int) -> bool:
    """Use an invitation for this claim: once, by one account. False where it can be used no more."""
    invitation = Invitation.objects.select_for_update().in_force().filter(pk=invitation_id).first()
    if invitation is None:
        return False
    claim = lock_editable(claim)
    now = timezone.now()
    invitation.used_at, invitation.used_by, invitation.opened_at = now, claim.user, invitation.opened_at or now
    invitation.save(update_fields=["used_at", "used_by", "opened_at"])
    claim.invitation = invitation
    claim.save(update_fields=["invitation"])
    return True


def invitations_of(scope: Scope) -> PersonalLinkQuerySet:
    """Those that the desk of this scope may see, newest first."""
    seen = Invitation.objects.visible_to(scope.user).select_related("alumnus__person", "made_by", "unit", "contact")
    return seen.filter(alumnus__in=scope.alumni().values("pk"))
